#include <doctest/doctest.h>

#include "provider/value/stop.h"

using namespace lakeform;

namespace {

struct Still final : clock::Source {
  std::chrono::milliseconds slept{0};
  clock::Day day() const override { return clock::Day(std::chrono::hours(1)) + slept; }
  clock::Steady steady() const override { return clock::Steady(slept); }
  void pass(std::chrono::milliseconds time) override { slept += time; }
};

}  // namespace

TEST_CASE("on a clock that a test puts in place, sleeping moves the time on and returns at once") {
  Still still;
  clock::replace(&still);
  const StopToken stop;
  const auto day = clock::now();
  const auto steady = clock::steady();
  const auto real = std::chrono::steady_clock::now();
  CHECK(stop.sleep(std::chrono::hours(5)));
  CHECK(clock::now() - day == std::chrono::hours(5));
  CHECK(clock::steady() - steady == std::chrono::hours(5));
  clock::replace(nullptr);
  CHECK(std::chrono::steady_clock::now() - real < std::chrono::hours(1));
  CHECK(clock::steady() >= real);
}

TEST_CASE("a requested stop ends sleeping on either clock") {
  StopToken stop;
  stop.request();
  CHECK_FALSE(stop.sleep(std::chrono::hours(5)));
  Still still;
  clock::replace(&still);
  CHECK_FALSE(stop.sleep(std::chrono::hours(5)));
  clock::replace(nullptr);
}

#include "provider/cloud/aws/credentials.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "provider/value/log.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;
using std::chrono::milliseconds;
using std::chrono::minutes;

namespace {

struct Script {
  std::atomic<int> fetches = 0;
  std::atomic<bool> fail = false, fall = false, stopped_fails = false;
  std::atomic<milliseconds> delay{milliseconds(0)};
  minutes lifetime{60};
  TimePoint now{std::chrono::hours(100000)};
};

class Scripted : public CredentialSource {
 public:
  explicit Scripted(Script& script) : script_(script) {}
  Result<Credentials> fetch(const StopToken& stop) override {
    ++script_.fetches;
    if (!stop.sleep(script_.delay) && script_.stopped_fails)
      return Error{Fault::Cancelled, "stopped", {}, {}, {}, {}, 0};
    if (script_.fall) throw std::runtime_error("quotes secret things");
    if (script_.fail) return Error{Fault::Unavailable, "no credentials today", {}, {}, {}, {}, 0};
    const std::string number = std::to_string(script_.fetches);
    return Credentials{"AKID" + number, "secret-of-" + number, "token-of-" + number, script_.now + script_.lifetime,
                       "a script"};
  }

 private:
  Script& script_;
};

CredentialCache cache_of(Script& script) {
  return CredentialCache(std::make_unique<Scripted>(script), [&script] { return script.now; });
}

}  // namespace

TEST_CASE("credentials are fetched once, and again shortly before they expire") {
  Script script;
  auto cache = cache_of(script);
  StopToken stop;
  CHECK(cache.get(stop)->access_key == "AKID1");
  script.now += minutes(54);
  CHECK(cache.get(stop)->access_key == "AKID1");
  script.now += minutes(2);  // four minutes left
  CHECK(cache.get(stop)->access_key == "AKID2");
  CHECK(script.fetches == 2);
}

TEST_CASE("a failed renewal does no harm while the old credentials last, and is an error afterwards") {
  Script script;
  auto cache = cache_of(script);
  StopToken stop;
  REQUIRE(cache.get(stop));
  script.fail = true;
  script.now += minutes(57);
  CHECK(cache.get(stop)->access_key == "AKID1");
  script.now += minutes(10);
  const auto late = cache.get(stop);
  REQUIRE_FALSE(late);
  CHECK(late.error().summary == "no credentials today");
}

TEST_CASE("of many threads one fetches") {
  Script script;
  script.delay = milliseconds(50);
  auto cache = cache_of(script);
  StopToken stop;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i) {
    threads.emplace_back([&] {
      if (const auto keys = cache.get(stop); keys && keys->access_key == "AKID1") ++good;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(good == 10);
  CHECK(script.fetches == 1);
}

TEST_CASE("of many threads one fails to fetch, and all get its error, also when the source throws") {
  for (const bool falls : {false, true}) {
    Script script;
    script.delay = milliseconds(50);
    script.fail = true;
    script.fall = falls;
    auto cache = cache_of(script);
    StopToken stop;
    std::atomic<int> told = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i) {
      threads.emplace_back([&] {
        const auto keys = cache.get(stop);
        if (!keys && keys.error().fault == Fault::Unavailable &&
            keys.error().detail.find("quotes") == std::string::npos)
          ++told;
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(told == 10);
    CHECK(script.fetches == 1);
    script.fail = script.fall = false;
    CHECK(cache.get(stop));
  }
}

TEST_CASE("who waits for a fetch that was stopped fetches anew") {
  Script script;
  script.delay = milliseconds(10000);
  auto cache = cache_of(script);
  StopToken stopped, stop;
  std::thread first([&] { static_cast<void>(cache.get(stopped)); });
  while (script.fetches == 0) std::this_thread::sleep_for(milliseconds(1));
  script.stopped_fails = true;
  std::thread second([&] {
    std::this_thread::sleep_for(milliseconds(20));
    script.delay = milliseconds(0);
    stopped.request();
  });
  CHECK(cache.get(stop)->access_key == "AKID2");
  first.join();
  second.join();
}

TEST_CASE("a renewal ahead of time that failed is not tried again with every call") {
  Script script;
  auto cache = cache_of(script);
  StopToken stop;
  REQUIRE(cache.get(stop));
  script.fail = true;
  script.now += minutes(56);
  for (int i = 0; i < 10; ++i) CHECK(cache.get(stop));
  CHECK(script.fetches == 2);
  script.now += std::chrono::seconds(31);
  CHECK(cache.get(stop));
  CHECK(script.fetches == 3);
}

TEST_CASE("a refusal without words lets credentials be fetched anew, not more than once a minute") {
  Script script;
  auto cache = cache_of(script);
  StopToken stop;
  const auto first = *cache.get(stop);
  CHECK(cache.doubt(first));
  const auto second = *cache.get(stop);
  CHECK(second.access_key == "AKID2");
  CHECK(cache.doubt(first));  // renewed meanwhile
  CHECK_FALSE(cache.doubt(second));
  script.now += minutes(2);
  CHECK(cache.doubt(second));
}

TEST_CASE("credentials that the service rejects are fetched anew, unless that has happened already or cannot help") {
  Script script;
  auto cache = cache_of(script);
  StopToken stop;
  const auto first = *cache.get(stop);
  CHECK(cache.expire(first));
  CHECK(cache.get(stop)->access_key == "AKID2");
  CHECK(cache.expire(first));  // a late answer to an old request
  CHECK(cache.get(stop)->access_key == "AKID2");
  CredentialCache fixed(std::make_unique<StaticCredentials>(Credentials{"A", "B", "", {}, "test"}));
  CHECK_FALSE(fixed.expire(*fixed.get(stop)));
}

TEST_CASE("a stop ends the wait for another thread's fetch") {
  Script script;
  script.delay = milliseconds(3000);
  auto cache = cache_of(script);
  StopToken stop;
  std::thread fetching([&] { static_cast<void>(cache.get(stop)); });
  while (script.fetches == 0) std::this_thread::sleep_for(milliseconds(1));
  std::thread stopper([&] {
    std::this_thread::sleep_for(milliseconds(50));
    stop.request();
  });
  const auto start = std::chrono::steady_clock::now();
  static_cast<void>(cache.get(stop));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
  fetching.join();
  stopper.join();
}

TEST_CASE("fetched secrets are kept out of texts from then on") {
  Script script;
  auto cache = cache_of(script);
  StopToken stop;
  REQUIRE(cache.get(stop));
  CHECK(log::scrub("x secret-of-1 y token-of-1 z") == "x (secret) y (secret) z");
}

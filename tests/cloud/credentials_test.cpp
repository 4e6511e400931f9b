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
  std::atomic<bool> fail = false;
  milliseconds delay{0};
  minutes lifetime{60};
  TimePoint now{std::chrono::hours(100000)};
};

class Scripted : public CredentialSource {
 public:
  explicit Scripted(Script& script) : script_(script) {}
  Result<Credentials> fetch(const StopToken& stop) override {
    ++script_.fetches;
    static_cast<void>(stop.sleep(script_.delay));
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

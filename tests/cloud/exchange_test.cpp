// The exchange with a dialect that has nothing of AWS.
#include "provider/cloud/exchange.h"

#include <doctest/doctest.h>

#include <atomic>

#include "tests/cloud/loopback.h"
#include "tests/cloud/made_up_dialect.h"
#include "tests/harness/virtual_clock.h"

using namespace lakeform;
using namespace lakeform::cloud;

namespace {

/// Tokens that last an hour, numbered.
class Tokens final : public CredentialSource {
 public:
  Result<Credentials> fetch(const StopToken&) override {
    return Credentials{{}, {}, "t" + std::to_string(++count_), now() + std::chrono::hours(1), "test"};
  }

 private:
  int count_ = 0;
};

Call call_of(const char* method, const char* path, Json body = {}) {
  Call out;
  out.service = "lakes";
  out.operation = std::string(method) + " " + path;
  out.method = method;
  out.path = path;
  out.body = std::move(body);
  return out;
}

/// A service that answers by script, under a clock that only waits move.
struct World {
  harness::VirtualClock clock;
  Loopback server;
  MadeUpDialect dialect;
  Exchange exchange;
  CredentialCache tokens{std::make_unique<Tokens>()};
  StopToken stop;

  explicit World(Loopback::Handler handler, MadeUpDialect::Begun begun = google_operation)
      : server(std::move(handler)),
        dialect(server.url(), begun),
        exchange(dialect, std::make_shared<HttpTransport>(), RetryPolicy{.max_attempts = 5}) {}
  Result<Reply> send(const Call& call) { return exchange.send(call, &tokens, stop); }
  std::size_t asked() const { return server.asked().size(); }
};

Answered json(const Json& body, int status = 200, std::vector<std::pair<std::string, std::string>> headers = {}) {
  headers.emplace_back("Content-Type", "application/json");
  return {status, body.dump(), std::move(headers)};
}

const char* const kOperation = "projects/p/operations/7";

}  // namespace

TEST_CASE("a cloud without signatures sends its calls with a token, and one that has ended is renewed once") {
  World world([](const Asked& asked) {
    if (asked.headers.at("authorization") != "Bearer t2")
      return json({{"error", {{"status", "UNAUTHENTICATED"}}}}, 401);
    return json({{"name", "raw"}}, 200, {{"ETag", "e1"}});
  });
  const auto reply = world.send(call_of("GET", "/v1/lakes/raw"));
  REQUIRE(reply);
  CHECK(reply->body["name"] == "raw");
  CHECK(reply->header("etag") == "e1");
  CHECK(world.asked() == 2);
}

TEST_CASE("faults that pass are sent again by their status alone, and Retry-After is waited for") {
  std::atomic<int> number = 0;
  World world([&](const Asked&) -> Answered {
    switch (++number) {
      case 1:
        return {429, "{}", {{"Retry-After", "7"}}};
      case 2:
        return {503, "<html>", {}};
      case 3:
        return {.drop = true};
      default:
        return json({{"done", 1}});
    }
  });
  CHECK(world.send(call_of("GET", "/v1/lakes/raw")));
  CHECK(world.clock.slept() >= std::chrono::seconds(7));
  number = 2;
  Call once = call_of("POST", "/v1/lakes");
  once.idempotent = false;
  const auto lost = world.send(once);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().maybe_done);
}

TEST_CASE("answers that are none are asked again, whatever other faults came before") {
  std::atomic<int> number = 0;
  World world([&](const Asked&) -> Answered {
    ++number;
    if (number < 3) return {503, "<html>", {}};
    return number < 5 ? Answered{200, "<html>", {}} : json({{"done", 1}});
  });
  CHECK(world.send(call_of("GET", "/v1/lakes/raw")));
  World portal([](const Asked&) -> Answered { return {200, "<html>", {}}; });
  CHECK_FALSE(portal.send(call_of("GET", "/v1/lakes/raw")));
  CHECK(portal.asked() == 3);
}

TEST_CASE("an ETag that has changed is a conflict, and not sent again") {
  World world([](const Asked& asked) {
    CHECK(asked.headers.at("if-match") == "e1");
    return json({{"error", {{"status", "ABORTED"}, {"message", "changed"}}}}, 412);
  });
  Call put = call_of("PUT", "/v1/lakes/raw", Json::object());
  put.headers.emplace_back("If-Match", "e1");
  const auto refused = world.send(put);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().fault == Fault::Conflict);
  CHECK(world.asked() == 1);
}

TEST_CASE("an operation is followed to its end: the response is the answer") {
  std::atomic<int> looks = 0;
  World world([&](const Asked& asked) {
    if (asked.method == "POST") return json({{"name", kOperation}, {"metadata", Json::object()}});
    CHECK(asked.target == "/v1/projects/p/operations/7");
    if (++looks < 4) return json({{"name", kOperation}, {"done", false}});
    return json({{"name", kOperation}, {"done", true}, {"response", {{"name", "raw"}}}});
  });
  const auto reply = world.send(call_of("POST", "/v1/lakes", {{"id", "raw"}}));
  REQUIRE(reply);
  CHECK(reply->body == Json{{"name", "raw"}});
  CHECK(looks == 4);
}

TEST_CASE("whatever ends the looking at an operation, the object may exist") {
  enum class End { Fails, Never, Lost, Cut, Stopped };
  for (const End end : {End::Fails, End::Never, End::Lost, End::Cut, End::Stopped}) {
    World* here = nullptr;
    World world([&](const Asked& asked) -> Answered {
      if (asked.method == "POST") return json({{"name", kOperation}, {"done", false}});
      switch (end) {
        case End::Fails:
          return json({{"done", true}, {"error", {{"code", 8}, {"message", "no capacity"}}}});
        case End::Lost:
          return json({{"error", {{"message", "no such operation"}}}}, 404);
        case End::Cut:
          return {.drop = true};
        case End::Stopped:
          here->stop.request();
          break;
        case End::Never:
          break;
      }
      return json({{"name", kOperation}, {"done", false}});
    });
    here = &world;
    Call create = call_of("POST", "/v1/lakes", {{"id", "raw"}});
    create.deadline = std::chrono::minutes(10);
    const auto reply = world.send(create);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().maybe_done);
    if (end == End::Fails) CHECK(reply.error().fault == Fault::Throttled);
    if (end == End::Fails) CHECK(reply.error().message == "no capacity");
    if (end == End::Never) CHECK(reply.error().summary.find("did not end within 600 s") != std::string::npos);
    if (end == End::Never) CHECK(world.clock.slept() <= std::chrono::minutes(10));
    if (end == End::Never) CHECK(world.asked() < 100);
    if (end != End::Fails) CHECK(reply.error().detail.find(kOperation) != std::string::npos);
    if (end == End::Stopped) CHECK(reply.error().fault == Fault::Cancelled);
  }
}

TEST_CASE("ARM's asynchronous operations end with the object, with what Location answers, or with their error") {
  std::atomic<int> looks = 0;
  std::string base;
  World world(
      [&](const Asked& asked) -> Answered {
        if (asked.target == "/status/bad")
          return json({{"status", "Failed"}, {"error", {{"code", "SkuConflict"}, {"message", "not here"}}}});
        if (asked.target == "/status")
          return json({{"status", ++looks < 3 ? "Running" : "Succeeded"}}, 200, {{"Retry-After", "30"}});
        if (asked.target == "/result")
          return ++looks < 6 ? Answered{202, "", {{"Location", base + "/result"}}} : json({{"key", "k"}});
        if (asked.method == "PUT" && asked.target == "/lakes/slow")
          return json({{"properties", {{"provisioningState", "Creating"}}}}, 201);
        if (asked.method == "GET" && asked.target == "/lakes/slow")
          return json({{"properties", {{"provisioningState", ++looks < 9 ? "Creating" : "Succeeded"}}}});
        if (asked.method == "GET") return json({{"name", "raw"}});
        if (asked.method == "POST") return {202, "", {{"Location", base + "/result"}}};
        return json(Json::object(), 201,
                    {{"Azure-AsyncOperation", base + (asked.method == "DELETE" ? "/status/bad" : "/status")}});
      },
      arm_operation);
  base = world.server.url();
  const auto put = world.send(call_of("PUT", "/lakes/raw", Json::object()));
  REQUIRE(put);
  CHECK(put->body["name"] == "raw");
  CHECK(world.clock.slept() >= std::chrono::seconds(60));
  const auto post = world.send(call_of("POST", "/lakes/raw/listKeys"));
  REQUIRE(post);
  CHECK(post->body["key"] == "k");
  const auto slow = world.send(call_of("PUT", "/lakes/slow", Json::object()));
  REQUIRE(slow);
  CHECK(slow->body["properties"]["provisioningState"] == "Succeeded");
  const auto refused = world.send(call_of("DELETE", "/lakes/raw"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "SkuConflict");
  CHECK(refused.error().fault == Fault::Conflict);
}

TEST_CASE("an address out of an answer is asked only where the service is") {
  World world([](const Asked& asked) { return json({{"at", asked.target}}); });
  Call next = call_of("GET", "/v1/lakes");
  next.url = world.server.url("/v1/lakes?page=2");
  CHECK(world.send(next)->body["at"] == "/v1/lakes?page=2");
  next.url = "http://169.254.169.254/token";
  CHECK_FALSE(world.send(next));
  CHECK(world.asked() == 1);
}

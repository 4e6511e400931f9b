#include "provider/cloud/aws/sender.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "provider/value/log.h"
#include "tests/cloud/loopback.h"
#include "tests/cloud/plain_port.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;
using std::chrono::milliseconds;

namespace {

constexpr const char* kNotFound = R"({"__type":"EntityNotFoundException","message":"Database x not found."})";

SenderSettings settings_for(const Loopback& server, const std::string& scope) {
  SenderSettings settings;
  settings.region = "eu-west-1";
  for (const char* name : {"glue", "s3", "iam", "sts"}) settings.endpoints.custom[name] = server.url();
  settings.retry.base = milliseconds(1);
  settings.retry.throttled_base = milliseconds(1);
  settings.user_agent = "Lakeform/test";
  settings.rate_scope = scope;  // each test its own, so that throttles of one do not slow another
  return settings;
}

Sender sender_for(const Loopback& server, const std::string& scope) {
  return Sender(settings_for(server, scope), std::make_shared<HttpTransport>());
}

Call get_database(bool idempotent = true) {
  Call call;
  call.service = "glue";
  call.operation = "GetDatabase";
  call.body = {{"Name", "x"}};
  call.idempotent = idempotent;
  return call;
}

CredentialCache fixed_keys() {
  return CredentialCache(std::make_unique<StaticCredentials>(Credentials{"AKID", "secret-key-value", "", {}, "test"}));
}

// Gives numbered keys that end in an hour.
class Numbered : public CredentialSource {
 public:
  explicit Numbered(std::atomic<int>& count) : count_(count) {}
  Result<Credentials> fetch(const StopToken&) override {
    const std::string number = std::to_string(++count_);
    return Credentials{"AKID" + number, "secret" + number, "token" + number, now() + std::chrono::hours(1), "test"};
  }

 private:
  std::atomic<int>& count_;
};

}  // namespace

TEST_CASE("a call is signed for its region and service, and its answer comes back as a tree") {
  Loopback server(
      [](const Asked&) { return Answered{200, R"({"Database":{"Name":"x"}})", {{"x-amzn-RequestId", "R"}}}; });
  auto sender = sender_for(server, "signed");
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = sender.send(get_database(), &keys, stop);
  REQUIRE(reply);
  CHECK(reply->status == 200);
  CHECK(reply->body["Database"]["Name"] == "x");
  CHECK(reply->header("x-amzn-requestid") == "R");
  const auto asked = server.asked();
  REQUIRE(asked.size() == 1);
  const std::string authorization = asked[0].headers.at("authorization");
  CHECK(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKID/"));
  CHECK(authorization.find("/eu-west-1/glue/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, ") !=
        std::string::npos);
  CHECK(asked[0].headers.at("user-agent") == "Lakeform/test");
  auto elsewhere = get_database();
  elsewhere.region = "us-west-2";
  REQUIRE(sender.send(elsewhere, &keys, stop));
  CHECK(server.asked()[1].headers.at("authorization").find("/us-west-2/glue/") != std::string::npos);
  REQUIRE(sender.send(get_database(), nullptr, stop));
  CHECK_FALSE(server.asked()[2].headers.contains("authorization"));
}

TEST_CASE("an S3 call puts the bucket into the path of an address and signs the body's digest") {
  Loopback server([](const Asked&) { return Answered{200, "", {}}; });
  auto sender = sender_for(server, "s3");
  auto keys = fixed_keys();
  StopToken stop;
  Call call;
  call.service = "s3";
  call.operation = "PutBucketVersioning";
  call.method = "PUT";
  call.bucket = "lake";
  call.query = {{"versioning", ""}};
  call.body_root = "VersioningConfiguration";
  call.body = {{"Status", "Enabled"}};
  REQUIRE(sender.send(call, &keys, stop));
  const auto asked = server.asked()[0];
  CHECK(asked.target == "/lake?versioning=");
  CHECK(asked.headers.at("x-amz-content-sha256") == hex(sha256(asked.body)));
  CHECK(asked.headers.contains("x-amz-checksum-crc32"));
}

TEST_CASE(
    "an error answer carries code, message, status and what was called, and a missing object is told from a wrong "
    "endpoint") {
  Loopback server([](const Asked& asked) {
    return asked.headers.at("x-amz-target").ends_with("GetTable") ? Answered{404, "<html>nothing here</html>", {}}
                                                                  : Answered{400, kNotFound, {}};
  });
  auto sender = sender_for(server, "errors");
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = sender.send(get_database(), &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().fault == Fault::NotFound);
  CHECK(reply.error().code == "EntityNotFoundException");
  CHECK(reply.error().message == "Database x not found.");
  CHECK(reply.error().status == 400);
  CHECK(reply.error().summary == "glue GetDatabase answered 400 EntityNotFoundException");
  CHECK(server.asked().size() == 1);
  auto table = get_database();
  table.operation = "GetTable";
  CHECK(sender.send(table, &keys, stop).error().fault == Fault::Unavailable);
}

TEST_CASE("throttles and passing faults are repeated up to max_retries, and then reported") {
  std::atomic<int> seen = 0;
  Loopback server([&](const Asked&) {
    switch (++seen) {
      case 1:
        return Answered{400, R"({"__type":"ThrottlingException","message":"Rate exceeded"})", {}};
      case 2:
        return Answered{503, "busy", {}};
      case 3:
        return Answered{.drop = true};
      default:
        return Answered{200, "{}", {}};
    }
  });
  auto sender = sender_for(server, "throttles");
  auto keys = fixed_keys();
  StopToken stop;
  CHECK(sender.send(get_database(), &keys, stop));
  CHECK(seen == 4);

  Loopback busy([](const Asked&) { return Answered{500, "{}", {}}; });
  auto settings = settings_for(busy, "busy");
  settings.retry.max_attempts = 3;
  Sender patient(settings, std::make_shared<HttpTransport>());
  const auto reply = patient.send(get_database(), &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().fault == Fault::Unavailable);
  CHECK(busy.asked().size() == 3);
}

TEST_CASE("Retry-After is waited for") {
  std::atomic<int> seen = 0;
  Loopback server([&](const Asked&) {
    return ++seen == 1 ? Answered{429, "{}", {{"x-amz-retry-after", "150"}}} : Answered{200, "{}", {}};
  });
  auto sender = sender_for(server, "retry-after");
  auto keys = fixed_keys();
  StopToken stop;
  const auto start = std::chrono::steady_clock::now();
  CHECK(sender.send(get_database(), &keys, stop));
  CHECK(std::chrono::steady_clock::now() - start >= milliseconds(150));
}

TEST_CASE("a service that asks to wait again and again is given up, and the reader is told why") {
  Loopback server([](const Asked&) { return Answered{429, "{}", {{"x-amz-retry-after", "40"}}}; });
  auto settings = settings_for(server, "asks-to-wait");
  settings.retry.most_asked = milliseconds(100);
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = Sender(settings, std::make_shared<HttpTransport>()).send(get_database(), &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(server.asked().size() == 3);
  CHECK(reply.error().fault == Fault::Throttled);
  CHECK(reply.error().detail.find("(Retry-After), after 0.1 s; 0.1 s in all are the limit.") != std::string::npos);
  CHECK(RetryPolicy().most_asked == std::chrono::minutes(10));
}

TEST_CASE("a call with a limit of its own ends there, in the middle of an attempt or between two") {
  auto keys = fixed_keys();
  StopToken stop;
  auto call = get_database();
  call.limit = milliseconds(100);
  Loopback failing([](const Asked&) { return Answered{500, "{}", {}}; });
  const auto refused = sender_for(failing, "limit-1").send(call, &keys, stop);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail.find("0.1 s are the limit of this call.") != std::string::npos);
  Loopback silent([](const Asked&) { return Answered{200, "{}", {}, false, milliseconds(20000)}; });
  CHECK_FALSE(sender_for(silent, "limit-2").send(call, &keys, stop));
  CHECK(silent.asked().size() == 1);
}

TEST_CASE("what must not run twice is repeated after a throttle, not after a dropped connection or a 500") {
  StopToken stop;
  auto keys = fixed_keys();
  std::atomic<int> seen = 0;
  Loopback throttling([&](const Asked&) {
    return ++seen == 1 ? Answered{400, R"({"__type":"ThrottlingException"})", {}} : Answered{200, "{}", {}};
  });
  CHECK(sender_for(throttling, "once-1").send(get_database(false), &keys, stop));
  Loopback dropping([](const Asked&) { return Answered{.drop = true}; });
  const auto dropped = sender_for(dropping, "once-2").send(get_database(false), &keys, stop);
  REQUIRE_FALSE(dropped);
  CHECK(dropped.error().fault == Fault::Unavailable);
  CHECK(dropped.error().detail.find("may have been carried out") != std::string::npos);
  CHECK(dropping.asked().size() == 1);
  CHECK(dropped.error().maybe_done);
  Loopback failing([](const Asked&) { return Answered{500, "{}", {}}; });
  const auto failed = sender_for(failing, "once-3").send(get_database(false), &keys, stop);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().maybe_done);
  CHECK(failing.asked().size() == 1);
}

TEST_CASE("an error tells whether any of the attempts may have been carried out, not only the last one") {
  StopToken stop;
  auto keys = fixed_keys();
  const char* exists = R"({"__type":"AlreadyExistsException"})";
  const Answered throttle{400, R"({"__type":"ThrottlingException"})", {}}, busy{503, "{}", {}}, page{200, "<html>", {}};
  int run = 0;
  for (const auto& [first, maybe] : {std::pair(throttle, false), std::pair(busy, true),
                                     std::pair(Answered{400, exists, {}}, false), std::pair(page, true)}) {
    std::atomic<int> seen = 0;
    Loopback server([&, answer = first](const Asked&) { return ++seen == 1 ? answer : Answered{400, exists, {}}; });
    const auto reply = sender_for(server, "maybe-" + std::to_string(++run)).send(get_database(false), &keys, stop);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().maybe_done == maybe);
  }
}

TEST_CASE("an unreachable service is given up after the shorter limit, with the host in the message") {
  auto settings = [] {
    Loopback gone([](const Asked&) { return Answered{}; });
    return settings_for(gone, "gone");
  }();
  settings.retry.max_unreachable_attempts = 3;
  Sender sender(settings, std::make_shared<HttpTransport>());
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = sender.send(get_database(), &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().fault == Fault::Unavailable);
  CHECK(reply.error().summary.starts_with("glue GetDatabase got no answer from 127.0.0.1:"));
}

TEST_CASE("expired credentials are renewed once; credentials that cannot be renewed are not tried again") {
  StopToken stop;
  std::atomic<int> fetched = 0;
  Loopback server([](const Asked& asked) {
    const bool fresh = asked.headers.at("x-amz-security-token") == "token2";
    return fresh ? Answered{200, "{}", {}}
                 : Answered{400, R"({"__type":"ExpiredTokenException","message":"expired"})", {}};
  });
  auto sender = sender_for(server, "expired");
  CredentialCache renewable(std::make_unique<Numbered>(fetched));
  CHECK(sender.send(get_database(), &renewable, stop));
  CHECK(fetched == 2);

  Loopback refusing(
      [](const Asked&) { return Answered{400, R"({"__type":"ExpiredTokenException","message":"expired"})", {}}; });
  auto keys = fixed_keys();
  const auto reply = sender_for(refusing, "expired-2").send(get_database(), &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().fault == Fault::Denied);
  CHECK(reply.error().detail.find("sign in again") != std::string::npos);
  CHECK(refusing.asked().size() == 1);
  CredentialCache never_enough(std::make_unique<Numbered>(fetched));
  CHECK_FALSE(sender_for(refusing, "expired-3").send(get_database(), &never_enough, stop));
  CHECK(refusing.asked().size() == 3);
}

TEST_CASE(
    "a HEAD that is refused renews credentials that can be renewed, for its answer cannot say that they have expired") {
  Loopback server([](const Asked& asked) {
    return Answered{asked.headers.at("x-amz-security-token") == "token2" ? 200 : 400, "", {}};
  });
  Call call;
  call.service = "s3";
  call.operation = "HeadBucket";
  call.method = "HEAD";
  call.bucket = "lake";
  StopToken stop;
  std::atomic<int> fetched = 0;
  std::chrono::minutes later(0);
  CredentialCache renewable(std::make_unique<Numbered>(fetched), [&] { return now() + later; });
  auto sender = sender_for(server, "head");
  CHECK_FALSE(sender.send(call, &renewable, stop));
  CHECK(fetched == 1);  // fetched a moment ago: it is something else
  later = std::chrono::minutes(2);
  CHECK(sender.send(call, &renewable, stop));
  CHECK(fetched == 2);
  auto keys = fixed_keys();
  Loopback refusing([](const Asked&) { return Answered{403, "", {}}; });
  CHECK_FALSE(sender_for(refusing, "head-2").send(call, &keys, stop));
  CHECK(refusing.asked().size() == 1);
}

TEST_CASE("TLS to a port that speaks plain text fails at once, and the reader is told what to look at") {
  PlainPort server;
  Loopback unused([](const Asked&) { return Answered{}; });
  auto settings = settings_for(unused, "plain-port");
  settings.endpoints.custom["glue"] = "https://127.0.0.1:" + std::to_string(server.port());
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = Sender(settings, std::make_shared<HttpTransport>()).send(get_database(), &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().detail.find("does not speak TLS") != std::string::npos);
  CHECK(server.connections() == 1);
}

TEST_CASE("a clock that is off is corrected from the service's Date header; a wrong secret is not tried again") {
  StopToken stop;
  auto keys = fixed_keys();
  Loopback server([](const Asked& asked) {
    const bool corrected = asked.headers.at("x-amz-date").starts_with("20300101T");
    return corrected
               ? Answered{200, "{}", {}}
               : Answered{400, R"({"__type":"RequestTimeTooSkewed"})", {{"Date", "Tue, 01 Jan 2030 12:00:00 GMT"}}};
  });
  auto sender = sender_for(server, "clock");
  CHECK(sender.send(get_database(), &keys, stop));
  CHECK(server.asked().size() == 2);
  CHECK(sender.send(get_database(), &keys, stop));
  CHECK(server.asked().size() == 3);

  Loopback refusing(
      [](const Asked&) { return Answered{403, R"({"__type":"InvalidSignatureException","message":"no"})", {}}; });
  const auto reply = sender_for(refusing, "secret").send(get_database(), &keys, stop);
  CHECK(reply.error().fault == Fault::Denied);
  CHECK(refusing.asked().size() == 1);
}

TEST_CASE("a bucket in another region is a clear error that names the region") {
  Loopback server([](const Asked&) { return Answered{301, "", {{"x-amz-bucket-region", "us-west-2"}}}; });
  Call call;
  call.service = "s3";
  call.operation = "HeadBucket";
  call.method = "HEAD";
  call.bucket = "lake";
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = sender_for(server, "moved").send(call, &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().code == "PermanentRedirect");
  CHECK(reply.error().status == 301);
  CHECK(reply.error().detail.find("us-west-2") != std::string::npos);
}

TEST_CASE("an answer in another form than the service's is an error, never an empty success") {
  Loopback server([](const Asked&) { return Answered{200, "<html>sign in</html>", {{"Content-Type", "text/html"}}}; });
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = sender_for(server, "proxy-page").send(get_database(), &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().fault == Fault::Unavailable);
  CHECK(reply.error().detail.find("text/html") != std::string::npos);
}

TEST_CASE("a stop ends a call that is waiting to be repeated") {
  Loopback server([](const Asked&) { return Answered{429, "{}", {{"retry-after", "60"}}}; });
  auto keys = fixed_keys();
  StopToken stop;
  std::thread stopper([&] {
    std::this_thread::sleep_for(milliseconds(100));
    stop.request();
  });
  const auto start = std::chrono::steady_clock::now();
  const auto reply = sender_for(server, "stopped").send(get_database(), &keys, stop);
  stopper.join();
  REQUIRE_FALSE(reply);
  CHECK(reply.error().fault == Fault::Cancelled);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

TEST_CASE("what is made despite a stop is sent after it and repeated a few times, without waiting for long") {
  std::atomic<int> seen = 0;
  Loopback server([&](const Asked&) { return ++seen == 1 ? Answered{500, "{}", {}} : Answered{200, "{}", {}}; });
  auto keys = fixed_keys();
  StopToken stop;
  stop.request();
  auto call = get_database();
  CHECK(sender_for(server, "despite-1").send(call, &keys, stop).error().fault == Fault::Cancelled);
  call.despite_stop = true;
  CHECK(sender_for(server, "despite-2").send(call, &keys, stop));
  CHECK(seen == 2);
  Loopback broken([&](const Asked&) { return Answered{500, "{}", {}}; });
  const auto reply = sender_for(broken, "despite-3").send(call, &keys, stop);
  REQUIRE_FALSE(reply);
  CHECK(reply.error().status == 500);
  CHECK(broken.asked().size() == 4);
}

TEST_CASE("a secret that a service repeats in its message does not reach the error") {
  Loopback server([](const Asked&) {
    return Answered{400, R"({"__type":"ValidationException","message":"bad: hunter2-hunter2"})", {}};
  });
  log::keep_secret("hunter2-hunter2");
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = sender_for(server, "scrubbed").send(get_database(), &keys, stop);
  CHECK(reply.error().detail.find("hunter2") == std::string::npos);
  CHECK(reply.error().message == "bad: (secret)");
}

TEST_CASE("a message beyond all measure is cut, and the advice after it stays") {
  Loopback server([](const Asked&) {
    return Answered{403, R"({"__type":"AccessDeniedException","message":")" + std::string(1 << 20, 'x') + "\"}", {}};
  });
  auto keys = fixed_keys();
  StopToken stop;
  const auto reply = sender_for(server, "long-message").send(get_database(), &keys, stop);
  CHECK(reply.error().detail.size() < 6000);
  CHECK(reply.error().detail.find("bytes left out") != std::string::npos);
  CHECK(reply.error().detail.find("glue:GetDatabase") != std::string::npos);
}

TEST_CASE("a stop lets the answer of a change that was sent arrive, and ends a read at once") {
  Loopback server([](const Asked&) { return Answered{200, "{}", {}, false, milliseconds(300)}; });
  auto sender = sender_for(server, "finish");
  auto keys = fixed_keys();
  for (const bool change : {true, false}) {
    StopToken stop;
    auto call = get_database();
    if (change) call.operation = "CreateDatabase";
    std::thread stopping([&] {
      std::this_thread::sleep_for(milliseconds(100));
      stop.request();
    });
    const auto reply = sender.send(call, &keys, stop);
    stopping.join();
    CHECK(bool(reply) == change);
  }
}

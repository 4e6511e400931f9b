#include "provider/cloud/aws/sender.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "provider/value/log.h"
#include "tests/cloud/plain_port.h"
#include "tests/cloud/senders.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;

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

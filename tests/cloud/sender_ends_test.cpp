// How calls end that are not simply answered: credentials, clocks, stops, secrets.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "provider/cloud/aws/sender.h"
#include "provider/value/log.h"
#include "tests/cloud/plain_port.h"
#include "tests/cloud/senders.h"

using namespace lakeform;
using namespace lakeform::cloud;
using namespace lakeform::cloud::aws;

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
  std::atomic<int> good = 2;
  Loopback server([&](const Asked& asked) {
    const std::string wanted = "token" + std::to_string(good);
    return Answered{asked.headers.at("x-amz-security-token") == wanted ? 200 : 400, "", {}};
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
  CHECK(sender.send(call, &renewable, stop));
  CHECK(fetched == 2);
  good = 3;
  CHECK_FALSE(sender.send(call, &renewable, stop));
  CHECK(fetched == 2);  // renewed a moment ago: it is something else
  later = std::chrono::minutes(2);
  CHECK(sender.send(call, &renewable, stop));
  CHECK(fetched == 3);
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

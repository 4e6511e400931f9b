#include "tests/sandbox/core/request_log.h"

#include <doctest/doctest.h>

using namespace lakeform::sandbox;

namespace {

Logged call(const std::string& operation) {
  Logged logged;
  logged.request.service = "s3";
  logged.operation = operation;
  return logged;
}

}  // namespace

TEST_CASE("the log keeps the last requests and counts those before") {
  RequestLog log(2);
  for (int i = 0; i < 5; ++i) log.add(call("Get" + std::to_string(i)));
  CHECK(log.lines("", "").size() == 2);
  CHECK(log.lines("", "")[0]["operation"] == "Get3");
  CHECK(log.summary()["total"] == 5);
  CHECK(log.summary()["calls"].size() == 5);
}

TEST_CASE("of a large body the log keeps the beginning") {
  RequestLog log;
  auto large = call("PutObject");
  large.request.body = std::string(1U << 20U, 'x');
  log.add(std::move(large));
  CHECK(log.lines("", "")[0]["body"].get<std::string>().size() == 64U << 10U);
}

TEST_CASE("session tokens do not get into the log") {
  RequestLog log;
  auto logged = call("GetObject");
  logged.request.headers = {{"x-amz-security-token", "secret-token"}, {"authorization", "secret-signature"}};
  logged.request.query = {{"X-Amz-Security-Token", "secret-token"}, {"X-Amz-Signature", "secret-signature"}};
  log.add(std::move(logged));
  CHECK(log.lines("", "").dump().find("secret") == std::string::npos);
}

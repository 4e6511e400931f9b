#include "provider/cloud/retry.h"

#include <doctest/doctest.h>

#include "provider/cloud/aws/errors.h"
#include "provider/cloud/codec.h"

using namespace lakeform::cloud;
using std::chrono::milliseconds;

TEST_CASE("an error is classed by its code before its status") {
  CHECK(aws::classify(400, "ThrottlingException") == ErrorClass::Throttled);
  CHECK(aws::classify(503, "SlowDown") == ErrorClass::Throttled);
  CHECK(aws::classify(429, "") == ErrorClass::Throttled);
  CHECK(aws::classify(500, "") == ErrorClass::Transient);
  CHECK(aws::classify(400, "RequestTimeout") == ErrorClass::Transient);
  CHECK(aws::classify(403, "RequestTimeTooSkewed") == ErrorClass::ClockSkew);
  CHECK(aws::classify(400, "ExpiredTokenException") == ErrorClass::ExpiredCredentials);
  CHECK(aws::classify(400, "EntityNotFoundException") == ErrorClass::Permanent);
  CHECK(aws::classify(403, "AccessDenied") == ErrorClass::Permanent);
  CHECK(aws::classify(409, "OperationAborted", "A conflicting conditional operation is currently in progress") ==
        ErrorClass::Throttled);
  CHECK(aws::classify(409, "OperationAborted", "something else") == ErrorClass::Permanent);
}

TEST_CASE("a limit on how many objects there may be is no throttle, a limit on the rate is one") {
  CHECK(aws::classify(400, "LimitExceededException", "Cannot create more than 100 tables") == ErrorClass::Permanent);
  CHECK(aws::classify(400, "LimitExceededException", "Rate exceeded for stream orders") == ErrorClass::Throttled);
}

TEST_CASE("back-off doubles up to its cap, is longer for throttles, and is spread from zero on") {
  const RetryPolicy policy;
  CHECK(backoff(policy, 1, false, 1.0) == milliseconds(60));
  CHECK(backoff(policy, 4, false, 1.0) == milliseconds(480));
  CHECK(backoff(policy, 2, true, 1.0) == milliseconds(2000));
  CHECK(backoff(policy, 25, false, 1.0) == policy.cap);
  CHECK(backoff(policy, 1000, true, 1.0) == policy.cap);
  CHECK(backoff(policy, 7, true, 0.0) == milliseconds(0));
  for (int i = 0; i < 100; ++i) CHECK(backoff(policy, 3, false) <= milliseconds(240));
}

TEST_CASE("Retry-After is read as seconds, as a date and in milliseconds, and is bounded") {
  const auto now = *parse_http_date("Tue, 24 Nov 2026 16:10:00 GMT");
  CHECK(lakeform::cloud::retry_after(HttpAnswer{429, {{"retry-after", "7"}}, ""}, now) == milliseconds(7000));
  CHECK(lakeform::cloud::retry_after(HttpAnswer{429, {{"retry-after", "Tue, 24 Nov 2026 16:10:05 GMT"}}, ""}, now) ==
        milliseconds(5000));
  CHECK(lakeform::cloud::retry_after(HttpAnswer{429, {{"retry-after", "Tue, 24 Nov 2026 16:09:05 GMT"}}, ""}, now) ==
        milliseconds(0));
  CHECK(aws::retry_after(HttpAnswer{429, {{"x-amz-retry-after", "250"}}, ""}, now) == milliseconds(250));
  CHECK(lakeform::cloud::retry_after(HttpAnswer{429, {{"retry-after", "86400"}}, ""}, now) == milliseconds(300000));
  CHECK_FALSE(lakeform::cloud::retry_after(HttpAnswer{429, {{"retry-after", "soon"}}, ""}, now));
  CHECK_FALSE(lakeform::cloud::retry_after(HttpAnswer{429, {}, ""}, now));
}

TEST_CASE("what must not run twice is only repeated when it surely did not arrive") {
  const auto failed = [](HttpFailure failure, bool sent, const char* text = "") {
    return HttpExchange{{}, failure, text, sent};
  };
  CHECK(worth_repeating(failed(HttpFailure::Connect, false), false));
  CHECK(worth_repeating(failed(HttpFailure::Interrupted, true), true));
  CHECK_FALSE(worth_repeating(failed(HttpFailure::Interrupted, true), false));
  CHECK_FALSE(worth_repeating(failed(HttpFailure::Timeout, true), false));
  CHECK(worth_repeating(failed(HttpFailure::Tls, false, "Connection reset by peer"), false));
  CHECK_FALSE(
      worth_repeating(failed(HttpFailure::Tls, false, "SSL certificate problem: self-signed certificate"), true));
  CHECK_FALSE(
      worth_repeating(failed(HttpFailure::Tls, false, "error:0A00010B:SSL routines::wrong version number"), true));
  CHECK_FALSE(worth_repeating(failed(HttpFailure::Stopped, false), true));
  CHECK_FALSE(worth_repeating(failed(HttpFailure::TooLarge, true), true));
}

TEST_CASE("a rate limit is open until the first throttle, then falls, spaces requests out, and recovers") {
  RateLimit limit;
  RateLimit::Clock::time_point now{std::chrono::hours(1)};
  for (int i = 0; i < 100; ++i, now += milliseconds(10)) CHECK(limit.reserve(now) == milliseconds(0));
  CHECK_FALSE(limit.rate());
  limit.on_throttle(now);
  REQUIRE(limit.rate());
  const double fallen = *limit.rate();
  CHECK(fallen == doctest::Approx(70).epsilon(0.2));

  milliseconds longest(0);
  for (int i = 0; i < 70; ++i) longest = std::max(longest, limit.reserve(now));
  CHECK(longest > milliseconds(700));  // seventy at once need about a second
  CHECK(longest < milliseconds(1300));

  limit.on_throttle(now + milliseconds(10));
  CHECK(*limit.rate() == doctest::Approx(fallen));  // answers of one burst count once

  for (int i = 0; i < 4000; ++i, now += milliseconds(10)) {
    static_cast<void>(limit.reserve(now));
    limit.on_success(now);
  }
  CHECK(*limit.rate() > fallen * 1.2);
  limit.on_success(now + std::chrono::seconds(61));
  CHECK_FALSE(limit.rate());
}

TEST_CASE("the rate limit of a service and account is one object for all who ask") {
  CHECK(shared_rate_limit("glue/1/us-east-1") == shared_rate_limit("glue/1/us-east-1"));
  CHECK(shared_rate_limit("glue/1/us-east-1") != shared_rate_limit("glue/2/us-east-1"));
}

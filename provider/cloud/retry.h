// What is sent again, when, and how fast: error classes, back-off with jitter, and a rate limit that learns from
// throttling.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "provider/cloud/codec.h"
#include "provider/cloud/http/http.h"
#include "provider/value/stop.h"

namespace lakeform::cloud {

enum class ErrorClass {
  Permanent,           ///< the same request would fail again
  Throttled,           ///< refused for its rate: it was not carried out
  Transient,           ///< a passing fault; whether it was carried out is unknown
  ClockSkew,           ///< the signature's time is off, or the signature is wrong
  ExpiredCredentials,  ///< fresh credentials may help
};

/// The class of an answer by its status alone (RFC 9110): a session that is refused with 401 may be renewed.
ErrorClass class_of_status(int status);

struct RetryPolicy {
  int max_attempts = 25;  ///< the first one included; at least 1
  /// For an unknown host, a refused connection or a broken handshake: waiting longer seldom helps.
  int max_unreachable_attempts = 9;
  std::chrono::milliseconds base{60}, throttled_base{1000}, cap{20000};
  std::chrono::milliseconds most_asked{600000};  ///< what a service may make one call wait with Retry-After, in all
};

/// How long to wait before attempt number `attempt` + 1 (the first attempt is 1): uniform between zero and base *
/// 2^(attempt - 1), at most the cap ("full jitter"). `random` is between 0 and 1.
std::chrono::milliseconds backoff(const RetryPolicy& policy, int attempt, bool throttled, double random);
/// The same with the calling thread's random numbers.
std::chrono::milliseconds backoff(const RetryPolicy& policy, int attempt, bool throttled);

/// A whole number that is not negative; nothing for other text.
std::optional<long long> whole_number(std::string_view text);

/// Retry-After: seconds or an HTTP date. At most five minutes.
constexpr std::chrono::milliseconds kLongestAsked = std::chrono::minutes(5);
std::optional<std::chrono::milliseconds> retry_after(const HttpAnswer& answer, TimePoint now);

/// Whether a failed handshake is one that ended in the middle, as libcurl and OpenSSL word it.
bool broke_off(std::string_view text);

/// Whether a failed exchange is sent again. A request that must not run twice is only repeated when it surely did not
/// arrive.
bool worth_repeating(const HttpExchange& failed, bool idempotent);

/// A token bucket that is open until the first throttle, then falls to seven tenths of the measured rate and grows back
/// by a cubic curve (as the vendors' adaptive retry mode does), and opens again after a minute without one.
/// Thread-safe; times are given, so tests need no clock.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  /// Reserves one request; how long the caller has to wait before sending it. Zero while nothing was throttled.
  std::chrono::milliseconds reserve(Clock::time_point now);
  void on_success(Clock::time_point now);
  void on_throttle(Clock::time_point now);
  /// Requests per second; nothing while open.
  std::optional<double> rate() const;

 private:
  void measure(Clock::time_point now);
  double allowed(Clock::time_point now) const;
  void set_rate(double rate, Clock::time_point now);

  mutable std::mutex mutex_;
  bool limiting_ = false;
  double rate_ = 0, tokens_ = 0;  // per second; may fall below zero: reserved ahead
  double measured_ = 0;           // requests per second, smoothed
  double rate_at_throttle_ = 0;
  Clock::time_point refilled_{}, throttled_{}, window_{};
  int in_window_ = 0;
};

/// The one limit of a service in an account and region, shared by everything in this process.
std::shared_ptr<RateLimit> shared_rate_limit(const std::string& key);

}  // namespace lakeform::cloud

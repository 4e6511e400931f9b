#include "provider/cloud/retry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <random>

#include "provider/cloud/codec.h"

namespace lakeform::cloud {
namespace {

using std::chrono::milliseconds;

double seconds(RateLimit::Clock::duration time) { return std::chrono::duration<double>(time).count(); }

constexpr double kFall = 0.7, kGrowth = 0.4, kSlowest = 2, kSmoothing = 0.8;
constexpr milliseconds kWindow{500};
constexpr std::chrono::seconds kForgotten{60};

}  // namespace

std::optional<long long> whole_number(std::string_view text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

ErrorClass class_of_status(int status) {
  if (status == 429) return ErrorClass::Throttled;
  if (status == 401) return ErrorClass::ExpiredCredentials;
  const bool passing = status == 408 || status == 500 || status == 502 || status == 503 || status == 504;
  return passing ? ErrorClass::Transient : ErrorClass::Permanent;
}

milliseconds backoff(const RetryPolicy& policy, int attempt, bool throttled, double random) {
  const auto base = static_cast<double>((throttled ? policy.throttled_base : policy.base).count());
  const double most = std::min(base * std::exp2(std::min(attempt - 1, 30)), static_cast<double>(policy.cap.count()));
  return milliseconds(static_cast<milliseconds::rep>(most * std::clamp(random, 0.0, 1.0)));
}

milliseconds backoff(const RetryPolicy& policy, int attempt, bool throttled) {
  thread_local std::mt19937_64 source{std::random_device{}()};
  return backoff(policy, attempt, throttled, std::uniform_real_distribution<double>(0, 1)(source));
}

std::optional<milliseconds> retry_after(const HttpAnswer& answer, TimePoint now) {
  constexpr milliseconds longest = kLongestAsked;
  const std::string_view text = answer.header("retry-after");
  if (const auto time = whole_number(text))
    return std::min<milliseconds>(std::chrono::seconds(std::min(*time, 300LL)), longest);
  const auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  return std::clamp(std::chrono::duration_cast<milliseconds>(*date - now), milliseconds(0), longest);
}

bool broke_off(std::string_view text) {
  constexpr std::array<std::string_view, 5> words{"reset", "SYSCALL", "eof while reading", "Broken pipe", "timed out"};
  return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != std::string_view::npos; });
}

bool worth_repeating(const HttpExchange& failed, bool idempotent) {
  switch (failed.failure) {
    case HttpFailure::Resolve:
    case HttpFailure::Connect:
      return true;
    case HttpFailure::Timeout:
    case HttpFailure::Interrupted:
      return idempotent || !failed.maybe_sent;
    // A handshake that broke may pass; a certificate that is not trusted and a peer that does not speak TLS stay so.
    case HttpFailure::Tls:
      return broke_off(failed.text);
    default:
      return false;
  }
}

milliseconds RateLimit::reserve(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  measure(now);
  if (!limiting_) return milliseconds(0);
  tokens_ = std::min(tokens_ + seconds(now - refilled_) * rate_, std::max(rate_, 1.0));
  refilled_ = now;
  tokens_ -= 1;
  if (tokens_ >= 0) return milliseconds(0);
  return milliseconds(static_cast<milliseconds::rep>(std::ceil(-tokens_ / rate_ * 1000)));
}

void RateLimit::on_success(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (!limiting_) return;
  if (now - throttled_ > kForgotten) {
    limiting_ = false;
    return;
  }
  set_rate(std::min(allowed(now), std::max(2 * measured_, kSlowest)), now);
}

void RateLimit::on_throttle(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const double used = limiting_ && measured_ > 0 ? std::min(measured_, rate_) : std::max(measured_, rate_);
  // Answers to requests that were under way together are one throttle, not many.
  if (limiting_ && now - throttled_ < milliseconds(250)) return;
  rate_at_throttle_ = std::max(used, kSlowest);
  throttled_ = now;
  if (!limiting_) {
    limiting_ = true;
    tokens_ = 1;  // the repeated request itself has its back-off to wait for
    refilled_ = now;
  }
  set_rate(rate_at_throttle_ * kFall, now);
}

std::optional<double> RateLimit::rate() const {
  const std::lock_guard lock(mutex_);
  return limiting_ ? std::optional<double>(rate_) : std::nullopt;
}

void RateLimit::measure(Clock::time_point now) {
  if (window_ == Clock::time_point{}) window_ = now;
  ++in_window_;
  const auto passed = now - window_;
  if (passed < kWindow) {
    if (measured_ == 0 && passed > milliseconds(20)) measured_ = in_window_ / seconds(passed);
    return;
  }
  const double current = in_window_ / seconds(passed);
  measured_ = measured_ == 0 ? current : kSmoothing * current + (1 - kSmoothing) * measured_;
  in_window_ = 0;
  window_ = now;
}

double RateLimit::allowed(Clock::time_point now) const {
  const double plateau = std::cbrt(rate_at_throttle_ * (1 - kFall) / kGrowth);
  return kGrowth * std::pow(seconds(now - throttled_) - plateau, 3) + rate_at_throttle_;
}

void RateLimit::set_rate(double rate, Clock::time_point now) {
  tokens_ = std::min(tokens_ + seconds(now - refilled_) * rate_, std::max(rate_, 1.0));
  refilled_ = now;
  rate_ = std::max(rate, kSlowest);
}

std::shared_ptr<RateLimit> shared_rate_limit(const std::string& key) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<RateLimit>> limits;
  const std::lock_guard lock(mutex);
  auto& limit = limits[key];
  if (!limit) limit = std::make_shared<RateLimit>();
  return limit;
}

}  // namespace lakeform::cloud

#include "provider/cloud/aws/credentials.h"

#include "provider/value/log.h"

namespace lakeform::cloud::aws {

CredentialCache::State CredentialCache::state() const {
  if (!current_) return State::Unusable;
  if (!current_->expires) return State::Good;
  const auto left = *current_->expires - now_();
  if (left < kMustRenew) return State::Unusable;
  return left < kRenewAhead && now_() >= not_before_ ? State::Renew : State::Good;
}

Result<Credentials> CredentialCache::get(const StopToken& stop) {
  std::unique_lock lock(mutex_);
  while (true) {
    const State now = state();
    if (now == State::Good || (now == State::Renew && flight_)) return *current_;
    if (!flight_) return renew(lock, stop);
    const auto flight = flight_;
    while (!flight->end && !stop.requested()) changed_.wait_for(lock, std::chrono::milliseconds(25));
    if (!flight->end) return Error{Fault::Cancelled, "cancelled while waiting for credentials", {}, {}, {}, {}, 0};
    // Where only the one that fetched was stopped, another one fetches.
    const bool only_stopped = !*flight->end && flight->end->error().fault == Fault::Cancelled && !stop.requested();
    if (!only_stopped) return *flight->end;
  }
}

// Whatever happens in a source, nobody may be left waiting; and an exception's text may quote what it choked on.
Result<Credentials> CredentialCache::fetch(const StopToken& stop) {
  try {
    auto fetched = source_->fetch(stop);
    if (!fetched) return fetched;
    log::keep_secret(fetched->secret_key);
    log::keep_secret(fetched->session_token);
    return fetched;
  } catch (...) {
    return Error{
        Fault::Unavailable,
        "the credentials could not be fetched: the answer of their source is not understood",
        "Check where the provider takes its credentials from (process, single sign-on, STS, metadata service).",
        {},
        {},
        {},
        0};
  }
}

Result<Credentials> CredentialCache::renew(std::unique_lock<std::mutex>& lock, const StopToken& stop) {
  const auto flight = flight_ = std::make_shared<Flight>();
  lock.unlock();
  auto fetched = fetch(stop);
  lock.lock();
  flight->end = land(std::move(fetched));
  flight_.reset();
  changed_.notify_all();
  return *flight->end;
}

// What everybody gets: while the old credentials last, a failure to renew them is none.
Result<Credentials> CredentialCache::land(Fetched fetched) {
  if (fetched) {
    current_ = *fetched;
    return fetched;
  }
  if (state() != State::Renew) return fetched;
  not_before_ = now_() + kTryAgain;
  log::write(log::Level::Warn, "credentials could not be renewed ahead of time; the old ones are used on",
             {{"source", current_->source}, {"error", fetched.error().summary}});
  return *current_;
}

bool CredentialCache::same(const Credentials& rejected) const {
  return current_ && current_->access_key == rejected.access_key && current_->session_token == rejected.session_token;
}

bool CredentialCache::expire(const Credentials& rejected) {
  const std::lock_guard lock(mutex_);
  if (!same(rejected)) return true;  // renewed meanwhile
  if (!current_->expires) return false;
  current_.reset();
  return true;
}

bool CredentialCache::doubt(const Credentials& rejected) {
  {
    const std::lock_guard lock(mutex_);
    if (same(rejected)) {
      if (doubted_ && now_() - *doubted_ < kMustRenew) return false;
      doubted_ = now_();
    }
  }
  return expire(rejected);
}

}  // namespace lakeform::cloud::aws

#include "provider/cloud/aws/credentials.h"

#include "provider/value/log.h"

namespace lakeform::cloud::aws {

CredentialCache::State CredentialCache::state() const {
  if (!current_) return State::Unusable;
  if (!current_->expires) return State::Good;
  const auto left = *current_->expires - now_();
  if (left < kMustRenew) return State::Unusable;
  return left < kRenewAhead ? State::Renew : State::Good;
}

Result<Credentials> CredentialCache::get(const StopToken& stop) {
  std::unique_lock lock(mutex_);
  while (true) {
    const State now = state();
    if (now == State::Good || (now == State::Renew && fetching_)) return *current_;
    if (!fetching_) return renew(lock, stop);
    if (stop.requested()) return Error{Fault::Cancelled, "cancelled while waiting for credentials", {}, {}, {}, {}, 0};
    changed_.wait_for(lock, std::chrono::milliseconds(25));
  }
}

Result<Credentials> CredentialCache::renew(std::unique_lock<std::mutex>& lock, const StopToken& stop) {
  fetching_ = true;
  lock.unlock();
  auto fetched = source_->fetch(stop);
  if (fetched) {
    log::keep_secret(fetched->secret_key);
    log::keep_secret(fetched->session_token);
  }
  lock.lock();
  fetching_ = false;
  changed_.notify_all();
  if (fetched) {
    current_ = *fetched;
  } else if (state() == State::Renew) {
    log::write(log::Level::Warn, "credentials could not be renewed ahead of time; the old ones are used on",
               {{"source", current_->source}, {"error", fetched.error().summary}});
    return *current_;
  }
  return fetched;
}

bool CredentialCache::expire(const Credentials& rejected) {
  const std::lock_guard lock(mutex_);
  if (!current_ || current_->access_key != rejected.access_key || current_->session_token != rejected.session_token) {
    return true;  // renewed meanwhile
  }
  if (!current_->expires) return false;
  current_.reset();
  return true;
}

}  // namespace lakeform::cloud::aws

// A wish to end early that reaches every wait and every transfer.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "provider/value/clock.h"

namespace lakeform {

/// Set once by StopProvider; all threads may wait on it. Waits end at once when it is requested.
class StopToken {
 public:
  void request() {
    {
      const std::lock_guard lock(mutex_);
      requested_ = true;
    }
    changed_.notify_all();
  }
  bool requested() const { return requested_; }
  /// Sleeps for the time, or until a stop is requested. False when stopped.
  bool sleep(std::chrono::milliseconds time) const {
    if (clock::passed(time)) return !requested();
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [&] { return requested_.load(); });
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::atomic<bool> requested_ = false;
};

}  // namespace lakeform

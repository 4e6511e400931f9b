// A clock for tests: it begins at a fixed day, stands still, and moves on when somebody sleeps.
#pragma once

#include <atomic>

#include "provider/value/clock.h"

namespace lakeform::harness {

/// In force for the whole process from its making to its end; one at a time. Thread-safe.
class VirtualClock final : public clock::Source {
 public:
  VirtualClock() { clock::replace(this); }
  ~VirtualClock() override { clock::replace(nullptr); }
  VirtualClock(const VirtualClock&) = delete;
  VirtualClock& operator=(const VirtualClock&) = delete;

  clock::Day day() const override { return kBegin + slept(); }
  clock::Steady steady() const override { return clock::Steady(std::chrono::hours(1)) + slept(); }
  void pass(std::chrono::milliseconds time) override { slept_ += time.count(); }
  std::chrono::milliseconds slept() const { return std::chrono::milliseconds(slept_); }

 private:
  static constexpr clock::Day kBegin{std::chrono::hours(24 * 365 * 56)};  // late in 2025
  std::atomic<std::chrono::milliseconds::rep> slept_ = 0;
};

}  // namespace lakeform::harness

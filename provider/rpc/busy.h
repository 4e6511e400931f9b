// How many calls are under way that may change something.
#pragma once

#include <atomic>

namespace lakeform::rpc {

/// Counts one for as long as it lives.
struct Busy {
  explicit Busy(std::atomic<int>& count) : count_(count) { ++count_; }
  ~Busy() { --count_; }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;
  std::atomic<int>& count_;
};

}  // namespace lakeform::rpc

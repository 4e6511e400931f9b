#include "provider/value/thread.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace lakeform {

namespace {

constexpr std::size_t kSignalStack = 64 * 1024;

/// What the threads of one in_parallel share.
struct Shared {
  std::size_t count;
  const std::function<void(std::size_t)>& work;
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr first;

  void run() noexcept {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      if (!first) first = std::current_exception();
    }
  }
};

}  // namespace

SignalStack::SignalStack() {
  stack_t now{};
  if (::sigaltstack(nullptr, &now) != 0 || (now.ss_flags & SS_DISABLE) == 0) return;
  memory_ = new (std::nothrow) char[kSignalStack];
  stack_t own{};
  own.ss_sp = memory_;
  own.ss_size = kSignalStack;
  if (memory_ && ::sigaltstack(&own, nullptr) == 0) return;
  delete[] memory_;
  memory_ = nullptr;
}

SignalStack::~SignalStack() {
  if (!memory_) return;
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  ::sigaltstack(&none, nullptr);
  delete[] memory_;
}

void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work) {
  Shared shared{count, work, {}, {}, {}};
  {
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t i = 1; i < std::min(threads, count); ++i) {
        helpers.emplace_back([&shared] {
          const SignalStack stack;
          shared.run();
        });
      }
    } catch (const std::system_error&) {  // no more threads: those that are there do it all
    }
    shared.run();
  }
  if (shared.first) std::rethrow_exception(shared.first);
}

}  // namespace lakeform

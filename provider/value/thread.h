// Threads of the program: an exception in one of them never ends the process, and a crash can be told even when its
// stack is used up.
#pragma once

#include <cstddef>
#include <functional>

namespace lakeform {

/// A stack of its own for the signal handlers of the calling thread, for as long as the object lives: when the thread's
/// stack has overflowed there is no other place to run them. Where the thread has one already, nothing happens.
class SignalStack {
 public:
  SignalStack();
  ~SignalStack();
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  char* memory_ = nullptr;
};

/// Runs work(0) to work(count - 1) on at most `threads` threads, the calling one included, and returns when all have
/// ended. An exception in one of them is thrown here afterwards, and what has not begun by then is left out. Where the
/// system gives no more threads, fewer do the work.
void in_parallel(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

}  // namespace lakeform

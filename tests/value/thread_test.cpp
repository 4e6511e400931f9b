#include "provider/value/thread.h"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <stdexcept>

using namespace lakeform;

TEST_CASE("parallel work is all done, and an exception in any thread reaches the caller once the others have ended") {
  std::atomic<int> sum = 0, running = 0;
  in_parallel(100, 4, [&](std::size_t i) { sum += static_cast<int>(i); });
  CHECK(sum == 4950);
  in_parallel(0, 4, [&](std::size_t) { sum = 0; });
  CHECK(sum == 4950);
  CHECK_THROWS_AS(in_parallel(100, 4,
                              [&](std::size_t i) {
                                ++running;
                                if (i == 7) {
                                  --running;
                                  throw std::runtime_error("no");
                                }
                                --running;
                              }),
                  std::runtime_error);
  CHECK(running == 0);
}

TEST_CASE("a thread has a stack for signals for as long as it asks for one") {
  stack_t before{}, inside{}, nested{}, after{};
  sigaltstack(nullptr, &before);
  {
    const SignalStack stack;
    sigaltstack(nullptr, &inside);
    {
      const SignalStack again;
    }
    sigaltstack(nullptr, &nested);
  }
  sigaltstack(nullptr, &after);
  CHECK((inside.ss_flags & SS_DISABLE) == 0);
  CHECK(nested.ss_sp == inside.ss_sp);
  CHECK(after.ss_flags == before.ss_flags);
}

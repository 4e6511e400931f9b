// The time of day and the steady time as all of Lakeform reads them. Sleeping is StopToken's, which asks here whether
// time is real.
#pragma once

#include <atomic>
#include <chrono>

namespace lakeform::clock {

using Day = std::chrono::system_clock::time_point;
using Steady = std::chrono::steady_clock::time_point;

/// What a test puts in the machine's place: a time that stands still until somebody sleeps. All members may be called
/// from several threads.
class Source {
 public:
  virtual ~Source() = default;
  virtual Day day() const = 0;
  virtual Steady steady() const = 0;
  /// Somebody sleeps: moves the time on instead.
  virtual void pass(std::chrono::milliseconds time) = 0;
};

namespace detail {
inline std::atomic<Source*> replaced = nullptr;
}

/// For the whole process, until it is called again; null: the machine's time. The source must outlive its use.
inline void replace(Source* source) { detail::replaced = source; }

inline Day now() {
  const Source* source = detail::replaced;
  return source ? source->day() : std::chrono::system_clock::now();
}

inline Steady steady() {
  const Source* source = detail::replaced;
  return source ? source->steady() : std::chrono::steady_clock::now();
}

/// False: time is real, and has to be waited for.
inline bool passed(std::chrono::milliseconds time) {
  Source* source = detail::replaced;
  if (source) source->pass(time);
  return source != nullptr;
}

}  // namespace lakeform::clock

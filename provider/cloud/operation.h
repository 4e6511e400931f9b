// Work that a service goes on with after it has answered. It is followed to its end inside the client: the engine hears
// one answer, and that the object may exist when the end was not seen.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "provider/cloud/call.h"

namespace lakeform::cloud {

/// What a look at an operation tells.
struct Progress {
  bool done = false;
  std::optional<Error> failed;                     ///< the operation itself failed
  std::optional<Call> last;                        ///< done, and the result is what this call answers
  std::optional<std::chrono::milliseconds> pause;  ///< the service says when to look again
};

/// One operation under way; how to look at it, and what the look tells. Used by one thread.
class Operation {
 public:
  virtual ~Operation() = default;
  /// "operations/x", a URL: for logs and errors.
  virtual std::string name() const = 0;
  /// What the very answer that began it tells, where it has ended already.
  virtual std::optional<Progress> at_once(Reply&) { return std::nullopt; }
  virtual Call look() const = 0;
  /// Takes what the look answered; `reply` becomes the result when it is done and there is no last call.
  virtual Progress take(Reply& reply) = 0;
};

}  // namespace lakeform::cloud

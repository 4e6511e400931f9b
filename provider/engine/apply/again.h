// Going back to an earlier call when somebody else was faster (`again` of a step): the read before a write that an ETag
// guards.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "provider/engine/scope.h"

namespace lakeform::engine {

class Again {
 public:
  /// Begins now; ends with the timeout of the operation ("update").
  Again(const Scope& scope, const std::string& operation);

  /// The step to go on from after the step at `failed` has ended with that error, once a pause that grows and differs
  /// from run to run is over; none when the error is final, the time is over, or a stop came.
  std::optional<std::size_t> from(const std::vector<schema::Step>& steps, std::size_t failed, const Error& error);

 private:
  const Scope& scope_;
  std::chrono::steady_clock::time_point end_;
  std::chrono::milliseconds pause_;
};

}  // namespace lakeform::engine

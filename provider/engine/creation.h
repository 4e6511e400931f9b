// The call that makes an object. When it breaks off without an answer, or with a fault of the service, nobody knows whether it was carried out; an
// object that was made all the same must not be lost, and one that was not must not be reported as made.
#pragma once

#include "provider/engine/steps.h"

namespace lakeform::engine {

struct Creation {
  StepEnd end;
  bool taken_over = false;  ///< the answer never came, but the object is there just as it was asked for: it is in scope.object
};

/// Runs a creating step. After an open end it looks for the object by its id: there as configured, it is ours; missing, the call is made again, a
/// few times; anything else is the error that came first. Objects whose id only the answer tells can't be looked for.
Creation run_creating_step(const Step& step, Scope& scope);

}  // namespace lakeform::engine

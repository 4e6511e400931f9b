// Calls that must not run twice: those that make something. When one breaks off without an answer, or with a fault of
// the service, nobody knows whether it was carried out; what was made all the same must not be lost, what was not must
// not be reported as made, and what was there before is another's.
#pragma once

#include "provider/engine/apply/steps.h"

namespace lakeform::engine {

/// Runs a step that names how to see what it has made (Step::made). After an unclear end, of this try or an earlier
/// one, it looks:
///  - something that came into being after the call began is ours: the step counts as answered, by what was found;
///  - something older, or whose age nothing tells, is another's, and the error that came first says so;
///  - nothing: the call is made again, a few times.
/// The service tells when it was made by its own clock, which the Date headers of the answers give, but mostly in whole
/// seconds: something of the same second could be anybody's. So `before` has the step look before the call too, and
/// what is there then is another's, whatever its age. A stop lets the looking end.
StepEnd run_once(const Step& step, Scope& scope, const StepOptions& options);

}  // namespace lakeform::engine

// The plan of one change: region, tags, the diff of the definition's kind, and the rules across attributes.
// Pure: same input, same answer, no call to the cloud.
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine {

PlanAnswer plan_object(const Definition& definition, const Context& context, const PlanRequest& request);

/// What the definition refuses of an object or, without a prior one, of a new one or an action.
Diagnostics refusals(const Definition& definition, const Value& prior, const Value& planned);

}  // namespace lakeform::engine

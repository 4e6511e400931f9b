// What forces a replacement only in certain cases: the rules of a definition's fields (`replace` with conditions).
#pragma once

#include "provider/engine/plan/sdk.h"

namespace lakeform::engine {

/// Adds to `planned.replace` the paths whose rules hold for the finished plan. Of an update only.
void add_conditional_replaces(const Definition& definition, const Context& context, const PlanRequest& request,
                              legacy::Planned& planned);

}  // namespace lakeform::engine

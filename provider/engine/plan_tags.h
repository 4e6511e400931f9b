// tags_all in a plan.
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine {

/// What `tags_all` will be: default tags overlaid by `tags`, less ignored ones. Unknown when a value is, or when a tag is empty beside a change
/// of tags; null on a create without any (the service's answer decides).
Value planned_tags_all(const TagPolicy& policy, const Value& prior, const Value& proposed);

}  // namespace lakeform::engine

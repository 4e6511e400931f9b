// tags_all in a plan.
#pragma once

#include "provider/engine/context.h"

namespace lakeform::faces::aws {

using engine::TagPolicy;

/// What `tags_all` will be: default tags overlaid by `tags`, less ignored ones. Unknown when a value that decides about
/// it is, of `tags` or of the provider block (as a whole: an unknown tag may turn out to be null, which is none), or
/// when a tag is empty beside a change of tags; null on a create without any (the service's answer decides).
Value planned_tags_all(const TagPolicy& policy, const Value& prior, const Value& proposed);

/// Whether nothing about the tags differs but that default tags which hold a time are unknown. timestamp() gives
/// another time whenever it is asked and is never known in a plan: that alone is no reason for an update, or no plan
/// would ever be empty. Beside another change such a tag is renewed.
bool only_time_passes(const TagPolicy& policy, const Value& prior, const Value& proposed);

/// The older SDK takes a blank value of a computed map for one that is decided later: default tags without a value, new
/// to the object, are planned as unknown.
void mark_blank_tags(const Value& prior, Value& planned);

}  // namespace lakeform::faces::aws

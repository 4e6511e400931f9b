// Labels of a resource in their three forms: as configured, with those of the provider, and all that the object has.
// Source: recorded plans of hashicorp/google 7.45.0.
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine {

/// Puts the computed forms into the proposal, where the definition has labels.
void add_labels(const Definition& definition, const TagPolicy& policy, const PlanRequest& request, Value& proposed);

}  // namespace lakeform::engine

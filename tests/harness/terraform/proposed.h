// The object that Terraform proposes to a provider's plan: the configuration, completed from the prior state where the
// provider decides. Source: Terraform's internal/plans/objchange, and section 6.4 of the reference of the plugin
// protocol.
#pragma once

#include "provider/schema/definition.h"

namespace lakeform::harness {

/// Both values canonical; `prior` null: there is none. Attributes of objects count as one value each: no definition has
/// nested attributes.
Value proposed_new(const schema::Field& block, const Value& prior, const Value& config);

}  // namespace lakeform::harness

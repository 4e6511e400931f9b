// Plans that hang on unknowns. Terraform makes a plan again when all is known, and refuses one that does not complete
// the first: what was known must be the same, what was unknown may be anything, and an update may come to nothing.
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine {

/// Whether the object will change whatever becomes of the unknowns: some attribute differs and is known. Null and zero
/// are the same here, as for the SDK.
bool surely_changes(const Definition& definition, const Value& prior, const Value& planned);

/// A change writes zeros where the state has nulls; one that comes to nothing leaves the nulls, and the timeouts of
/// before. As long as it is open which it will be, such places are unknown.
void leave_open(const Field& root, const Value& prior, Value& planned);

}  // namespace lakeform::engine

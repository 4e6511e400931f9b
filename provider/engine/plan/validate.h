// Whether a configuration can be right, judged without the network. Terraform has checked types, required attributes
// and block counts already.
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine {

/// Every problem at once, each with its path. Unknown values are not judged.
Diagnostics validate_config(const Definition& definition, const Value& config, const ClientCapabilities& capabilities);

/// The same without rules across attributes and capabilities: for the provider block.
Diagnostics validate_object(const Field& root, const Value& config);

}  // namespace lakeform::engine

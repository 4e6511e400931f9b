// The functions that configurations call (provider::aws::arn_parse); schemas/PROVIDER/functions declares them.
#pragma once

#include <string_view>
#include <vector>

#include "provider/engine/provider.h"

namespace lakeform::engine {

/// Pure: equal arguments give equal answers, and no configured provider is needed. Terraform has checked number and
/// types of the arguments.
FunctionAnswer call_named_function(std::string_view provider, std::string_view name,
                                   const std::vector<Value>& arguments);

}  // namespace lakeform::engine

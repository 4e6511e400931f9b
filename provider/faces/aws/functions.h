// The functions that configurations call (provider::aws::arn_parse); schemas/aws/functions declares them.
#pragma once

#include <string_view>
#include <vector>

#include "provider/engine/answers.h"

namespace lakeform::faces::aws {

/// Pure: equal arguments give equal answers, and no configured provider is needed.
engine::FunctionAnswer call_function(std::string_view name, const std::vector<Value>& arguments);

}  // namespace lakeform::faces::aws

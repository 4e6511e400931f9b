// A provider block of ours as the official provider's schema has it.
#pragma once

#include <string>

#include "provider/value/result.h"
#include "provider/value/value.h"

namespace lakeform::rpc {

/// The block in the shape of `schema` (a serialized Schema): what only it has is null, what is unset here and missing
/// there is left out. What is set and missing there is an error at its path. Values themselves stay as they are.
Result<Value> in_schema_of(const std::string& schema, const Value& block);

}  // namespace lakeform::rpc

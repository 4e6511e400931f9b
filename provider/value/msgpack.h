// Values as MessagePack in the dialect that Terraform speaks (go-cty): extension 0 is an unknown, extension 12 a
// refined one. Source: reference of the plugin protocol, section 5.3.
#pragma once

#include <string>
#include <string_view>

#include "provider/value/result.h"
#include "provider/value/value.h"

namespace lakeform::msgpack {

/// Integers that fit 64 bits as integers, other numbers as decimal text, which keeps their precision. Lists and sets as
/// arrays.
std::string encode(const Value& value);

/// The bytes as a value, as far as they tell by themselves: a number that arrived as text is still text (the schema
/// knows better), lists, sets and tuples are lists, maps and objects are maps. Empty input is null. Broken or hostile
/// input is an error.
Result<Value> decode(std::string_view bytes);

}  // namespace lakeform::msgpack

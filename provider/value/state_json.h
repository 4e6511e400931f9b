// Values as JSON: stored states and the JSON form of dynamic values. Numbers keep every digit, which a double would
// not.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "provider/value/result.h"
#include "provider/value/value.h"

namespace lakeform::state_json {

/// The text as a value, as far as it tells by itself: arrays are lists, objects are maps. Broken text, a number beyond
/// any reason (an exponent over 4096) and deeper nesting than 200 are errors; the error holds nothing of the text,
/// which may hold secrets.
Result<Value> decode(std::string_view text);

/// The inverse. A number that JSON readers would round is a text of its digits; what is unknown is null.
nlohmann::json json_of(const Value& value);

}  // namespace lakeform::state_json

// Places in values, by dotted paths of attribute names and indexes, and what there is at them.
#pragma once

#include <string_view>

#include "provider/value/value.h"

namespace lakeform::language {

/// "rule.0.filter.prefix" in an object; null where it leads nowhere.
const Value& value_at(const Value& object, std::string_view dotted);
/// What a member is in elements of `before` and in none of `now`: the names of blocks that a configuration has dropped.
Value::List names_dropped(const Value& before, const Value& now, std::string_view member);
/// Null, "" or an empty list or map.
bool is_blank(const Value& value);
/// Blank, false or 0: what the SDK cannot tell from nothing.
bool is_zero(const Value& value);

}  // namespace lakeform::language

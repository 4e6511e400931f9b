// From answer to state: reading fields out of an API's object.
#pragma once

#include <functional>

#include "provider/engine/scope.h"

namespace lakeform::engine {

/// The field's value from an answer's object. What the answer lacks is zero in legacy planning and null in framework
/// planning, unless the field's own words say otherwise. `state` is the value so far: a text that means the same as the
/// new one is kept.
Value taken(const Field& field, const Json& object, const Value& state, const Scope& scope);

/// Nothing there: what a read step that was not made gives its fields.
Value taken_nothing(const Field& field, const Scope& scope);

/// The value at a path of an answer: dotted, "Keys[].Name" for that member of every element, "Groups.Group[0].Name" for
/// that of the first, "A|B" the first that is there, "." the whole.
Json at_path(const Json& json, std::string_view path);

/// The place at a dotted path of names; null when it is not there.
const Json* place_in(const Json& json, std::string_view path);

/// Visits what as_list would give, where it stands.
void for_list(const Json* json, const std::function<void(const Json&)>& visit);

/// What XML can't tell from an object: one element alone is a list of one, nothing is none.
Json as_list(const Json& json);

}  // namespace lakeform::engine

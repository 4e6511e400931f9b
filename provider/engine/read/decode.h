// From answer to state: reading fields out of an API's object.
#pragma once

#include "provider/engine/scope.h"

namespace lakeform::engine {

/// The field's value from an answer's object. What the answer lacks is zero in legacy planning and null in framework
/// planning, unless the field's own words say otherwise. `state` is the value so far: a text that means the same as the
/// new one is kept.
Value taken(const Field& field, const Json& object, const Value& state, const Scope& scope);

/// Nothing there: what a read step that was not made gives its fields.
Value taken_nothing(const Field& field, const Scope& scope);

}  // namespace lakeform::engine

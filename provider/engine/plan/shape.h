// Objects in the shape of a schema: from a stored state, and back to configuration.
#pragma once

#include <nlohmann/json.hpp>

#include "provider/engine/context.h"

namespace lakeform::engine {

/// A value in exactly the field's shape: members the schema lacks are dropped, missing ones null, scalars converted
/// where they came under another type, as from an earlier version's state or from the wire ("" is no number: null).
/// Unknowns stay. A block that is missing is empty, save where the service decides on it too: there the older SDK keeps
/// null apart from empty, and so do states.
Value in_shape(const Field& field, Value value);
/// The same from a JSON tree.
Value shaped(const Field& field, const nlohmann::json& stored);

/// What configuration text would say to get this object: nothing computed, deprecated or empty.
Value as_configuration(const Definition& definition, const Value& state);

}  // namespace lakeform::engine

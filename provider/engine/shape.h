// Objects in the shape of a schema: from a stored state, and back to configuration.
#pragma once

#include <nlohmann/json.hpp>

#include "provider/engine/context.h"

namespace lakeform::engine {

/// A stored value as JSON in the field's shape: members the schema lacks are dropped, missing ones null (blocks: empty), scalars converted
/// where they were kept under another type by an earlier version ("" is no number: null).
Value shaped(const Field& field, const nlohmann::json& stored);

/// What configuration text would say to get this object: nothing computed, deprecated or empty.
Value as_configuration(const Definition& definition, const Value& state);

}  // namespace lakeform::engine

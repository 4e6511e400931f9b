// The imprecisions of the older plugin SDK that states and plans of the official provider show, and that a drop-in
// shows too. Source: behaviour of terraform-plugin-sdk v2 (flattened state, null handling of its gRPC shim), seen in
// recorded plans.
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine::legacy {

/// The zero of a field: "" 0 false, empty list, set or map; for a block its empty collection.
Value zero(const Field& field);
/// The object with every null inside nested blocks replaced by the zero of its field; top-level attributes stay as they
/// are. What the SDK makes of a prior state before it compares.
Value zero_filled(const Field& object, const Value& value);
/// Brings nulls and empties that the SDK lost back in line with `source` (the plan after an apply, the prior state
/// after a read, the proposed state in a plan). `applied` is true only after an apply.
Value normalize_nulls(const Field& field, const Value& value, const Value& source, bool applied);

}  // namespace lakeform::engine::legacy

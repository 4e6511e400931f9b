// States of earlier schema versions (`upgrades` of a definition).
#pragma once

#include "provider/engine/context.h"

namespace lakeform::engine {

/// Brings a stored object of that version into the form of the current one. A rebuilt id may need facts of a configured
/// provider: `context` has no client where there is none yet, and the error says so then.
Outcome upgrade_state(const Definition& definition, const Context& context, int version, Value& state);

}  // namespace lakeform::engine

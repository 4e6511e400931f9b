// What is refused at apply, before anything is changed.
#pragma once

#include "provider/engine/scope.h"

namespace lakeform::engine {

/// What the stored object forbids to be done to it (`forbid`: protection against deletes); nothing when it may go.
Diagnostics forbidden(const Scope& scope);

/// Of a definition with `exists`: an error when the object that is to be created is there already, or when nobody can
/// tell. Calls the first step of the read.
Outcome check_free(const Scope& scope);

}  // namespace lakeform::engine

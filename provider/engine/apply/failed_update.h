// What the state says after an update that stopped half-way.
#pragma once

#include <vector>

#include "provider/engine/scope.h"

namespace lakeform::engine {

/// Whether the step has to do with the attribute: by its conditions or by what it sends.
bool concerns(const schema::Step& step, const Field& field);

/// The live object, read once more. What can't be read (a password, or everything when the read fails too) is as
/// planned only when steps that succeeded brought it about and no other step was still to; else as before, so that the
/// next plan shows the change again.
Value state_after_failed_update(const Scope& scope, const std::vector<const schema::Step*>& made);

}  // namespace lakeform::engine

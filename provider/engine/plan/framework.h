// What a change will do, as the plugin framework plans it: exactly what is proposed, computed members unknown beside a
// change, and the planning word of a field where it has one.
#pragma once

#include "provider/engine/plan/sdk.h"

namespace lakeform::engine::framework {

using legacy::Planned;

/// `config` tells what was left unset; `proposed` has prior values in those places.
/// Words (`plan` of a field), for a member that the configuration leaves unset:
///  "zero-when-unset" the zero of its type; "null-when-unset" (unknown where the state has a value and a sibling block
///  is given); "keep-prior" what the state has; "zero-unless:NAME" null when the sibling NAME is set, else zero;
///  "zero-when-alone" zero when no sibling is set, else null; "default:TEXT" this text.
Planned plan(const Definition& definition, const Value& prior, const Value& proposed, const Value& config);

}  // namespace lakeform::engine::framework

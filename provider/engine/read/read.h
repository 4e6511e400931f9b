// The live object, put together from the answers of the read steps.
#pragma once

#include <vector>

#include "provider/engine/scope.h"

namespace lakeform::engine {

struct ReadOptions {
  bool just_created =
      false;         ///< an object that is not found may only be too new: it is asked for again for two minutes
  bool bulk = true;  ///< lists may answer; off right after a change
};

/// Reads scope.object anew in place, tags included. False: the service says that it is gone. Fields that no answer
/// holds stay. Steps that need nothing of each other are made at the same time.
Result<bool> read_live(Scope& scope, const ReadOptions& options);

/// The calls that a read of the object makes whatever an earlier one answers; lists may save some of them.
std::vector<cloud::Call> calls_of_read(const Definition& definition, const Context& context, const Value& state);

/// Attributes that follow from others by a template, where the answer had nothing.
void derive_fields(Scope& scope);

}  // namespace lakeform::engine

// A step's call, with all templates filled in, page by page and element by element. Pure.
#pragma once

#include <string>
#include <vector>

#include "provider/engine/scope.h"

namespace lakeform::engine {

using schema::Step;

/// The step's call with all templates filled in.
cloud::Call call_of(const Step& step, const Scope& scope);
/// Every element that the step's `each` names; one null when it has none.
std::vector<Json> each_of(const Step& step, const Scope& scope);

}  // namespace lakeform::engine

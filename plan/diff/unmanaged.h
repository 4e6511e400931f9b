// Live objects that no state owns.
#pragma once

#include <vector>

#include "plan/desired/desired.h"
#include "plan/diff/judged.h"
#include "plan/live/connections.h"

namespace lakeform::plan {

/// Lists every type that has a list, in the account and regions of the input's provider blocks, and adds what neither a
/// state nor the plan owns. A list that is refused is an entry that could not be checked. `connected` and `judged`
/// stand beside input.resources.
void add_unmanaged(const Input& input, const std::vector<const Connected*>& connected, std::vector<Judged>& judged);

/// import { to = TYPE.NAME ... } with a name made from the id.
std::string import_block(const std::string& type, const std::string& id);

}  // namespace lakeform::plan

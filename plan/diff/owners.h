// Attributes that show what another resource owns.
#pragma once

#include <vector>

#include "plan/diff/judged.h"

namespace lakeform::plan {

/// Some objects show, in computed attributes, what resources of their own manage: a bucket its policy, a role its
/// attachments. The state of the object is older than the neighbour's apply, so the difference is no drift where the
/// neighbour is in the same input: what has drifted there is said of the neighbour. The definition's data names such
/// attributes (`shows`). An object with nothing else to report is unchanged.
void leave_to_owners(std::vector<Judged>& judged);

}  // namespace lakeform::plan

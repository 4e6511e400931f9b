// Two plans of one configuration, by the official provider and by Lakeform.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/switch/found.h"

namespace lakeform::plan {

/// Managed resources whose actions differ, or of whose attributes that both know one has another value after the
/// plan. Without a plan of the official provider the other one must be empty. Plans as `terraform show -json` gives
/// them; `back` is what the differences say of themselves.
std::vector<ResourceDifference> differences(const Json* official, const Json& lakeform, bool back);

/// The managed resources of a plan: type of each instance.
std::vector<std::string> types_of(const Json& plan);

}  // namespace lakeform::plan

// What a report looked at: the first thing that every format says, so that an empty plan and a clean one can be told
// apart.
#pragma once

#include <string>

#include "plan/report.h"

namespace lakeform::plan {

/// Resources of the inputs; what only lists of the account know (unmanaged objects) is not counted.
struct Coverage {
  int resources = 0;
  int checked = 0;         ///< compared with the live object, or created and planned with their type's definition
  int terraform_only = 0;  ///< Terraform's word only, of `types` types
  int unread = 0;          ///< covered, and could not be read
  int types = 0;
  int accounts = 0, regions = 0;  ///< by the scopes of resources: ACCOUNT or ACCOUNT/REGION
};

Coverage coverage_of(const Report& report);
/// The same of one unit of a fleet.
Coverage coverage_of(const Report& report, const std::string& unit);

/// "Checked 214 of 260 resources in 2 accounts and 3 regions; 46 resources of 9 types are Terraform's word only; 2
/// could not be read."
std::string looked_at(const Coverage& coverage);

}  // namespace lakeform::plan

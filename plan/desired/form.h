// What the members of a plan and a state must be, so that a foreign or damaged one is an error and never another
// verdict. Source: Terraform's "JSON Output Format"; what Terraform 0.12 to 1.x leave out may be absent.
#pragma once

#include "plan/desired/slices.h"
#include "provider/value/result.h"

namespace lakeform::plan {

/// Kinds, actions and required members of a plan's resource changes, drift, deferred changes, outputs and flags. Errors
/// name the path and what is there.
Outcome check_plan_form(const std::string& name, Slice plan);
/// The same of a state file of version 4 (its version is looked at before).
Outcome check_state_form(const std::string& name, Slice state);
/// The same of a state as `terraform show -json` gives it.
Outcome check_shown_state_form(const std::string& name, Slice state);

}  // namespace lakeform::plan

// One resource, three ways: what is desired, what the state says, what is live -> its verdict.
//
// What a new plan does is the engine's own plan over the live object, with the proposal that Terraform Core would make
// (proposed.h): what the provider answers to `terraform plan` and what is said here come from the same function.
#pragma once

#include "plan/desired/desired.h"
#include "plan/diff/judged.h"
#include "plan/live/connections.h"

namespace lakeform::plan {

/// Reads the live object and judges. Thread-safe; never throws. What can't be read, whatever failed, is as Terraform's
/// word says (terraform_word.h). A saved plan is judged as what applying it does: the verdict is Terraform's action,
/// and drift that it leaves is said as drift.
Judged judge(const Input& input, const Resource& resource, const Connected& connected);

/// Tells the connection that the object will be read, so that lists are used from the first read on and calls that
/// several objects need are made once.
void announce(const Resource& resource, const Connected& connected);

}  // namespace lakeform::plan

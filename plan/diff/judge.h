// One resource, three ways: what is desired, what the state says, what is live -> its verdict.
//
// The verdict on a change is the engine's own plan over the live object, with the proposal that Terraform Core would make (proposed.h): what the provider
// answers to `terraform plan` and what is said here come from the same function.
#pragma once

#include "plan/desired/desired.h"
#include "plan/diff/judged.h"
#include "plan/live/connections.h"

namespace lakeform::plan {

/// Reads the live object and judges. Thread-safe; never throws. A failed read is "could not check", whatever failed.
Judged judge(const Input& input, const Resource& resource, const Connected& connected);

/// Tells the connection that the object will be read, so that lists are used from the first read on and calls that several objects need are made once.
void announce(const Resource& resource, const Connected& connected);

}  // namespace lakeform::plan

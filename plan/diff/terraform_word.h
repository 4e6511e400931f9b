// What Terraform's own plan says of a resource, for what can't be judged here, and as the floor under what is.
#pragma once

#include <vector>

#include "plan/desired/desired.h"
#include "plan/diff/judged.h"

namespace lakeform::plan {

/// The verdict that the plan's actions mean: Unchanged where it does nothing, and for a state. A replacement is one in
/// either order; an object that is left behind
/// ("forget") is Unmanaged, its successor created.
Verdict terraform_verdict(const Resource& resource);

/// Address, type and the like; no verdict yet.
Entry entry_of(const Input& input, const Resource& resource);

/// What is said where the live object could not be looked at, `basis` says how, `why` says why. Never milder than
/// Terraform: a destroy or replacement keeps its verdict and its impact is unknown. Of what no definition covers
/// Terraform's word is all there is; of what is covered, anything but a destroy, a replacement or leaving the state
/// could not be checked.
Entry by_terraforms_word(const Input& input, const Resource& resource, Basis basis, const std::string& why);

/// What forces the replacement, as the plan has it (Terraform 1.0 and newer).
std::vector<Path> replace_paths(const Resource& resource);

}  // namespace lakeform::plan

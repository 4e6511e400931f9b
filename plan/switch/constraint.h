// Version constraints of providers. Source: Terraform's "Version Constraints".
#pragma once

#include <string_view>

namespace lakeform::plan {

/// Whether "6.58.0" meets ">= 6.42, < 7.0". A constraint that is none of Terraform's counts as met: Terraform itself
/// refuses it.
bool meets(std::string_view version, std::string_view constraint);

}  // namespace lakeform::plan

// Policies that AWS manages.
#pragma once

#include <optional>
#include <string>

#include "tests/sandbox/iam/iam.h"

namespace lakeform::sandbox::iam {

/// The policy of an ARN such as arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole; nothing when the ARN is none
/// of AWS's. AWS has over a thousand, so every name is taken for real. What it allows is known of those that data
/// platforms attach; of any other the document allows nothing, in the words that AWS uses for that ("none:null").
std::optional<Policy> policy_of_aws(const std::string& arn);

}  // namespace lakeform::sandbox::iam

// Just enough of IAM's policy language to tell whether a document speaks of an action on a resource. Conditions are
// taken to hold. Source: "IAM JSON policy elements reference" and the evaluation logic of the same guide.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lakeform::plan {

using Policy = nlohmann::json;

/// Null for a text that is no policy.
Policy parse_policy(const std::string& text);

/// Some Allow covers it and no Deny without condition does.
bool allows(const std::vector<Policy>& policies, const std::string& action, const std::string& resource);

/// A role's trust: the service may assume it.
bool trusts(const Policy& trust, const std::string& service);

/// A statement without condition allows something to everyone.
bool is_public(const Policy& policy);

/// With * and ? as IAM has them.
bool matches_pattern(std::string_view pattern, std::string_view text);

}  // namespace lakeform::plan

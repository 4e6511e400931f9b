// Tags that the organization's tag policies require (provider argument tag_policy_compliance).
#pragma once

#include "provider/engine/context.h"
#include "provider/value/result.h"

namespace lakeform::faces::aws {

using RequiredTags = std::map<std::string, std::set<std::string>>;

/// Asks the tagging service, page by page. Source: ListRequiredTags in the Resource Groups Tagging API reference.
Result<RequiredTags> required_tags(cloud::Client& client);

struct Settings final : engine::FaceSettings {
  RequiredTags required;   ///< by the organization's tag policies: a type's name there -> keys
  bool only_warn = false;  ///< a required tag that is missing is logged, not refused
};

/// What a new object, or one whose tags change, lacks of the required tags: an error, or only a line in the log. Tags
/// that are not known yet are not judged.
Diagnostics missing_tags(const schema::Definition& definition, const engine::Context& context, const Value& prior,
                         const Value& planned);

}  // namespace lakeform::faces::aws

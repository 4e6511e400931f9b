#include "provider/faces/aws/tag_policies.h"

#include "provider/engine/answer.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/request/call.h"
#include "provider/engine/request/pages.h"
#include "provider/value/log.h"

namespace lakeform::faces::aws {

using namespace engine;

Result<RequiredTags> required_tags(cloud::Client& client) {
  RequiredTags out;
  cloud::Call call;
  call.service = "resourcegroupstaggingapi";
  call.operation = "ListRequiredTags";
  call.body = Json::object();
  PageTokens tokens;
  while (true) {
    const auto reply = client.send(call);
    if (!reply) return reply.error();
    schema::Step list;
    list.call = call.operation;
    if (auto there = check_list(list, "RequiredTags", reply->body); !there) return there.error();
    for (const Json& one : as_list(at_path(reply->body, "RequiredTags"))) {
      for (const Json& type : as_list(at_path(one, "CloudFormationResourceTypes"))) {
        for (const Json& key : as_list(at_path(one, "ReportingTagKeys"))) {
          if (!type.is_string() || !key.is_string())
            return no_answer(call.operation, "has a type or a tag key that is no text");
          out[type.get<std::string>()].insert(key.get<std::string>());
        }
      }
    }
    const std::string next = cloud::text_in(reply->body, "NextToken");
    if (auto turned = tokens.turn(call.operation, next, reply->raw_body.size()); !turned) return turned.error();
    if (next.empty()) return out;
    call.body["NextToken"] = next;
  }
}

Diagnostics missing_tags(const schema::Definition& definition, const engine::Context& context, const Value& prior,
                         const Value& planned) {
  const auto* policy = dynamic_cast<const Settings*>(context.settings.get());
  if (!policy) return {};
  const auto required = definition.tagging ? policy->required.find(definition.tagging->policy) : policy->required.end();
  const Value& tags = planned["tags_all"];
  if (required == policy->required.end() || tags.is_unknown() || (!prior.is_null() && prior["tags_all"] == tags))
    return {};
  std::string missing;
  for (const std::string& key : required->second) {
    if (!tags.is_map() || !tags.as_map().contains(key)) missing += (missing.empty() ? "" : " ") + key;
  }
  if (missing.empty()) return {};
  const std::string detail =
      "An organizational tag policy requires the following tags for " + definition.type + ": [" + missing + "]";
  if (policy->only_warn) {
    log::write(log::Level::Warn, detail, {{"type", definition.type}});
    return {};
  }
  return {{Diagnostic::Severity::Error, "Missing Required Tags",
           detail + ". Add them to tags, or to default_tags of the provider block.", Path() / "tags"}};
}

}  // namespace lakeform::faces::aws

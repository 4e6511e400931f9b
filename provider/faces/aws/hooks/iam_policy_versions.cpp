// IAM keeps at most five versions of a policy.
#include <algorithm>

#include "provider/engine/answer.h"
#include "provider/engine/apply/steps.h"
#include "provider/engine/read/decode.h"
#include "provider/engine/request/pages.h"
#include "provider/faces/aws/hooks/hooks.h"

namespace lakeform::faces::aws {

namespace {

using cloud::text_in;

constexpr std::size_t kMostVersions = 5;

cloud::Call call_about(const Scope& scope, const char* operation) {
  cloud::Call call;
  call.service = "iam";
  call.operation = operation;
  call.body = {{"PolicyArn", scope.id}};
  return call;
}

Result<std::vector<Json>> versions_of(const Scope& scope) {
  cloud::Call call = call_about(scope, "ListPolicyVersions");
  std::vector<Json> out;
  PageTokens tokens;
  while (true) {
    auto reply = scope.context.client->send(call);
    if (!reply) return reply.error();
    schema::Step list;
    list.call = call.operation;
    if (auto there = check_list(list, "Versions.member", reply->body); !there) return there.error();
    for (const Json& version : as_list(at_path(reply->body, "Versions.member"))) {
      if (text_in(version, "VersionId").empty()) return no_answer(call.operation, "has a version without VersionId");
      out.push_back(version);
    }
    const std::string marker = text_in(reply->body, "Marker");
    if (text_in(reply->body, "IsTruncated") != "true" || marker.empty()) return out;
    if (auto turned = tokens.turn(call.operation, marker, reply->raw_body.size()); !turned) return turned.error();
    call.body["Marker"] = marker;
  }
}

}  // namespace

/// Deletes the oldest version that is not the default when there is no room for another.
Outcome iam_policy_make_room(Scope& scope) {
  auto versions = versions_of(scope);
  if (!versions) return versions.error();
  if (versions->size() < kMostVersions) return Done{};
  std::erase_if(*versions, [](const Json& version) { return text_in(version, "IsDefaultVersion") == "true"; });
  const auto oldest = std::min_element(versions->begin(), versions->end(), [](const Json& a, const Json& b) {
    return text_in(a, "CreateDate") < text_in(b, "CreateDate");
  });
  if (oldest == versions->end()) return Done{};
  cloud::Call call = call_about(scope, "DeletePolicyVersion");
  call.body["VersionId"] = text_in(*oldest, "VersionId");
  auto reply = scope.context.client->send(call);
  if (!reply && reply.error().code != "NoSuchEntity") return reply.error();
  return Done{};
}

}  // namespace lakeform::faces::aws

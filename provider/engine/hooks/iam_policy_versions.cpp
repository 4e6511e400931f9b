// IAM keeps at most five versions of a policy.
#include <algorithm>

#include "provider/engine/hooks/hooks.h"
#include "provider/engine/take.h"

namespace lakeform::engine {

namespace {

constexpr std::size_t kMostVersions = 5;

cloud::Call call_about(const Scope& scope, const char* operation) {
  cloud::Call call;
  call.service = "iam";
  call.operation = operation;
  call.body = {{"PolicyArn", scope.id}};
  return call;
}

std::string text(const Json& json, const char* member) { return json.is_object() && json.contains(member) ? json[member].get<std::string>() : std::string(); }

Result<std::vector<Json>> versions_of(const Scope& scope) {
  cloud::Call call = call_about(scope, "ListPolicyVersions");
  std::vector<Json> out;
  while (true) {
    auto reply = scope.context.client->send(call);
    if (!reply) return reply.error();
    for (const Json& version : as_list(at_path(reply->body, "Versions.member"))) out.push_back(version);
    const std::string marker = text(reply->body, "Marker");
    if (text(reply->body, "IsTruncated") != "true" || marker.empty()) return out;
    call.body["Marker"] = marker;
  }
}

}  // namespace

/// Deletes the oldest version that is not the default when there is no room for another.
Outcome iam_policy_make_room(Scope& scope) {
  auto versions = versions_of(scope);
  if (!versions) return versions.error();
  if (versions->size() < kMostVersions) return Done{};
  std::erase_if(*versions, [](const Json& version) { return text(version, "IsDefaultVersion") == "true"; });
  const auto oldest = std::min_element(versions->begin(), versions->end(),
                                       [](const Json& a, const Json& b) { return text(a, "CreateDate") < text(b, "CreateDate"); });
  if (oldest == versions->end()) return Done{};
  cloud::Call call = call_about(scope, "DeletePolicyVersion");
  call.body["VersionId"] = text(*oldest, "VersionId");
  auto reply = scope.context.client->send(call);
  if (!reply && reply.error().code != "NoSuchEntity") return reply.error();
  return Done{};
}

}  // namespace lakeform::engine

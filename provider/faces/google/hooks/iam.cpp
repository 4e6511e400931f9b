// IAM policies are read and written as a whole; members and bindings are parts of them.
#include <algorithm>

#include "provider/cloud/block.h"
#include "provider/engine/request/encode.h"
#include "provider/faces/google/hooks/hooks.h"
#include "provider/faces/google/policy/policy.h"
#include "provider/value/foreign_json.h"

namespace lakeform::faces::google {

namespace {

using namespace engine;
using cloud::Json;
using policy::Key;

/// With conditions the API asks for this version; the official provider always writes it.
constexpr int kVersion = 3;

/// A blank description is none to the API.
Key key_of(const Value& object) {
  Key out{cloud::text_of(object, "role"), {}};
  const Value& conditions = object["condition"];
  if (!conditions.is_list() || conditions.as_list().empty()) return out;
  for (const char* name : {"title", "expression", "description"}) {
    const std::string value = cloud::text_of(conditions.as_list().front(), name);
    if (!value.empty()) out.condition[name] = value;
  }
  return out;
}

/// The policy that was read; without bindings where it had none.
Json& policy_in(Scope& scope) {
  Json& out = scope.saved["policy"];
  if (!out.is_object()) out = Json::object();
  return out;
}

/// As the older SDK orders a set of texts whose letter case does not count.
std::vector<std::string> members_in_order(const Value& members) {
  std::vector<std::string> out;
  if (!members.is_list()) return out;
  for (const Value& member : members.as_list()) out.push_back(member.to_text());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return sdk_hash(policy::comparable(a)) < sdk_hash(policy::comparable(b));
  });
  return out;
}

Outcome missing() { return Error{Fault::NotFound, "the policy has no such part", {}, {}, "notFound", {}, 404}; }

/// An import names a condition by its title alone: the rest is in the policy.
Key whole_key(const Value& object, const Json& found) {
  Key key = key_of(object);
  const bool only_title = key.condition.is_object() && !key.condition.contains("expression");
  if (only_title) key.condition = policy::condition_titled(found, key.role, key.condition.value("title", ""));
  return key;
}

Json part_of(const Json& found, const Key& key) {
  Json out = {{"role", key.role}, {"etag", cloud::text_in(found, "etag")}};
  if (!key.condition.is_null()) out["condition"] = key.condition;
  return out;
}

}  // namespace

Outcome iam_member_add(Scope& scope) {
  Json& policy = policy_in(scope);
  policy::add_member(policy, key_of(scope.object), cloud::text_of(scope.object, "member"));
  policy["version"] = kVersion;
  return Done{};
}

Outcome iam_member_remove(Scope& scope) {
  policy::remove_member(policy_in(scope), key_of(scope.object), cloud::text_of(scope.object, "member"));
  return Done{};
}

Outcome iam_binding_set(Scope& scope) {
  Json& policy = policy_in(scope);
  policy::set_members(policy, key_of(scope.object), members_in_order(scope.object["members"]));
  policy["version"] = kVersion;
  return Done{};
}

Outcome iam_binding_remove(Scope& scope) {
  policy::set_members(policy_in(scope), key_of(scope.object), {});
  return Done{};
}

Outcome iam_policy_set(Scope& scope) {
  Json document = parse_foreign(cloud::text_of(scope.object, "policy_data"));
  if (!document.is_object()) document = Json::object();
  document["version"] = kVersion;
  scope.saved["policy"] = std::move(document);
  return Done{};
}

Outcome iam_member_read(Scope& scope) {
  const Json found = scope.reply;
  const Key key = whole_key(scope.object, found);
  const std::string wanted = cloud::text_of(scope.object, "member");
  const auto members = policy::members_of(found, key);
  const auto same = [&](const std::string& one) { return policy::same_member(one, wanted); };
  const auto at = std::find_if(members.begin(), members.end(), same);
  if (at == members.end()) return missing();
  scope.reply = part_of(found, key);
  scope.reply["member"] = *at;
  return Done{};
}

Outcome iam_binding_read(Scope& scope) {
  const Json found = scope.reply;
  const Key key = whole_key(scope.object, found);
  const auto members = policy::members_of(found, key);
  if (members.empty()) return missing();
  scope.reply = part_of(found, key);
  scope.reply["members"] = members;
  return Done{};
}

Outcome iam_policy_read(Scope& scope) {
  scope.reply = {{"etag", cloud::text_in(scope.reply, "etag")}, {"document", policy::document_of(scope.reply)}};
  return Done{};
}

}  // namespace lakeform::faces::google

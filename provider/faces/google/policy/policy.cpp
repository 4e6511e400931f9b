#include "provider/faces/google/policy/policy.h"

#include <algorithm>
#include <array>

#include "provider/cloud/call.h"
#include "provider/value/foreign_json.h"
#include "provider/value/text.h"

namespace lakeform::faces::google::policy {

namespace {

const Json& list(const Json& object, const char* name) {
  static const Json none = Json::array();
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() && found->is_array() ? *found : none;
}

bool same_condition(const Json& binding, const Json& wanted) {
  const auto found = binding.find("condition");
  const Json mine = found == binding.end() ? Json() : *found;
  if (mine.is_null() || wanted.is_null()) return mine.is_null() && wanted.is_null();
  for (const char* name : {"title", "expression", "description"}) {
    if (cloud::text_in(mine, name) != cloud::text_in(wanted, name)) return false;
  }
  return true;
}

bool is_binding(const Json& binding, const Key& key) {
  return binding.is_object() && cloud::text_in(binding, "role") == key.role && same_condition(binding, key.condition);
}

Json binding_of(const Key& key) {
  Json out = {{"role", key.role}, {"members", Json::array()}};
  if (!key.condition.is_null()) out["condition"] = key.condition;
  return out;
}

void drop_bindings(Json& policy, const Key& key) {
  Json kept = Json::array();
  for (const Json& binding : list(policy, "bindings")) {
    if (!is_binding(binding, key)) kept.push_back(binding);
  }
  policy["bindings"] = std::move(kept);
}

/// Sorted all the way down, members as they compare.
Json ordered(const Json& tree, bool members) {
  if (tree.is_object()) {
    Json out = Json::object();
    for (const auto& [key, value] : tree.items()) {
      if (!value.is_null()) out[key] = ordered(value, key == "members" || key == "exemptedMembers");
    }
    return out;
  }
  if (!tree.is_array()) return members && tree.is_string() ? Json(comparable(tree.get<std::string>())) : tree;
  std::vector<Json> items;
  for (const Json& item : tree) items.push_back(ordered(item, members));
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return items;
}

Json parts_of(const std::string& document) {
  const Json tree = parse_foreign(document);
  if (!tree.is_object()) return {};
  return {{"bindings", ordered(list(tree, "bindings"), false)},
          {"auditConfigs", ordered(list(tree, "auditConfigs"), false)}};
}

bool can_be_member(const std::string& member) {
  constexpr std::array<std::string_view, 5> special{"projectOwners", "projectReaders", "projectWriters", "allUsers",
                                                    "allAuthenticatedUsers"};
  const auto colon = member.find(':');
  if (colon != std::string::npos) return colon > 0 && colon + 1 < member.size() && !member.starts_with("deleted");
  return std::any_of(special.begin(), special.end(),
                     [&](std::string_view word) { return member.find(word) != std::string::npos; });
}

}  // namespace

std::string comparable(std::string_view member) {
  constexpr std::array<std::string_view, 5> exact{
      "principal:", "principalSet:", "principalHierarchy:", "iamMember:", "deleted:"};
  const bool counts = std::any_of(exact.begin(), exact.end(), [&](auto kind) { return member.starts_with(kind); });
  return counts ? std::string(member) : lower_case(member);
}

bool same_member(const std::string& a, const std::string& b) { return comparable(a) == comparable(b); }

std::vector<std::string> members_of(const Json& policy, const Key& key) {
  std::vector<std::string> out;
  for (const Json& binding : list(policy, "bindings")) {
    if (!is_binding(binding, key)) continue;
    for (const Json& member : list(binding, "members")) {
      if (member.is_string()) out.push_back(member.get<std::string>());
    }
  }
  return out;
}

void set_members(Json& policy, const Key& key, const std::vector<std::string>& members) {
  drop_bindings(policy, key);
  if (members.empty()) return;
  Json binding = binding_of(key);
  binding["members"] = members;
  policy["bindings"].push_back(std::move(binding));
}

void add_member(Json& policy, const Key& key, const std::string& member) {
  auto members = members_of(policy, key);
  if (std::none_of(members.begin(), members.end(), [&](const auto& one) { return same_member(one, member); }))
    members.push_back(member);
  set_members(policy, key, members);
}

void remove_member(Json& policy, const Key& key, const std::string& member) {
  auto members = members_of(policy, key);
  std::erase_if(members, [&](const auto& one) { return same_member(one, member); });
  set_members(policy, key, members);
}

Json condition_titled(const Json& policy, const std::string& role, const std::string& title) {
  for (const Json& binding : list(policy, "bindings")) {
    const auto condition = binding.find("condition");
    if (cloud::text_in(binding, "role") == role && condition != binding.end() &&
        cloud::text_in(*condition, "title") == title)
      return *condition;
  }
  return {};
}

std::string document_of(const Json& policy) {
  Json out = Json::object();
  for (const char* name : {"auditConfigs", "bindings"}) {
    if (const Json& items = list(policy, name); !items.empty()) out[name] = items;
  }
  return out.dump();
}

bool same_document(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty();
  const Json first = parts_of(a), second = parts_of(b);
  return !first.is_null() && first == second;
}

std::string document_problem(const std::string& text_of_it) {
  const Json tree = parse_foreign(text_of_it);
  if (!tree.is_object()) return "is no JSON of an IAM policy";
  for (const Json& binding : list(tree, "bindings")) {
    for (const Json& member : list(binding, "members")) {
      if (!member.is_string() || !can_be_member(member.get<std::string>()))
        return "has a binding with the member " + member.dump() + ", which can be none: a kind, a colon and a name";
    }
  }
  return {};
}

}  // namespace lakeform::faces::google::policy

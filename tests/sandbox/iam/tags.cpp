// Tags of roles, policies and instance profiles: three operations each, which differ in name only.
#include "tests/sandbox/iam/iam.h"

namespace lakeform::sandbox::iam {
namespace {

void apply(Tags& tags, const Tags& added, const std::vector<std::string>& removed) {
  for (const auto& key : removed) tags.erase(key);
  for (const auto& [key, value] : added) tags[key] = value;
  if (tags.size() > 50) throw refuse("LimitExceeded", "The number of tags has reached the maximum limit.", 409);
}

void list_tags(const Form& form, pugi::xml_node result, const Tags& tags, const World& world) {
  std::vector<std::pair<std::string, const std::string*>> all;
  for (const auto& [key, value] : tags) all.emplace_back(key, &value);
  list(form, result, "Tags", all, world, [](pugi::xml_node node, const auto& item) {
    add(node, "Key", item.first);
    add(node, "Value", *item.second);
  });
}

}  // namespace

void Iam::serve_tags() {
  using Change = std::function<void(const Form&, const Tags&, const std::vector<std::string>&)>;
  const auto serve_kind = [this](const std::string& kind, Change change, Handler list_operation) {
    on("Tag" + kind, [change](const Form& form, pugi::xml_node) { change(form, form.tags("member"), {}); });
    on("Untag" + kind, [change](const Form& form, pugi::xml_node) { change(form, {}, form.list("TagKeys")); });
    on("List" + kind + "Tags", std::move(list_operation));
  };
  serve_kind(
      "Role",
      [this](const Form& form, const Tags& added, const std::vector<std::string>& removed) {
        account(form).roles.edit(need_role(form).name, world_, [&](Role& role) { apply(role.tags, added, removed); });
      },
      [this](const Form& form, pugi::xml_node result) { list_tags(form, result, seen_role(form).tags, world_); });
  serve_kind(
      "Policy",
      [this](const Form& form, const Tags& added, const std::vector<std::string>& removed) {
        const auto arn = own_policy(form, form.required("PolicyArn")).arn;
        account(form).policies.edit(arn, world_, [&](Policy& policy) { apply(policy.tags, added, removed); });
      },
      [this](const Form& form, pugi::xml_node result) {
        list_tags(form, result, policy(form, form.required("PolicyArn"), false).tags, world_);
      });
  serve_kind(
      "InstanceProfile",
      [this](const Form& form, const Tags& added, const std::vector<std::string>& removed) {
        account(form).profiles.edit(need_profile(form).name, world_,
                                    [&](Profile& profile) { apply(profile.tags, added, removed); });
      },
      [this](const Form& form, pugi::xml_node result) { list_tags(form, result, need_profile(form).tags, world_); });
}

/// The tagging service knows policies and instance profiles, not roles; a global service's objects are seen in
/// us-east-1.
std::vector<std::string> Iam::inventory() {
  std::vector<std::string> out;
  for (const auto& [number, account] : accounts_) {
    for (const auto& [name, role] : account.roles.all_latest()) {
      out.push_back("role " + name);
      for (const auto& policy : role->inline_policies) out.push_back("policy " + policy.first + " in role " + name);
      for (const auto& arn : role->attached) out.push_back("policy " + arn + " at role " + name);
    }
    for (const auto& [arn, policy] : account.policies.all_latest()) {
      for (const auto& version : policy->versions)
        out.push_back("version " + std::to_string(version.first) + " of " + arn);
    }
    for (const auto& item : account.profiles.all_latest()) out.push_back("instance profile " + item.first);
  }
  return out;
}

std::vector<Tagged> Iam::tagged(const Request& request) const {
  std::vector<Tagged> out;
  const auto at = accounts_.find(request.account);
  if (at == accounts_.end() || request.region != "us-east-1") return out;
  for (const auto& item : at->second.policies.all(world_)) {
    if (!item.second->tags.empty()) out.push_back({item.second->arn, item.second->tags});
  }
  for (const auto& item : at->second.profiles.all(world_)) {
    if (!item.second->tags.empty()) out.push_back({item.second->arn, item.second->tags});
  }
  return out;
}

bool Iam::tag(const Request& request, const std::string& arn, const std::map<std::string, std::string>& added,
              const std::vector<std::string>& removed) {
  auto& owner = accounts_[request.account];
  if (owner.policies.latest(arn)) {
    owner.policies.edit(arn, world_, [&](Policy& policy) { apply(policy.tags, added, removed); });
    return true;
  }
  for (const auto& item : owner.profiles.all_latest()) {
    if (item.second->arn != arn) continue;
    owner.profiles.edit(item.first, world_, [&](Profile& profile) { apply(profile.tags, added, removed); });
    return true;
  }
  return false;
}

}  // namespace lakeform::sandbox::iam

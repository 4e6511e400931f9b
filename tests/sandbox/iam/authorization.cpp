// GetAccountAuthorizationDetails: roles and policies with all that belongs to them, in one list of pages.
// It has neither the description nor the longest session of a role, and no tags of policies: botocore's shapes
// RoleDetail and ManagedPolicyDetail.
#include "tests/sandbox/iam/iam.h"

namespace lakeform::sandbox::iam {
namespace {

const std::set<std::string> kKinds = {"User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"};

/// One of the two.
struct Entity {
  const Role* role = nullptr;
  const Policy* policy = nullptr;
};

}  // namespace

void Iam::serve_authorization() { serve("GetAccountAuthorizationDetails", &Iam::authorization_details); }

void Iam::show_role_detail(const Form& form, pugi::xml_node node, const Role& role) {
  show_role_head(node, role);
  auto profiles = add(node, "InstanceProfileList");
  for (const auto& item : account(form).profiles.all(world_)) {
    if (item.second->role == role.name) show_profile(form, add(profiles, "member"), *item.second);
  }
  auto policies = add(node, "RolePolicyList");
  for (const auto& [name, document] : role.inline_policies) {
    auto one = add(policies, "member");
    add(one, "PolicyName", name);
    add(one, "PolicyDocument", cloud::percent_encode(document));
  }
  auto attached = add(node, "AttachedManagedPolicies");
  for (const auto& arn : role.attached) {
    auto one = add(attached, "member");
    add(one, "PolicyName", arn.substr(arn.rfind('/') + 1));
    add(one, "PolicyArn", arn);
  }
  show_role_rest(node, role);
}

void Iam::show_policy_detail(const Form& form, pugi::xml_node node, const Policy& policy) {
  show_policy(form, node, policy, false);
  if (!policy.description.empty()) add(node, "Description", policy.description);
  auto versions = add(node, "PolicyVersionList");
  for (auto at = policy.versions.rbegin(); at != policy.versions.rend(); ++at)
    show_version(add(versions, "member"), policy, at->first, true);
}

void Iam::authorization_details(const Form& form, pugi::xml_node result) {
  const auto filter = form.list("Filter");
  for (const auto& kind : filter) {
    if (!kKinds.count(kind))
      throw refuse("ValidationError",
                   "1 validation error detected: Value '" + kind + "' at 'filter' failed to satisfy constraint");
  }
  const auto wanted = [&](const char* kind) {
    return filter.empty() || std::find(filter.begin(), filter.end(), kind) != filter.end();
  };
  std::vector<Entity> entities;
  std::vector<std::string> names;
  const auto enter = [&](std::string name, Entity entity) {
    names.push_back(std::move(name));
    entities.push_back(entity);
  };
  // The order of the names is that of the pages.
  if (wanted("AWSManagedPolicy")) {
    for (const auto& item : of_aws_.all_latest()) enter("a" + item.first, {nullptr, item.second});
  }
  if (wanted("LocalManagedPolicy")) {
    for (const auto& item : account(form).policies.all(world_)) enter("l" + item.first, {nullptr, item.second});
  }
  if (wanted("Role")) {
    for (const auto& item : account(form).roles.all(world_)) enter("r" + item.first, {item.second, nullptr});
  }
  std::vector<std::pair<std::string, const Entity*>> all;
  for (std::size_t i = 0; i < names.size(); ++i) all.emplace_back(names[i], &entities[i]);

  const auto asked = max_items(form);
  const auto page = page_of(all, form.text("Marker"), asked, asked ? 1000 : 100, world_);
  add(result, "UserDetailList");
  add(result, "GroupDetailList");
  auto roles = add(result, "RoleDetailList"), policies = add(result, "Policies");
  for (const auto& [name, entity] : page.items) {
    if (entity->role) {
      show_role_detail(form, add(roles, "member"), *entity->role);
    } else {
      show_policy_detail(form, add(policies, "member"), *entity->policy);
    }
  }
  add(result, "IsTruncated", !page.next.empty());
  if (!page.next.empty()) add(result, "Marker", page.next);
}

}  // namespace lakeform::sandbox::iam

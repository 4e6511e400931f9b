// Managed policies: the customer's own and those of AWS.

#include "provider/value/pattern.h"
#include "tests/sandbox/iam/iam.h"
#include "tests/sandbox/iam/of_aws.h"

namespace lakeform::sandbox::iam {
void Iam::serve_policies() {
  serve("CreatePolicy", &Iam::create_policy);
  serve("GetPolicy", &Iam::get_policy);
  serve("ListPolicies", &Iam::list_policies);
  serve("DeletePolicy", &Iam::delete_policy);
  serve("ListEntitiesForPolicy", &Iam::list_entities);
}

const Policy& Iam::policy(const Form& form, const std::string& arn, bool latest) {
  if (!has_pattern(arn, R"(^arn:[\w-]+:iam::(\d{12}|aws):policy/.+$)"))
    throw refuse("InvalidInput", "ARN " + arn + " is not valid.");
  if (!of_aws_.latest(arn)) {
    if (auto made = policy_of_aws(arn)) of_aws_.put(arn, std::move(*made), world_);
  }
  if (const auto* found = of_aws_.latest(arn)) return *found;
  const auto& own = account(form).policies;
  const auto* found = latest ? own.latest(arn) : own.find(arn, world_);
  if (!found) throw no_such("Policy " + arn + " does not exist or is not attachable.");
  return *found;
}

long Iam::attachments(const Account& owner, const std::string& arn) const {
  long count = 0;
  for (const auto& role : owner.roles.all_latest()) count += static_cast<long>(role.second->attached.count(arn));
  return count;
}

long Iam::boundaries(const Account& owner, const std::string& arn) const {
  long count = 0;
  for (const auto& role : owner.roles.all_latest()) count += role.second->boundary == arn;
  return count;
}

void Iam::show_policy(const Form& form, pugi::xml_node node, const Policy& policy, bool whole) const {
  const auto at = accounts_.find(form.request().account);
  static const Account nothing;
  const auto& owner = at == accounts_.end() ? nothing : at->second;
  add(node, "PolicyName", policy.name);
  add(node, "PolicyId", policy.id);
  add(node, "Arn", policy.arn);
  add(node, "Path", policy.path);
  add(node, "DefaultVersionId", "v" + std::to_string(policy.default_version));
  add(node, "AttachmentCount", attachments(owner, policy.arn));
  add(node, "PermissionsBoundaryUsageCount", boundaries(owner, policy.arn));
  add(node, "IsAttachable", true);
  add(node, "CreateDate", iso_time(policy.created));
  add(node, "UpdateDate", iso_time(policy.updated));
  if (!whole) return;
  if (!policy.description.empty()) add(node, "Description", policy.description);
  if (!policy.tags.empty()) add_tags(node, "Tags", "member", policy.tags);
}

void Iam::create_policy(const Form& form, pugi::xml_node result) {
  Policy policy;
  policy.name = name_of(form, "PolicyName", 128);
  policy.path = path_of(form);
  policy.description = form.text("Description");
  policy.tags = form.tags("member");
  const auto document = form.required("PolicyDocument");
  check_managed(document);
  policy.arn = "arn:aws:iam::" + form.request().account + ":policy" + policy.path + policy.name;
  auto& policies = account(form).policies;
  for (const auto& other : policies.all_latest()) {
    if (other.second->name == policy.name)
      throw refuse("EntityAlreadyExists",
                   "A policy called " + policy.name + " already exists. Duplicate names are not allowed.", 409);
  }
  policy.id = make_id("ANPA");
  policy.created = policy.updated = world_.now();
  policy.versions[1] = {document, policy.created};
  show_policy(form, add(result, "Policy"), policy, true);
  policies.put(policy.arn, policy, world_);
}

void Iam::get_policy(const Form& form, pugi::xml_node result) {
  const auto arn = form.required("PolicyArn");
  try {
    show_policy(form, add(result, "Policy"), policy(form, arn, false), true);
  } catch (const Failure& failure) {
    if (failure.code == "NoSuchEntity") throw no_such("Policy " + arn + " was not found.");
    throw;
  }
}

void Iam::list_policies(const Form& form, pugi::xml_node result) {
  const auto scope = form.text("Scope", "All");
  const auto prefix = form.text("PathPrefix", "/");
  const bool attached_only = form.flag("OnlyAttached").value_or(false);
  const auto usage = form.text("PolicyUsageFilter");
  auto& owner = account(form);
  std::vector<std::pair<std::string, const Policy*>> all;
  if (scope != "AWS") all = owner.policies.all(world_);
  if (scope != "Local") {
    for (const auto& item : of_aws_.all_latest()) all.push_back(item);
  }
  std::sort(all.begin(), all.end());
  std::erase_if(all, [&](const auto& item) {
    const bool attached = attachments(owner, item.first) > 0;
    const bool boundary = boundaries(owner, item.first) > 0;
    if (item.second->path.rfind(prefix, 0) != 0) return true;
    if (usage == "PermissionsPolicy" && !attached) return true;
    if (usage == "PermissionsBoundary" && !boundary) return true;
    return attached_only && !attached && !boundary;
  });
  list(form, result, "Policies", all, world_,
       [&](pugi::xml_node node, const auto& item) { show_policy(form, node, *item.second, false); });
}

void Iam::delete_policy(const Form& form, pugi::xml_node) {
  const auto arn = form.required("PolicyArn");
  const auto& before = own_policy(form, arn);
  if (attachments(account(form), arn) + boundaries(account(form), arn) > 0) {
    throw refuse("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
  }
  if (before.versions.size() > 1) {
    throw refuse("DeleteConflict",
                 "This policy has more than one version. Before you delete a policy, you must delete the policy's "
                 "versions. The default version is deleted with the policy.",
                 409);
  }
  account(form).policies.erase(arn, world_);
}

/// A policy of AWS cannot be changed. Throws AccessDenied or NoSuchEntity.
const Policy& Iam::own_policy(const Form& form, const std::string& arn) {
  const auto& found = policy(form, arn, true);
  if (of_aws_.latest(arn))
    throw refuse("AccessDenied", "User: " + form.request().caller + " cannot change " + arn, 403);
  return found;
}

void Iam::check_managed(const std::string& document) const {
  check_document(document, PolicyKind::identity, [](const std::string&) { return true; });
  if (document_size(document) > 6144) throw refuse("LimitExceeded", "Cannot exceed quota for PolicySize: 6144", 409);
}

void Iam::list_entities(const Form& form, pugi::xml_node result) {
  const auto arn = form.required("PolicyArn");
  policy(form, arn, false);
  const bool boundary = form.text("PolicyUsageFilter") == "PermissionsBoundary";
  const auto filter = form.text("EntityFilter");
  const auto prefix = form.text("PathPrefix", "/");
  auto roles = account(form).roles.all(world_);
  std::erase_if(roles, [&](const auto& item) {
    const bool uses = boundary ? item.second->boundary == arn : item.second->attached.count(arn) > 0;
    return !uses || item.second->path.rfind(prefix, 0) != 0 || (!filter.empty() && filter != "Role");
  });
  add(result, "PolicyGroups");
  add(result, "PolicyUsers");
  list(form, result, "PolicyRoles", roles, world_, [](pugi::xml_node node, const auto& item) {
    add(node, "RoleName", item.second->name);
    add(node, "RoleId", item.second->id);
  });
}

}  // namespace lakeform::sandbox::iam

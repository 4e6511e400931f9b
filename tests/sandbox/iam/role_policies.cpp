// Policies of roles: those written into the role and those attached to it.
#include <numeric>

#include "tests/sandbox/iam/iam.h"

namespace lakeform::sandbox::iam {
namespace {

const std::size_t kInlineQuota = 10240;
const std::size_t kAttachedQuota = 10;

Failure no_inline(const std::string& policy) {
  return no_such("The role policy with name " + policy + " cannot be found.");
}

}  // namespace

void Iam::serve_role_policies() {
  serve("PutRolePolicy", &Iam::put_role_policy);
  serve("GetRolePolicy", &Iam::get_role_policy);
  serve("ListRolePolicies", &Iam::list_role_policies);
  serve("DeleteRolePolicy", &Iam::delete_role_policy);
  serve("AttachRolePolicy", &Iam::attach);
  serve("DetachRolePolicy", &Iam::detach);
  serve("ListAttachedRolePolicies", &Iam::list_attached);
}

void Iam::put_role_policy(const Form& form, pugi::xml_node) {
  const auto role_name = need_role(form).name;
  const auto policy_name = name_of(form, "PolicyName", 128);
  const auto document = form.required("PolicyDocument");
  check_document(document, PolicyKind::identity, [](const std::string&) { return true; });
  auto policies = need_role(form).inline_policies;
  policies[policy_name] = document;
  const auto size = std::accumulate(policies.begin(), policies.end(), std::size_t{0},
                                    [](std::size_t sum, const auto& item) { return sum + document_size(item.second); });
  if (size > kInlineQuota) {
    throw refuse("LimitExceeded",
                 "Maximum policy size of " + std::to_string(kInlineQuota) + " bytes exceeded for role " + role_name,
                 409);
  }
  account(form).roles.edit(role_name, world_, [&](Role& role) { role.inline_policies = std::move(policies); });
}

void Iam::get_role_policy(const Form& form, pugi::xml_node result) {
  const auto& role = seen_role(form);
  const auto name = form.required("PolicyName");
  const auto at = role.inline_policies.find(name);
  if (at == role.inline_policies.end()) throw no_inline(name);
  add(result, "RoleName", role.name);
  add(result, "PolicyName", name);
  add(result, "PolicyDocument", cloud::percent_encode(at->second));
}

void Iam::list_role_policies(const Form& form, pugi::xml_node result) {
  std::vector<std::pair<std::string, const std::string*>> all;
  for (const auto& [name, document] : seen_role(form).inline_policies) all.emplace_back(name, &document);
  list(form, result, "PolicyNames", all, world_,
       [](pugi::xml_node node, const auto& item) { node.text().set(item.first.c_str()); });
}

void Iam::delete_role_policy(const Form& form, pugi::xml_node) {
  const auto& before = need_role(form);
  const auto name = form.required("PolicyName");
  if (!before.inline_policies.count(name)) throw no_inline(name);
  account(form).roles.edit(before.name, world_, [&](Role& role) { role.inline_policies.erase(name); });
}

void Iam::attach(const Form& form, pugi::xml_node) {
  const auto& before = need_role(form);
  const auto arn = form.required("PolicyArn");
  policy(form, arn, true);
  if (before.attached.size() >= kAttachedQuota && !before.attached.count(arn)) {
    throw refuse("LimitExceeded", "Cannot exceed quota for PoliciesPerRole: " + std::to_string(kAttachedQuota), 409);
  }
  account(form).roles.edit(before.name, world_, [&](Role& role) { role.attached.insert(arn); });
}

void Iam::detach(const Form& form, pugi::xml_node) {
  const auto& before = need_role(form);
  const auto arn = form.required("PolicyArn");
  if (!before.attached.count(arn)) throw no_such("Policy " + arn + " was not found.");
  account(form).roles.edit(before.name, world_, [&](Role& role) { role.attached.erase(arn); });
}

void Iam::list_attached(const Form& form, pugi::xml_node result) {
  const auto& role = seen_role(form);
  const auto prefix = form.text("PathPrefix", "/");
  std::vector<std::pair<std::string, const Policy*>> all;
  for (const auto& arn : role.attached) {
    const auto& one = policy(form, arn, true);
    if (one.path.rfind(prefix, 0) == 0) all.emplace_back(arn, &one);
  }
  list(form, result, "AttachedPolicies", all, world_, [](pugi::xml_node node, const auto& item) {
    add(node, "PolicyName", item.second->name);
    add(node, "PolicyArn", item.second->arn);
  });
}

}  // namespace lakeform::sandbox::iam

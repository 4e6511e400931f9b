// Roles: the role itself, its trust policy and permissions boundary.
#include "tests/sandbox/iam/iam.h"

namespace lakeform::sandbox::iam {
namespace {

long session_of(const Form& form, long otherwise) {
  const auto seconds = form.number("MaxSessionDuration").value_or(otherwise);
  if (seconds < 3600 || seconds > 43200) {
    throw refuse("ValidationError",
                 "1 validation error detected: Value '" + std::to_string(seconds) +
                     "' at 'maxSessionDuration' failed to satisfy constraint: Member must be from 3600 to 43200");
  }
  return seconds;
}

void check_description(const std::string& text) {
  if (text.size() > 1000) throw refuse("ValidationError", "The description is longer than 1000 characters");
}

}  // namespace

void show_role_head(pugi::xml_node node, const Role& role) {
  add(node, "Path", role.path);
  add(node, "RoleName", role.name);
  add(node, "RoleId", role.id);
  add(node, "Arn", role.arn);
  add(node, "CreateDate", iso_time(role.created));
  add(node, "AssumeRolePolicyDocument", cloud::percent_encode(role.trust));
}

void show_role(pugi::xml_node node, const Role& role, bool whole) {
  show_role_head(node, role);
  if (!role.description.empty()) add(node, "Description", role.description);
  add(node, "MaxSessionDuration", role.max_session);
  if (whole) show_role_rest(node, role);
}

void show_role_rest(pugi::xml_node node, const Role& role) {
  if (!role.boundary.empty()) {
    auto boundary = add(node, "PermissionsBoundary");
    add(boundary, "PermissionsBoundaryType", "Policy");
    add(boundary, "PermissionsBoundaryArn", role.boundary);
  }
  if (!role.tags.empty()) add_tags(node, "Tags", "member", role.tags);
  add(node, "RoleLastUsed");
}

void Iam::serve_roles() {
  serve("CreateRole", &Iam::create_role);
  serve("GetRole", &Iam::get_role);
  serve("ListRoles", &Iam::list_roles);
  serve("UpdateRole", &Iam::update_role);
  serve("UpdateAssumeRolePolicy", &Iam::update_trust);
  serve("UpdateRoleDescription", &Iam::update_description);
  serve("DeleteRole", &Iam::delete_role);
  serve("PutRolePermissionsBoundary", &Iam::put_boundary);
  serve("DeleteRolePermissionsBoundary", &Iam::delete_boundary);
}

/// The role as writers see it.
const Role& Iam::need_role(const Form& form) {
  const auto name = form.required("RoleName");
  const auto* role = account(form).roles.latest(name);
  if (!role) throw no_such("The role with name " + name + " cannot be found.");
  return *role;
}

/// The role as readers see it.
const Role& Iam::seen_role(const Form& form) {
  const auto name = form.required("RoleName");
  const auto* role = account(form).roles.find(name, world_);
  if (!role) throw no_such("The role with name " + name + " cannot be found.");
  return *role;
}

/// Roles and users of the sandbox's accounts must exist; of other accounts nothing is known here.
void Iam::check_trust(const std::string& document) const {
  check_document(document, PolicyKind::trust, [this](const std::string& arn) {
    const auto owner = arn.size() > 25 ? arn.substr(13, 12) : std::string();
    const auto role = arn.find(":role/");
    if (role != std::string::npos) {
      const auto at = accounts_.find(owner);
      const auto* found =
          at == accounts_.end() ? nullptr : at->second.roles.find(arn.substr(arn.rfind('/') + 1), world_);
      return !world_.has_account(owner) || (found && found->arn == arn);
    }
    if (arn.find(":user/") == std::string::npos) return true;
    return !world_.has_account(owner) || arn == "arn:aws:iam::" + owner + ":user/sandbox";
  });
  if (document_size(document) > 2048)
    throw refuse("LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048", 409);
}

void Iam::create_role(const Form& form, pugi::xml_node result) {
  Role role;
  role.name = name_of(form, "RoleName", 64);
  role.path = path_of(form);
  role.trust = form.required("AssumeRolePolicyDocument");
  role.description = form.text("Description");
  check_description(role.description);
  role.boundary = form.text("PermissionsBoundary");
  role.max_session = session_of(form, 3600);
  role.tags = form.tags("member");
  check_trust(role.trust);
  if (!role.boundary.empty()) policy(form, role.boundary, true);
  auto& roles = account(form).roles;
  if (roles.latest(role.name)) throw exists("Role with name " + role.name);
  role.id = make_id("AROA");
  role.arn = "arn:aws:iam::" + form.request().account + ":role" + role.path + role.name;
  role.created = world_.now();
  show_role(add(result, "Role"), role, true);
  roles.put(role.name, role, world_);
}

void Iam::get_role(const Form& form, pugi::xml_node result) { show_role(add(result, "Role"), seen_role(form), true); }

void Iam::list_roles(const Form& form, pugi::xml_node result) {
  auto roles = account(form).roles.all(world_);
  const auto prefix = form.text("PathPrefix", "/");
  std::erase_if(roles, [&](const auto& item) { return item.second->path.rfind(prefix, 0) != 0; });
  list(form, result, "Roles", roles, world_,
       [](pugi::xml_node node, const auto& item) { show_role(node, *item.second, false); });
}

void Iam::update_role(const Form& form, pugi::xml_node) {
  const auto& before = need_role(form);
  const auto session = session_of(form, before.max_session);
  const auto description = form.text("Description", before.description);
  check_description(description);
  account(form).roles.edit(before.name, world_, [&](Role& role) {
    role.max_session = session;
    role.description = description;
  });
}

void Iam::update_trust(const Form& form, pugi::xml_node) {
  const auto& before = need_role(form);
  const auto document = form.required("PolicyDocument");
  check_trust(document);
  account(form).roles.edit(before.name, world_, [&](Role& role) { role.trust = document; });
}

void Iam::update_description(const Form& form, pugi::xml_node result) {
  const auto name = need_role(form).name;
  check_description(form.text("Description"));
  account(form).roles.edit(name, world_, [&](Role& role) { role.description = form.text("Description"); });
  show_role(add(result, "Role"), *account(form).roles.latest(name), true);
}

void Iam::delete_role(const Form& form, pugi::xml_node) {
  const auto& role = need_role(form);
  const auto conflict = [](const char* message) { return refuse("DeleteConflict", message, 409); };
  if (!role.attached.empty()) throw conflict("Cannot delete entity, must detach all policies first.");
  if (!role.inline_policies.empty()) throw conflict("Cannot delete entity, must delete policies first.");
  for (const auto& profile : account(form).profiles.all_latest()) {
    if (profile.second->role == role.name)
      throw conflict("Cannot delete entity, must remove roles from instance profile first.");
  }
  account(form).roles.erase(role.name, world_);
}

void Iam::put_boundary(const Form& form, pugi::xml_node) {
  const auto& before = need_role(form);
  const auto arn = form.required("PermissionsBoundary");
  policy(form, arn, true);
  account(form).roles.edit(before.name, world_, [&](Role& role) { role.boundary = arn; });
}

void Iam::delete_boundary(const Form& form, pugi::xml_node) {
  const auto& before = need_role(form);
  if (before.boundary.empty()) throw no_such("The role with name " + before.name + " has no permissions boundary.");
  account(form).roles.edit(before.name, world_, [](Role& role) { role.boundary.clear(); });
}

}  // namespace lakeform::sandbox::iam

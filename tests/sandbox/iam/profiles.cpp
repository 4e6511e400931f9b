// Instance profiles: a role that instances take.
#include "tests/sandbox/iam/iam.h"

namespace lakeform::sandbox::iam {

void Iam::serve_profiles() {
  serve("CreateInstanceProfile", &Iam::create_profile);
  serve("GetInstanceProfile", &Iam::get_profile);
  serve("ListInstanceProfiles", &Iam::list_profiles);
  serve("ListInstanceProfilesForRole", &Iam::list_profiles_of_role);
  serve("AddRoleToInstanceProfile", &Iam::add_role);
  serve("RemoveRoleFromInstanceProfile", &Iam::remove_role);
  serve("DeleteInstanceProfile", &Iam::delete_profile);
}

const Profile& Iam::need_profile(const Form& form) {
  const auto name = form.required("InstanceProfileName");
  const auto* profile = account(form).profiles.latest(name);
  if (!profile) throw no_such("Instance Profile " + name + " cannot be found.");
  return *profile;
}

void Iam::show_profile(const Form& form, pugi::xml_node node, const Profile& profile) {
  add(node, "Path", profile.path);
  add(node, "InstanceProfileName", profile.name);
  add(node, "InstanceProfileId", profile.id);
  add(node, "Arn", profile.arn);
  add(node, "CreateDate", iso_time(profile.created));
  auto roles = add(node, "Roles");
  if (const auto* role = account(form).roles.latest(profile.role)) show_role(add(roles, "member"), *role, false);
  if (!profile.tags.empty()) add_tags(node, "Tags", "member", profile.tags);
}

void Iam::create_profile(const Form& form, pugi::xml_node result) {
  Profile profile;
  profile.name = name_of(form, "InstanceProfileName", 128);
  profile.path = path_of(form);
  profile.tags = form.tags("member");
  auto& profiles = account(form).profiles;
  if (profiles.latest(profile.name)) throw exists("Instance Profile " + profile.name);
  profile.id = make_id("AIPA");
  profile.arn = "arn:aws:iam::" + form.request().account + ":instance-profile" + profile.path + profile.name;
  profile.created = world_.now();
  show_profile(form, add(result, "InstanceProfile"), profile);
  profiles.put(profile.name, profile, world_);
}

void Iam::get_profile(const Form& form, pugi::xml_node result) {
  const auto name = form.required("InstanceProfileName");
  const auto* profile = account(form).profiles.find(name, world_);
  if (!profile) throw no_such("Instance Profile " + name + " cannot be found.");
  show_profile(form, add(result, "InstanceProfile"), *profile);
}

void Iam::list_profiles(const Form& form, pugi::xml_node result) {
  auto all = account(form).profiles.all(world_);
  const auto prefix = form.text("PathPrefix", "/");
  std::erase_if(all, [&](const auto& item) { return item.second->path.rfind(prefix, 0) != 0; });
  list(form, result, "InstanceProfiles", all, world_,
       [&](pugi::xml_node node, const auto& item) { show_profile(form, node, *item.second); });
}

void Iam::list_profiles_of_role(const Form& form, pugi::xml_node result) {
  const auto& role = seen_role(form);
  auto all = account(form).profiles.all(world_);
  std::erase_if(all, [&](const auto& item) { return item.second->role != role.name; });
  list(form, result, "InstanceProfiles", all, world_,
       [&](pugi::xml_node node, const auto& item) { show_profile(form, node, *item.second); });
}

void Iam::add_role(const Form& form, pugi::xml_node) {
  const auto& before = need_profile(form);
  const auto role = need_role(form).name;
  if (!before.role.empty())
    throw refuse("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", 409);
  account(form).profiles.edit(before.name, world_, [&](Profile& profile) { profile.role = role; });
}

void Iam::remove_role(const Form& form, pugi::xml_node) {
  const auto& before = need_profile(form);
  const auto role = form.required("RoleName");
  if (before.role != role) throw no_such("The role with name " + role + " cannot be found.");
  account(form).profiles.edit(before.name, world_, [](Profile& profile) { profile.role.clear(); });
}

void Iam::delete_profile(const Form& form, pugi::xml_node) {
  const auto& profile = need_profile(form);
  if (!profile.role.empty())
    throw refuse("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.", 409);
  account(form).profiles.erase(profile.name, world_);
}

}  // namespace lakeform::sandbox::iam

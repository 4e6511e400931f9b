// IAM: roles, policies, instance profiles. One state for all regions. Facts: botocore's model "iam" and what the
// service answers.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/sandbox/core/query.h"
#include "tests/sandbox/core/store.h"
#include "tests/sandbox/iam/document.h"
#include "tests/sandbox/iam/trust.h"

namespace lakeform::sandbox::iam {

using Tags = std::map<std::string, std::string>;

struct Role {
  std::string name, path, id, arn, trust, description, boundary;
  Time created{};
  long max_session = 3600;
  Tags tags;
  std::map<std::string, std::string> inline_policies;
  std::set<std::string> attached;  ///< ARNs
};

struct Version {
  std::string document;
  Time created{};
};

struct Policy {
  std::string name, path, id, arn, description;
  Time created{}, updated{};
  Tags tags;
  std::map<long, Version> versions;
  long default_version = 1;
  long last_version = 1;  ///< numbers are not used twice
};

struct Profile {
  std::string name, path, id, arn, role;
  Time created{};
  Tags tags;
};

/// What one account has.
struct Account {
  Store<Role> roles;        ///< by name
  Store<Policy> policies;   ///< by ARN
  Store<Profile> profiles;  ///< by name
};

class Iam : public QueryService, public RoleBook {
 public:
  explicit Iam(World& world);
  bool can_assume(const std::string& account, const std::string& role_name, const std::string& service) const override;
  std::optional<TrustedRole> assumable(const std::string& account, const std::string& role_name) const override;
  std::vector<std::string> inventory() override;
  std::vector<Tagged> tagged(const Request& request) const override;
  bool tag(const Request& request, const std::string& arn, const std::map<std::string, std::string>& add,
           const std::vector<std::string>& remove) override;

 private:
  using Method = void (Iam::*)(const Form&, pugi::xml_node);
  void serve(const std::string& operation, Method method);

  // roles.cpp
  void serve_roles();
  void create_role(const Form&, pugi::xml_node);
  void get_role(const Form&, pugi::xml_node);
  void list_roles(const Form&, pugi::xml_node);
  void update_role(const Form&, pugi::xml_node);
  void update_trust(const Form&, pugi::xml_node);
  void update_description(const Form&, pugi::xml_node);
  void delete_role(const Form&, pugi::xml_node);
  void put_boundary(const Form&, pugi::xml_node);
  void delete_boundary(const Form&, pugi::xml_node);
  void check_trust(const std::string& document) const;
  const Role& need_role(const Form&);
  const Role& seen_role(const Form&);

  // role_policies.cpp
  void serve_role_policies();
  void put_role_policy(const Form&, pugi::xml_node);
  void get_role_policy(const Form&, pugi::xml_node);
  void list_role_policies(const Form&, pugi::xml_node);
  void delete_role_policy(const Form&, pugi::xml_node);
  void attach(const Form&, pugi::xml_node);
  void detach(const Form&, pugi::xml_node);
  void list_attached(const Form&, pugi::xml_node);

  // policies.cpp
  void serve_policies();
  void create_policy(const Form&, pugi::xml_node);
  void get_policy(const Form&, pugi::xml_node);
  void list_policies(const Form&, pugi::xml_node);
  void delete_policy(const Form&, pugi::xml_node);
  void list_entities(const Form&, pugi::xml_node);
  void show_policy(const Form&, pugi::xml_node, const Policy&, bool whole) const;
  /// How many roles have it attached, or as their permissions boundary.
  long attachments(const Account&, const std::string& arn) const;
  long boundaries(const Account&, const std::string& arn) const;
  /// The policy as readers or (`latest`) as writers see it; one of AWS is made from its ARN. Throws NoSuchEntity.
  const Policy& policy(const Form&, const std::string& arn, bool latest);
  const Policy& own_policy(const Form&, const std::string& arn);
  void check_managed(const std::string& document) const;

  // authorization.cpp
  void serve_authorization();
  void authorization_details(const Form&, pugi::xml_node);
  void show_role_detail(const Form&, pugi::xml_node, const Role&);
  void show_policy_detail(const Form&, pugi::xml_node, const Policy&);

  // versions.cpp
  void serve_versions();
  void create_version(const Form&, pugi::xml_node);
  void get_version(const Form&, pugi::xml_node);
  void list_versions(const Form&, pugi::xml_node);
  void delete_version(const Form&, pugi::xml_node);
  void set_default_version(const Form&, pugi::xml_node);

  // profiles.cpp
  void serve_profiles();
  void create_profile(const Form&, pugi::xml_node);
  void get_profile(const Form&, pugi::xml_node);
  void list_profiles(const Form&, pugi::xml_node);
  void list_profiles_of_role(const Form&, pugi::xml_node);
  void add_role(const Form&, pugi::xml_node);
  void remove_role(const Form&, pugi::xml_node);
  void delete_profile(const Form&, pugi::xml_node);
  void show_profile(const Form&, pugi::xml_node, const Profile&);
  const Profile& need_profile(const Form&);

  // tags.cpp
  void serve_tags();

  // users.cpp
  void serve_users();

  Account& account(const Form& form) { return accounts_[form.request().account]; }
  std::string make_id(const char* prefix);

  std::map<std::string, Account> accounts_;
  Store<Policy> of_aws_;  ///< policies that AWS manages, made when they are first named
};

Failure no_such(const std::string& what);
Failure exists(const std::string& what);
/// Path of the form, "/" unless given. Throws ValidationError.
std::string path_of(const Form& form);
std::string name_of(const Form& form, const std::string& parameter, std::size_t longest);
/// What every answer tells of a role, from its path to its trust policy.
void show_role_head(pugi::xml_node node, const Role& role);
void show_role(pugi::xml_node node, const Role& role, bool whole);
/// What lists of roles leave out: boundary, tags, last use.
void show_role_rest(pugi::xml_node node, const Role& role);
void show_version(pugi::xml_node node, const Policy& policy, long number, bool with_document);
/// The form's MaxItems, checked.
std::optional<long> max_items(const Form& form);
/// Writes the page that the form's Marker and MaxItems ask for: `each` writes one item below a `member`.
template <class T, class Each>
void list(const Form& form, pugi::xml_node result, const char* name,
          const std::vector<std::pair<std::string, const T*>>& all, const World& world, Each each) {
  const auto asked = max_items(form);
  const auto page = page_of(all, form.text("Marker"), asked, asked ? 1000 : 100, world);
  auto items = add(result, name);
  for (const auto& item : page.items) each(add(items, "member"), item);
  add(result, "IsTruncated", !page.next.empty());
  if (!page.next.empty()) add(result, "Marker", page.next);
}

}  // namespace lakeform::sandbox::iam

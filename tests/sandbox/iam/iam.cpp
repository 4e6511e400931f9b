#include "tests/sandbox/iam/iam.h"

#include <algorithm>
#include <cctype>

namespace lakeform::sandbox::iam {
namespace {

const Registered entry = registered<Iam>("iam");

}  // namespace

Iam::Iam(World& world) : QueryService(world, "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/") {
  serve_roles();
  serve_role_policies();
  serve_policies();
  serve_versions();
  serve_authorization();
  serve_profiles();
  serve_tags();
  serve_users();
}

void Iam::serve(const std::string& operation, Method method) {
  on(operation, [this, method](const Form& form, pugi::xml_node result) { (this->*method)(form, result); });
}

/// "AROA" and 17 more letters, as IAM's ids look.
std::string Iam::make_id(const char* prefix) {
  auto id = world_.make_id(17);
  for (auto& c : id) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return prefix + id;
}

std::optional<TrustedRole> Iam::assumable(const std::string& owner, const std::string& role_name) const {
  const auto at = accounts_.find(owner);
  const auto* role = at == accounts_.end() ? nullptr : at->second.roles.find(role_name, world_);
  if (!role) return std::nullopt;
  return TrustedRole{role->arn, role->id, role->trust, role->max_session};
}

bool Iam::can_assume(const std::string& owner, const std::string& role_name, const std::string& service) const {
  const auto role = assumable(owner, role_name);
  return role && trusts_service(role->trust, service);
}

Failure no_such(const std::string& what) { return refuse("NoSuchEntity", what, 404); }
Failure exists(const std::string& what) { return refuse("EntityAlreadyExists", what + " already exists.", 409); }

std::string path_of(const Form& form) {
  const auto path = form.text("Path", "/");
  if (path.empty() || path.front() != '/' || path.back() != '/' || path.size() > 512) {
    throw refuse("ValidationError",
                 "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric "
                 "characters and/or / characters.");
  }
  return path;
}

std::optional<long> max_items(const Form& form) {
  const auto asked = form.number("MaxItems");
  if (asked && (*asked < 1 || *asked > 1000)) throw refuse("ValidationError", "MaxItems must be from 1 to 1000");
  return asked;
}

std::string name_of(const Form& form, const std::string& parameter, std::size_t longest) {
  const auto name = form.text(parameter);
  const bool fits =
      !name.empty() && name.size() <= longest && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return std::isalnum(c) || std::string("+=,.@_-").find(static_cast<char>(c)) != std::string::npos;
      });
  if (fits) return name;
  auto member = parameter;
  member[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(member[0])));
  throw refuse("ValidationError",
               "1 validation error detected: Value '" + name + "' at '" + member +
                   "' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]{1," +
                   std::to_string(longest) + "}");
}

}  // namespace lakeform::sandbox::iam

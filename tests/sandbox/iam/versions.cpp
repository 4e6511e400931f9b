// Versions of managed policies: at most five, one of them in force.
#include "tests/sandbox/iam/iam.h"

namespace lakeform::sandbox::iam {
namespace {

const std::size_t kVersionQuota = 5;

/// The number in "v3"; the policy must have it.
long number_of(const Policy& policy, const std::string& id) {
  for (const auto& item : policy.versions) {
    if ("v" + std::to_string(item.first) == id) return item.first;
  }
  throw no_such("Policy " + policy.arn + " version " + id + " does not exist or is not attachable.");
}

}  // namespace

void show_version(pugi::xml_node node, const Policy& policy, long number, bool with_document) {
  const auto& version = policy.versions.at(number);
  if (with_document) add(node, "Document", cloud::percent_encode(version.document));
  add(node, "VersionId", "v" + std::to_string(number));
  add(node, "IsDefaultVersion", number == policy.default_version);
  add(node, "CreateDate", iso_time(version.created));
}

void Iam::serve_versions() {
  serve("CreatePolicyVersion", &Iam::create_version);
  serve("GetPolicyVersion", &Iam::get_version);
  serve("ListPolicyVersions", &Iam::list_versions);
  serve("DeletePolicyVersion", &Iam::delete_version);
  serve("SetDefaultPolicyVersion", &Iam::set_default_version);
}

void Iam::create_version(const Form& form, pugi::xml_node result) {
  const auto arn = form.required("PolicyArn");
  const auto& before = own_policy(form, arn);
  const auto document = form.required("PolicyDocument");
  check_managed(document);
  if (before.versions.size() >= kVersionQuota) {
    throw refuse("LimitExceeded",
                 "A managed policy can have up to 5 versions. Before you create a new version, you must delete an "
                 "existing version.",
                 409);
  }
  const auto number = before.last_version + 1;
  account(form).policies.edit(arn, world_, [&](Policy& policy) {
    policy.last_version = number;
    policy.versions[number] = {document, world_.now()};
    if (form.flag("SetAsDefault").value_or(false)) policy.default_version = number;
    policy.updated = world_.now();
  });
  show_version(add(result, "PolicyVersion"), *account(form).policies.latest(arn), number, false);
}

void Iam::get_version(const Form& form, pugi::xml_node result) {
  const auto& found = policy(form, form.required("PolicyArn"), false);
  show_version(add(result, "PolicyVersion"), found, number_of(found, form.required("VersionId")), true);
}

void Iam::list_versions(const Form& form, pugi::xml_node result) {
  const auto& found = policy(form, form.required("PolicyArn"), false);
  std::vector<std::pair<std::string, const long*>> newest_first;
  for (auto at = found.versions.rbegin(); at != found.versions.rend(); ++at) {
    newest_first.emplace_back(std::to_string(1000000000 - at->first), &at->first);
  }
  list(form, result, "Versions", newest_first, world_,
       [&](pugi::xml_node node, const auto& item) { show_version(node, found, *item.second, false); });
}

void Iam::delete_version(const Form& form, pugi::xml_node) {
  const auto arn = form.required("PolicyArn");
  const auto& before = own_policy(form, arn);
  const auto number = number_of(before, form.required("VersionId"));
  if (number == before.default_version)
    throw refuse("DeleteConflict", "Cannot delete the default version of a policy.", 409);
  account(form).policies.edit(arn, world_, [&](Policy& policy) { policy.versions.erase(number); });
}

void Iam::set_default_version(const Form& form, pugi::xml_node) {
  const auto arn = form.required("PolicyArn");
  const auto number = number_of(own_policy(form, arn), form.required("VersionId"));
  account(form).policies.edit(arn, world_, [&](Policy& policy) {
    policy.default_version = number;
    policy.updated = world_.now();
  });
}

}  // namespace lakeform::sandbox::iam

// The JSON of `terraform show -json PLANFILE`.
#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "plan/desired/desired.h"
#include "plan/desired/references.h"

namespace lakeform::plan {

namespace {

using Json = nlohmann::json;

std::vector<std::string> texts(Slice array) {
  std::vector<std::string> out;
  for_elements(array, [&](Slice one) { out.push_back(text(one)); });
  return out;
}

void read_change(Slice change, Resource& out) {
  for_members(change, [&](const std::string& key, Slice value) {
    if (key == "actions") out.actions = texts(value);
    if (key == "before") out.before = value;
    if (key == "after") out.after = value;
    if (key == "after_unknown") out.after_unknown = value;
    if (key == "before_sensitive") out.before_sensitive = value;
    if (key == "after_sensitive") out.after_sensitive = value;
    if (key == "importing") out.import_id = text(member(value, "id"));
  });
}

/// False: a data source.
bool read_resource(Slice change, Resource& out) {
  bool managed = true;
  for_members(change, [&](const std::string& key, Slice value) {
    if (key == "mode") managed = text(value) == "managed";
    if (key == "address") out.address = text(value);
    if (key == "previous_address") out.previous_address = text(value);
    if (key == "deposed") out.deposed = text(value);
    if (key == "type") out.type = text(value);
    if (key == "provider_name") out.provider = text(value);
    if (key == "action_reason") out.action_reason = text(value);
    if (key == "change") read_change(value, out);
  });
  out.tainted = out.action_reason == "replace_because_tainted";
  return managed;
}

void read_drift(Slice drift, Input& input) {
  std::map<std::string, Slice> before;
  for_elements(drift, [&](Slice one) {
    const Slice change = member(one, "change");
    if (member(one, "deposed").empty()) before[text(member(one, "address"))] = member(change, "before");
  });
  for (Resource& resource : input.resources) {
    if (const auto found = before.find(resource.address); found != before.end() && resource.deposed.empty()) resource.drifted_from = found->second;
  }
}

/// What the configuration says of each resource, by its address without keys.
void read_configuration(Slice configuration, Input& input) {
  const ConfigurationTree tree(configuration);
  for (const auto& [key, block] : tree.providers()) {
    input.providers[key] = {text(member(block, "full_name")), text(member(block, "alias")), member(block, "expressions")};
  }
  for (Resource& resource : input.resources) {
    const ConfiguredResource* found = tree.find(without_keys(resource.address));
    if (!found) continue;
    resource.expressions = found->expressions;
    resource.provider_key = found->provider_key;
    // A module without a block of that provider uses its parent's.
    if (const auto colon = resource.provider_key.rfind(':'); colon != std::string::npos && !input.providers.contains(resource.provider_key)) {
      resource.provider_key.erase(0, colon + 1);
    }
    const auto names = tree.depends_on(*found);
    resource.depends_on.assign(names.begin(), names.end());
  }
}

/// Resources whose provider block is not in the configuration (or that are in no configuration any more) use the default one of their provider.
void fill_providers(Input& input) {
  for (Resource& resource : input.resources) {
    if (resource.provider_key.empty() || !input.providers.contains(resource.provider_key)) {
      resource.provider_key = resource.provider_key.empty() ? resource.provider.substr(resource.provider.rfind('/') + 1) : resource.provider_key;
      auto& block = input.providers[resource.provider_key];
      if (block.source.empty()) block.source = resource.provider;
    }
  }
}

Outcome check_version(const Input& input, Slice version) {
  const std::string given = text(version);
  if (given.rfind("1.", 0) == 0 || given.rfind("0.", 0) == 0) return Done{};
  return bad_input(input.name, "is a plan of format version " + given + ", and this lakeform reads version 1",
                   "Use a newer lakeform, or a Terraform whose `show -json` writes version 1.");
}

}  // namespace

Outcome read_plan(Input& input) {
  input.is_plan = true;
  std::map<std::string, Slice> top;
  for_members(*input.text, [&](const std::string& key, Slice value) { top[key] = value; });
  if (const Outcome good = check_version(input, top["format_version"]); !good) return good;
  input.terraform_version = text(top["terraform_version"]);
  bool whole = true;
  if (!top["resource_changes"].empty()) {
    whole = for_elements(top["resource_changes"], [&](Slice one) {
      Resource resource;
      if (read_resource(one, resource)) input.resources.push_back(std::move(resource));
    });
  }
  const bool unnamed = std::any_of(input.resources.begin(), input.resources.end(), [](const Resource& r) { return r.address.empty() || r.type.empty(); });
  if (!whole || unnamed) return bad_input(input.name, "is broken at resource_changes", "Make the plan's JSON again with `terraform show -json`.");
  for_members(top["variables"], [&](const std::string& key, Slice value) { input.variables[key] = member(value, "value"); });
  read_drift(top["resource_drift"], input);
  read_configuration(top["configuration"], input);
  fill_providers(input);
  if (top["errored"] == "true") {
    input.complete = false;
    input.notes.push_back("Terraform could not finish this plan: what comes after its error is missing here.");
  }
  if (top["complete"] == "false" && top["errored"] != "true") {
    input.complete = false;
    input.notes.push_back("Terraform's plan is not complete (targets, or changes deferred to a later plan): only what it holds was checked.");
  }
  return Done{};
}

}  // namespace lakeform::plan

// The JSON of `terraform show -json PLANFILE`.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "plan/desired/desired.h"
#include "plan/desired/form.h"
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
    if (key == "replace_paths") out.replace_paths = value;
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

/// What Terraform's refresh found changed. A resource that the plan says nothing else of (a plan of older versions,
/// -refresh-only) is one without actions.
void read_drift(Slice drift, Input& input) {
  std::map<std::string, Resource> found;
  for_elements(drift, [&](Slice one) {
    Resource resource;
    if (!read_resource(one, resource) || !resource.deposed.empty() ||
        resource.actions == std::vector<std::string>{"no-op"})
      return;
    resource.gone = resource.actions == std::vector<std::string>{"delete"};
    resource.drifted_from = resource.before;
    resource.before = resource.after;
    resource.actions = {"no-op"};
    found.emplace(resource.address, std::move(resource));
  });
  for (Resource& resource : input.resources) {
    const auto at = found.find(resource.address);
    if (at == found.end() || !resource.deposed.empty()) continue;
    resource.drifted_from = at->second.drifted_from;
    resource.gone = at->second.gone && resource.actions == at->second.actions;
    found.erase(at);
  }
  for (auto& [address, resource] : found) input.resources.push_back(std::move(resource));
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) out += (out.empty() ? "" : ", ") + names[i];
  return out + (names.size() > kMost ? " and " + std::to_string(names.size() - kMost) + " more" : "");
}

/// What makes the plan one that its apply does not finish.
void read_completeness(std::map<std::string, Slice>& top, Input& input) {
  std::vector<std::string> deferred;
  for_elements(top["deferred_changes"], [&](Slice one) {
    const std::string address = text(member(member(one, "resource_change"), "address")),
                      why = text(member(one, "reason"));
    deferred.push_back(address + (why.empty() ? "" : " (" + why + ")"));
  });
  if (top["errored"] == "true") {
    input.incomplete.push_back("Terraform could not finish this plan: what comes after its error is missing here.");
  } else if (!deferred.empty()) {
    input.incomplete.push_back("Terraform leaves changes to a later plan: " + listed(deferred) + ".");
  } else if (top["complete"] == "false") {
    input.incomplete.push_back(
        "Terraform's plan is not complete (-target, or changes left to a later plan): only what it holds was checked.");
  }
}

/// The object with null in the place of everything that is marked.
Json without_marked(Json value, const Json& marks) {
  if (marks == true) return nullptr;
  if (marks.is_object() && value.is_object()) {
    for (const auto& [key, mark] : marks.items()) {
      if (value.contains(key)) value[key] = without_marked(std::move(value[key]), mark);
    }
  }
  if (marks.is_array() && value.is_array()) {
    for (std::size_t i = 0; i < std::min(marks.size(), value.size()); ++i)
      value[i] = without_marked(std::move(value[i]), marks[i]);
  }
  return value;
}

/// What stands in the place of a sensitive value is none of its type: it goes.
void drop_redacted(Input& input) {
  input.redacted = true;
  input.notes.push_back(
      "This is a redacted plan: sensitive values are not in it, so whether they differ from the live ones can't be "
      "told.");
  const auto cleaned = [&](Slice& side, Slice marks) {
    if (side.empty() || marks.empty() || marks == "false" || marks == "{}") return;
    input.made.push_back(std::make_shared<const std::string>(
        without_marked(Json::parse(side, nullptr, false), Json::parse(marks, nullptr, false)).dump()));
    side = *input.made.back();
  };
  for (Resource& resource : input.resources) {
    cleaned(resource.before, resource.before_sensitive);
    cleaned(resource.after, resource.after_sensitive);
    cleaned(resource.drifted_from, resource.before_sensitive);
  }
}

std::string past_of(const std::vector<std::string>& actions) {
  if (actions == std::vector<std::string>{"create"}) return "new";
  return actions == std::vector<std::string>{"delete"} ? "removed" : "changed";
}

/// Outputs, actions and checks: no resources, and yet said.
void read_besides(std::map<std::string, Slice>& top, Input& input) {
  for_members(top["output_changes"], [&](const std::string& name, Slice change) {
    const auto actions = texts(member(change, "actions"));
    if (actions != std::vector<std::string>{"no-op"})
      input.besides.push_back("Output " + name + " is " + past_of(actions) + ".");
  });
  for_elements(top["action_invocations"], [&](Slice one) {
    input.besides.push_back("Action " + text(member(one, "address")) +
                            " runs; what it does is Terraform's and the provider's word.");
  });
  for_elements(top["checks"], [&](Slice check) {
    const std::string status = text(member(check, "status"));
    if (status != "fail" && status != "error") return;
    std::vector<std::string> problems;
    for_elements(member(check, "instances"), [&](Slice instance) {
      for_elements(member(instance, "problems"),
                   [&](Slice problem) { problems.push_back(text(member(problem, "message"))); });
    });
    input.notes.push_back("Terraform's check " + text(member(member(check, "address"), "to_display")) + " fails" +
                          (problems.empty() ? "" : ": " + listed(problems)) + ".");
  });
}

/// What the configuration says of each resource, by its address without keys.
void read_configuration(Slice configuration, Input& input) {
  const ConfigurationTree tree(configuration);
  bool any = false;
  for (const auto& [key, block] : tree.providers()) {
    input.providers[key] = {text(member(block, "full_name")), text(member(block, "alias")),
                            member(block, "expressions")};
  }
  for (Resource& resource : input.resources) {
    const ConfiguredResource* found = tree.find(without_keys(resource.address));
    if (!found) continue;
    any = true;
    resource.expressions = found->expressions;
    resource.provider_key = found->provider_key;
    // A module without a block of that provider uses its parent's.
    if (const auto colon = resource.provider_key.rfind(':');
        colon != std::string::npos && !input.providers.contains(resource.provider_key)) {
      resource.provider_key.erase(0, colon + 1);
    }
    const auto names = tree.depends_on(*found);
    resource.depends_on.assign(names.begin(), names.end());
  }
  const auto configured = [](const Resource& resource) {
    return resource.actions != std::vector<std::string>{"delete"} && resource.deposed.empty();
  };
  if (!any && std::any_of(input.resources.begin(), input.resources.end(), configured)) {
    input.notes.push_back(
        "The plan's JSON has no configuration of its resources (somebody took it out): the environment says region and "
        "credentials, "
        "and what a new plan would do and what depends on what can't be told.");
  }
}

/// Resources whose provider block is not in the configuration (or that are in no configuration any more) use the
/// default one of their provider. Terraform before 1.1 does not say in a block whose it is: its resources do.
void fill_providers(Input& input) {
  for (Resource& resource : input.resources) {
    if (resource.provider_key.empty())
      resource.provider_key = resource.provider.substr(resource.provider.rfind('/') + 1);
    auto& block = input.providers[resource.provider_key];
    if (block.source.empty()) block.source = resource.provider;
  }
}

Outcome check_version(const Input& input, Slice version) {
  const std::string given = text(version);
  if (given.empty()) {
    return bad_input(
        input.name, "has no format_version, so it is not known how to read it",
        "Make it again with `terraform show -json PLANFILE`; a tool that takes parts out must leave this one.");
  }
  if (given.rfind("1.", 0) == 0 || given.rfind("0.", 0) == 0) return Done{};
  return bad_input(input.name, "is a plan of format version " + given + ", and this lakeform reads version 1",
                   "Use a newer lakeform, or a Terraform whose `show -json` writes version 1.");
}

}  // namespace

Outcome read_plan(Input& input) {
  input.is_plan = true;
  std::map<std::string, Slice> top;
  for_members(*input.text, [&](const std::string& key, Slice value) { top[key] = value; });
  // HCP Terraform's redacted plans have a name of their own for it.
  const bool redacted = top["format_version"].empty() && !top["plan_format_version"].empty();
  if (const Outcome good = check_version(input, top[redacted ? "plan_format_version" : "format_version"]); !good)
    return good;
  if (const Outcome good = check_plan_form(input.name, *input.text); !good) return good;
  input.terraform_version = text(top["terraform_version"]);
  for_elements(top["resource_changes"], [&](Slice one) {
    Resource resource;
    if (read_resource(one, resource)) input.resources.push_back(std::move(resource));
  });
  for_members(top["variables"],
              [&](const std::string& key, Slice value) { input.variables[key] = member(value, "value"); });
  read_drift(top["resource_drift"], input);
  read_besides(top, input);
  read_configuration(top["configuration"], input);
  fill_providers(input);
  read_completeness(top, input);
  if (redacted) drop_redacted(input);
  return Done{};
}

}  // namespace lakeform::plan

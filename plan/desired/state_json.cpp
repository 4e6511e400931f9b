// State files of version 4, and states as `terraform show -json` gives them. From either only drift can be found.
#include <nlohmann/json.hpp>

#include "plan/desired/desired.h"
#include "plan/desired/form.h"

namespace lakeform::plan {

namespace {

constexpr const char* kNotShown = "Make the file again: terraform state pull > terraform.tfstate";

std::string index_text(Slice key) {
  if (key.empty() || key == "null") return {};
  return "[" + std::string(key) + "]";
}

void use_provider(const std::string& source, const std::string& alias, Resource& out, Input& input) {
  out.provider = source;
  out.provider_key = source.substr(source.rfind('/') + 1) + (alias.empty() ? "" : "." + alias);
  input.providers.try_emplace(out.provider_key, ProviderBlock{source, alias, {}});
}

/// Source address and alias of provider["registry.terraform.io/hashicorp/aws"].west, or module.a.provider[...]; of
/// Terraform 0.12's provider.aws.west.
void read_provider(const std::string& given, Resource& out, Input& input) {
  constexpr std::string_view kWord = "provider.";
  const auto open = given.find("[\""), close = given.find("\"]");
  if (open != std::string::npos && close != std::string::npos && close > open) {
    return use_provider(given.substr(open + 2, close - open - 2), given.substr(std::min(given.size(), close + 3)), out,
                        input);
  }
  const auto word = given.rfind(kWord);
  const std::string rest = word == std::string::npos ? given : given.substr(word + kWord.size());
  const auto dot = rest.find('.');
  use_provider(rest.substr(0, dot), dot == std::string::npos ? std::string() : rest.substr(dot + 1), out, input);
}

void read_instance(Slice instance, const Resource& like, const std::string& address, Input& input) {
  Resource out = like;
  out.address = address;
  for_members(instance, [&](const std::string& key, Slice value) {
    if (key == "index_key") out.address += index_text(value);
    if (key == "attributes") out.before = value;
    if (key == "sensitive_attributes") out.sensitive_paths = value;
    if (key == "status") out.tainted = text(value) == "tainted";
    if (key == "deposed") out.deposed = text(value);
    if (key == "dependencies") for_elements(value, [&](Slice one) { out.depends_on.push_back(text(one)); });
  });
  input.resources.push_back(std::move(out));
}

void read_state_resource(Slice resource, Input& input) {
  Resource like;
  std::string module, mode, name;
  Slice instances;
  for_members(resource, [&](const std::string& key, Slice value) {
    if (key == "module") module = text(value);
    if (key == "mode") mode = text(value);
    if (key == "type") like.type = text(value);
    if (key == "name") name = text(value);
    if (key == "provider") read_provider(text(value), like, input);
    if (key == "instances") instances = value;
  });
  if (mode != "managed") return;
  const std::string address = (module.empty() ? "" : module + ".") + like.type + "." + name;
  for_elements(instances, [&](Slice one) { read_instance(one, like, address, input); });
}

void read_shown_module(Slice module, Input& input) {
  for_elements(member(module, "resources"), [&](Slice one) {
    Resource out;
    std::string mode;
    for_members(one, [&](const std::string& key, Slice value) {
      if (key == "address") out.address = text(value);
      if (key == "mode") mode = text(value);
      if (key == "type") out.type = text(value);
      if (key == "provider_name") out.provider = text(value);
      if (key == "values") out.before = value;
      if (key == "sensitive_values") out.before_sensitive = value;
      if (key == "tainted") out.tainted = value == "true";
      if (key == "deposed_key") out.deposed = text(value);
      if (key == "depends_on") for_elements(value, [&](Slice name) { out.depends_on.push_back(text(name)); });
    });
    if (mode != "managed") return;
    out.provider_key = out.provider.substr(out.provider.rfind('/') + 1);
    input.providers.try_emplace(out.provider_key, ProviderBlock{out.provider, {}, {}});
    input.resources.push_back(std::move(out));
  });
  for_elements(member(module, "child_modules"), [&](Slice child) { read_shown_module(child, input); });
}

}  // namespace

Outcome read_state_file(Input& input) {
  const Slice version = member(*input.text, "version"), resources = member(*input.text, "resources");
  if (version != "4") {
    return bad_input(
        input.name,
        "is a state of version " + std::string(version.substr(0, 20)) + ", and this lakeform reads version 4",
        version < "4" ? "Apply it once with Terraform 0.12 or newer, which brings it up to date."
                      : "Use a newer lakeform.");
  }
  if (resources.empty()) return bad_input(input.name, "is a state without resources", kNotShown);
  if (const Outcome good = check_state_form(input.name, *input.text); !good) return good;
  input.terraform_version = text(member(*input.text, "terraform_version"));
  if (!for_elements(resources, [&](Slice one) { read_state_resource(one, input); }))
    return bad_input(input.name, "is a state without resources", kNotShown);
  return Done{};
}

Outcome read_shown_state(Input& input) {
  const std::string version = text(member(*input.text, "format_version"));
  if (const Outcome good = check_shown_state_form(input.name, *input.text); !good) return good;
  if (version.rfind("1.", 0) != 0 && version.rfind("0.", 0) != 0) {
    return bad_input(input.name, "is a state of format version " + version + ", and this lakeform reads version 1",
                     "Use a newer lakeform.");
  }
  input.terraform_version = text(member(*input.text, "terraform_version"));
  const Slice values = member(*input.text, "values");
  read_shown_module(member(values, "root_module"), input);
  return Done{};
}

}  // namespace lakeform::plan

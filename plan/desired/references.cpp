#include "plan/desired/references.h"

namespace lakeform::plan {

namespace {

/// Modules that pass values on deeper than this are followed no further.
constexpr int kDeepest = 20;

std::string below(const std::string& module, const std::string& name) {
  return module.empty() ? name : module + "." + name;
}

/// "module.a" of "module.a.module.b"; the root's is itself.
std::string parent_of(const std::string& module) {
  const auto last = module.rfind(".module.");
  return last == std::string::npos ? std::string() : module.substr(0, last);
}

/// The first `count` parts of a dotted reference, keys left out.
std::string parts(const std::string& reference, int count) {
  std::string out;
  for (const char c : reference) {
    if (c == '[' || (c == '.' && --count == 0)) break;
    out += c;
  }
  return out;
}

void collect(Slice value, std::set<std::string>& out) {
  if (value.empty()) return;
  if (value.front() == '[') {
    for_elements(value, [&](Slice one) { collect(one, out); });
  } else if (value.front() == '{') {
    for_members(value, [&](const std::string& key, Slice inner) {
      if (key == "references") {
        for_elements(inner, [&](Slice one) { out.insert(text(one)); });
      } else if (key != "constant_value") {
        collect(inner, out);
      }
    });
  }
}

}  // namespace

std::set<std::string> references_in(Slice expression) {
  std::set<std::string> out;
  collect(expression, out);
  return out;
}

ConfigurationTree::ConfigurationTree(Slice configuration) {
  for_members(member(configuration, "provider_config"),
              [&](const std::string& key, Slice block) { providers_[key] = block; });
  read_module({}, member(configuration, "root_module"), {});
}

void ConfigurationTree::read_module(const std::string& path, Slice module, Slice inputs) {
  Module& own = modules_[path];
  for_members(inputs, [&](const std::string& name, Slice expression) { own.inputs[name] = expression; });
  for_members(member(module, "outputs"),
              [&](const std::string& name, Slice output) { own.outputs[name] = member(output, "expression"); });
  for_elements(member(module, "resources"), [&](Slice one) {
    ConfiguredResource resource{path, text(member(one, "provider_config_key")), member(one, "expressions"), one};
    resources_[below(path, text(member(one, "address")))] = std::move(resource);
  });
  for_members(member(module, "module_calls"), [&](const std::string& name, Slice call) {
    read_module(below(path, "module." + name), member(call, "module"), member(call, "expressions"));
  });
}

const ConfiguredResource* ConfigurationTree::find(const std::string& address) const {
  const auto found = resources_.find(address);
  return found == resources_.end() ? nullptr : &found->second;
}

void ConfigurationTree::follow(const std::string& module, const std::string& reference, std::set<std::string>& found,
                               int depth) const {
  if (depth > kDeepest) return;
  const auto dot = reference.find('.');
  if (dot == std::string::npos) return;
  const std::string head = reference.substr(0, dot);
  const auto own = modules_.find(module);
  if (own == modules_.end()) return;
  if (head == "var") {
    const auto input = own->second.inputs.find(parts(reference.substr(dot + 1), 1));
    if (input != own->second.inputs.end()) follow_all(parent_of(module), input->second, found, depth + 1);
  } else if (head == "module") {
    const std::string called = below(module, parts(reference, 2));
    const auto outputs = modules_.find(called);
    const std::string rest = reference.substr(std::min(reference.size(), reference.find_first_of(".[", dot + 1)));
    const auto name_at = rest.find('.');
    if (outputs == modules_.end() || name_at == std::string::npos) return;
    const auto output = outputs->second.outputs.find(parts(rest.substr(name_at + 1), 1));
    if (output != outputs->second.outputs.end()) follow_all(called, output->second, found, depth + 1);
  } else if (head != "data" && head != "local" && head != "each" && head != "count" && head != "path" &&
             head != "terraform" && head != "self") {
    found.insert(below(module, parts(reference, 2)));
  }
}

void ConfigurationTree::follow_all(const std::string& module, Slice expression, std::set<std::string>& found,
                                   int depth) const {
  for (const std::string& reference : references_in(expression)) follow(module, reference, found, depth);
}

std::set<std::string> ConfigurationTree::depends_on(const ConfiguredResource& resource) const {
  std::set<std::string> found;
  follow_all(resource.module, resource.whole, found, 0);
  for_elements(member(resource.whole, "depends_on"), [&](Slice one) { follow(resource.module, text(one), found, 0); });
  return found;
}

}  // namespace lakeform::plan

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "plan/desired/desired.h"
#include "plan/desired/encoding.h"
#include "plan/desired/grammar.h"
#include "plan/desired/program.h"
#include "plan/nesting.h"

namespace lakeform::plan {

namespace {

constexpr const char* kWhatToGive =
    "Give the output of `terraform show -json PLANFILE`, a state file of version 4 (Terraform 0.12 or newer, or "
    "OpenTofu), or a directory.";

/// Instances per name beyond which an edge to each of them says nothing.
constexpr std::size_t kMostInstances = 50;

Result<std::string> whole_file(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream file(path, std::ios::binary);
  if (!file) return bad_input(path, "can't be opened", "Check the path and the permissions.");
  std::string out;
  std::error_code unsized;  // a pipe, as of <(terraform show -json plan)
  if (const auto size = std::filesystem::file_size(path, unsized); !unsized) out.reserve(size);
  std::array<char, 1 << 16> part;
  while (file.read(part.data(), part.size()) || file.gcount() > 0)
    out.append(part.data(), static_cast<std::size_t>(file.gcount()));
  return out;
}

/// The instance key at the end of an address: "[0]", "[\"x\"]", or nothing.
std::string_view key_of(std::string_view address) {
  if (address.empty() || address.back() != ']') return {};
  bool quoted = false;
  std::size_t open = std::string_view::npos;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (quoted && address[i] == '\\') {
      ++i;
    } else if (address[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && address[i] == '[') {
      open = i;
    }
  }
  return open == std::string_view::npos ? std::string_view() : address.substr(open);
}

Outcome read_by_form(Input& input) {
  std::map<std::string, Slice> top;
  if (!for_members(*input.text, [&](const std::string& key, Slice value) { top[key] = value; })) {
    if (input.text->rfind("PK", 0) == 0) {
      return bad_input(input.name, "is a saved plan in Terraform's own form",
                       "Turn it into JSON: terraform show -json " + input.name + " > plan.json");
    }
    if (input.text->find("\"@level\":") != std::string::npos) {
      return bad_input(input.name, "is the log of a Terraform command with -json, not a plan",
                       "Save the plan with -out=PLANFILE, then: terraform show -json PLANFILE > plan.json");
    }
    return bad_input(
        input.name,
        "is not JSON, or is cut off: there is " + json_fault(*input.text).value_or("something behind its end"),
        kWhatToGive);
  }
  if (const auto fault = json_fault(*input.text))
    return bad_input(input.name, "is not JSON: there is " + *fault,
                     "Terraform writes no such file. " + std::string(kWhatToGive));
  if (top.contains("resource_changes") || top.contains("planned_values")) return read_plan(input);
  if (top.contains("format_version")) return read_shown_state(input);
  if (top.contains("version") && top.contains("lineage")) return read_state_file(input);
  return bad_input(input.name, "is neither a Terraform plan nor a Terraform state", kWhatToGive);
}

}  // namespace

Error bad_input(const std::string& name, std::string what, std::string advice) {
  Error error;
  error.fault = Fault::InvalidInput;
  error.summary = name + " " + std::move(what);
  error.detail = std::move(advice);
  return error;
}

std::string without_keys(std::string_view address) {
  std::string out;
  bool quoted = false;
  int depth = 0;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == '[') {
      ++depth;
    } else if (!quoted && c == ']') {
      --depth;
    } else if (depth == 0) {
      out += c;
    }
  }
  return out;
}

void resolve_dependencies(Input& input) {
  std::map<std::string, std::vector<const std::string*>> instances;
  for (const Resource& resource : input.resources) {
    if (resource.deposed.empty()) instances[without_keys(resource.address)].push_back(&resource.address);
  }
  for (Resource& resource : input.resources) {
    const std::string_view key = key_of(resource.address);
    std::set<std::string> found;
    for (const std::string& name : resource.depends_on) {
      const auto at = instances.find(without_keys(name));
      if (at == instances.end()) continue;
      // With for_each on both sides an instance nearly always depends on the one of the same key.
      const auto same = std::find_if(at->second.begin(), at->second.end(),
                                     [&](const std::string* one) { return !key.empty() && key_of(*one) == key; });
      if (same != at->second.end()) {
        found.insert(**same);
      } else if (at->second.size() <= kMostInstances) {
        for (const std::string* one : at->second) found.insert(*one);
      }
    }
    found.erase(resource.address);
    resource.depends_on.assign(found.begin(), found.end());
  }
}

Result<Input> read_text(const std::string& name, std::string text) {
  Input input;
  input.name = name;
  auto plain = as_utf8(name, std::move(text));
  if (!plain) return plain.error();
  text = without_wrapper(std::move(*plain), input.notes);
  if (nesting(text) > kDeepestJson) {
    return bad_input(name, "is nested deeper than " + std::to_string(kDeepestJson) + " levels",
                     "Terraform writes no such file. " + std::string(kWhatToGive));
  }
  input.text = std::make_shared<const std::string>(std::move(text));
  const Outcome read = read_by_form(input);
  if (!read) return read.error();
  std::sort(input.resources.begin(), input.resources.end(), [](const Resource& a, const Resource& b) {
    return std::tie(a.address, a.deposed) < std::tie(b.address, b.deposed);
  });
  resolve_dependencies(input);
  return input;
}

Result<Input> read_input(const std::string& path) {
  std::error_code none;
  const bool planned = std::filesystem::is_directory(path, none);
  auto text = planned ? planned_in(path) : whole_file(path);
  if (!text) return text.error();
  auto input = read_text(path == "-" ? "standard input" : path, std::move(*text));
  if (input) input->fresh = planned;
  return input;
}

}  // namespace lakeform::plan

#include "plan/diff/terraform_word.h"

#include <algorithm>

namespace lakeform::plan {

namespace {

bool has_action(const std::vector<std::string>& actions, const char* action) {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

/// "update", "create and delete".
std::string actions_text(const Resource& resource) {
  std::string out;
  for (const std::string& action : resource.actions) {
    if (action != "no-op" && action != "read") out += (out.empty() ? "" : " and ") + action;
  }
  return out.empty() ? std::string() : " Terraform's own plan says: " + out + ".";
}

/// Of what no definition covers: changes from outside are known from the plan's refresh.
Verdict uncovered_verdict(const Resource& resource) {
  const Verdict said = terraform_verdict(resource);
  if (said != Verdict::Unchanged || resource.drifted_from.empty()) return said;
  return resource.gone ? Verdict::Missing : Verdict::Drifted;
}

}  // namespace

Verdict terraform_verdict(const Resource& resource) {
  const auto does = [&](const char* action) { return has_action(resource.actions, action); };
  if (does("delete")) return does("create") ? Verdict::Replace : Verdict::Destroy;
  if (does("create")) return Verdict::Create;
  if (does("update")) return Verdict::Update;
  return does("forget") ? Verdict::Unmanaged : Verdict::Unchanged;
}

Entry entry_of(const Input& input, const Resource& resource) {
  Entry out;
  out.unit = input.name;
  out.address = resource.address + (resource.deposed.empty() ? "" : " (deposed object " + resource.deposed + ")");
  out.type = resource.type;
  out.provider = resource.provider;
  out.depends_on = resource.depends_on;
  return out;
}

Entry by_terraforms_word(const Input& input, const Resource& resource, Basis basis, const std::string& why) {
  Entry out = entry_of(input, resource);
  const Verdict said = terraform_verdict(resource);
  const bool covered = basis != Basis::Terraform;
  out.basis = basis;
  out.verdict = covered ? said : uncovered_verdict(resource);
  if (covered && !goes(out) && said != Verdict::Unmanaged) out.verdict = Verdict::CouldNotCheck;
  out.reason = why + (why.ends_with('.') ? "" : ".") + actions_text(resource);
  // What a new plan does to a resource that could not be read is open, whatever a plan without refresh says.
  const bool open = out.verdict == Verdict::CouldNotCheck && input.fresh && said != Verdict::Create;
  if (goes(out) || said == Verdict::Update || open) out.impact = Impact::Unknown;
  if (goes(out)) out.impact_text = "Whether data is lost could not be looked at.";
  return out;
}

std::vector<Path> replace_paths(const Resource& resource) {
  std::vector<Path> out;
  for_elements(resource.replace_paths, [&](Slice one) {
    std::vector<PathStep> steps;
    for_elements(one, [&](Slice step) {
      if (step.front() == '"') {
        steps.emplace_back(Name{text(step)});
      } else {
        steps.emplace_back(static_cast<Index>(decoded(step).as_number().to_int64()));
      }
    });
    out.emplace_back(std::move(steps));
  });
  return out;
}

}  // namespace lakeform::plan

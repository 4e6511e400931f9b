#include "tests/harness/terraform/run.h"

#include <algorithm>

#include "tests/harness/terraform/proposed.h"

namespace lakeform::harness {
namespace {

std::string said(const std::string& address, const Diagnostic& found) {
  return address + ": " + found.summary + (found.at.empty() ? "" : " at " + found.at.text()) +
         (found.detail.empty() ? "" : ": " + found.detail);
}

/// Whether a change of it replaces: the path leads to different values.
bool differs_at(const Path& path, const Value& before, const Value& after) {
  const Value& now = after.at(path);
  return !now.wholly_known() || !(now == before.at(path));
}

}  // namespace

const Resource* Terraform::Run::resource(const std::string& address) const {
  const auto at = std::find_if(configuration.resources.begin(), configuration.resources.end(),
                               [&](const Resource& one) { return one.address() == address; });
  return at == configuration.resources.end() ? nullptr : &*at;
}

bool Terraform::Run::good(const std::string& address, const Diagnostics& found) {
  for (const auto& one : found) {
    if (one.severity == Diagnostic::Severity::Error) report.errors.push_back(said(address, one));
  }
  return !has_error(found);
}

void Terraform::Run::accuse(const std::string& address, const char* what, const Problems& problems) {
  for (const auto& problem : problems) report.broken.push_back(std::string(what) + ": " + address + problem);
}

Value Terraform::Run::config_of(const Resource& resource) const {
  const auto lookup = [&](const std::string& address) -> Value {
    if (const auto at = planned.find(address); at != planned.end()) return at->second;
    const auto at = terraform.state.find(address);
    return at == terraform.state.end() ? Value() : at->second.value;
  };
  return evaluated(root(resource.type), resource.body, lookup, phase);
}

void Terraform::Run::refresh(const std::string& address) {
  Object& object = terraform.state.at(address);
  auto live = provider->read(object.type, object.value, object.private_data, object.identity);
  if (!good(address, live.diagnostics)) return;
  if (live.state.is_null()) return void(terraform.state.erase(address));
  object.value = canonical(root(object.type), std::move(live.state));
  object.private_data = std::move(live.private_data);
  object.identity = std::move(live.identity);
  accuse(address, "Provider produced invalid object: unknown after refresh", unknown_parts(object.value));
}

engine::PlanAnswer Terraform::Run::ask(const Resource& resource, const Value& prior, const Value& config,
                                       const std::string& private_data, const Value& identity) {
  engine::PlanRequest request;
  request.type = resource.type;
  request.prior = prior;
  request.config = config;
  request.proposed = canonical(root(resource.type), proposed_new(root(resource.type), prior, config));
  request.private_data = private_data;
  request.identity = identity;
  request.capabilities.write_only_attributes_allowed = true;
  auto answer = provider->plan(request);
  answer.planned = canonical(root(resource.type), std::move(answer.planned));
  return answer;
}

bool Terraform::Run::plan(const Resource& resource, Change& change) {
  const std::string address = resource.address();
  const auto at = terraform.state.find(address);
  const Object stored = at == terraform.state.end() ? Object{} : at->second;
  const Value config = config_of(resource);
  const Value prior = stored.tainted ? Value() : stored.value;
  change = {address, resource.type, Action::None, stored.value, {}, {}, {}};
  if (!good(address, provider->validate_resource(resource.type, config, {.write_only_attributes_allowed = true})))
    return false;
  auto answer = ask(resource, prior, config, stored.tainted ? "" : stored.private_data,
                    stored.tainted ? Value() : stored.identity);
  if (!good(address, answer.diagnostics)) return false;
  const auto problems = invalid_plan(root(resource.type), prior, config, answer.planned);
  if (answer.legacy_type_system) {
    for (const auto& one : problems) report.tolerated.push_back("invalid plan: " + address + one);
  } else {
    accuse(address, "Provider produced invalid plan", problems);
  }
  const bool replace =
      !prior.is_null() && std::any_of(answer.requires_replace.begin(), answer.requires_replace.end(),
                                      [&](const Path& path) { return differs_at(path, prior, answer.planned); });
  if (prior.is_null()) {
    change.action = stored.value.is_null() ? Action::Create : Action::Replace;
  } else if (!(answer.planned == prior)) {
    change.action = replace ? Action::Replace : Action::Update;
  }
  if (change.action == Action::Replace && !prior.is_null()) {
    answer = ask(resource, {}, config, answer.private_data, {});
    if (!good(address, answer.diagnostics)) return false;
  }
  change.after = std::move(answer.planned);
  change.private_data = std::move(answer.private_data);
  change.identity = std::move(answer.identity);
  planned[address] = change.after;
  return true;
}

/// The plan made again with everything known must complete the one that was shown to the user, whatever SDK the type is
/// written with.
bool Terraform::Run::fits(const Change& change, const Change& final_plan) {
  const bool same = change.action == final_plan.action ||
                    (change.action == Action::Update && final_plan.action == Action::None) ||
                    (change.action == Action::Replace && final_plan.action == Action::Create);
  if (!same) {
    accuse(change.address, "Provider produced inconsistent final plan",
           {std::string(": action changed from ") + name_of(change.action) + " to " + name_of(final_plan.action)});
  }
  const auto problems = incompatible(root(change.type), change.after, final_plan.after);
  accuse(change.address, "Provider produced inconsistent final plan", problems);
  return same && problems.empty();
}

void Terraform::Run::destroy(const std::string& address, const std::string& private_data) {
  Object& object = terraform.state.at(address);
  engine::ApplyRequest request;
  request.type = object.type;
  request.prior = object.value;
  request.private_data = private_data;
  request.identity = object.identity;
  auto answer = provider->apply(request);
  const bool done = good(address, answer.diagnostics);
  if (!answer.state.is_null()) {
    object.value = canonical(root(object.type), std::move(answer.state));
    object.private_data = std::move(answer.private_data);
    if (done) accuse(address, "Provider produced invalid object: still there after a destroy", {""});
  } else if (done) {
    terraform.state.erase(address);
  }
}

bool Terraform::Run::carry_out(const Change& change, Value prior, const Value& config, Object before) {
  engine::ApplyRequest request;
  request.type = change.type;
  request.prior = std::move(prior);
  request.planned = change.after;
  request.config = config;
  request.private_data = change.private_data;
  request.identity = change.identity;
  const bool creating = request.prior.is_null();
  auto answer = provider->apply(request);
  const bool done = good(change.address, answer.diagnostics);
  Value now = canonical(root(change.type), std::move(answer.state));
  if (now.is_null()) {
    if (done) accuse(change.address, "Provider produced invalid object: nothing after an apply", {""});
    if (!creating) terraform.state[change.address] = std::move(before);
    return done;
  }
  if (done) {
    accuse(change.address, "Provider returned invalid result object after apply: still unknown ", unknown_parts(now));
    const auto problems = incompatible(root(change.type), change.after, now);
    if (answer.legacy_type_system) {
      for (const auto& one : problems) report.tolerated.push_back("inconsistent result: " + change.address + one);
    } else {
      accuse(change.address, "Provider produced inconsistent result after apply", problems);
    }
  }
  terraform.state[change.address] = {change.type, std::move(now), std::move(answer.private_data),
                                     std::move(answer.identity), creating && !done};
  return done;
}

void Terraform::Run::apply(const Change& change) {
  if (change.action == Action::Delete) return destroy(change.address, change.private_data);
  if (change.action == Action::Replace && terraform.state.contains(change.address)) {
    destroy(change.address, change.private_data);
    if (!report.ok()) return;
  }
  Change last;
  if (!plan(*resource(change.address), last) || !fits(change, last) || last.action == Action::None) return;
  const auto at = terraform.state.find(change.address);
  const Object before = at == terraform.state.end() ? Object{} : at->second;
  planned.erase(change.address);
  carry_out(last, before.value, config_of(*resource(change.address)), before);
}

std::vector<std::string> Terraform::Run::for_destroy(const std::set<std::string>& only) const {
  std::vector<std::string> out;
  for (const auto& one : configuration.resources) {
    const std::string address = one.address();
    if (terraform.state.contains(address) && (only.empty() || only.contains(address))) out.push_back(address);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace lakeform::harness

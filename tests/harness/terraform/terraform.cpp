#include "tests/harness/terraform/terraform.h"

#include <algorithm>
#include <stdexcept>

#include "tests/harness/terraform/run.h"

namespace lakeform::harness {
namespace {

bool wanted(const std::set<std::string>& only, const std::string& address) {
  return only.empty() || only.contains(address);
}

const schema::Compiled& compiled(const std::string& provider) {
  const auto* found = schema::find_provider(provider);
  if (!found) throw std::invalid_argument("no provider " + provider);
  return *found;
}

}  // namespace

const char* name_of(Action action) {
  constexpr const char* kNames[] = {"no change", "create", "update", "replace", "delete"};
  return kNames[static_cast<int>(action)];
}

Terraform::Terraform(std::string provider, Make make) : compiled_(compiled(provider)), make_(std::move(make)) {}

const schema::Definition& Terraform::definition(const std::string& type) const {
  const auto* found = schema::find_definition(compiled_, type);
  if (!found) throw std::invalid_argument("no type " + type);
  return *found;
}

std::unique_ptr<engine::Provider> Terraform::started(const Configuration& configuration, Phase phase,
                                                     Report& report) const {
  auto provider = make_();
  const Value block = evaluated(
      schema::provider_definition(compiled_).root, configuration.provider, [](const auto&) { return Value(); }, phase);
  for (const auto& found : {provider->validate_provider(block), provider->configure(block, "1.11.4")}) {
    for (const auto& one : found) {
      if (one.severity == Diagnostic::Severity::Error)
        report.errors.push_back("provider: " + one.summary + ": " + one.detail);
    }
  }
  return report.ok() ? std::move(provider) : nullptr;
}

Plan Terraform::plan(const Configuration& configuration, const std::set<std::string>& only) {
  Plan out;
  Run run(*this, configuration, Phase::Plan);
  std::vector<std::string> stored;
  for (const auto& [address, object] : state) {
    if (wanted(only, address)) stored.push_back(address);
  }
  for (const auto& address : stored) {
    if (run.ok()) run.refresh(address);
  }
  for (const auto& address : stored) {
    if (!run.ok() || run.resource(address) || !state.contains(address)) continue;
    out.changes.push_back({address,
                           state.at(address).type,
                           Action::Delete,
                           state.at(address).value,
                           {},
                           state.at(address).private_data,
                           {}});
  }
  for (const auto& resource : configuration.resources) {
    Change change;
    if (!wanted(only, resource.address()) || !run.ok() || !run.plan(resource, change)) continue;
    if (change.action != Action::None) out.changes.push_back(std::move(change));
  }
  out.report = std::move(run.report);
  return out;
}

Report Terraform::apply(const Configuration& configuration, const Plan& plan) {
  if (!plan.report.ok() || plan.empty()) return plan.report;
  Run run(*this, configuration, Phase::Apply);
  for (const auto& change : plan.changes) {
    if (run.ok()) run.apply(change);
  }
  return std::move(run.report);
}

Report Terraform::apply(const Configuration& configuration, const std::set<std::string>& only) {
  return apply(configuration, plan(configuration, only));
}

Report Terraform::refresh(const Configuration& configuration, const std::set<std::string>& only) {
  Run run(*this, configuration, Phase::Apply);
  std::vector<std::string> stored;
  for (const auto& [address, object] : state) {
    if (wanted(only, address)) stored.push_back(address);
  }
  for (const auto& address : stored) {
    if (run.ok()) run.refresh(address);
  }
  return std::move(run.report);
}

Report Terraform::destroy(const Configuration& configuration, const std::set<std::string>& only) {
  const Report refreshed = refresh(configuration, only);
  if (!refreshed.ok()) return refreshed;
  Run run(*this, configuration, Phase::Apply);
  for (const auto& address : run.for_destroy(only)) {
    if (run.ok()) run.destroy(address, state.at(address).private_data);
  }
  return std::move(run.report);
}

Report Terraform::import(const Configuration& configuration, const std::string& address, const std::string& id) {
  Run run(*this, configuration, Phase::Apply);
  if (!run.ok()) return std::move(run.report);
  const std::string type = run.resource(address)->type;
  auto begun = run.provider->import(type, id, {});
  if (!run.good(address, begun.diagnostics)) return std::move(run.report);
  if (begun.state.is_null()) run.accuse(address, "Provider returned no object to import", {""});
  state[address] = {type, canonical(run.root(type), std::move(begun.state)), std::move(begun.private_data),
                    std::move(begun.identity), false};
  run.refresh(address);
  if (!state.contains(address)) {
    run.report.errors.push_back(address + ": Cannot import non-existent remote object");
  } else if (!run.report.ok()) {
    state.erase(address);
  }
  return std::move(run.report);
}

}  // namespace lakeform::harness

#include "tests/properties/property.h"

#include "tests/harness/bench.h"
#include "tests/harness/terraform/show.h"

namespace lakeform::properties {
namespace {

using harness::Report;

class Trial {
 public:
  Trial(const Sample& sample, harness::VirtualClock& clock)
      : sample_(sample), bench_(clock), only_{sample.life.address()} {}

  /// `with` says how much of the configurations is known.
  Judgement run(harness::Configuration (*with)(harness::Configuration)) {
    add("what it stands on", terraform().apply(base(resolved(sample_.first))));
    step("create", with(sample_.first));
    if (out_.refused.empty() && out_.problems.empty() && sample_.life.update) step("update", with(sample_.second));
    if (out_.problems.empty()) add("destroy", terraform().destroy(resolved(sample_.second), only_));
    return std::move(out_);
  }

 private:
  harness::Terraform& terraform() { return bench_.terraform; }

  /// The provider block of the configuration with the resources that the one under test refers to.
  harness::Configuration base(harness::Configuration configuration) const {
    std::erase_if(configuration.resources, [&](const auto& one) { return one.address() == sample_.life.address(); });
    return configuration;
  }

  void step(const char* name, const harness::Configuration& configuration) {
    const auto plan = terraform().plan(configuration, only_);
    for (const auto& one : plan.report.broken) out_.problems.push_back(std::string(name) + ", plan: Terraform: " + one);
    out_.refused = plan.report.errors;
    if (!out_.refused.empty() || !out_.problems.empty()) return;
    add((std::string(name) + ", apply").c_str(), terraform().apply(configuration, plan));
    if (!out_.problems.empty()) return;
    const auto again = terraform().plan(resolved(configuration), only_);
    add((std::string(name) + ", plan afterwards").c_str(), again.report);
    for (const auto& change : again.changes) {
      if (sample_.blank_tags && change.action == harness::Action::Update) continue;
      for (const auto& one : harness::differences(change.before, change.after)) {
        out_.problems.push_back(std::string(name) + ", plan afterwards is to " + harness::name_of(change.action) +
                                " it: " + one);
      }
    }
  }

  void add(const char* when, const Report& report) {
    for (const auto& one : report.errors) out_.problems.push_back(std::string(when) + ": " + one);
    for (const auto& one : report.broken) out_.problems.push_back(std::string(when) + ": Terraform: " + one);
  }

  const Sample& sample_;
  harness::Bench bench_;
  std::set<std::string> only_;
  Judgement out_;
};

}  // namespace

Judgement judge(const Sample& sample, harness::VirtualClock& clock) {
  auto known = Trial(sample, clock).run(resolved);
  for (auto& one : known.problems) one = "with everything known: " + one;
  if (!known.refused.empty() || !known.problems.empty()) return known;
  return Trial(sample, clock).run([](harness::Configuration all) { return all; });
}

harness::Json json_of(const Sample& sample) {
  const auto body = [&](const harness::Configuration& configuration) {
    for (const auto& one : configuration.resources) {
      if (one.address() == sample.life.address()) return one.body;
    }
    return harness::Json();
  };
  return {{"type", sample.life.type},      {"life", sample.life.name},
          {"create", body(sample.first)},  {"provider_create", sample.first.provider},
          {"update", body(sample.second)}, {"provider_update", sample.second.provider}};
}

std::string text_of(const Sample& sample) { return json_of(sample).dump(1); }

}  // namespace lakeform::properties

// One command of the model: the provider it started, and the steps that commands are made of.
#pragma once

#include "tests/harness/terraform/terraform.h"

namespace lakeform::harness {

struct Terraform::Run {
  Terraform& terraform;
  const Configuration& configuration;
  Phase phase;
  Report report;
  std::unique_ptr<engine::Provider> provider;
  std::map<std::string, Value> planned;  ///< objects as planned so far: what references see

  Run(Terraform& of, const Configuration& with, Phase when)
      : terraform(of), configuration(with), phase(when), provider(of.started(with, when, report)) {}

  bool ok() const { return provider && report.ok(); }
  const Resource* resource(const std::string& address) const;
  const schema::Field& root(const std::string& type) const { return terraform.definition(type).root; }

  /// Adds the provider's findings; false when there is an error among them.
  bool good(const std::string& address, const Diagnostics& found);
  void accuse(const std::string& address, const char* what, const Problems& problems);

  Value config_of(const Resource& resource) const;
  void refresh(const std::string& address);
  /// The change of one resource; nothing when an error came.
  bool plan(const Resource& resource, Change& change);
  void apply(const Change& change);
  bool carry_out(const Change& change, Value prior, const Value& config, Object before);
  void destroy(const std::string& address, const std::string& private_data);
  /// In the order in which they can be destroyed: what refers to others first.
  std::vector<std::string> for_destroy(const std::set<std::string>& only) const;

 private:
  engine::PlanAnswer ask(const Resource& resource, const Value& prior, const Value& config,
                         const std::string& private_data, const Value& identity);
  bool fits(const Change& change, const Change& final_plan);
};

}  // namespace lakeform::harness

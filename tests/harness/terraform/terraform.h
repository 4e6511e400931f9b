// A model of Terraform's core: what it asks a provider in plan, apply, refresh, destroy and import, what it keeps, and
// what it holds against the provider. Each command makes a provider of its own, as each command of Terraform starts
// one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "provider/engine/provider.h"
#include "provider/schema/registry.h"
#include "tests/harness/terraform/checks.h"
#include "tests/harness/terraform/configuration.h"

namespace lakeform::harness {

/// What the state has of a resource.
struct Object {
  std::string type;
  Value value;
  std::string private_data;
  Value identity;
  bool tainted = false;
};
using State = std::map<std::string, Object>;  ///< by address

enum class Action { None, Create, Update, Replace, Delete };
const char* name_of(Action action);

struct Change {
  std::string address, type;
  Action action = Action::None;
  Value before, after;
  std::string private_data;
  Value identity;
};

/// How a command ended.
struct Report {
  std::vector<std::string> errors;  ///< diagnostics of the provider: "aws_s3_bucket.test: creating ...: detail"
  Problems broken;                  ///< Terraform's own errors, which accuse the provider of a bug
  Problems tolerated;               ///< what would be such but for the older SDK, which the type says it plans like
  bool ok() const { return errors.empty() && broken.empty(); }
};

struct Plan {
  std::vector<Change> changes;  ///< those that do something, in the order in which they are carried out
  Report report;
  bool empty() const { return changes.empty(); }
};

class Terraform {
 public:
  /// Makes the provider of a command.
  using Make = std::function<std::unique_ptr<engine::Provider>()>;
  Terraform(std::string provider, Make make);

  /// Of the resources at these addresses; empty: of all. Refreshes the state first.
  Plan plan(const Configuration& configuration, const std::set<std::string>& only = {});
  /// Carries the plan out, as far as it goes.
  Report apply(const Configuration& configuration, const Plan& plan);
  /// Plan and apply.
  Report apply(const Configuration& configuration, const std::set<std::string>& only = {});
  Report refresh(const Configuration& configuration, const std::set<std::string>& only = {});
  Report destroy(const Configuration& configuration, const std::set<std::string>& only = {});
  /// Into the state.
  Report import(const Configuration& configuration, const std::string& address, const std::string& id);

  State state;

 private:
  struct Run;
  const schema::Definition& definition(const std::string& type) const;
  std::unique_ptr<engine::Provider> started(const Configuration& configuration, Phase phase, Report& report) const;

  const schema::Compiled& compiled_;
  Make make_;
};

}  // namespace lakeform::harness

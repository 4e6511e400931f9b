// What a definition can't say as data, by name. A hook is declared in the definition with its reason; the third use of
// the same one becomes a word of the language. Hooks live with their cloud (provider/faces/<cloud>/hooks), which adds
// them here by name.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "provider/engine/plan/sdk.h"
#include "provider/engine/scope.h"

namespace lakeform::engine {

/// In place of a call. May read and set scope.saved and scope.reply; `send` calls through scope.context.client.
using StepHook = Outcome (*)(Scope& scope);

/// The whole of a data source: its state from its configuration.
using DataHook = Result<Value> (*)(const Definition& definition, const Context& context, const Value& config);

/// A conversion of one field or block between state and API.
struct Conversion {
  Json (*send)(const Value& value, const Field& field);  ///< null: only read
  Value (*take)(const Json& json, const Field& field);
};

/// A plan in the making. Pure: what a hook may look at is here, and local files that the configuration names; no
/// network.
struct PlanScope {
  const Definition& definition;
  const Context& context;
  const PlanRequest& request;  ///< prior, config and what Terraform proposed
  Value& proposed;             ///< may be changed: a computed attribute set, made unknown or given its prior value back
  legacy::Planned& difference;  ///< of `proposed` from the prior state, as it is so far
  Diagnostics& diagnostics;     ///< refuses the plan, or warns
};

/// Part of a plan that no word says. `replace` holds the paths that force a replacement; it may add some or take some
/// away. After it the difference is made anew if it has changed `proposed`.
using PlanHook = void (*)(const PlanScope& scope, std::vector<Path>& replace);

/// Part of an upgrade of a stored state (an object in the old version's form) that no word says.
using UpgradeHook = Outcome (*)(Value& state, const Context& context);

struct Hooks {
  std::map<std::string_view, StepHook> steps;
  std::map<std::string_view, DataHook> data;
  std::map<std::string_view, const Conversion*> conversions;
  std::map<std::string_view, PlanHook> plans{};
  std::map<std::string_view, UpgradeHook> upgrades{};
};

/// To be called before anything else of the engine, by one thread.
void add_hooks(const Hooks& hooks);

/// Null when there is none of that name.
StepHook find_step_hook(std::string_view name);
DataHook find_data_hook(std::string_view name);
PlanHook find_plan_hook(std::string_view name);
UpgradeHook find_upgrade_hook(std::string_view name);
const Conversion* find_conversion(std::string_view name);

}  // namespace lakeform::engine

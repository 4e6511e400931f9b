#include "provider/engine/hooks/registry.h"

namespace lakeform::engine {

namespace {

Hooks& added() {
  static Hooks hooks;
  return hooks;
}

template <class Table>
typename Table::mapped_type found_in(const Table& table, std::string_view name) {
  const auto found = table.find(name);
  return found == table.end() ? nullptr : found->second;
}

}  // namespace

void add_hooks(const Hooks& hooks) {
  added().steps.insert(hooks.steps.begin(), hooks.steps.end());
  added().data.insert(hooks.data.begin(), hooks.data.end());
  added().plans.insert(hooks.plans.begin(), hooks.plans.end());
  added().upgrades.insert(hooks.upgrades.begin(), hooks.upgrades.end());
  added().conversions.insert(hooks.conversions.begin(), hooks.conversions.end());
}

StepHook find_step_hook(std::string_view name) { return found_in(added().steps, name); }
DataHook find_data_hook(std::string_view name) { return found_in(added().data, name); }
PlanHook find_plan_hook(std::string_view name) { return found_in(added().plans, name); }
UpgradeHook find_upgrade_hook(std::string_view name) { return found_in(added().upgrades, name); }
const Conversion* find_conversion(std::string_view name) { return found_in(added().conversions, name); }

}  // namespace lakeform::engine

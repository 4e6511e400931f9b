#include "provider/engine/hooks/registry.h"

#include <map>

namespace lakeform::engine {

namespace {

template <class Hook>
using Table = std::map<std::string_view, Hook>;

const Table<StepHook> step_hooks{};
const Table<DataHook> data_hooks{};
const Table<Conversion> conversions{};

}  // namespace

StepHook find_step_hook(std::string_view name) {
  const auto found = step_hooks.find(name);
  return found == step_hooks.end() ? nullptr : found->second;
}

DataHook find_data_hook(std::string_view name) {
  const auto found = data_hooks.find(name);
  return found == data_hooks.end() ? nullptr : found->second;
}

const Conversion* find_conversion(std::string_view name) {
  const auto found = conversions.find(name);
  return found == conversions.end() ? nullptr : &found->second;
}

}  // namespace lakeform::engine

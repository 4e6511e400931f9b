// Terraform's own check of a plan that is made again when all is known.
#pragma once

#include <algorithm>
#include <string>

#include "provider/engine/provider.h"

namespace lakeform::engine {

/// Where `again` does not complete `first`; empty when it does. Source: AssertObjectCompatible of Terraform: what was
/// known is the same, maps keep their keys and lists their length, what was unknown may be anything. (Sets are compared
/// as lists here: stricter.)
inline std::string contradiction(const Value& first, const Value& again, const std::string& at = {}) {
  if (first.is_unknown() || first == again) return {};
  if (first.is_map() && again.is_map()) {
    for (const auto& [key, value] : again.as_map()) {
      if (!first.as_map().contains(key)) return at + "." + key + " has appeared";
    }
    for (const auto& [key, value] : first.as_map()) {
      if (!again.as_map().contains(key)) return at + "." + key + " has vanished";
      if (const auto inside = contradiction(value, again[key], at + "." + key); !inside.empty()) return inside;
    }
    return {};
  }
  if (first.is_list() && again.is_list() && first.as_list().size() == again.as_list().size()) {
    for (std::size_t i = 0; i < first.as_list().size(); ++i) {
      if (const auto inside = contradiction(first.as_list()[i], again.as_list()[i], at + "[" + std::to_string(i) + "]");
          !inside.empty())
        return inside;
    }
    return {};
  }
  return at + " was other before";
}

/// What Terraform does by a plan: "create", "update", "replace" or "no-op". A path that forces a replacement counts
/// where the value differs or is unknown.
inline std::string action_of(const Value& prior, const PlanAnswer& plan) {
  if (prior.is_null()) return "create";
  if (plan.planned == prior) return "no-op";
  const bool replaces = std::any_of(plan.requires_replace.begin(), plan.requires_replace.end(), [&](const Path& path) {
    const Value& after = plan.planned.at(path);
    return after.is_unknown() || !(after == prior.at(path));
  });
  return replaces ? "replace" : "update";
}

}  // namespace lakeform::engine

#include "provider/engine/plan_tags.h"

#include <algorithm>

namespace lakeform::engine {

namespace {

/// Null and empty maps are the same set of tags.
bool same_tags(const Value& a, const Value& b) {
  const auto empty = [](const Value& tags) { return !tags.is_map() || tags.as_map().empty(); };
  return empty(a) ? empty(b) && !b.is_unknown() : a == b;
}

bool has_blank(const Value& tags) {
  return tags.is_map() && std::any_of(tags.as_map().begin(), tags.as_map().end(), [](const auto& tag) { return tag.second == Value(""); });
}

bool ignored_by_settings(const TagPolicy& policy, std::string_view key) {
  if (policy.ignored_keys.contains(std::string(key))) return true;
  return std::any_of(policy.ignored_prefixes.begin(), policy.ignored_prefixes.end(), [&](const std::string& prefix) { return key.rfind(prefix, 0) == 0; });
}

}  // namespace

bool TagPolicy::ignores(std::string_view key) const {
  return key.rfind("aws:", 0) == 0 || ignored_by_settings(*this, key);
}

Value planned_tags_all(const TagPolicy& policy, const Value& prior, const Value& proposed) {
  const Value& tags = proposed["tags"];
  if (!tags.wholly_known()) return Value::unknown();
  Value::Map merged;
  if (!policy.defaults_unknown) {
    for (const auto& [key, value] : policy.defaults) merged[key] = value;
  }
  if (tags.is_map()) {
    for (const auto& [key, value] : tags.as_map()) {
      if (!value.is_null()) merged[key] = value;
    }
  }
  std::erase_if(merged, [&](const auto& tag) { return ignored_by_settings(policy, tag.first); });
  const bool creating = prior.is_null(), changed = !same_tags(prior["tags"], tags);
  if (changed ? has_blank(tags) : has_blank(merged) && !(prior["tags_all"] == Value(merged))) return Value::unknown();
  if (merged.empty() && (creating || prior["tags_all"].is_null())) return creating ? proposed["tags_all"] : prior["tags_all"];
  return merged;
}

void mark_blank_tags(const Value& prior, Value& planned) {
  Value tags = planned["tags_all"];
  if (!tags.is_map()) return;
  for (auto& [key, value] : tags.as_map()) {
    if (value == Value("") && !(prior["tags_all"][key] == value)) value = Value::unknown();
  }
  planned.set("tags_all", std::move(tags));
}

}  // namespace lakeform::engine

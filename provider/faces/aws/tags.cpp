#include "provider/faces/aws/tags.h"

#include <algorithm>

#include "provider/language/value_path.h"
#include "provider/value/pattern.h"

namespace lakeform::faces::aws {

namespace {

/// Null elements are no tags: left out once, here, for all that is planned from them.
Value without_nulls(Value tags) {
  if (tags.is_map()) std::erase_if(tags.as_map(), [](const auto& tag) { return tag.second.is_null(); });
  return tags;
}

/// Null and empty maps are the same set of tags.
bool same_tags(const Value& a, const Value& b) {
  const auto empty = [](const Value& tags) { return !tags.is_map() || tags.as_map().empty(); };
  return empty(a) ? empty(b) && !b.is_unknown() : a == b;
}

bool has_blank(const Value& tags) {
  return tags.is_map() && std::any_of(tags.as_map().begin(), tags.as_map().end(),
                                      [](const auto& tag) { return tag.second == Value(""); });
}

/// Default tags overlaid by the resource's own, less the ignored ones.
Value::Map merged_tags(const TagPolicy& policy, const Value& own) {
  Value::Map out;
  for (const auto& [key, value] : policy.defaults) out[key] = value;
  if (own.is_map()) {
    for (const auto& [key, value] : own.as_map()) out[key] = value;
  }
  std::erase_if(out, [&](const auto& tag) { return policy.ignored_by_settings(tag.first); });
  return out;
}

/// Whether what is not known yet of the provider block decides about the tags of the object. A default tag is out of
/// the question where the object has its own of that key, or the key is ignored.
bool undecided(const TagPolicy& policy, const Value& own, const Value::Map& merged) {
  if (policy.defaults_unknown || (policy.ignored_unknown && !merged.empty())) return true;
  return std::any_of(policy.unknown_defaults.begin(), policy.unknown_defaults.end(),
                     [&](const std::string& key) { return own[key].is_null() && !policy.ignored_by_settings(key); });
}

/// "2026-11-30", "2026-11-30T22:00:00Z": what timestamp() and formatdate() make.
bool is_time(const Value& value) {
  return value.is_string() && has_pattern(value.as_string(), "^[0-9]{4}-[0-9]{2}-[0-9]{2}");
}

}  // namespace

Value planned_tags_all(const TagPolicy& policy, const Value& prior, const Value& proposed) {
  const Value tags = without_nulls(proposed["tags"]);
  if (!tags.wholly_known()) return Value::unknown();
  const Value::Map merged = merged_tags(policy, tags);
  const bool creating = prior.is_null(), changed = !same_tags(prior["tags"], tags);
  // With one unknown default tag the official provider has none: a new object without tags of its own is planned as
  // unknown then.
  if (undecided(policy, tags, merged) || (creating && is_blank(tags) && policy.has_unknown_defaults()))
    return Value::unknown();
  if (changed ? has_blank(tags) : has_blank(merged) && !(prior["tags_all"] == Value(merged))) return Value::unknown();
  if (merged.empty() && (creating || prior["tags_all"].is_null()))
    return creating ? proposed["tags_all"] : prior["tags_all"];
  return merged;
}

bool only_time_passes(const TagPolicy& policy, const Value& prior, const Value& proposed) {
  const Value own = without_nulls(proposed["tags"]);
  if (policy.defaults_unknown || policy.ignored_unknown || !own.wholly_known() || !same_tags(prior["tags"], own))
    return false;
  Value::Map left = merged_tags(policy, own);
  if (!undecided(policy, own, left)) return false;
  for (const std::string& key : policy.unknown_defaults) {
    const Value& stored = prior["tags_all"][key];
    if (!own[key].is_null() || policy.ignored_by_settings(key)) continue;
    if (!is_time(stored)) return false;
    left[key] = stored;
  }
  return Value(std::move(left)) == prior["tags_all"];
}

void mark_blank_tags(const Value& prior, Value& planned) {
  Value tags = planned["tags_all"];
  if (!tags.is_map()) return;
  for (auto& [key, value] : tags.as_map()) {
    if (value == Value("") && !(prior["tags_all"][key] == value)) value = Value::unknown();
  }
  planned.set("tags_all", std::move(tags));
}

}  // namespace lakeform::faces::aws

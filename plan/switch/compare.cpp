#include "plan/switch/compare.h"

#include <algorithm>
#include <map>

namespace lakeform::plan {

namespace {

constexpr const char* kUnknown = "(known after apply)";

bool whole_mark(const Json& mark) { return mark.is_boolean() && mark.get<bool>(); }

Json below(const Json& tree, const std::string& key) {
  if (whole_mark(tree)) return tree;
  return tree.is_object() && tree.contains(key) ? tree[key] : Json();
}

Json below(const Json& tree, std::size_t index) {
  if (whole_mark(tree)) return tree;
  return tree.is_array() && index < tree.size() ? tree[index] : Json();
}

/// What will be there, with a word where the apply decides.
Json with_unknowns(const Json& value, const Json& unknown) {
  if (whole_mark(unknown)) return kUnknown;
  Json out = value;
  if (unknown.is_object()) {
    if (!out.is_object()) out = Json::object();
    for (const auto& [key, below_it] : unknown.items()) {
      const Json known = out.contains(key) ? out[key] : Json();
      if (Json made = with_unknowns(known, below_it); made != known) out[key] = std::move(made);
    }
  } else if (unknown.is_array() && out.is_array()) {
    for (std::size_t i = 0; i < std::min(unknown.size(), out.size()); ++i) out[i] = with_unknowns(out[i], unknown[i]);
  }
  return out;
}

bool any_mark(const Json& mark) {
  if (whole_mark(mark)) return true;
  return mark.is_structured() && std::any_of(mark.begin(), mark.end(), any_mark);
}

struct Side {
  Json value, sensitive;
};

void compare(const std::string& path, const Side& official, const Side& lakeform,
             std::vector<AttributeDifference>& out);

void compare_members(const std::string& path, const Side& official, const Side& lakeform,
                     std::vector<AttributeDifference>& out) {
  for (const auto& [key, value] : official.value.items()) {
    const bool both = lakeform.value.contains(key);
    if (path.empty() && !both) continue;  // an attribute of another version of the schema
    compare(path.empty() ? key : path + "." + key, {value, below(official.sensitive, key)},
            {both ? lakeform.value[key] : Json(), below(lakeform.sensitive, key)}, out);
  }
  if (path.empty()) return;
  for (const auto& [key, value] : lakeform.value.items()) {
    if (!official.value.contains(key))
      compare(path + "." + key, {Json(), below(official.sensitive, key)}, {value, below(lakeform.sensitive, key)}, out);
  }
}

void compare(const std::string& path, const Side& official, const Side& lakeform,
             std::vector<AttributeDifference>& out) {
  if (official.value == lakeform.value) return;
  if (official.value.is_object() && lakeform.value.is_object()) return compare_members(path, official, lakeform, out);
  if (official.value.is_array() && lakeform.value.is_array() && official.value.size() == lakeform.value.size()) {
    for (std::size_t i = 0; i < official.value.size(); ++i) {
      compare(path + "[" + std::to_string(i) + "]", {official.value[i], below(official.sensitive, i)},
              {lakeform.value[i], below(lakeform.sensitive, i)}, out);
    }
    return;
  }
  AttributeDifference one;
  one.path = path;
  one.sensitive = any_mark(official.sensitive) || any_mark(lakeform.sensitive);
  if (!one.sensitive) {
    one.official = official.value;
    one.lakeform = lakeform.value;
  }
  out.push_back(std::move(one));
}

Json part(const Json& object, const char* key) { return object.is_object() ? object.value(key, Json()) : Json(); }

Side planned(const Json& change) {
  return {with_unknowns(part(change, "after"), part(change, "after_unknown")), part(change, "after_sensitive")};
}

Side stored(const Json& change) { return {part(change, "before"), part(change, "before_sensitive")}; }

std::vector<std::string> actions_of(const Json& change) {
  std::vector<std::string> out;
  for (const Json& one : part(change, "actions")) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  return out;
}

/// Address, with the key of a deposed object, to the resource's change.
std::map<std::string, const Json*> changes_of(const Json& plan) {
  std::map<std::string, const Json*> out;
  if (!plan.is_object() || !plan.contains("resource_changes")) return out;
  for (const Json& one : plan["resource_changes"]) {
    if (one.is_object() && one.value("mode", "") == "managed")
      out[one.value("address", "") + (one.contains("deposed") ? " (deposed)" : "")] = &one;
  }
  return out;
}

bool nothing(const std::vector<std::string>& actions) {
  return actions.empty() || actions == std::vector<std::string>{"no-op"};
}

}  // namespace

std::vector<ResourceDifference> differences(const Json* official, const Json& lakeform, bool back) {
  std::vector<ResourceDifference> out;
  const auto ours = changes_of(lakeform);
  const auto theirs = official ? changes_of(*official) : std::map<std::string, const Json*>();
  std::map<std::string, const Json*> all = theirs;
  all.insert(ours.begin(), ours.end());
  for (const auto& [address, any] : all) {
    const auto a = theirs.find(address), b = ours.find(address);
    const Json before = a == theirs.end() ? Json() : part(*a->second, "change");
    const Json after = b == ours.end() ? Json() : part(*b->second, "change");
    ResourceDifference one{address, any->value("type", ""), back, actions_of(before), actions_of(after), {}};
    // Without today's plan what the state says is what should stay.
    compare("", official ? planned(before) : stored(after), planned(after), one.attributes);
    const bool same = official ? one.official == one.lakeform : nothing(one.lakeform);
    if (!same || !one.attributes.empty()) out.push_back(std::move(one));
  }
  return out;
}

std::vector<std::string> types_of(const Json& plan) {
  std::vector<std::string> out;
  for (const auto& [address, one] : changes_of(plan)) {
    if (!address.ends_with(" (deposed)")) out.push_back(one->value("type", ""));
  }
  return out;
}

}  // namespace lakeform::plan

#include "provider/language/condition.h"

#include <algorithm>
#include <array>
#include <string>

#include "provider/language/equality.h"
#include "provider/language/json_path.h"
#include "provider/language/value_path.h"
#include "provider/value/pattern.h"

namespace lakeform::language {

namespace {

using schema::Condition;
using schema::Json;

bool anything_changed(const ConditionScope& scope) {
  static constexpr std::array<std::string_view, 5> aside{"tags", "tags_all", "region", "timeouts", "id"};
  if (!scope.object.is_map()) return false;
  return std::any_of(scope.object.as_map().begin(), scope.object.as_map().end(), [&](const auto& member) {
    return std::find(aside.begin(), aside.end(), member.first) == aside.end() &&
           differs(scope.prior[member.first], member.second);
  });
}

/// Whether one side has elements that the other lacks.
bool has_more(const Value& a, const Value& b, const schema::Field* set) {
  if (!a.is_list()) return false;
  return std::any_of(a.as_list().begin(), a.as_list().end(), [&](const Value& item) {
    const auto same = [&](const Value& other) { return set ? same_set_element(*set, item, other) : item == other; };
    return !b.is_list() || std::none_of(b.as_list().begin(), b.as_list().end(), same);
  });
}

/// "parameter.name": whether an element of before has a name that none has now.
bool has_dropped(std::string_view path, const ConditionScope& scope) {
  const auto dot = path.rfind('.');
  return !names_dropped(value_at(scope.prior, path.substr(0, dot)), value_at(scope.object, path.substr(0, dot)),
                        path.substr(dot + 1))
              .empty();
}

std::string json_text(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  return json.is_null() ? std::string() : json.dump();
}

bool blank_json(const Json& json) { return json.is_null() || json == "" || (json.is_structured() && json.empty()); }

bool json_holds(const Condition& condition, const Json& value) {
  return condition.word == "is" ? json_text(value) == condition.value : !blank_json(value);
}

const Json& saved_at(const ConditionScope& scope, const std::string& name) {
  static const Json none;
  if (!scope.saved) return none;
  const auto found = scope.saved->find(name);
  return found == scope.saved->end() ? none : found->second;
}

bool path_holds(const Condition& condition, const std::string& path, const ConditionScope& scope) {
  if (path.rfind("save.", 0) == 0) return json_holds(condition, saved_at(scope, path.substr(5)));
  if (scope.each && (path == "each" || path.rfind("each.", 0) == 0)) {
    return json_holds(condition, path == "each" ? *scope.each : json_at(*scope.each, path.substr(5)));
  }
  if (condition.word == "replied") return scope.reply && !blank_json(json_at(*scope.reply, path));
  if (condition.word == "changed" && path == "*") return anything_changed(scope);
  const bool sibling = scope.element && path.rfind('.', 0) == 0;
  static const Value none;
  const Value& before_in = !sibling ? scope.prior : scope.prior_element ? *scope.prior_element : none;
  const Value& before = value_at(before_in, sibling ? path.substr(1) : path);
  const Value* now_at = sibling ? &value_at(*scope.element, path.substr(1)) : &value_at(scope.object, path);
  if (now_at->is_null() && scope.config) now_at = &value_at(*scope.config, path);  // write-only
  const Value& now = *now_at;
  if (condition.word == "changed") return differs(before, now);
  if (condition.word == "set") return !is_blank(now);
  if (condition.word == "known") return now.wholly_known() && !now.is_null();
  if (condition.word == "is") return now.to_text() == condition.value && now.is_known();
  if (condition.word == "was") return !scope.prior.is_null() && before.to_text() == condition.value;
  if (condition.word == "above")
    return now.kind() == Value::Kind::Number && now.as_number().to_double() > std::stod(condition.value);
  if (condition.word == "like") return now.is_string() && has_pattern(now.as_string(), condition.value);
  if (condition.word == "added") return has_more(now, before, scope.root ? scope.root->find(path) : nullptr);
  if (condition.word == "dropped") return has_dropped(path, scope);
  if (condition.word == "removed") return has_more(before, now, scope.root ? scope.root->find(path) : nullptr);
  return false;
}

bool without_paths(const Condition& condition, const ConditionScope& scope) {
  if (condition.word == "creating") return scope.prior.is_null();
  return condition.word == "masked" && scope.root && !mask_of(*scope.root, scope.prior, scope.object).empty();
}

bool holds_one(const Condition& condition, const ConditionScope& scope) {
  const bool yes = condition.paths.empty()
                       ? without_paths(condition, scope)
                       : std::any_of(condition.paths.begin(), condition.paths.end(),
                                     [&](const std::string& path) { return path_holds(condition, path, scope); });
  return yes != condition.negated;
}

Condition parse_condition(std::string_view text) {
  Condition out;
  if (!text.empty() && text.front() == '!') {
    out.negated = true;
    text.remove_prefix(1);
  }
  const auto colon = text.find(':');
  out.word = std::string(text.substr(0, colon));
  if (colon == std::string_view::npos) return out;
  text.remove_prefix(colon + 1);
  if (out.word == "is" || out.word == "was" || out.word == "above" || out.word == "like") {
    const auto equals = std::min(text.find('='), text.size());
    out.value = std::string(text.substr(std::min(equals + 1, text.size())));
    text = text.substr(0, equals);
  }
  while (!text.empty()) {
    const auto end = std::min(text.find('|'), text.size());
    out.paths.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

/// Terraform brings the elements of a set in one order, so lists and sets are compared alike. A map that has a key more
/// differs, whatever its value.
bool differs(const Value& a, const Value& b) {
  if (a == b || (is_zero(a) && is_zero(b))) return false;
  if (a.is_list() && b.is_list()) {
    return !std::equal(a.as_list().begin(), a.as_list().end(), b.as_list().begin(), b.as_list().end(),
                       [](const Value& x, const Value& y) { return !differs(x, y); });
  }
  if (!a.is_map() || !b.is_map() || a.as_map().size() != b.as_map().size()) return true;
  return std::any_of(a.as_map().begin(), a.as_map().end(), [&](const auto& member) {
    const auto other = b.as_map().find(member.first);
    return other == b.as_map().end() || differs(member.second, other->second);
  });
}

std::vector<std::string> mask_of(const schema::Field& root, const Value& prior, const Value& object) {
  std::vector<std::string> out;
  for (const schema::Field& field : root.fields) {
    const std::string& name = field.mask.empty() ? field.send : field.mask;
    if (name.empty() || name == "-" || !differs(prior[field.name], object[field.name])) continue;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

schema::Conditions parse_conditions(const Json& text) {
  if (text.is_string()) return {parse_condition(text.get_ref<const std::string&>())};
  schema::Conditions out;
  for (const auto& one : text) out.push_back(parse_condition(one.get_ref<const std::string&>()));
  return out;
}

bool holds(const schema::Conditions& conditions, const ConditionScope& scope) {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const Condition& condition) { return holds_one(condition, scope); });
}

}  // namespace lakeform::language

#include "provider/engine/read/decode.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "provider/cloud/codec.h"
#include "provider/engine/hooks/registry.h"
#include "provider/engine/plan/sdk_values.h"
#include "provider/engine/request/template.h"
#include "provider/language/equality.h"
#include "provider/language/json_path.h"
#include "provider/language/json_text.h"
#include "provider/language/settle.h"
#include "provider/value/pattern.h"

namespace lakeform::engine {

namespace {

using schema::Shape;

bool blank(const Json& json) {
  return json.is_null() || (json.is_string() && json.get_ref<const std::string&>().empty());
}

std::string plain(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  return json.is_null() || json.is_structured() ? std::string() : json.dump();
}

/// ISO text without the fraction of a second, which states do not keep.
std::string without_fraction(std::string text) {
  const auto dot = text.find('.');
  if (dot != std::string::npos) text.erase(dot, text.find_first_not_of("0123456789", dot + 1) - dot);
  return text;
}

/// Epoch seconds and ISO text become RFC 3339 in whole seconds.
std::string moment(const Json& json) {
  if (!json.is_number()) return without_fraction(plain(json));
  const double given = json.get<double>();
  if (!(std::fabs(given) < 1e12)) return json.dump();  // no time that people write
  const auto seconds = static_cast<std::time_t>(given);
  return rfc3339_text(TimePoint(std::chrono::seconds(seconds)));
}

struct Named {
  std::string name, first, second;
};

Named named(const std::string& conversion) {
  const auto colon = conversion.find(':');
  if (colon == std::string::npos) return {conversion, {}, {}};
  const auto comma = conversion.find(',', colon);
  return {conversion.substr(0, colon),
          conversion.substr(colon + 1, comma == std::string::npos ? std::string::npos : comma - colon - 1),
          comma == std::string::npos ? "" : conversion.substr(comma + 1)};
}

Value map_of_pairs(const Json& json, const Named& how) {
  Value::Map out;
  for (const auto& item : as_list(json)) out[plain(at_path(item, how.first))] = plain(at_path(item, how.second));
  return out;
}

Value list_of_text(const std::string& text) {
  Value::List out;
  std::size_t start = 0;
  while (!text.empty() && start <= text.size()) {
    const auto end = std::min(text.find(',', start), text.size());
    out.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

/// A generated name ends with 18 digits (time and fraction) and 8 hexadecimal ones (a counter); what stands before is
/// its prefix. What `ending` matches at its end does not count.
std::string name_prefix(std::string name, const std::string& ending) {
  if (!ending.empty()) name = without_pattern(name, ending);
  constexpr std::size_t digits = 18, tail = 26;
  if (name.size() < tail) return {};
  const std::string_view end = std::string_view(name).substr(name.size() - tail);
  const bool generated =
      std::all_of(end.begin(), end.begin() + digits, [](unsigned char c) { return std::isdigit(c) != 0; }) &&
      std::all_of(end.begin() + digits, end.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
  return generated ? name.substr(0, name.size() - tail) : std::string();
}

/// A list of more than one, or a number above 1, which XML has as text.
bool more_than_one(const Json& json) {
  if (json.is_number()) return json.get<double>() > 1;
  const std::string text = plain(json);
  return Number::valid(text) ? Number(text).to_double() > 1 : as_list(json).size() > 1;
}

/// By the field's conversion; none of its own means by shape.
Value converted(const Field& field, const std::string& conversion, const Json& json) {
  const Named how = named(conversion);
  if (how.name == "time") return moment(json);
  if (how.name == "pairs") return map_of_pairs(json, how);
  if (how.name == "text") return Number::valid(plain(json)) ? Value(Number(plain(json))) : Value();
  if (how.name == "url-json") return cloud::percent_decode(plain(json));
  if (how.name == "json") return json.is_structured() ? compact_json(json) : plain(json);
  if (how.name == "document")
    return json.is_array() && json.empty() ? std::string() : compact_json(json);  // no elements: none were there
  if (how.name == "enabled" && field.shape == Shape::String)
    return plain(json) == how.first ? how.first : std::string();
  if (how.name == "enabled") return plain(json) == how.first;
  if (how.name == "day") return moment(json).substr(0, 10);
  if (how.name == "one-or-none") return !json.is_null();
  if (how.name == "joined") return list_of_text(plain(json));
  if (how.name == "many") return more_than_one(json) ? how.first : how.second;
  if (how.name == "name-prefix") return name_prefix(plain(json), how.first);
  if (how.name == "last-part") return plain(json).substr(plain(json).find_last_of(":/") + 1);
  if (how.name == "url") {
    const std::string scheme = plain(at_path(json, how.first)), host = plain(at_path(json, how.second));
    return scheme.empty() ? host : scheme + "://" + host;
  }
  if (how.name == "lower") {
    return lower_case(plain(json));
  }
  const auto* custom = how.name == "custom" ? find_conversion(conversion.substr(7)) : nullptr;
  return custom ? custom->take(json, field) : Value();
}

Value absent(const Field& field, const Value& state, const Scope& scope) {
  if (field.keep_absent) return state;
  return taken_nothing(field, scope);
}

/// Framework members that the answer left out, by their planning word; siblings are known by now.
Value absent_by_word(const Field& field, const Value::Map& siblings) {
  const auto set = [](const Value& value) { return !is_blank(value); };
  if (field.plan == "zero-when-unset") return legacy::zero(field);
  if (field.plan.rfind("zero-unless:", 0) == 0) {
    const auto other = siblings.find(field.plan.substr(12));
    return other != siblings.end() && set(other->second) ? Value() : legacy::zero(field);
  }
  if (field.plan == "zero-when-alone") {
    return std::any_of(siblings.begin(), siblings.end(), [&](const auto& one) { return set(one.second); })
               ? Value()
               : legacy::zero(field);
  }
  return {};
}

Value as_read(const Field& field, const Json& object_json, const Value& state, const Scope& scope);

Value object(const Field& block, const Json& json, const Value& state, const Scope& scope) {
  Value::Map out;
  for (const Field& member : block.fields) out[member.name] = as_read(member, json, state[member.name], scope);
  if (scope.definition.legacy) return out;
  for (const Field& member : block.fields) {
    if (out[member.name].is_null() && !member.plan.empty()) out[member.name] = absent_by_word(member, out);
  }
  return out;
}

Value element(const Field& field, const Json& json, const Value& state, const Scope& scope);

Value elements(const Field& field, const Json& json, const Value& state, const Scope& scope) {
  Value::List out;
  const bool list =
      (field.shape == Shape::List || !field.array) && state.is_list();  // a set of one has no order either
  for (const auto& item : field.array || !field.of_objects() ? as_list(json) : Json::array({json})) {
    const Value before = list && out.size() < state.as_list().size() ? state.as_list()[out.size()] : Value();
    out.push_back(element(field, item, before, scope));
  }
  return out;
}

Value scalar(const Field& field, const Json& json) {
  const std::string text = plain(json);
  switch (field.shape) {
    case Shape::Bool:
      return text == "true" || text == "1" || text == "True";
    case Shape::Number:
      if (json.is_number_float() && std::fabs(json.get<double>()) < 9e18 &&
          json.get<double>() == std::floor(json.get<double>()))
        return static_cast<std::int64_t>(json.get<double>());
      return Number::valid(text) ? Value(Number(text)) : Value();
    default:
      return text;
  }
}

Value map(const Field& field, const Json& json, const Value& state, const Scope& scope) {
  Value::Map out;
  if (!json.is_object()) return out;
  const auto equals = field.drop_when.find('=');
  const bool drop = !field.drop_keys.empty() &&
                    (field.drop_when.empty() ||
                     plain(at_path(json, field.drop_when.substr(0, equals))) == field.drop_when.substr(equals + 1));
  for (const auto& [key, item] : json.items()) {
    const bool dropped =
        (drop && std::find(field.drop_keys.begin(), field.drop_keys.end(), key) != field.drop_keys.end()) ||
        (field.own_keys && !(state.is_map() && state.as_map().contains(key)));
    if (!dropped) out[key] = element(field, item, {}, scope);
  }
  return out;
}

Value by_shape(const Field& field, const Json& json, const Value& state, const Scope& scope) {
  switch (field.shape) {
    case Shape::Object:
      return object(field, json, state, scope);
    case Shape::List:
    case Shape::Set:
      return elements(field, json, state, scope);
    case Shape::Map:
      return map(field, json, state, scope);
    default:
      return scalar(field, json);
  }
}

Value element(const Field& field, const Json& json, const Value& state, const Scope& scope) {
  if (!field.fields.empty()) return object(field, json, state, scope);
  return field.element ? by_shape(*field.element, json, state, scope) : scalar(field, json);
}

/// A text that means what the state says already stays as it stands there; else it gets its stored form.
Value settled(const Field& field, Value value, const Value& state) {
  const bool same_elements = std::find(field.equal.begin(), field.equal.end(), "same-elements") != field.equal.end();
  if (same_elements && !state.is_null() && equivalent(field, state, value)) return state;
  if (!value.is_string()) return value;
  if (!field.as_answered && state.is_string() && !field.equal.empty() &&
      same_text(field, state.as_string(), value.as_string()))
    return state;
  return stored_text(field, value.as_string());
}

Value derived(const Field& field, const Value& state, const Scope& scope) {
  const std::string& from = holds(field.derive_if, scope.conditions()) ? field.derive : field.derive_else;
  if (from.empty()) return {};
  if (!complete(from, scope)) return state;
  const std::string text = text_of(from, scope);
  const std::string& conversion = field.take_as;
  if (!conversion.empty()) return converted(field, conversion, text);
  return scalar(field, text);
}

/// The field as the answer has it.
Value as_read(const Field& field, const Json& object_json, const Value& state, const Scope& scope) {
  if (field.take.empty())
    return field.derive.empty() ? (state.is_null() ? taken_nothing(field, scope) : state)
                                : derived(field, state, scope);
  const Json json = at_path(object_json, field.take);
  if (field.keep_absent && json.is_array() && json.empty()) return state;
  const std::string& conversion = field.take_as.empty() ? field.as : field.take_as;
  if (!conversion.empty() && conversion != "no-blanks" &&
      (!json.is_null() || conversion == "one-or-none" || conversion.rfind("enabled", 0) == 0 ||
       conversion.rfind("many", 0) == 0)) {
    return settled(field, converted(field, conversion, json), state);
  }
  // <Filter/>: the older SDK makes a block of it, the framework none.
  const bool empty_element =
      field.of_objects() && !field.array && (json.is_string() || (json.is_object() && json.empty()));
  if (empty_element && !scope.definition.legacy && may_be_left_out(field)) return absent(field, state, scope);
  if (json.is_null() || (blank(json) && !empty_element)) {
    if (!field.derive.empty()) return derived(field, state, scope);
    if (json.is_null() || field.shape != Shape::String) return absent(field, state, scope);
  }
  return settled(field, by_shape(field, json, state, scope), state);
}

}  // namespace

Value taken_nothing(const Field& field, const Scope& scope) {
  if (scope.definition.legacy) return legacy::zero(field);
  return field.block && field.collection() ? Value(Value::List{}) : Value();
}

Value taken(const Field& field, const Json& object_json, const Value& state, const Scope& scope) {
  return settled_with(field, as_read(field, object_json, state, scope), state, scope.definition.legacy);
}

}  // namespace lakeform::engine

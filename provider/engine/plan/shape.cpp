#include "provider/engine/plan/shape.h"

#include <algorithm>

#include "provider/language/json_path.h"
#include "provider/language/value_path.h"
#include "provider/value/state_json.h"

namespace lakeform::engine {

namespace {

using schema::Mode;
using schema::Shape;

Value scalar(const Field& field, Value value) {
  if (value.is_list() || value.is_map()) return {};
  switch (field.shape) {
    case Shape::Bool:
      if (!value.is_string()) return value;
      return value.as_string().empty() ? Value() : Value(value.as_string() == "true" || value.as_string() == "1");
    case Shape::Number:
      if (!value.is_string()) return value;
      return Number::valid(value.as_string()) ? Value(Number(value.as_string())) : Value();
    default:
      return value.is_string() ? std::move(value) : Value(value.to_text());
  }
}

/// Members the value has beyond the field's are dropped.
Value object(const Field& field, Value value) {
  Value::Map out;
  for (const Field& member : field.fields) {
    const auto found = value.as_map().find(member.name);
    out[member.name] = in_shape(member, found == value.as_map().end() ? Value() : std::move(found->second));
  }
  return out;
}

/// An element of a list, set or map.
Value element(const Field& field, Value value) {
  if (value.is_unknown()) return value;
  if (!field.fields.empty()) return value.is_map() ? object(field, std::move(value)) : Value();
  return field.element ? in_shape(*field.element, std::move(value)) : Value();
}

Value elements(const Field& field, Value value) {
  Value::List out;
  if (value.is_list()) {
    out.reserve(value.as_list().size());
    for (Value& item : value.as_list()) out.push_back(element(field, std::move(item)));
  } else {
    out.push_back(element(field, std::move(value)));  // a single block of an earlier version
  }
  return out;
}

Value entries(const Field& field, Value value) {
  Value::Map out;
  if (value.is_map()) {
    for (auto& [key, item] : value.as_map()) out[key] = element(field, std::move(item));
  }
  return out;
}

Value configured(const Field& field, const Value& value);

Value configured_members(const Field& parent, const Value& value) {
  Value::Map out;
  for (const Field& member : parent.fields) out[member.name] = configured(member, value[member.name]);
  return out;
}

Value configured(const Field& field, const Value& value) {
  const bool left_out =
      field.mode == Mode::Computed || field.deprecated || field.name == "timeouts" || field.name == "tags_all";
  if (left_out || (is_blank(value) && !field.required()))
    return field.block && field.collection() ? Value(Value::List{}) : Value();
  if (field.shape == Shape::Object && value.is_map()) return configured_members(field, value);
  if (!field.of_objects() || !value.is_list()) return value;
  Value::List out;
  for (const Value& item : value.as_list()) out.push_back(configured_members(field, item));
  return out;
}

/// Of attributes that exclude each other a read may know several; the first stays.
void settle_conflicts(const Definition& definition, Value& object) {
  for (const auto& rule : definition.rules) {
    if (rule.kind != "conflicts" && rule.kind != "exactly_one") continue;
    std::vector<std::string> names = rule.fields;
    if (!rule.at.empty()) names.insert(names.begin(), rule.at);
    bool seen = false;
    for (const auto& name : names) {
      const Field* field = definition.root.find(name);
      if (!field || is_blank(object[name])) continue;
      if (seen) object.set(name, field->block ? Value(Value::List{}) : Value());
      seen = true;
    }
  }
}

}  // namespace

Value in_shape(const Field& field, Value value) {
  if (value.is_null())
    return field.block && field.collection() && field.mode != Mode::OptionalComputed ? Value(Value::List{}) : Value();
  if (value.is_unknown()) return value;
  switch (field.shape) {
    case Shape::Object:
      return value.is_map() ? object(field, std::move(value)) : Value();
    case Shape::List:
    case Shape::Set:
      return elements(field, std::move(value));
    case Shape::Map:
      return entries(field, std::move(value));
    default:
      return scalar(field, std::move(value));
  }
}

Value shaped(const Field& field, const nlohmann::json& stored) {
  const auto value = state_json::decode(stored.dump());
  return in_shape(field, value ? *value : Value());
}

Value as_configuration(const Definition& definition, const Value& state) {
  Value out = configured_members(definition.root, state);
  if (definition.root.find("id")) out.set("id", {});
  settle_conflicts(definition, out);
  return out;
}

}  // namespace lakeform::engine

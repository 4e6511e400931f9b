#include "provider/engine/shape.h"

#include <algorithm>

#include "provider/engine/conditions.h"

namespace lakeform::engine {

namespace {

using nlohmann::json;
using schema::Mode;
using schema::Shape;

/// The text of a scalar as JSON has it.
std::string text_of(const json& stored) { return stored.is_string() ? stored.get<std::string>() : stored.dump(); }

Value scalar(const Field& field, const json& stored) {
  if (stored.is_structured()) return {};
  const std::string text = text_of(stored);
  switch (field.shape) {
    case Shape::Bool:
      return text.empty() ? Value() : Value(text == "true" || text == "1");
    case Shape::Number:
      return Number::valid(text) ? Value(Number(text)) : Value();
    default:
      return text;
  }
}

Value object(const Field& field, const json& stored) {
  Value::Map out;
  for (const Field& member : field.fields) {
    const auto found = stored.find(member.name);
    out[member.name] = shaped(member, found == stored.end() ? json() : *found);
  }
  return out;
}

/// An element of a list, set or map.
Value element(const Field& field, const json& stored) {
  if (!field.fields.empty()) return stored.is_object() ? object(field, stored) : Value();
  return field.element ? shaped(*field.element, stored) : Value();
}

Value elements(const Field& field, const json& stored) {
  Value::List out;
  if (stored.is_array()) {
    for (const auto& item : stored) out.push_back(element(field, item));
  } else {
    out.push_back(element(field, stored));  // a single block of an earlier version
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
  const bool left_out = field.mode == Mode::Computed || field.deprecated || field.name == "timeouts" || field.name == "tags_all";
  if (left_out || (is_blank(value) && !field.required())) return field.block && field.collection() ? Value(Value::List{}) : Value();
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

Value shaped(const Field& field, const json& stored) {
  const bool block_list = field.block && field.collection();
  if (stored.is_null()) return block_list ? Value(Value::List{}) : Value();
  switch (field.shape) {
    case Shape::Object:
      return stored.is_object() ? object(field, stored) : Value();
    case Shape::List:
    case Shape::Set:
      return elements(field, stored);
    case Shape::Map: {
      Value::Map out;
      if (stored.is_object()) {
        for (const auto& [key, item] : stored.items()) out[key] = element(field, item);
      }
      return out;
    }
    default:
      return scalar(field, stored);
  }
}

Value as_configuration(const Definition& definition, const Value& state) {
  Value out = configured_members(definition.root, state);
  if (definition.root.find("id")) out.set("id", {});
  settle_conflicts(definition, out);
  return out;
}

}  // namespace lakeform::engine

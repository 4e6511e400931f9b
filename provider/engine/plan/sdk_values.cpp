#include "provider/engine/plan/sdk_values.h"

#include <algorithm>

namespace lakeform::engine::legacy {

namespace {

bool is_empty_collection(const Value& v) {
  return (v.is_list() && v.as_list().empty()) || (v.is_map() && v.as_map().empty());
}

/// The members of one object of a block, or of a list of objects.
Value zero_filled_members(const Field& field, const Value& object) {
  if (!object.is_map()) return object;
  Value::Map out;
  for (const Field& member : field.fields) {
    const Value& given = object[member.name];
    if (member.block) {
      out[member.name] = zero_filled(member, given);
    } else {
      out[member.name] = given.is_null() ? zero(member) : given;
    }
  }
  return out;
}

Value normalized_object(const Field& field, const Value& value, const Value& source, bool applied) {
  Value::Map out = value.is_map() ? value.as_map() : Value::Map{};
  for (const Field& member : field.fields) {
    auto& slot = out[member.name];
    slot = normalize_nulls(member, slot, source[member.name], applied);
  }
  return out;
}

Value normalized_map(const Value& value, const Value& source, bool applied) {
  Value::Map out = value.is_map() ? value.as_map() : Value::Map{};
  if (out.empty()) return value.is_null() && source.wholly_known() && applied ? source : value;
  for (const auto& [key, wanted] : source.as_map()) {
    const auto found = out.find(key);
    if (found == out.end()) continue;
    // The SDK fills maps that are optional and computed with unknowns where the value is known.
    if (found->second.is_unknown() && wanted.is_known() && !wanted.is_null()) found->second = wanted;
  }
  return out;
}

Value normalized_list(const Field& field, const Value& value, const Value& source, bool applied) {
  if (value.is_null()) {
    if (applied && source.wholly_known() && source.as_list().empty()) return source;
    const auto& wanted = source.as_list();
    const bool all_unknown = std::all_of(wanted.begin(), wanted.end(), [](const Value& v) { return v.is_unknown(); });
    return !applied && all_unknown ? source : value;
  }
  const auto& wanted = source.as_list();
  Value out = value;
  if (wanted.size() != out.as_list().size() || wanted.empty()) return out;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    auto& item = out.as_list()[i];
    if (!field.of_objects()) {
      if (item.is_null() && wanted[i] == Value("")) item = wanted[i];  // an empty text gets lost in the difference
    } else if (item.is_map() && wanted[i].is_map()) {
      item = normalized_object(field, item, wanted[i], applied);
    }
  }
  return out;
}

}  // namespace

Value zero(const Field& field) {
  switch (field.shape) {
    case schema::Shape::Bool:
      return false;
    case schema::Shape::Number:
      return 0;
    case schema::Shape::String:
      return "";
    case schema::Shape::List:
    case schema::Shape::Set:
      return Value::List{};
    case schema::Shape::Map:
      return Value::Map{};
    case schema::Shape::Object:
      return {};
  }
  return {};
}

Value zero_filled(const Field& object, const Value& value) {
  if (object.block && object.shape == schema::Shape::Object && value.is_map() && object.name.empty()) {
    Value out = value;  // the whole resource: attributes stay, blocks are filled
    for (const Field& member : object.fields) {
      if (member.block) out.set(member.name, zero_filled(member, value[member.name]));
    }
    return out;
  }
  if (object.shape == schema::Shape::Object) return value;  // timeouts are not the SDK's to fill
  if (!value.is_list()) return value.is_null() ? Value(Value::List{}) : value;
  Value::List out;
  for (const Value& item : value.as_list()) out.push_back(zero_filled_members(object, item));
  return out;
}

Value normalize_nulls(const Field& field, const Value& value, const Value& source, bool applied) {
  if (source.is_unknown()) return value.is_null() && !applied ? source : value;
  const bool collection = field.collection() || field.shape == schema::Shape::Map;
  if (collection && applied &&
      ((source.is_null() && is_empty_collection(value)) || (is_empty_collection(source) && value.is_null()))) {
    return source;
  }
  if (source.is_null() || value.is_unknown()) return value;
  switch (field.shape) {
    case schema::Shape::Object:
      return normalized_object(field, value, source, applied);
    case schema::Shape::Map:
      return normalized_map(value, source, applied);
    case schema::Shape::Set:
      return applied && source.wholly_known() ? source : value;
    case schema::Shape::List:
      return normalized_list(field, value, source, applied);
    case schema::Shape::String:
      return value.is_null() && source.is_string() && source.as_string().empty() ? source : value;
    default:
      return value;
  }
}

}  // namespace lakeform::engine::legacy

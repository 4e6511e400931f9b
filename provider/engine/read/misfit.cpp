#include "provider/engine/read/misfit.h"

namespace lakeform::engine {

namespace {

using schema::Shape;

const char* found_kind(const Value& value) {
  if (value.is_list()) return "a list";
  if (value.is_map()) return "an object";
  return value.is_string() ? "text" : value.kind() == Value::Kind::Bool ? "true or false" : "a number";
}

const char* wanted_kind(const Field& field) {
  switch (field.shape) {
    case Shape::Bool:
      return "true or false";
    case Shape::Number:
      return "a number";
    case Shape::List:
    case Shape::Set:
      return "a list";
    case Shape::Map:
    case Shape::Object:
      return "an object";
    default:
      return "text";
  }
}

bool fits_scalar(const Field& field, const Value& value) {
  if (value.is_list() || value.is_map()) return false;
  if (field.shape == Shape::Bool && value.is_string()) {
    const std::string& text = value.as_string();
    return text.empty() || text == "true" || text == "false" || text == "1" || text == "0";
  }
  if (field.shape == Shape::Number)
    return value.is_string() ? value.as_string().empty() || Number::valid(value.as_string())
                             : value.kind() == Value::Kind::Number;
  return field.shape != Shape::Bool || value.kind() == Value::Kind::Bool || value.kind() == Value::Kind::Number;
}

std::optional<Misfit> in_members(const Field& field, const Value& object, const Path& at) {
  for (const Field& member : field.fields) {
    if (auto found = misfit(member, object[member.name], at / member.name)) return found;
  }
  return std::nullopt;
}

std::optional<Misfit> in_element(const Field& field, const Value& element, const Path& at) {
  if (element.is_null()) return std::nullopt;
  if (field.fields.empty()) return field.element ? misfit(*field.element, element, at) : std::nullopt;
  return element.is_map() ? in_members(field, element, at) : Misfit{at, found_kind(element), "an object"};
}

std::optional<Misfit> in_elements(const Field& field, const Value& list, const Path& at) {
  Index index = 0;
  for (const Value& element : list.as_list()) {
    if (auto found = in_element(field, element, field.shape == Shape::Set ? at : at / index)) return found;
    ++index;
  }
  return std::nullopt;
}

std::optional<Misfit> in_entries(const Field& field, const Value& map, const Path& at) {
  for (const auto& [key, item] : map.as_map()) {
    if (auto found = in_element(field, item, at.key(key))) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Misfit> misfit(const Field& field, const Value& stored, const Path& at) {
  if (stored.is_null()) return std::nullopt;
  const Misfit wrong{at, found_kind(stored), wanted_kind(field)};
  switch (field.shape) {
    case Shape::Object:
      return stored.is_map() ? in_members(field, stored, at) : wrong;
    case Shape::Map:
      return stored.is_map() ? in_entries(field, stored, at) : wrong;
    case Shape::List:
    case Shape::Set:
      if (stored.is_list()) return in_elements(field, stored, at);
      return stored.is_map() && field.of_objects() ? in_members(field, stored, at) : wrong;
    default:
      return fits_scalar(field, stored) ? std::nullopt : std::optional(wrong);
  }
}

}  // namespace lakeform::engine

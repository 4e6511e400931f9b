#include "plan/diff/fits.h"

#include <optional>

namespace lakeform::plan {

namespace {

using schema::Field;
using schema::Shape;

std::string kind_text(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::Bool:
      return "a boolean";
    case Value::Kind::Number:
      return "a number";
    case Value::Kind::String:
      return "a text";
    case Value::Kind::List:
      return "a list";
    case Value::Kind::Map:
      return "an object";
    default:
      return "nothing";
  }
}

std::string wanted_text(Shape shape) {
  switch (shape) {
    case Shape::Bool:
      return "a boolean";
    case Shape::Number:
      return "a number";
    case Shape::Map:
      return "a map";
    case Shape::Object:
      return "an object";
    case Shape::List:
    case Shape::Set:
      return "a list";
    default:
      return "a text";
  }
}

using Found = std::optional<std::string>;

Found wrong(const Path& at, const Value& value, Shape shape) {
  return at.text() + " is " + kind_text(value) + ", where " + wanted_text(shape) + " belongs";
}

Found misfit(const Field& field, const Value& value, const Path& at);

Found misfit_of_members(const Field& object, const Value& value, const Path& at) {
  for (const Field& field : object.fields) {
    if (auto found = misfit(field, value[field.name], at / field.name)) return found;
  }
  return std::nullopt;
}

Found misfit_of_scalar(const Field& field, const Value& value, const Path& at) {
  const bool number = value.kind() == Value::Kind::Number, text = value.is_string();
  if (value.is_list() || value.is_map()) return wrong(at, value, field.shape);
  if (field.shape == Shape::Number && !number &&
      !(text && (value.as_string().empty() || Number::valid(value.as_string()))))
    return wrong(at, value, field.shape);
  if (field.shape != Shape::Bool || value.kind() == Value::Kind::Bool) return std::nullopt;
  const std::string given = text ? value.as_string() : std::string("?");
  const bool known = given.empty() || given == "true" || given == "false" || given == "1" || given == "0";
  return known ? std::nullopt : wrong(at, value, field.shape);
}

Found misfit_of_element(const Field& field, const Value& value, const Path& at) {
  if (value.is_null()) return std::nullopt;
  if (!field.fields.empty())
    return value.is_map() ? misfit_of_members(field, value, at) : wrong(at, value, Shape::Object);
  return field.element ? misfit(*field.element, value, at) : std::nullopt;
}

Found misfit_of_list(const Field& field, const Value& value, const Path& at) {
  if (!value.is_list()) return misfit_of_element(field, value, at);  // a single block of an earlier version
  Index index = 0;
  for (const Value& element : value.as_list()) {
    if (auto found = misfit_of_element(field, element, at / index++)) return found;
  }
  return std::nullopt;
}

Found misfit_of_map(const Field& field, const Value& value, const Path& at) {
  if (!value.is_map()) return wrong(at, value, field.shape);
  for (const auto& [key, element] : value.as_map()) {
    if (auto found = misfit_of_element(field, element, at.key(key))) return found;
  }
  return std::nullopt;
}

Found misfit(const Field& field, const Value& value, const Path& at) {
  if (value.is_null()) return std::nullopt;
  switch (field.shape) {
    case Shape::Object:
      return value.is_map() ? misfit_of_members(field, value, at) : wrong(at, value, field.shape);
    case Shape::List:
    case Shape::Set:
      return misfit_of_list(field, value, at);
    case Shape::Map:
      return misfit_of_map(field, value, at);
    default:
      return misfit_of_scalar(field, value, at);
  }
}

}  // namespace

std::string misfit_text(const schema::Definition& definition, const std::string& side, Slice object) {
  if (object.empty() || object == "null") return {};
  const Value value = decoded(object);
  if (!value.is_map())
    return side + " can't be read: it is no object, nests too deeply, or holds a number that is too large";
  return misfit_of_members(definition.root, value, Path() / side).value_or("");
}

}  // namespace lakeform::plan

#include "provider/rpc/convert.h"

#include "provider/engine/shape.h"
#include "provider/value/log.h"
#include "provider/value/msgpack.h"

namespace lakeform::rpc {

namespace {

using schema::Field;
using schema::Shape;

Value conformed(const Field& type, const Value& value);

Value conformed_object(const Field& type, const Value& value) {
  Value::Map out;
  for (const Field& member : type.fields) out[member.name] = conformed(member, value[member.name]);
  return out;
}

Value conformed_element(const Field& type, const Value& value) {
  if (value.is_null() || value.is_unknown()) return value;
  if (!type.fields.empty()) return conformed_object(type, value);
  return type.element ? conformed(*type.element, value) : value;
}

/// A value in the exact shape of its type: numbers that came as text, members that nobody set.
Value conformed(const Field& type, const Value& value) {
  if (value.is_null()) return type.block && type.collection() ? Value(Value::List{}) : value;
  if (value.is_unknown()) return value;
  switch (type.shape) {
    case Shape::Object:
      return value.is_map() ? conformed_object(type, value) : Value();
    case Shape::List:
    case Shape::Set: {
      Value::List out;
      if (!value.is_list()) return out;
      for (const Value& item : value.as_list()) out.push_back(conformed_element(type, item));
      return out;
    }
    case Shape::Map: {
      Value::Map out;
      if (!value.is_map()) return out;
      for (const auto& [key, item] : value.as_map()) out[key] = conformed_element(type, item);
      return out;
    }
    case Shape::Number:
      return value.is_string() ? (Number::valid(value.as_string()) ? Value(Number(value.as_string())) : Value()) : value;
    case Shape::String:
      return value.is_string() ? value : Value(value.to_text());
    case Shape::Bool:
      return value.is_string() ? Value(value.as_string() == "true") : value;
  }
  return value;
}

Value whole(const Field& type, const Value& value) {
  return value.is_map() ? conformed_object(type, value) : value;
}

}  // namespace

Value from_wire(const tfplugin6::DynamicValue& message, const Field& type, Diagnostics& problems) {
  if (message.msgpack().empty() && !message.json().empty()) {
    const auto json = nlohmann::json::parse(message.json(), nullptr, false);
    return json.is_object() ? engine::shaped(type, json) : Value();
  }
  auto value = msgpack::decode(message.msgpack());
  if (!value) {
    problems.push_back(to_diagnostic(value.error()));
    return {};
  }
  return whole(type, *value);
}

void to_wire(const Value& value, const Field& type, tfplugin6::DynamicValue& out) { out.set_msgpack(msgpack::encode(whole(type, value))); }

void to_wire(const Path& path, tfplugin6::AttributePath& out) {
  for (const PathStep& step : path.steps()) {
    auto& target = *out.add_steps();
    if (const auto* name = std::get_if<Name>(&step)) target.set_attribute_name(name->text);
    if (const auto* key = std::get_if<Key>(&step)) target.set_element_key_string(key->text);
    if (const auto* index = std::get_if<Index>(&step)) target.set_element_key_int(*index);
  }
}

void to_wire(const Diagnostic& diagnostic, tfplugin6::Diagnostic& out) {
  const bool error = diagnostic.severity == Diagnostic::Severity::Error;
  out.set_severity(error ? tfplugin6::Diagnostic::ERROR : tfplugin6::Diagnostic::WARNING);
  out.set_summary(log::valid_utf8(log::scrub(diagnostic.summary)));
  out.set_detail(log::valid_utf8(log::scrub(diagnostic.detail)));
  if (!diagnostic.at.empty()) to_wire(diagnostic.at, *out.mutable_attribute());
}

Field identity_type(const schema::Definition& definition) {
  Field type;
  type.shape = Shape::Object;
  if (definition.identity) type.fields = definition.identity->fields;
  return type;
}

}  // namespace lakeform::rpc

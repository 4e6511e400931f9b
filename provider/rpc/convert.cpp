#include "provider/rpc/convert.h"

#include "provider/engine/plan/shape.h"
#include "provider/value/log.h"
#include "provider/value/msgpack.h"
#include "provider/value/shorten.h"
#include "provider/value/state_json.h"

namespace lakeform::rpc {

namespace {

using schema::Field;
using schema::Shape;

void keep_texts_secret(const Value& value) {
  if (value.is_string()) log::keep_secret(value.as_string());
  if (value.is_list()) {
    for (const Value& item : value.as_list()) keep_texts_secret(item);
  }
  if (value.is_map()) {
    for (const auto& [key, item] : value.as_map()) keep_texts_secret(item);
  }
}

/// What the schema calls sensitive or write-only must not come back in a log line or a finding, not even in a service's
/// own words.
void keep_secrets(const Field& type, const Value& value) {
  if (type.sensitive || type.write_only) return keep_texts_secret(value);
  if (type.fields.empty()) return;
  if (value.is_list()) {
    for (const Value& item : value.as_list()) {
      for (const Field& member : type.fields) keep_secrets(member, item[member.name]);
    }
  } else if (value.is_map() && type.shape == Shape::Object) {
    for (const Field& member : type.fields) keep_secrets(member, value[member.name]);
  }
}

constexpr std::size_t kLongestSummary = 1000, kLongestDetail = 8000;

/// Terraform shows all of what it gets. Cut generously before secrets are looked for, for the sake of time, and to size
/// after it, so that none is left half.
std::string shown(const std::string& text, std::size_t most) {
  return shortened(log::valid_utf8(log::scrub(shortened(text, 8 * most))), most);
}

Value in_type(const Field& type, Value value) {
  Value out = engine::in_shape(type, std::move(value));
  keep_secrets(type, out);
  return out;
}

}  // namespace

Value from_wire(const tfplugin6::DynamicValue& message, const Field& type, Diagnostics& problems) {
  const bool json = message.msgpack().empty() && !message.json().empty();
  auto value = json ? state_json::decode(message.json()) : msgpack::decode(message.msgpack());
  if (value) return in_type(type, std::move(*value));
  problems.push_back(to_diagnostic(value.error()));
  return {};
}

void data_to_wire(const Value& value, const Field& type, tfplugin6::DynamicValue& out) {
  Value typed = in_type(type, value);
  for (const Field& member : type.fields) {
    if (typed.is_map() && member.block && value[member.name].is_null()) typed.set(member.name, {});
  }
  out.set_msgpack(msgpack::encode(typed));
}

void to_wire(Value value, const Field& type, tfplugin6::DynamicValue& out) {
  out.set_msgpack(msgpack::encode(in_type(type, std::move(value))));
}

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
  out.set_summary(shown(diagnostic.summary, kLongestSummary));
  out.set_detail(shown(diagnostic.detail, kLongestDetail));
  if (!diagnostic.at.empty()) to_wire(diagnostic.at, *out.mutable_attribute());
}

Field identity_type(const schema::Definition& definition) {
  Field type;
  type.shape = Shape::Object;
  if (definition.identity) type.fields = definition.identity->fields;
  return type;
}

}  // namespace lakeform::rpc

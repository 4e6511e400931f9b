#include "tests/harness/terraform/configuration.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "provider/value/msgpack.h"

namespace lakeform::harness {
namespace {

using schema::Field;
using schema::Shape;

constexpr auto kUnknown = "$unknown";

struct Reference {
  std::string address, attribute;
};

/// "aws_iam_role.base.arn"
Reference reference_of(const std::string& text) {
  const auto second = text.find('.', text.find('.') + 1);
  if (second == std::string::npos) throw std::invalid_argument("no reference: " + text);
  return {text.substr(0, second), text.substr(second + 1)};
}

struct Evaluation {
  const Lookup& lookup;
  Phase phase;

  Value referred(const std::string& text) const {
    const Reference reference = reference_of(text);
    const Value object = lookup(reference.address);
    return object.is_unknown() ? object : object.at(Path::parse(reference.attribute));
  }

  Value text(const std::string& given) const {
    std::string out;
    std::size_t from = 0;
    while (from < given.size()) {
      const auto open = given.find("${", from);
      const auto close = open == std::string::npos ? open : given.find('}', open);
      if (close == std::string::npos) break;
      Value value = referred(given.substr(open + 2, close - open - 2));
      if (open == 0 && close + 1 == given.size()) return value;
      if (!value.wholly_known()) return Value::unknown();
      out += given.substr(from, open - from) + value.to_text();
      from = close + 1;
    }
    return out + given.substr(from);
  }

  Value plain(const Json& given) const {
    if (given.is_object() && given.contains(kUnknown))
      return phase == Phase::Plan ? Value::unknown() : plain(given[kUnknown]);
    if (given.is_string()) return text(given.get<std::string>());
    if (given.is_boolean()) return given.get<bool>();
    if (given.is_number()) return Number(given.dump());
    if (given.is_array()) {
      Value::List out;
      for (const Json& item : given) out.push_back(plain(item));
      return out;
    }
    if (!given.is_object()) return {};
    Value::Map out;
    for (const auto& [name, item] : given.items()) out[name] = plain(item);
    return out;
  }
};

Value scalar(Shape shape, Value value) {
  if (value.is_null() || value.is_unknown()) return value;
  const std::string text = value.to_text();
  switch (shape) {
    case Shape::Bool:
      return value.kind() == Value::Kind::Bool ? value : Value(text == "true");
    case Shape::Number:
      return value.kind() == Value::Kind::Number ? value : Number::valid(text) ? Value(Number(text)) : Value();
    default:
      return value.is_string() ? value : Value(text);
  }
}

Value members(const Field& field, const Value& value) {
  Value::Map out;
  for (const Field& member : field.fields) out[member.name] = canonical(member, value[member.name]);
  return out;
}

Value element_of(const Field& field, Value item) {
  if (item.is_unknown() || item.is_null()) return item;
  if (!field.fields.empty()) return members(field, item);
  return field.element ? canonical(*field.element, std::move(item)) : item;
}

void put_in_order(Value::List& items) {
  const auto encoded = [](const Value& a) { return msgpack::encode(a); };
  std::stable_sort(items.begin(), items.end(), [&](const Value& a, const Value& b) { return encoded(a) < encoded(b); });
  // What is not known may turn out to be different.
  items.erase(std::unique(items.begin(), items.end(),
                          [](const Value& a, const Value& b) { return a == b && a.wholly_known(); }),
              items.end());
}

}  // namespace

Value canonical(const Field& field, Value value) {
  if (value.is_unknown()) return value;
  if (field.collection()) {
    if (value.is_map() && field.block) value = Value::List{std::move(value)};  // one block without brackets
    if (!value.is_list()) return field.block ? Value(Value::List{}) : Value();
    for (Value& item : value.as_list()) item = element_of(field, std::move(item));
    if (field.shape == Shape::Set) put_in_order(value.as_list());
    return value;
  }
  if (field.shape == Shape::Map) {
    if (value.is_map() && field.element) {
      for (auto& [key, item] : value.as_map()) item = canonical(*field.element, std::move(item));
    }
    return value;
  }
  if (field.shape == Shape::Object) {
    if (value.is_list()) value = value.as_list().empty() ? Value() : value.as_list().front();
    return value.is_map() ? members(field, value) : Value();
  }
  return scalar(field.shape, std::move(value));
}

Value evaluated(const Field& block, const Json& body, const Lookup& lookup, Phase phase) {
  const Value given = Evaluation{lookup, phase}.plain(body);
  for (const auto& item : body.items()) {
    if (!block.find(item.key())) throw std::invalid_argument("no such attribute: " + item.key());
  }
  return members(block, given);
}

std::vector<std::string> references(const Json& body) {
  std::vector<std::string> out;
  if (body.is_string()) {
    const auto text = body.get<std::string>();
    for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 1)) {
      out.push_back(reference_of(text.substr(at + 2, text.find('}', at) - at - 2)).address);
    }
  } else if (body.is_structured()) {
    for (const Json& item : body) {
      for (auto& one : references(item)) out.push_back(std::move(one));
    }
  }
  return out;
}

std::vector<Resource> resources_of(const Json& by_type) {
  std::vector<Resource> waiting, out;
  for (const auto& [type, named] : by_type.items()) {
    for (const auto& [name, body] : named.items()) waiting.push_back({type, name, body});
  }
  std::set<std::string> placed;
  while (!waiting.empty()) {
    const auto ready = std::find_if(waiting.begin(), waiting.end(), [&](const Resource& one) {
      const auto needs = references(one.body);
      return std::all_of(needs.begin(), needs.end(),
                         [&](const std::string& address) { return placed.count(address) != 0; });
    });
    if (ready == waiting.end())
      throw std::invalid_argument("references in a circle, or to nothing, in " + waiting.front().address());
    placed.insert(ready->address());
    out.push_back(std::move(*ready));
    waiting.erase(ready);
  }
  return out;
}

}  // namespace lakeform::harness

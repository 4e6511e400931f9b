#include "tests/sandbox/core/shapes.h"

#include <charconv>
#include <cctype>
#include <stdexcept>

#include "provider/cloud/codec.h"
#include "tests/sandbox/core/http.h"

namespace lakeform::sandbox {
namespace {

using Json = nlohmann::json;

[[noreturn]] void wrong_type(const std::string& at, const char* wanted) {
  throw Failure(400, "SerializationException", at + ": the value cannot be converted to " + wanted);
}

[[noreturn]] void out_of_bounds(const std::string& code, const Json& value, const std::string& at, const std::string& constraint) {
  const auto shown = value.is_string() ? value.get<std::string>() : value.dump();
  throw Failure(400, code,
                "1 validation error detected: Value " + (value.is_null() ? std::string("null") : "'" + shown + "'") + " at '" + at +
                    "' failed to satisfy constraint: Member must " + constraint);
}

/// AWS writes paths of members with a small first letter: databaseInput.name
std::string below(const std::string& at, std::string member) {
  member[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(member[0])));
  return at.empty() ? member : at + "." + member;
}

/// The parts between commas that stand in no parentheses.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '(') ++depth;
    if (i < text.size() && text[i] == ')') --depth;
    if (i < text.size() && (text[i] != ',' || depth > 0)) continue;
    const auto part = cloud::trimmed(text.substr(from, i - from));
    if (!part.empty()) parts.push_back(part);
    from = i + 1;
  }
  return parts;
}

std::size_t limit_of(std::string_view text, std::size_t otherwise) {
  std::size_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Letters of UTF-8 text, as limits of lengths count them.
std::size_t letters(const std::string& text) {
  std::size_t count = 0;
  for (const auto c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace

Shapes::Shapes(std::string_view text) {
  while (!text.empty()) {
    auto end = text.find('\n');
    while (end != std::string_view::npos && text.substr(end + 1, 1) == " ") end = text.find('\n', end + 1);
    end = std::min(end, text.size());
    const auto line = cloud::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) throw std::invalid_argument("a shape without a colon: " + std::string(line));
    shapes_[std::string(line.substr(0, colon))] = shape_of(line.substr(colon + 1));
  }
  for (const auto& [name, shape] : shapes_) {
    for (const auto& [key, member] : shape) {
      const auto* type = &member.type;
      while (!type->element.empty()) type = &type->element.front();
      if (type->kind == Type::structure && !shapes_.count(type->shape)) {
        throw std::invalid_argument("shape " + name + ": " + key + " is of the unknown shape " + type->shape);
      }
    }
  }
}

Shapes::Shape Shapes::shape_of(std::string_view members) {
  Shape shape;
  for (const auto part : parts_of(members)) {
    const auto space = part.find(' ');
    if (space == std::string_view::npos) throw std::invalid_argument("a member without a type: " + std::string(part));
    auto name = part.substr(0, space);
    Member member{type_of(cloud::trimmed(part.substr(space))), name.back() == '!'};
    if (member.required) name.remove_suffix(1);
    shape.emplace(std::string(name), std::move(member));
  }
  return shape;
}

Shapes::Type Shapes::type_of(std::string_view text) {
  Type type;
  if (text.front() == '[' || text.front() == '{') {
    type.kind = text.front() == '[' ? Type::list : Type::map;
    type.element.push_back(type_of(text.substr(1, text.size() - 2)));
    return type;
  }
  if (text.find('|') != std::string_view::npos) {
    type.kind = Type::choice;
    for (std::size_t from = 0; from <= text.size();) {
      const auto end = std::min(text.find('|', from), text.size());
      type.choices.emplace_back(text.substr(from, end - from));
      from = end + 1;
    }
    return type;
  }
  static const std::map<std::string_view, Type::Kind> words = {{"str", Type::text},  {"int", Type::integer}, {"num", Type::number},
                                                               {"bool", Type::flag}, {"time", Type::time},   {"any", Type::any}};
  const auto open = text.find('(');
  const auto word = words.find(text.substr(0, open));
  type.kind = word == words.end() ? Type::structure : word->second;
  if (type.kind == Type::structure) type.shape = std::string(text);
  if (open != std::string_view::npos) {
    const auto comma = text.find(',', open);
    type.min = limit_of(text.substr(open + 1, comma - open - 1), 0);
    type.max = limit_of(text.substr(comma + 1, text.size() - comma - 2), std::string::npos);
  }
  return type;
}

void Shapes::check(Json& input, const std::string& operation, const std::string& invalid) const {
  check_members(input, shapes_.at(operation), "", invalid);
}

void Shapes::check_members(Json& value, const Shape& shape, const std::string& at, const std::string& invalid) const {
  if (!value.is_object()) wrong_type(at, "a structure");
  for (auto item = value.begin(); item != value.end();) {
    const auto member = shape.find(item.key());
    if (member == shape.end()) throw Failure(400, "SerializationException", "No member " + below(at, item.key()) + " is known");
    if (item->is_null()) {
      item = value.erase(item);
      continue;
    }
    check_value(*item, member->second.type, below(at, item.key()), invalid);
    ++item;
  }
  for (const auto& [name, member] : shape) {
    if (member.required && !value.contains(name)) out_of_bounds(invalid, nullptr, below(at, name), "not be null");
  }
}

void Shapes::check_value(Json& value, const Type& type, const std::string& at, const std::string& invalid) const {
  switch (type.kind) {
    case Type::any:
      return;
    case Type::text: {
      if (!value.is_string()) wrong_type(at, "a string");
      const auto size = letters(value.get_ref<const std::string&>());
      if (size < type.min) out_of_bounds(invalid, value, at, "have length greater than or equal to " + std::to_string(type.min));
      if (size > type.max) out_of_bounds(invalid, value, at, "have length less than or equal to " + std::to_string(type.max));
      return;
    }
    case Type::choice: {
      if (!value.is_string()) wrong_type(at, "a string");
      std::string all;
      for (const auto& choice : type.choices) {
        if (value == choice) return;
        all += (all.empty() ? "" : ", ") + choice;
      }
      out_of_bounds(invalid, value, at, "satisfy enum value set: [" + all + "]");
    }
    case Type::integer:
      if (!value.is_number_integer()) wrong_type(at, "an integer");
      if (value < type.min) out_of_bounds(invalid, value, at, "have value greater than or equal to " + std::to_string(type.min));
      if (type.max != std::string::npos && value > type.max) {
        out_of_bounds(invalid, value, at, "have value less than or equal to " + std::to_string(type.max));
      }
      return;
    case Type::number:
    case Type::time:
      if (!value.is_number()) wrong_type(at, "a number");
      return;
    case Type::flag:
      if (!value.is_boolean()) wrong_type(at, "a boolean");
      return;
    case Type::list:
      if (!value.is_array()) wrong_type(at, "a list");
      for (std::size_t i = 0; i < value.size(); ++i) {
        check_value(value[i], type.element.front(), at + "." + std::to_string(i + 1) + ".member", invalid);
      }
      return;
    case Type::map:
      if (!value.is_object()) wrong_type(at, "a map");
      for (auto& item : value.items()) check_value(item.value(), type.element.front(), at + "." + item.key(), invalid);
      return;
    case Type::structure:
      check_members(value, shapes_.at(type.shape), at, invalid);
  }
}

}  // namespace lakeform::sandbox

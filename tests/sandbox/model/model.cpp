#include "tests/sandbox/model/model.h"

#include <zlib.h>

#include <cctype>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "tests/sandbox/core/http.h"
#include "tests/sandbox/model/packed.h"

namespace lakeform::sandbox {
namespace {

using Json = nlohmann::json;

Json inflated(const PackedModel& packed) {
  std::string text(packed.size, '\0');
  uLongf size = packed.size;
  const int status = ::uncompress(reinterpret_cast<Bytef*>(text.data()), &size,
                                  reinterpret_cast<const Bytef*>(packed.bytes.data()), packed.bytes.size());
  if (status != Z_OK) throw std::logic_error("the model of " + std::string(packed.service) + " can't be inflated");
  return Json::parse(text);
}

[[noreturn]] void wrong_type(const std::string& at, const char* wanted) {
  throw Failure(400, "SerializationException", at + ": the value cannot be converted to " + wanted);
}

/// AWS writes paths of members with a small first letter: databaseInput.name
std::string below(const std::string& at, std::string member) {
  member[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(member[0])));
  return at.empty() ? member : at + "." + member;
}

/// Letters of UTF-8 text, as limits of lengths count them.
std::size_t letters(const std::string& text) {
  std::size_t count = 0;
  for (const auto c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

/// Walks a value beside its shape.
class Check {
 public:
  Check(const Json& shapes, std::string invalid) : shapes_(shapes), invalid_(std::move(invalid)) {}

  void members(Json& value, const Json& shape, const std::string& at) const {
    if (!value.is_object()) wrong_type(at, "a structure");
    const Json& known = shape["members"];
    for (auto item = value.begin(); item != value.end();) {
      const auto member = known.find(item.key());
      if (member == known.end())
        throw Failure(400, "SerializationException", "No member " + below(at, item.key()) + " is known");
      if (item->is_null()) {
        item = value.erase(item);
        continue;
      }
      check(*item, shapes_[member->at("shape").get<std::string>()], below(at, item.key()));
      ++item;
    }
    for (const auto& name : shape.value("required", Json::array())) {
      if (!value.contains(name.get<std::string>())) out_of_bounds(nullptr, below(at, name), "not be null");
    }
  }

 private:
  [[noreturn]] void out_of_bounds(const Json& value, const std::string& at, const std::string& constraint) const {
    const auto shown = value.is_string() ? value.get<std::string>() : value.dump();
    throw Failure(400, invalid_,
                  "1 validation error detected: Value " + (value.is_null() ? std::string("null") : "'" + shown + "'") +
                      " at '" + at + "' failed to satisfy constraint: Member must " + constraint);
  }

  void check(Json& value, const Json& shape, const std::string& at) const {
    const std::string type = shape["type"];
    if (type == "structure") return shape.value("document", false) ? void() : members(value, shape, at);
    if (type == "string") return text(value, shape, at);
    if (type == "list") return list(value, shape, at);
    if (type == "map") return map(value, shape, at);
    if (type == "integer" || type == "long") {
      if (!value.is_number_integer()) wrong_type(at, "an integer");
      return bounds(value, value, shape, at, "value");
    }
    if (type == "boolean" && !value.is_boolean()) wrong_type(at, "a boolean");
    if ((type == "double" || type == "float" || type == "timestamp") && !value.is_number()) wrong_type(at, "a number");
    if (type == "blob" && !value.is_string()) wrong_type(at, "a blob");
  }

  void text(const Json& value, const Json& shape, const std::string& at) const {
    if (!value.is_string()) wrong_type(at, "a string");
    if (shape.contains("enum")) return choice(value, shape["enum"], at);
    bounds(letters(value.get_ref<const std::string&>()), value, shape, at, "length");
  }

  void choice(const Json& value, const Json& choices, const std::string& at) const {
    std::string all;
    for (const auto& one : choices) {
      if (value == one) return;
      all += (all.empty() ? "" : ", ") + one.get<std::string>();
    }
    out_of_bounds(value, at, "satisfy enum value set: [" + all + "]");
  }

  void bounds(const Json& size, const Json& value, const Json& shape, const std::string& at,
              const std::string& what) const {
    if (shape.contains("min") && size < shape["min"])
      out_of_bounds(value, at, "have " + what + " greater than or equal to " + shape["min"].dump());
    if (shape.contains("max") && size > shape["max"])
      out_of_bounds(value, at, "have " + what + " less than or equal to " + shape["max"].dump());
  }

  void list(Json& value, const Json& shape, const std::string& at) const {
    if (!value.is_array()) wrong_type(at, "a list");
    bounds(value.size(), value, shape, at, "length");
    const Json& element = shapes_[shape["member"]["shape"].get<std::string>()];
    for (std::size_t i = 0; i < value.size(); ++i)
      check(value[i], element, at + "." + std::to_string(i + 1) + ".member");
  }

  void map(Json& value, const Json& shape, const std::string& at) const {
    if (!value.is_object()) wrong_type(at, "a map");
    bounds(value.size(), value, shape, at, "length");
    const Json& element = shapes_[shape["value"]["shape"].get<std::string>()];
    const Json& key = shapes_[shape["key"]["shape"].get<std::string>()];
    for (auto& item : value.items()) {
      Json name = item.key();
      check(name, key, at + "." + item.key() + ".key");
      check(item.value(), element, at + "." + item.key());
    }
  }

  const Json& shapes_;
  std::string invalid_;
};

}  // namespace

const Model& Model::of(const std::string& service) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Model>> loaded;
  const std::lock_guard lock(mutex);
  auto& slot = loaded[service];
  if (slot) return *slot;
  for (const PackedModel& packed : kPackedModels) {
    if (packed.service == service) slot = std::make_unique<Model>(inflated(packed));
  }
  if (!slot) throw std::invalid_argument("no model of " + service + " was built into the sandbox");
  return *slot;
}

void Model::check_input(Json& input, const std::string& operation, const std::string& invalid) const {
  const std::string shape = input_of(operation);
  const Check check(document_["shapes"], invalid);
  check.members(input, shape.empty() ? Json{{"members", Json::object()}} : document_["shapes"][shape], "");
}

void Model::check_output(const Json& output, const std::string& operation) const {
  const std::string shape = output_of(operation);
  Json copy = output;
  try {
    Check(document_["shapes"], "out of bounds")
        .members(copy, shape.empty() ? Json{{"members", Json::object()}} : document_["shapes"][shape], "");
  } catch (const Failure& failure) {
    throw std::logic_error("the sandbox's answer to " + operation + " is not the model's: " + failure.what());
  }
}

Json Model::fitting(const Json& object, const std::string& shape) const {
  Json out = Json::object();
  for (const auto& [name, member] : document_["shapes"][shape]["members"].items()) {
    if (object.contains(name)) out[name] = object[name];
  }
  return out;
}

std::string Model::shape_of(const std::string& shape, const std::string& member) const {
  return document_["shapes"][shape]["members"][member]["shape"];
}

}  // namespace lakeform::sandbox

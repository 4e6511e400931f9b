// A configuration as the tests write it, in Terraform's JSON syntax with references and unknowns, and its values.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "provider/schema/definition.h"

namespace lakeform::harness {

using Json = nlohmann::json;

/// One resource: "aws_s3_bucket.test" and its body. A text in it may be or hold "${aws_s3_bucket.base.id}";
/// {"$unknown": X} stands for a value that nobody knows before the apply, where it turns out to be X.
struct Resource {
  std::string type, name;
  Json body;
  std::string address() const { return type + "." + name; }
};

struct Configuration {
  Json provider = Json::object();   ///< the provider block, in the same syntax
  std::vector<Resource> resources;  ///< in an order in which each refers to earlier ones only
};

/// From {"aws_s3_bucket": {"base": {...}}}; put in order. Throws std::invalid_argument for references in a circle.
std::vector<Resource> resources_of(const Json& by_type);

enum class Phase { Plan, Apply };

/// The object that stands at an address; null: none.
using Lookup = std::function<Value(const std::string& address)>;

/// The block's values as Terraform sends them: every member is there, blocks that are missing are empty, sets are in
/// order without equal elements. A reference to what is not there is null.
Value evaluated(const schema::Field& block, const Json& body, const Lookup& lookup, Phase phase);

/// The addresses of resources that the body refers to.
std::vector<std::string> references(const Json& body);

/// The value with sets in order and without equal elements, so that equal values are equal text for text. Brings
/// missing members.
Value canonical(const schema::Field& field, Value value);

}  // namespace lakeform::harness

// A service's own description of itself, as botocore publishes it: what an operation takes and answers.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lakeform::sandbox {

class Model {
 public:
  /// Loaded on first use. Throws std::invalid_argument for a service whose model was not built in
  /// (tests/sandbox/CMakeLists.txt lists them).
  static const Model& of(const std::string& service);

  explicit Model(const nlohmann::json& document) : document_(document) {}

  /// Throws Failure: SerializationException for a wrong type or an unknown member (AWS drops the latter in silence; a
  /// sandbox that did so would hide a misspelt field), `invalid` for a value out of bounds or a member that is missing.
  /// Members that are null count as absent and are taken out. Patterns are left to the service: they are Java's.
  void check_input(nlohmann::json& input, const std::string& operation, const std::string& invalid) const;
  /// Throws std::logic_error: an answer that the model has not is a fault of the sandbox.
  void check_output(const nlohmann::json& output, const std::string& operation) const;

  bool has_operation(const std::string& operation) const { return document_["operations"].contains(operation); }
  /// X-Amz-Target before the dot.
  std::string target() const { return document_["target"]; }
  /// What of an object has a place in the shape of that name, member by member.
  nlohmann::json fitting(const nlohmann::json& object, const std::string& shape) const;
  /// The name of the shape that a member of a shape has.
  std::string shape_of(const std::string& shape, const std::string& member) const;
  std::string input_of(const std::string& operation) const {
    return document_["operations"][operation].value("input", "");
  }
  std::string output_of(const std::string& operation) const {
    return document_["operations"][operation].value("output", "");
  }
  /// How the operation's pages follow each other (input_token, output_token, limit_key, result_key); null when it has
  /// none.
  nlohmann::json pages_of(const std::string& operation) const {
    return document_["pages"].value(operation, nlohmann::json());
  }

 private:
  nlohmann::json document_;
};

}  // namespace lakeform::sandbox

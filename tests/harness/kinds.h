// The lives that the tests take each type through, from the files in kinds/: see the README there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/harness/terraform/configuration.h"

namespace lakeform::harness {

struct Life {
  std::string type, name;
  Json base;                              ///< resources that the one under test refers to, by type and name
  Json create;                            ///< body of the resource `test`
  std::optional<Json> update;             ///< its body after the change; nothing: the type or this life has none
  std::string import;                     ///< "${aws_s3_bucket.test.id}"; empty: it cannot be imported
  std::vector<std::string> not_imported;  ///< attributes that no API tells
  std::vector<std::string> moves;  ///< beginnings of paths that change by themselves: "partition_index[0].index_status"
  std::string not_replaced;  ///< why it cannot be replaced within its life, and is no case for unknowns; empty: it can
  std::vector<std::string> leaves;  ///< what is meant to stay after a destroy, as the sandbox's inventory says it

  std::string address() const { return type + ".test"; }
  Configuration configuration(const Json& body) const;
};

/// Every resource type of the provider, from its definitions.
std::vector<std::string> types_of(const std::string& provider);
/// Why no life makes a call of the definition: "create PutBucketAcl" -> reason.
std::map<std::string, std::string> not_called(const std::string& type);
/// Those that can be replaced on their way.
std::vector<Life> replaceable_lives_of(const std::string& type);
/// The lives of a type; none when it has no file. Throws std::exception when the file is not as the README says.
std::vector<Life> lives_of(const std::string& type);

}  // namespace lakeform::harness

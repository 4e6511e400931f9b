// What Redshift accepts: identifiers, passwords, windows, node types. Each check throws Failure, most
// InvalidParameterValue.
#pragma once

#include <optional>
#include <string>

#include "tests/sandbox/core/query.h"

namespace lakeform::sandbox::redshift {

struct NodeType {
  const char* name;
  long least;  ///< nodes
  long most;
  bool managed_storage;  ///< RA3 and RG: relocation, two zones, ports of their own
  long storage;          ///< megabytes of a node
};

/// Throws InvalidParameterValue for an unknown name.
const NodeType& node_type(const std::string& name);
/// The count for ClusterType and NumberOfNodes as given; `current` where neither is.
long node_count(const Form& form, const NodeType& type, long current);
void check_name(const std::string& parameter, const std::string& name, std::size_t most);
void check_database(const std::string& name);
void check_username(const std::string& name);
void check_password(const std::string& password);
void check_port(long port, const NodeType& type);
void check_range(const std::string& parameter, long value, long least, long most,
                 const std::string& code = "InvalidParameterValue");
/// In lower case, as Redshift keeps it.
std::string maintenance_window(const std::string& text);
Failure invalid(const std::string& message);
Failure bad_combination(const std::string& message);

}  // namespace lakeform::sandbox::redshift

// The parameters of each family, with their defaults and what they accept.
#pragma once

#include <string>
#include <vector>

namespace lakeform::sandbox::redshift {

struct Parameter {
  const char* name;
  std::string value;  ///< default
  const char* type;   ///< string, boolean, integer, json
  const char* allowed;
  const char* apply;  ///< static (needs a reboot) or dynamic
  const char* about;
};

/// In the order of names. Throws InvalidParameterValue for an unknown family.
std::vector<Parameter> parameters_of(const std::string& family);
/// Throws InvalidParameterValue when the parameter does not take the value.
void check_value(const Parameter& parameter, const std::string& value);

}  // namespace lakeform::sandbox::redshift

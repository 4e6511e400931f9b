#include "tests/sandbox/redshift/parameters.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "tests/sandbox/redshift/rules.h"

namespace lakeform::sandbox::redshift {

std::vector<Parameter> parameters_of(const std::string& family) {
  if (family != "redshift-1.0" && family != "redshift-2.0") throw invalid("Invalid parameter group family: " + family);
  const std::string strict = family == "redshift-2.0" ? "true" : "false";
  return {
      {"auto_analyze", "true", "boolean", "true,false", "static", "Use auto analyze"},
      {"auto_mv", "true", "boolean", "true,false", "static", "Use auto mv capability"},
      {"datestyle", "ISO, MDY", "string", "", "static", "Sets the display format for date and time values."},
      {"enable_case_sensitive_identifier", "false", "boolean", "true,false", "static",
       "Preserves the letter case of database identifiers"},
      {"enable_user_activity_logging", "false", "boolean", "true,false", "static",
       "parameter for audit logging purpose"},
      {"extra_float_digits", "0", "integer", "-15-2", "static",
       "Sets the number of digits displayed for floating-point values"},
      {"max_concurrency_scaling_clusters", "1", "integer", "0-10", "static",
       "The maximum concurrency scaling clusters can be used."},
      {"query_group", "default", "string", "", "static",
       "This parameter applies a user-defined label to a group of queries."},
      {"require_ssl", strict, "boolean", "true,false", "static", "require ssl for all databaseconnections"},
      {"search_path", "$user, public", "string", "", "static",
       "Sets the schema search order for names that are not schema-qualified."},
      {"statement_timeout", "0", "integer", "0,100-2147483647", "static",
       "Aborts any statement that takes over the specified number of milliseconds."},
      {"use_fips_ssl", "false", "boolean", "true,false", "static", "Use fips ssl library"},
      {"wlm_json_configuration", R"([{"auto_wlm":true}])", "string", "", "static", "wlm json configuration"},
  };
}

void check_value(const Parameter& parameter, const std::string& value) {
  const auto bad = [&] {
    return invalid("The value " + value + " is not valid for the parameter " + parameter.name +
                   (*parameter.allowed ? std::string(": allowed are ") + parameter.allowed : ""));
  };
  const std::string type = parameter.type;
  if (type == "boolean" && value != "true" && value != "false") throw bad();
  if (type == "integer") {
    long number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size()) throw bad();
  }
  if (std::string_view(parameter.name) == "wlm_json_configuration" && !nlohmann::json::accept(value)) throw bad();
}

}  // namespace lakeform::sandbox::redshift

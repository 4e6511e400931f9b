#include "tests/sandbox/redshift/rules.h"

#include <algorithm>

#include "provider/cloud/codec.h"
#include "provider/value/pattern.h"

namespace lakeform::sandbox::redshift {
namespace {

// From the cluster management guide: node types with their ranges and storage.
constexpr NodeType types[] = {
    {"dc2.large", 1, 32, false, 160'000},      {"dc2.8xlarge", 2, 128, false, 2'560'000},
    {"ra3.large", 1, 16, true, 8'000'000},     {"ra3.xlplus", 1, 32, true, 32'000'000},
    {"ra3.4xlarge", 2, 64, true, 128'000'000}, {"ra3.16xlarge", 2, 128, true, 128'000'000},
    {"rg.large", 1, 16, true, 8'000'000},      {"rg.xlarge", 1, 32, true, 32'000'000},
    {"rg.4xlarge", 2, 64, true, 128'000'000},  {"rg.12xlarge", 2, 128, true, 128'000'000},
};

bool has(const std::string& text, int (*kind)(int)) {
  return std::any_of(text.begin(), text.end(), [kind](unsigned char c) { return kind(c) != 0; });
}

// Minutes since the week's beginning of "sun:05:30".
int minute_of_week(const std::string& day, const std::string& hour, const std::string& minute) {
  static const std::string days = "mon tue wed thu fri sat sun";
  return static_cast<int>(days.find(day) / 4) * 1440 + std::stoi(hour) * 60 + std::stoi(minute);
}

}  // namespace

Failure invalid(const std::string& message) { return refuse("InvalidParameterValue", message); }
Failure bad_combination(const std::string& message) { return refuse("InvalidParameterCombination", message); }

const NodeType& node_type(const std::string& name) {
  for (const auto& type : types) {
    if (name == type.name) return type;
  }
  throw invalid("Invalid node type: " + name);
}

long node_count(const Form& form, const NodeType& type, long current) {
  const auto kind = form.text("ClusterType");
  const auto asked = form.number("NumberOfNodes");
  if (!kind.empty() && kind != "single-node" && kind != "multi-node") {
    throw invalid("Invalid cluster type: " + kind + ". Valid values are single-node and multi-node.");
  }
  if (kind == "multi-node" && !asked)
    throw bad_combination("NumberOfNodes is required when ClusterType is multi-node.");
  if (kind == "multi-node" && *asked < 2)
    throw invalid("Number of nodes for cluster type multi-node must be greater than or equal to 2");
  if (kind == "single-node" && asked && *asked != 1)
    throw bad_combination("Number of nodes must be 1 for cluster type single-node");
  const auto nodes = asked ? *asked : kind == "single-node" ? 1 : current;
  if (nodes < type.least) {
    throw bad_combination("A cluster of node type " + std::string(type.name) + " needs at least " +
                          std::to_string(type.least) + " nodes.");
  }
  if (nodes > type.most) {
    throw refuse("NumberOfNodesPerClusterLimitExceeded", "A cluster of node type " + std::string(type.name) +
                                                             " can have at most " + std::to_string(type.most) +
                                                             " nodes.");
  }
  return nodes;
}

void check_name(const std::string& parameter, const std::string& name, std::size_t most) {
  if (name.size() > most || !has_pattern(name, "^[a-z][a-z0-9]*(-[a-z0-9]+)*$")) {
    throw invalid("The parameter " + parameter + " is not a valid identifier. Identifiers must have 1 to " +
                  std::to_string(most) +
                  " characters, begin with a letter, contain only ASCII letters, digits and hyphens, and must not end "
                  "with a hyphen or "
                  "contain two consecutive hyphens.");
  }
}

void check_database(const std::string& name) {
  if (name.size() > 64 || !has_pattern(name, "^[a-z_][a-z0-9_$]*$")) {
    throw invalid(
        "The parameter DBName must begin with a lower-case letter or underscore and contain only lower-case letters, "
        "digits, "
        "underscores and dollar signs.");
  }
}

void check_username(const std::string& name) {
  if (name.size() > 128 || !has_pattern(name, "^[A-Za-z][A-Za-z0-9_.@+-]*$") || cloud::lower_case(name) == "public") {
    throw invalid("The parameter MasterUsername is not a valid user name.");
  }
}

void check_password(const std::string& password) {
  if (password.size() < 8 || password.size() > 64)
    throw invalid("The parameter MasterUserPassword must be between 8 and 64 characters long.");
  if (!has(password, std::isupper) || !has(password, std::islower) || !has(password, std::isdigit)) {
    throw invalid(
        "The parameter MasterUserPassword must contain at least one upper case letter, one lower case letter and one "
        "number.");
  }
  for (const char c : password) {
    if (c < 33 || c > 126 || std::string_view("/@\"'\\").find(c) != std::string_view::npos) {
      throw invalid(
          "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', "
          "'\"', '\\', ' ' and ''' may be used.");
    }
  }
}

void check_port(long port, const NodeType& type) {
  const bool good = type.managed_storage ? (port >= 5431 && port <= 5455) || (port >= 8191 && port <= 8215)
                                         : port >= 1150 && port <= 65535;
  if (good) return;
  throw invalid(
      "Invalid port " + std::to_string(port) + " for node type " + type.name +
      (type.managed_storage ? ": valid ports are 5431-5455 and 8191-8215." : ": valid ports are 1150-65535."));
}

void check_range(const std::string& parameter, long value, long least, long most, const std::string& code) {
  if (value < least || value > most) {
    throw refuse(code, "Invalid value for " + parameter + ": " + std::to_string(value) + ". It must be between " +
                           std::to_string(least) + " and " + std::to_string(most) + ".");
  }
}

std::string maintenance_window(const std::string& text) {
  static const std::string moment = "(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):([0-5][0-9])";
  const auto lower = cloud::lower_case(text);
  const auto part = groups_of(lower, "^" + moment + "-" + moment + "$");
  if (part.empty())
    throw invalid("Invalid maintenance window: " + text + ". It must have the form ddd:hh24:mi-ddd:hh24:mi.");
  constexpr int week = 7 * 1440;
  const auto length =
      (minute_of_week(part[4], part[5], part[6]) - minute_of_week(part[1], part[2], part[3]) + week) % week;
  if (length < 30 || length >= 1440)
    throw invalid("The maintenance window must be at least 30 minutes and less than 24 hours long: " + text);
  return lower;
}

}  // namespace lakeform::sandbox::redshift

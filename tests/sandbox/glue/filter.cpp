#include "tests/sandbox/glue/filter.h"

#include "provider/value/pattern.h"
#include "tests/sandbox/core/http.h"

namespace lakeform::sandbox::glue {
namespace {

/// Below zero, zero, above zero.
int compared(const std::string& left, const std::string& right, bool number) {
  if (!number) return left.compare(right);
  const auto difference = std::strtod(left.c_str(), nullptr) - std::strtod(right.c_str(), nullptr);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

bool holds(int order, const std::string& sign) {
  if (sign == "=") return order == 0;
  if (sign == "<>" || sign == "!=") return order != 0;
  if (sign == "<") return order < 0;
  if (sign == "<=") return order <= 0;
  return sign == ">" ? order > 0 : order >= 0;
}

bool is_number(const std::string& type) {
  return type == "int" || type == "bigint" || type == "long" || type == "tinyint" || type == "smallint" ||
         type.rfind("decimal", 0) == 0;
}

}  // namespace

PartitionFilter::PartitionFilter(const std::string& expression, const Json& keys) {
  static const std::string comparison =
      R"(^\s*\(?\s*(\w+)\s*(<=|>=|<>|!=|=|<|>)\s*(?:'([^']*)'|(-?[\w.]+))\s*\)?\s*(?:(?:and|AND)\b|$))";
  for (std::string rest = expression; !rest.empty();) {
    const auto found = groups_of(rest, comparison);
    if (found.empty()) {
      throw Failure(400, "InvalidInputException", "Unsupported expression '" + expression + "'");
    }
    Comparison one;
    while (one.key < keys.size() && keys[one.key]["Name"] != found[1]) ++one.key;
    if (one.key == keys.size())
      throw Failure(400, "InvalidInputException", "Unknown partition key in the expression: " + found[1]);
    one.number = is_number(keys[one.key].value("Type", "string"));
    one.sign = found[2];
    one.value = found[3].empty() ? found[4] : found[3];
    all_.push_back(one);
    rest.erase(0, found[0].size());
  }
}

bool PartitionFilter::takes(const Json& values) const {
  for (const auto& one : all_) {
    if (!holds(compared(values.at(one.key).get<std::string>(), one.value, one.number), one.sign)) return false;
  }
  return true;
}

}  // namespace lakeform::sandbox::glue

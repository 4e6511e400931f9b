#include "tests/sandbox/glue/filter.h"

#include <regex>

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
  return type == "int" || type == "bigint" || type == "long" || type == "tinyint" || type == "smallint" || type.rfind("decimal", 0) == 0;
}

}  // namespace

PartitionFilter::PartitionFilter(const std::string& expression, const Json& keys) {
  static const std::regex comparison(R"(^\s*\(?\s*(\w+)\s*(<=|>=|<>|!=|=|<|>)\s*(?:'([^']*)'|(-?[\w.]+))\s*\)?\s*(?:(?:and|AND)\b|$))");
  auto from = expression.cbegin();
  std::smatch found;
  while (from != expression.cend()) {
    if (!std::regex_search(from, expression.cend(), found, comparison)) {
      throw Failure(400, "InvalidInputException", "Unsupported expression '" + expression + "'");
    }
    Comparison one;
    while (one.key < keys.size() && keys[one.key]["Name"] != found[1].str()) ++one.key;
    if (one.key == keys.size()) throw Failure(400, "InvalidInputException", "Unknown partition key in the expression: " + found[1].str());
    one.number = is_number(keys[one.key].value("Type", "string"));
    one.sign = found[2].str();
    one.value = found[3].matched ? found[3].str() : found[4].str();
    all_.push_back(one);
    from = found[0].second;
  }
}

bool PartitionFilter::takes(const Json& values) const {
  for (const auto& one : all_) {
    if (!holds(compared(values.at(one.key).get<std::string>(), one.value, one.number), one.sign)) return false;
  }
  return true;
}

}  // namespace lakeform::sandbox::glue

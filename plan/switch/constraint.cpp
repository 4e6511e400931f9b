#include "plan/switch/constraint.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "provider/value/text.h"

namespace lakeform::plan {

namespace {

std::optional<std::vector<int>> numbers(std::string_view version) {
  std::vector<int> out;
  version = version.substr(0, version.find_first_of("-+"));
  for (const std::string_view part : split(version, '.')) {
    int number = 0;
    const auto [end, problem] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (problem != std::errc() || end != part.data() + part.size()) return std::nullopt;
    out.push_back(number);
  }
  return out;
}

std::vector<int> of_three(std::vector<int> parts) {
  parts.resize(std::max<std::size_t>(parts.size(), 3), 0);
  return parts;
}

/// "~> 5.2" takes 5.x from 5.2 on, "~> 5.2.1" takes 5.2.x from 5.2.1 on: only the last number that is named may grow.
bool pessimistic(const std::vector<int>& is, const std::vector<int>& named) {
  const std::size_t fixed = std::max<std::size_t>(named.size(), 2) - 1;
  return is >= of_three(named) &&
         std::equal(named.begin(), named.begin() + static_cast<std::ptrdiff_t>(std::min(fixed, named.size())),
                    is.begin());
}

bool meets_one(const std::vector<int>& is, std::string_view constraint) {
  constraint = trimmed(constraint);
  const std::size_t digits = constraint.find_first_of("0123456789");
  if (digits == std::string_view::npos) return true;
  const std::string_view sign = trimmed(constraint.substr(0, digits));
  const auto named = numbers(trimmed(constraint.substr(digits)));
  if (!named) return true;
  const auto other = of_three(*named);
  if (sign.empty() || sign == "=") return is == other;
  if (sign == "!=") return is != other;
  if (sign == ">=") return is >= other;
  if (sign == ">") return is > other;
  if (sign == "<=") return is <= other;
  if (sign == "<") return is < other;
  return sign != "~>" || pessimistic(is, *named);
}

}  // namespace

bool meets(std::string_view version, std::string_view constraint) {
  const auto is = numbers(version);
  if (!is) return true;
  for (const std::string_view one : split(constraint, ',')) {
    if (!meets_one(of_three(*is), one)) return false;
  }
  return true;
}

}  // namespace lakeform::plan

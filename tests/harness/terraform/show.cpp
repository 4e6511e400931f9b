#include "tests/harness/terraform/show.h"

#include <nlohmann/json.hpp>
#include <set>

namespace lakeform::harness {
namespace {

bool is_nothing(const Value& value) {
  return value.is_null() || (value.kind() == Value::Kind::Number && value.as_number() == Number(0)) ||
         (value.is_string() && value.as_string().empty()) || (value.is_list() && value.as_list().empty()) ||
         (value.is_map() && value.as_map().empty());
}

void compare(const Value& a, const Value& b, const Path& at, bool real, std::vector<std::string>& out) {
  if (a == b || (real && is_nothing(a) && is_nothing(b))) return;
  if (a.is_map() && b.is_map()) {
    std::set<std::string> names;
    for (const auto& [name, item] : a.as_map()) names.insert(name);
    for (const auto& [name, item] : b.as_map()) names.insert(name);
    for (const auto& name : names) compare(a[name], b[name], at / name, real, out);
  } else if (a.is_list() && b.is_list() && a.as_list().size() == b.as_list().size()) {
    for (std::size_t i = 0; i < a.as_list().size(); ++i)
      compare(a.as_list()[i], b.as_list()[i], at / static_cast<Index>(i), real, out);
  } else {
    out.push_back(at.text() + ": " + shown(a) + " -> " + shown(b));
  }
}

}  // namespace

std::string shown(const Value& value) {
  std::string out;
  if (value.is_list()) {
    for (const Value& item : value.as_list()) out += (out.empty() ? "" : ", ") + shown(item);
    return "[" + out + "]";
  }
  if (value.is_map()) {
    for (const auto& [name, item] : value.as_map()) {
      if (!item.is_null()) out += (out.empty() ? "" : ", ") + name + ": " + shown(item);
    }
    return "{" + out + "}";
  }
  if (value.is_unknown()) return "(unknown)";
  if (value.is_null()) return "null";
  return value.is_string() ? nlohmann::json(value.as_string()).dump() : value.to_text();
}

std::vector<std::string> differences(const Value& before, const Value& after) {
  std::vector<std::string> out;
  compare(before, after, {}, false, out);
  return out;
}

std::vector<std::string> real_differences(const Value& before, const Value& after) {
  std::vector<std::string> out;
  compare(before, after, {}, true, out);
  return out;
}

}  // namespace lakeform::harness

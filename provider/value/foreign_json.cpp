#include "provider/value/foreign_json.h"

#include <algorithm>

namespace lakeform {

namespace {

/// Levels and values of a text, strings left out: every value is the first of a list or object, or follows a comma.
struct Size {
  std::size_t deepest = 0, nodes = 1;
};

Size size_of(std::string_view json) {
  Size size;
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      size.deepest = std::max(size.deepest, ++depth);
      ++size.nodes;
    } else if (c == '}' || c == ']') {
      depth -= depth > 0 ? 1 : 0;
    } else if (c == ',') {
      ++size.nodes;
    }
  }
  return size;
}

}  // namespace

std::string too_much(std::string_view json, const TreeLimits& limits) {
  const Size size = size_of(json);
  if (size.deepest > limits.depth) return "it nests more than " + std::to_string(limits.depth) + " levels";
  if (size.nodes > limits.nodes) return "it holds more than " + std::to_string(limits.nodes) + " values";
  return {};
}

nlohmann::json parse_foreign(std::string_view text, std::string* why, const TreeLimits& limits) {
  nlohmann::json out(nlohmann::json::value_t::discarded);
  std::string problem = too_much(text, limits);
  if (problem.empty()) {
    out = nlohmann::json::parse(text, nullptr, false);
    if (out.is_discarded()) problem = "it is no JSON";
  }
  if (why) *why = std::move(problem);
  return out;
}

}  // namespace lakeform

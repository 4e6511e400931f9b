// How deep a JSON text is nested. Readers of JSON recurse, so a text from elsewhere is bounded before it is read.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace lakeform::plan {

/// Terraform's own documents stay below a hundred levels: modules within modules, values within those.
inline constexpr std::size_t kDeepestJson = 500;

/// The greatest number of brackets that are open at once, strings left out.
inline std::size_t nesting(std::string_view json) {
  std::size_t depth = 0, deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '{' || c == '[')) {
      deepest = std::max(deepest, ++depth);
    } else if (!quoted && (c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

}  // namespace lakeform::plan

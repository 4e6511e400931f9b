// Dotted paths, part by part.
#pragma once

#include <algorithm>
#include <charconv>
#include <string_view>

namespace lakeform::language {

/// Calls `visit` with each part of a dotted path until it returns false.
template <class Visit>
void each_part(std::string_view dotted, Visit visit) {
  while (!dotted.empty()) {
    const auto end = std::min(dotted.find('.'), dotted.size());
    if (!visit(dotted.substr(0, end))) return;
    dotted.remove_prefix(std::min(end + 1, dotted.size()));
  }
}

/// Whether a part is the index of an element.
inline bool index_of(std::string_view part, std::size_t& index) {
  const auto read = std::from_chars(part.data(), part.data() + part.size(), index);
  return read.ec == std::errc() && read.ptr == part.data() + part.size();
}

}  // namespace lakeform::language

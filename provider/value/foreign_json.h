// JSON that others wrote. A tree of it is walked by recursion and takes many times the memory of its text, so the text
// is bounded before it becomes one.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace lakeform {

struct TreeLimits {
  std::size_t depth = 200;  ///< levels; what Terraform and the services write stays below fifty
  std::size_t nodes =
      1000000;  ///< values; some 100 bytes each, and a tree is copied a few times on its way into a state
};

/// Why a JSON text is more than that, with the limit in words; empty when it is not. Says nothing of whether the text
/// is JSON.
std::string too_much(std::string_view json, const TreeLimits& limits = {});

/// The tree, or a discarded one when the text is no JSON or is too much; `why` then says which.
nlohmann::json parse_foreign(std::string_view text, std::string* why = nullptr, const TreeLimits& limits = {});

}  // namespace lakeform

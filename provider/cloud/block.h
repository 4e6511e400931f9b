// Reading attributes of a block whose values may be null or unknown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "provider/value/value.h"

namespace lakeform::cloud {

/// "" unless it is a known string (or a known number or bool, as text).
inline std::string text_of(const Value& value) { return value.is_known() ? value.to_text() : std::string(); }
inline std::string text_of(const Value& block, std::string_view name) { return text_of(block[name]); }

inline bool flag_of(const Value& block, std::string_view name) {
  const Value& value = block[name];
  return value.kind() == Value::Kind::Bool && value.as_bool();
}

/// Known elements of a list or set of strings.
inline std::vector<std::string> texts_of(const Value& block, std::string_view name) {
  std::vector<std::string> out;
  const Value& value = block[name];
  if (!value.is_list()) return out;
  for (const auto& item : value.as_list()) {
    if (item.is_string()) out.push_back(item.as_string());
  }
  return out;
}

/// The elements of a nested block; none when it is absent or unknown.
inline const Value::List& blocks_of(const Value& config, std::string_view name) {
  static const Value::List none;
  const Value& value = config[name];
  return value.is_list() ? value.as_list() : none;
}

}  // namespace lakeform::cloud

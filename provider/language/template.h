// Patterns with {placeholders}: their parts, and what they are filled with or matched against. What a placeholder means
// is the reader's business. The language is described in schemas/README.md.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lakeform::language {

/// Literal and placeholder in turn, with whether they stand in brackets.
struct Part {
  std::string_view text;
  bool placeholder = false, optional = false;
};
std::vector<Part> parts_of(std::string_view pattern);

/// The pattern with each placeholder replaced by what `value` says of it.
std::string filled_text(std::string_view pattern, const std::function<std::string(std::string_view)>& value);

/// A text as it is, nothing for null, else JSON.
std::string plain_text(const nlohmann::json& json);

/// The placeholders {Name} and {Parts.0.Name} of a pattern looked up in one JSON object.
std::string text_of_item(std::string_view pattern, const nlohmann::json& item);

/// The values that a text gives to the placeholders of a pattern, split from the left at the first occurrence of each
/// literal; none when it does not fit. Bracketed parts may be missing.
std::optional<std::map<std::string, std::string>> split_id(std::string_view pattern, std::string_view text);

/// The same where slashes stand between the parts: {name} has none, {+name} may have any. Nothing may be missing.
enum class LetterCase { Counts, Ignored };
std::optional<std::map<std::string, std::string>> split_parts(std::string_view pattern, std::string_view text,
                                                              LetterCase letters = LetterCase::Counts);

/// A pattern as people read it: "{catalog_id|account_id}:{name}" is CATALOG_ID:NAME.
std::string readable(std::string_view pattern);

}  // namespace lakeform::language

// JSON texts inside attributes: their stored form and what makes two of them the same.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace lakeform::language {

/// The text as JSON; none when it is no JSON. Where a key repeats, the last one counts.
std::optional<nlohmann::json> parse_json(std::string_view text);

/// Compact form as Go's encoding/json writes it: keys sorted by byte, no spaces, numbers as doubles, "<", ">", "&" and
/// the line separators U+2028 and U+2029 escaped. States of the official providers hold JSON in this form.
std::string compact_json(const nlohmann::json& json);

/// A compact JSON text over several lines, two spaces a level.
std::string indented_json(std::string_view compact);

/// The compact form; a text that is no JSON stays as it is.
std::string normal_json(std::string_view text);

/// Whether both are JSON with the same content, or the same text.
bool same_json(std::string_view a, std::string_view b);

/// Whether the text names a key twice in one object.
bool has_repeated_key(std::string_view text);

}  // namespace lakeform::language

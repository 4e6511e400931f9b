// Templates of definitions: texts, request bodies, ids. The language is described in schemas/README.md.
#pragma once

#include <optional>

#include "provider/engine/scope.h"

namespace lakeform::engine {

/// The text with every placeholder filled in; what is not set is empty.
std::string text_of(std::string_view pattern, const Scope& scope);

/// As text_of, but parts in brackets are left out when a placeholder in them is empty:
/// "{bucket}[,{expected_bucket_owner}]".
std::string id_text(std::string_view pattern, const Scope& scope);

/// The placeholders {Name} and {Parts.0.Name} of a pattern looked up in one JSON object.
std::string text_of_item(std::string_view pattern, const Json& item);

/// A request body from its tree. Null when the tree is null.
Json body_of(const Json& tree, const Scope& scope);

/// The values that a text gives to the placeholders of a pattern, split from the left at the first occurrence of each
/// literal; none when it does not fit. Bracketed parts may be missing.
std::optional<std::map<std::string, std::string>> split_id(std::string_view pattern, std::string_view text);

/// Whether every attribute that the pattern names is set (words such as {region} aside).
bool complete(std::string_view pattern, const Scope& scope);

}  // namespace lakeform::engine

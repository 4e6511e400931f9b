// Templates of definitions: texts, request bodies, ids. The language is described in schemas/README.md.
#pragma once

#include "provider/engine/scope.h"
#include "provider/language/template.h"

namespace lakeform::engine {

/// The text with every placeholder filled in; what is not set is empty.
std::string text_of(std::string_view pattern, const Scope& scope);

/// As text_of, but parts in brackets are left out when a placeholder in them is empty:
/// "{bucket}[,{expected_bucket_owner}]".
std::string id_text(std::string_view pattern, const Scope& scope);

/// A request body from its tree. Null when the tree is null.
Json body_of(const Json& tree, const Scope& scope);

/// Whether every attribute that the pattern names is set (words such as {region} aside).
bool complete(std::string_view pattern, const Scope& scope);

}  // namespace lakeform::engine

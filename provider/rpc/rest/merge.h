// Answers about both providers at once: ours, and of the official one what ours lacks.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "provider/rpc/rest/store.h"

namespace lakeform::rpc {

using Names = std::set<std::string, std::less<>>;

/// What ours answers for, by kind.
struct Covered {
  Names resources, data_sources, functions, ephemeral, lists, actions;
};

/// From a serialized GetMetadata.Response.
Covered covered_by(std::string_view metadata);

/// All of them serialized responses, as are the results. Of the official provider nothing is taken for a type that ours
/// has, also no list resource and no identity, since those belong to the type's own schema.
std::string merged_schemas(std::string_view ours, const std::string& theirs, const Covered& covered);
std::string merged_identities(std::string_view ours, const std::string& theirs, const Covered& covered);
/// From the official provider's schemas; it need not know the calls itself.
std::string merged_metadata(std::string_view ours, const std::string& their_schemas, const Covered& covered);
std::string merged_functions(std::string_view ours, const std::string& their_schemas, const Covered& covered);

}  // namespace lakeform::rpc

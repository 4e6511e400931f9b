// The definitions that were compiled into the program.
#pragma once

#include <span>
#include <string_view>

#include "provider/schema/definition.h"

namespace lakeform::schema {

/// One provider's compiled answers and the texts of its definitions; constant data made by the build.
struct Compiled {
  struct Entry {
    std::string_view type;
    bool data_source;
    std::string_view text;
  };
  std::string_view name;
  std::string_view schema_response, identity_response, metadata_response, functions_response;  ///< serialized protobuf
  std::string_view official_source, official_version;  ///< the provider it stands in for ("hashicorp/aws") and the release it answers like
  std::string_view provider_text;  ///< the definition of the provider block
  std::span<const Entry> entries;  ///< sorted by data_source, then type
};

/// All of them, in a steady order.
std::span<const Compiled* const> providers();
/// Null for a provider that is not there.
const Compiled* find_provider(std::string_view name);
/// Loads on first use and keeps; null for a type without definition. Thread-safe.
const Definition* find_definition(const Compiled&, std::string_view type, bool data_source = false);
/// The provider block as a definition without calls.
const Definition& provider_definition(const Compiled&);

}  // namespace lakeform::schema

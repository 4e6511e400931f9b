// The definitions that were compiled into the program.
#pragma once

#include <span>
#include <string_view>

#include "provider/schema/definition.h"

namespace lakeform::schema {

/// Bytes that the build has deflated (zlib): definitions and answers are most of what a type weighs in the program.
struct Packed {
  std::string_view bytes;
  std::size_t size;  ///< inflated
};

/// One provider's compiled answers and the texts of its definitions; constant data made by the build.
struct Compiled {
  struct Entry {
    std::string_view type;
    bool data_source;
    Packed text;
  };
  std::string_view name;
  Packed schema_response, identity_response, metadata_response, functions_response;  ///< serialized protobuf
  std::string_view official_source,
      official_version;            ///< the provider it stands in for ("hashicorp/aws") and the release it answers like
  Packed provider_text;            ///< the definition of the provider block
  std::span<const Entry> entries;  ///< sorted by data_source, then type
};

/// Inflates on first use and keeps, for as long as the process lives. Thread-safe.
std::string_view unpacked(const Packed&);

/// All of them, in a steady order.
std::span<const Compiled* const> providers();
/// Null for a provider that is not there.
const Compiled* find_provider(std::string_view name);
/// Loads on first use and keeps; null for a type without definition. Thread-safe.
const Definition* find_definition(const Compiled&, std::string_view type, bool data_source = false);
/// The provider block as a definition without calls.
const Definition& provider_definition(const Compiled&);

}  // namespace lakeform::schema

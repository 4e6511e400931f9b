// What the build makes of the definitions: constant data.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lakeform::schema {

/// Bytes that the build has deflated (zlib): definitions and answers are most of what a type weighs in the program.
struct Packed {
  std::string_view bytes;
  std::size_t size;  ///< inflated
};

/// What a definition is of.
enum class Kind { Resource, Data, Ephemeral, Action };

/// One provider's compiled answers and the texts of its definitions; constant data made by the build.
struct Compiled {
  struct Entry {
    std::string_view type;
    Kind kind;
    Packed text;
  };
  std::string_view name;
  Packed schema_response, identity_response, metadata_response, functions_response;  ///< serialized protobuf
  std::string_view official_source,
      official_version;            ///< the provider it stands in for ("hashicorp/aws") and the release it answers like
  Packed provider_text;            ///< the definition of the provider block
  std::span<const Entry> entries;  ///< sorted by kind, then type
};

}  // namespace lakeform::schema

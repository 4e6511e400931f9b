// Serialized protobuf messages taken apart without knowing all of their fields: answers of five megabytes are joined as
// bytes. Source of the format: protobuf's encoding guide (varints, length-delimited fields, a map entry is a message of
// key 1 and value 2).
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace lakeform::rpc {

struct WireField {
  std::uint32_t number = 0;
  std::string_view record;   ///< the whole field, tag included, as it can be appended to another message
  std::string_view content;  ///< what a length-delimited field holds; empty for others
};

/// The message's fields in their order; false when the bytes are no message (fields before the damage have been told).
bool each_field(std::string_view message, const std::function<void(const WireField&)>& tell);

/// The text in field 1 of a message: the key of a map's entry, the type name of metadata.
std::string_view name_in(std::string_view message);

/// The names in all fields of that number.
std::set<std::string, std::less<>> names_in(std::string_view message, std::uint32_t number);

}  // namespace lakeform::rpc

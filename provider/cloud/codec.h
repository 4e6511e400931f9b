// Encodings and digests that signatures and call styles need. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "provider/value/text.h"
#include "provider/value/time.h"

namespace lakeform::cloud {

using lakeform::lower_case, lakeform::trimmed, lakeform::TimePoint, lakeform::now, lakeform::basic_time,
    lakeform::parse_rfc3339, lakeform::parse_http_date;

std::string hex(std::string_view bytes);
std::string base64(std::string_view bytes);
/// The bytes of a base64 text; empty when it is none.
std::string from_base64(std::string_view text);
/// Raw bytes of the digests.
std::string sha256(std::string_view data);
std::string sha1(std::string_view data);
std::string md5(std::string_view data);
/// Of a file of any size, read piece by piece; nothing when it can't be read.
std::optional<std::string> md5_of_file(const std::string& path);
std::string hmac_sha256(std::string_view key, std::string_view data);
/// CRC-32 (IEEE) as its four bytes, most significant first.
std::string crc32_bytes(std::string_view data);

/// Everything but letters, digits and "-._~" as %XX; `keep_slash` leaves "/".
std::string percent_encode(std::string_view text, bool keep_slash = false);
std::string percent_decode(std::string_view text);

}  // namespace lakeform::cloud

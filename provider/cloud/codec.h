// Encodings and digests that signatures and call styles need. Pure functions.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lakeform::cloud {

/// UTC. Coarser than the system's clock, which ends in 2262: services name later dates, and credentials that last for
/// ever say 9999.
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;
TimePoint now();

std::string hex(std::string_view bytes);
std::string base64(std::string_view bytes);
/// Raw bytes of the digests.
std::string sha256(std::string_view data);
std::string sha1(std::string_view data);
std::string hmac_sha256(std::string_view key, std::string_view data);
/// CRC-32 (IEEE) as its four bytes, most significant first.
std::string crc32_bytes(std::string_view data);

/// Everything but letters, digits and "-._~" as %XX; `keep_slash` leaves "/".
std::string percent_encode(std::string_view text, bool keep_slash = false);
std::string percent_decode(std::string_view text);

std::string lower_case(std::string_view text);
std::string_view trimmed(std::string_view text);

/// "20150830T123600Z"
std::string basic_time(TimePoint time);
/// RFC 3339, with or without fraction, "Z" or an offset; nothing when it is no time.
std::optional<TimePoint> parse_rfc3339(std::string_view text);
/// The form of the HTTP Date header: "Tue, 24 Nov 2026 16:10:00 GMT".
std::optional<TimePoint> parse_http_date(std::string_view text);

}  // namespace lakeform::cloud

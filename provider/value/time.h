// Points in time and the texts that stand for them. All in UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace lakeform {

/// Coarser than the system's clock, which ends in 2262: services name later dates, and credentials that last for ever
/// say 9999.
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;
TimePoint now();

/// By a strftime pattern.
std::string time_text(TimePoint time, const char* pattern);
/// "2026-11-30T12:00:00Z"
std::string rfc3339_text(TimePoint time);
/// "20150830T123600Z"
std::string basic_time(TimePoint time);

/// RFC 3339, with or without fraction, "Z" or an offset; nothing when it is no time.
std::optional<TimePoint> parse_rfc3339(std::string_view text);
/// The form of the HTTP Date header: "Tue, 24 Nov 2026 16:10:00 GMT".
std::optional<TimePoint> parse_http_date(std::string_view text);

}  // namespace lakeform

// Durations as Go and Terraform write them: "75m", "1h30m", "2.5s", "300ms".
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace lakeform {

/// None for text that is no duration. "0" is one; a sign is not.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace lakeform

#include "provider/value/duration.h"

#include <charconv>

namespace lakeform {

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::milliseconds(0);
  if (text.empty()) return std::nullopt;
  double total = 0;
  while (!text.empty()) {
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (read.ec != std::errc() || number < 0 || text.front() == '-') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    const auto unit = text.substr(0, text.find_first_of("0123456789."));
    const double size = unit == "h"    ? 3600e3
                        : unit == "m"  ? 60e3
                        : unit == "s"  ? 1e3
                        : unit == "ms" ? 1
                        : unit == "us" ? 1e-3
                        : unit == "ns" ? 1e-6
                                       : 0;
    if (size == 0) return std::nullopt;
    total += number * size;
    text.remove_prefix(unit.size());
  }
  return std::chrono::milliseconds(static_cast<long long>(total));
}

}  // namespace lakeform

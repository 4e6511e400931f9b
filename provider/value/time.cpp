#include "provider/value/time.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>

#include "provider/value/clock.h"

namespace lakeform {

namespace {

std::optional<TimePoint> utc(std::tm parts) {
  const std::time_t seconds = timegm(&parts);
  if (seconds == static_cast<std::time_t>(-1)) return std::nullopt;
  return TimePoint(std::chrono::seconds(seconds));
}

}  // namespace

TimePoint now() { return std::chrono::floor<TimePoint::duration>(clock::now()); }

std::string time_text(TimePoint time, const char* pattern) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> out{};
  return {out.data(), std::strftime(out.data(), out.size(), pattern, &parts)};
}

std::string rfc3339_text(TimePoint time) { return time_text(time, "%Y-%m-%dT%H:%M:%SZ"); }

std::string basic_time(TimePoint time) { return time_text(time, "%Y%m%dT%H%M%SZ"); }

std::optional<TimePoint> parse_rfc3339(std::string_view text) {
  const std::string copy(text);
  std::tm parts{};
  const char* rest = strptime(copy.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (!rest) return std::nullopt;
  auto time = utc(parts);
  if (*rest == '.') {
    std::int64_t micros = 0, unit = 100000;
    for (++rest; *rest >= '0' && *rest <= '9'; ++rest, unit /= 10) micros += (*rest - '0') * unit;
    if (time) *time += std::chrono::microseconds(micros);
  }
  if (!time || *rest == 'Z' || *rest == '\0') return time;
  if (std::string_view(rest) == "UTC") return time;  // as older SSO caches write it
  int hours = 0, minutes = 0;
  if ((*rest != '+' && *rest != '-') || std::sscanf(rest + 1, "%2d:%2d", &hours, &minutes) != 2) return std::nullopt;
  const std::chrono::minutes offset(hours * 60 + minutes);
  return *rest == '+' ? *time - offset : *time + offset;
}

std::optional<TimePoint> parse_http_date(std::string_view text) {
  const std::string copy(text);
  std::tm parts{};
  if (!strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts)) return std::nullopt;
  return utc(parts);
}

}  // namespace lakeform

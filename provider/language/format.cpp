#include "provider/language/format.h"

#include <algorithm>
#include <cctype>
#include <ctime>
#include <map>
#include <vector>

#include "provider/language/json_text.h"
#include "provider/language/words.h"
#include "provider/value/pattern.h"
#include "provider/value/text.h"

namespace lakeform::language {

namespace {

bool has_form(const std::string& text, const std::string& pattern) {
  return has_pattern(text, "^(?:" + pattern + ")$");
}

std::string json_problem(const std::string& text) { return text.empty() || parse_json(text) ? "" : "is no valid JSON"; }

std::string weekly_window_problem(const std::string& text) {
  if (text.empty()) return {};
  const std::string lower = lower_case(text);
  const char* day = "(sun|mon|tue|wed|thu|fri|sat):([01][0-9]|2[0-3]):[0-5][0-9]";
  return has_form(lower, std::string(day) + "-" + day) ? "" : "is no weekly window; one looks like sun:04:30-sun:05:30";
}

/// A length of time as Go writes it: "90m", "1h30m", "1.5h".
std::string duration_problem(const std::string& text) {
  const char* form = "[-+]?(0|(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)";
  return has_form(text, form) ? "" : "is no length of time; one looks like 90m or 1h30m";
}

std::string day_problem(const std::string& text) {
  std::tm day{};
  const char* end = has_form(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}") ? strptime(text.c_str(), "%Y-%m-%d", &day) : nullptr;
  const int written = day.tm_mday;
  if (end) timegm(&day);  // brings February 30 to March
  return end && day.tm_mday == written ? "" : "is no day; one looks like 2027-01-31";
}

/// A point in time of RFC 3339, with "T" and "Z" in capitals as Go reads it.
std::string time_problem(const std::string& text) {
  const char* form =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[-+]([01][0-9]|2[0-3]):[0-5]["
      "0-9])";
  return has_form(text, form) && day_problem(text.substr(0, 10)).empty()
             ? ""
             : "is no point in time; one looks like 2027-01-31T00:00:00Z";
}

using Check = std::string (*)(const std::string&);
const std::map<std::string, Check, std::less<>> checks = {
    {"json", json_problem},         {"weekly-window", weekly_window_problem},
    {"duration", duration_problem}, {"day", day_problem},
    {"rfc3339", time_problem},
};

}  // namespace

std::string format_problem(std::string_view format, const std::string& text) {
  const auto found = checks.find(format);
  if (found != checks.end()) return found->second(text);
  const TextProblem of_cloud = find_format(format);
  return of_cloud ? of_cloud(text) : "has the format \"" + std::string(format) + "\", which the engine does not know";
}

}  // namespace lakeform::language

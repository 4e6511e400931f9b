#include "provider/language/format.h"

#include <algorithm>
#include <cctype>
#include <ctime>
#include <map>
#include <vector>

#include "provider/language/json_text.h"
#include "provider/value/pattern.h"

namespace lakeform::engine {

namespace {

std::vector<std::string> split(const std::string& text, char separator, std::size_t limit) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (parts.size() + 1 < limit) {
    const auto end = text.find(separator, start);
    if (end == std::string::npos) break;
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

bool has_form(const std::string& text, const std::string& pattern) {
  return has_pattern(text, "^(?:" + pattern + ")$");
}

/// The service checks the rest; what is checked here is what tells an ARN from a name.
std::string arn_problem(const std::string& text) {
  if (text.empty()) return {};
  const auto parts = split(text, ':', 6);
  if (parts.size() < 6 || parts[0] != "arn") return "is no ARN; one looks like arn:aws:iam::123456789012:role/name";
  if (parts[1].empty() || !has_form(parts[1], "aws(-[a-z]+)*"))
    return "is an ARN with the unknown partition \"" + parts[1] + "\"";
  if (!parts[3].empty() && !has_form(parts[3], "[a-z]{2}(-[a-z]+)+-[0-9]{1,2}")) {
    return "is an ARN with \"" + parts[3] + "\" in the place of the region";
  }
  if (!parts[4].empty() && !has_form(parts[4], "aws|aws-managed|third-party|aws-marketplace|[0-9]{12}|cw.{10}")) {
    return "is an ARN with \"" + parts[4] + "\" in the place of the account id (12 digits)";
  }
  if (parts[5].empty()) return "is an ARN that names no resource";
  return {};
}

std::string json_problem(const std::string& text) { return text.empty() || parse_json(text) ? "" : "is no valid JSON"; }

std::string policy_problem(const std::string& text) {
  if (text.empty()) return "is empty; a JSON policy is needed";
  const auto json = parse_json(text);
  if (!json) return json_problem(text);
  if (!json->is_object()) return "is no valid JSON policy: it must be an object in braces";
  if (has_repeated_key(text)) return "is no valid JSON policy: a key stands twice in one object";
  return {};
}

std::string account_problem(const std::string& text) {
  return has_form(text, "[0-9]{12}") ? "" : "is no AWS account id; one has exactly 12 digits";
}

std::string weekly_window_problem(const std::string& text) {
  if (text.empty()) return {};
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
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

/// Judged while planning, where the provider's partition is known.
std::string left_to_the_plan(const std::string&) { return {}; }

using Check = std::string (*)(const std::string&);
const std::map<std::string, Check, std::less<>> checks = {
    {"json", json_problem},
    {"iam-policy-json", policy_problem},
    {"arn", arn_problem},
    {"account-id", account_problem},
    {"weekly-window", weekly_window_problem},
    {"region-of-partition", left_to_the_plan},
    {"duration", duration_problem},
    {"day", day_problem},
    {"rfc3339", time_problem},
};

}  // namespace

std::string format_problem(std::string_view format, const std::string& text) {
  const auto found = checks.find(format);
  return found == checks.end() ? "has the format \"" + std::string(format) + "\", which the engine does not know"
                               : found->second(text);
}

}  // namespace lakeform::engine

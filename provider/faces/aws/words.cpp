#include "provider/faces/aws/words.h"

#include <vector>

#include "provider/faces/aws/policy/compare.h"
#include "provider/language/format.h"
#include "provider/language/json_text.h"
#include "provider/value/pattern.h"
#include "provider/value/text.h"

namespace lakeform::faces::aws {

namespace {

using language::format_problem, language::has_repeated_key, language::parse_json;

bool has_form(const std::string& text, const std::string& pattern) {
  return has_pattern(text, "^(?:" + pattern + ")$");
}

/// The service checks the rest; what is checked here is what tells an ARN from a name.
std::string arn_problem(const std::string& text) {
  if (text.empty()) return {};
  std::vector<std::string> parts;
  for (const auto part : split(text, ':', 6)) parts.emplace_back(part);
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

std::string policy_problem(const std::string& text) {
  if (text.empty()) return "is empty; a JSON policy is needed";
  const auto json = parse_json(text);
  if (!json) return format_problem("json", text);
  if (!json->is_object()) return "is no valid JSON policy: it must be an object in braces";
  if (has_repeated_key(text)) return "is no valid JSON policy: a key stands twice in one object";
  return {};
}

std::string account_problem(const std::string& text) {
  return has_form(text, "[0-9]{12}") ? "" : "is no AWS account id; one has exactly 12 digits";
}

/// Judged while planning, where the provider's partition is known.
std::string left_to_the_plan(const std::string&) { return {}; }

/// "service-role/Name" of "arn:aws:iam::1:role/service-role/Name", which is what Glue answers for it.
std::string role_name(const std::string& text) {
  const auto role = text.find(":role/");
  return text.rfind("arn:", 0) == 0 && role != std::string::npos ? text.substr(role + 6) : text;
}

bool same_role(const std::string& a, const std::string& b) { return a == role_name(b); }

bool same_policy_text(const std::string& a, const std::string& b) { return same_policy(a, b); }

}  // namespace

language::CloudWords words() {
  return {.equal = {{"iam-policy", {same_policy_text, true}}, {"role-name", {same_role}}},
          .formats = {{"iam-policy-json", policy_problem},
                      {"arn", arn_problem},
                      {"account-id", account_problem},
                      {"region-of-partition", left_to_the_plan}}};
}

}  // namespace lakeform::faces::aws

#include "provider/faces/aws/policy/compare.h"

#include <algorithm>
#include <cctype>

#include "provider/language/json_text.h"
#include "provider/value/text.h"

namespace lakeform::faces::aws {

namespace {

using namespace language;
using Json = nlohmann::json;

Json listed(const Json& value) { return value.is_array() ? value : Json::array({value}); }

/// A list whose order means nothing, in one order.
Json sorted(Json list) {
  std::sort(list.begin(), list.end(), [](const Json& a, const Json& b) { return compact_json(a) < compact_json(b); });
  return list;
}

bool is_account_id(const std::string& text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// "arn:aws:iam::123456789012:root" names the account itself.
std::string account_of(const std::string& principal) {
  const std::string tail = ":root";
  if (principal.rfind("arn:", 0) != 0 || !principal.ends_with(tail)) return principal;
  const auto account = principal.find(":iam::");
  if (account == std::string::npos) return principal;
  const std::string id = principal.substr(account + 6, principal.size() - account - 6 - tail.size());
  return is_account_id(id) ? id : principal;
}

/// The official provider compares the kinds of principals in an object; a text or a list in its place (IAM takes only
/// "*") counts for nothing.
Json normal_principals(const Json& principals) {
  Json out = Json::object();
  if (!principals.is_object()) return out;
  for (const auto& [kind, given] : principals.items()) {
    Json list = listed(given);
    if (list.empty()) continue;
    if (kind == "AWS") {
      for (Json& one : list) {
        if (one.is_string()) one = account_of(one.get<std::string>());
      }
    }
    out[kind] = sorted(std::move(list));
  }
  return out;
}

Json normal_condition(const Json& condition) {
  if (!condition.is_object()) return condition;
  Json out = Json::object();
  for (const auto& [test, keys] : condition.items()) {
    if (!keys.is_object()) return condition;
    out[test] = Json::object();
    for (const auto& [key, given] : keys.items()) {
      Json list = listed(given);
      for (Json& one : list) {
        if (one.is_boolean() || one.is_number()) one = compact_json(one);
      }
      out[test][key] = sorted(std::move(list));
    }
  }
  return out;
}

/// The member of an object whose name is one of IAM's in any letter case; null when it has none.
const Json& member(const Json& object, std::string_view name) {
  static const Json none;
  const auto same = [&](const std::string& key) { return same_ignoring_case(key, name); };
  for (const auto& [key, value] : object.items()) {
    if (same(key)) return value;
  }
  return none;
}

Json lower(const Json& text) {
  if (!text.is_string()) return text;
  return lower_case(text.get<std::string>());
}

/// What IAM knows of a statement; anything else in it counts for nothing, and so does a member that is `without` what
/// it could say.
Json normal_statement(const Json& statement) {
  if (!statement.is_object()) return statement;
  Json out = Json::object();
  const auto put = [&](const char* name, const Json& without, auto form) {
    const Json& given = member(statement, name);
    if (given.is_null()) return;
    Json normal = form(given);
    if (normal != without) out[name] = std::move(normal);
  };
  put("Sid", "", [](const Json& sid) { return sid; });
  put("Effect", "", lower);
  for (const char* name : {"Action", "NotAction", "Resource", "NotResource"}) {
    put(name, Json::array(), [](const Json& list) { return sorted(listed(list)); });
  }
  for (const char* name : {"Principal", "NotPrincipal"}) put(name, Json::object(), normal_principals);
  put("Condition", nullptr, normal_condition);
  return out;
}

Json normal_policy(const Json& policy) {
  if (!policy.is_object()) return policy;
  Json out = Json::object();
  for (const char* name : {"Version", "Id"}) {
    const Json& given = member(policy, name);
    if (!given.is_null() && given != "") out[name] = given;
  }
  const Json& given = member(policy, "Statement");
  Json statements = Json::array();
  if (!given.is_null()) {
    for (const Json& one : listed(given)) statements.push_back(normal_statement(one));
  }
  out["Statement"] = sorted(std::move(statements));
  return out;
}

/// JSON without any member that IAM knows, which is as good as no text.
bool says_nothing(std::string_view text) {
  const auto json = parse_json(text);
  return json && (json->is_null() || (json->is_object() && normal_policy(*json) == normal_policy(Json::object())));
}

}  // namespace

bool same_policy(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return says_nothing(a.empty() ? b : a);
  const auto left = parse_json(a), right = parse_json(b);
  return left && right && compact_json(normal_policy(*left)) == compact_json(normal_policy(*right));
}

}  // namespace lakeform::faces::aws

#include "provider/engine/iam_policy.h"

#include <algorithm>
#include <cctype>

#include "provider/engine/json_text.h"

namespace lakeform::engine {

namespace {

using Json = nlohmann::json;

Json listed(const Json& value) { return value.is_array() ? value : Json::array({value}); }

/// A list whose order means nothing, in one order.
Json sorted(Json list) {
  std::sort(list.begin(), list.end(), [](const Json& a, const Json& b) { return compact_json(a) < compact_json(b); });
  return list;
}

bool is_account_id(const std::string& text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
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

Json normal_principals(const Json& principals) {
  if (!principals.is_object()) return principals;
  Json out = Json::object();
  for (const auto& [kind, given] : principals.items()) {
    Json list = listed(given);
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

Json normal_statement(const Json& statement) {
  if (!statement.is_object()) return statement;
  Json out = Json::object();
  for (const auto& [key, value] : statement.items()) {
    if (key == "Sid" && value == "") continue;
    if (key == "Effect" && value.is_string()) {
      std::string effect = value.get<std::string>();
      std::transform(effect.begin(), effect.end(), effect.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      out[key] = effect;
    } else if (key == "Principal" || key == "NotPrincipal") {
      out[key] = normal_principals(value);
    } else if (key == "Condition") {
      out[key] = normal_condition(value);
    } else if (key == "Action" || key == "NotAction" || key == "Resource" || key == "NotResource") {
      out[key] = sorted(listed(value));
    } else {
      out[key] = value;
    }
  }
  return out;
}

Json normal_policy(Json policy) {
  if (!policy.is_object() || !policy.contains("Statement")) return policy;
  Json statements = Json::array();
  for (const Json& one : listed(policy["Statement"])) statements.push_back(normal_statement(one));
  policy["Statement"] = sorted(std::move(statements));
  return policy;
}

}  // namespace

bool same_policy(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto empty = [](std::string_view text) { return text.empty() || text == "{}"; };
  if (empty(a) && empty(b)) return true;
  const auto left = parse_json(a), right = parse_json(b);
  return left && right && compact_json(normal_policy(*left)) == compact_json(normal_policy(*right));
}

}  // namespace lakeform::engine

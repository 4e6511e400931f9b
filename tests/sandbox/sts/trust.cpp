#include "tests/sandbox/sts/trust.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "provider/cloud/codec.h"

namespace lakeform::sandbox::sts {
namespace {

using Json = nlohmann::json;

/// A text, or a list of them.
std::vector<std::string> texts(const Json& value) {
  if (value.is_string()) return {value.get<std::string>()};
  std::vector<std::string> out;
  if (value.is_array()) {
    for (const auto& item : value) out.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  }
  return out;
}

bool like(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') return like(pattern.substr(1), text) || (!text.empty() && like(pattern, text.substr(1)));
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) && like(pattern.substr(1), text.substr(1));
}

bool acts(const Json& statement, const std::string& action) {
  const auto names = texts(statement.value("Action", Json()));
  return std::any_of(names.begin(), names.end(),
                     [&](const auto& name) { return like(cloud::lower_case(name), cloud::lower_case(action)); });
}

bool is_aws(const std::string& principal, const Asker& asker) {
  if (asker.account.empty()) return false;
  return principal == "*" || principal == asker.account || principal == "arn:aws:iam::" + asker.account + ":root" ||
         principal == asker.arn || principal == role_of(asker.arn);
}

bool names(const Json& principal, const Asker& asker) {
  if (principal.is_string()) return principal == "*";
  if (!principal.is_object()) return false;
  for (const auto& name : texts(principal.value("AWS", Json()))) {
    if (is_aws(name, asker)) return true;
  }
  const auto federated = texts(principal.value("Federated", Json()));
  return !asker.federated.empty() && std::find(federated.begin(), federated.end(), asker.federated) != federated.end();
}

bool holds(std::string test, const std::string& key, const Json& wanted, const Asker& asker) {
  const bool if_exists = test.size() > 8 && test.substr(test.size() - 8) == "IfExists";
  if (if_exists) test.resize(test.size() - 8);
  const bool negated = test.find("Not") != std::string::npos;
  const bool pattern = test == "StringLike" || test == "StringNotLike" || test == "ArnLike" || test == "ArnEquals";
  if (!pattern && test != "StringEquals" && test != "StringNotEquals") return false;
  const auto value = asker.context.find(key);
  if (value == asker.context.end()) return if_exists || negated;
  const auto choices = texts(wanted);
  const bool met = std::any_of(choices.begin(), choices.end(), [&](const auto& choice) {
    return pattern ? like(choice, value->second) : choice == value->second;
  });
  return met != negated;
}

bool conditions_hold(const Json& statement, const Asker& asker) {
  const auto conditions = statement.value("Condition", Json::object());
  for (const auto& [test, keys] : conditions.items()) {
    for (const auto& [key, wanted] : keys.items()) {
      if (!holds(test, key, wanted, asker)) return false;
    }
  }
  return true;
}

}  // namespace

std::string role_of(const std::string& arn) {
  const auto mark = arn.find(":assumed-role/");
  if (mark == std::string::npos) return arn;
  const auto account = arn.substr(mark - 12, 12);
  const auto name = arn.substr(mark + 14);
  return "arn:aws:iam::" + account + ":role/" + name.substr(0, name.find('/'));
}

bool trusts(const std::string& policy, const Asker& asker) {
  const auto document = Json::parse(policy, nullptr, false);
  if (!document.is_object()) return false;
  auto statements = document.value("Statement", Json::array());
  if (statements.is_object()) statements = Json::array({statements});
  bool allowed = false;
  for (const auto& statement : statements) {
    if (!acts(statement, asker.action) || !names(statement.value("Principal", Json()), asker) ||
        !conditions_hold(statement, asker))
      continue;
    if (statement.value("Effect", "") == "Deny") return false;
    allowed = true;
  }
  return allowed;
}

}  // namespace lakeform::sandbox::sts

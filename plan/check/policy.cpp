#include "plan/check/policy.h"

#include <algorithm>
#include <cctype>

namespace lakeform::plan {

namespace {

/// One or many: IAM writes either.
std::vector<std::string> texts(const Policy& value) {
  std::vector<std::string> out;
  for (const Policy& one : value.is_array() ? value : Policy::array({value})) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  return out;
}

std::vector<Policy> statements(const Policy& policy) {
  if (!policy.is_object() || !policy.contains("Statement")) return {};
  const Policy& all = policy["Statement"];
  return all.is_array() ? all.get<std::vector<Policy>>() : std::vector<Policy>{all};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool covers(const Policy& statement, const char* key, const char* negated, const std::string& text, bool ignore_case) {
  const auto any = [&](const Policy& patterns) {
    const auto list = texts(patterns);
    return std::any_of(list.begin(), list.end(), [&](const std::string& p) {
      return ignore_case ? matches_pattern(lower(p), lower(text)) : matches_pattern(p, text);
    });
  };
  if (statement.contains(key)) return any(statement[key]);
  return statement.contains(negated) && !any(statement[negated]);
}

bool speaks_of(const Policy& statement, const std::string& action, const std::string& resource) {
  return statement.is_object() && covers(statement, "Action", "NotAction", action, true) &&
         covers(statement, "Resource", "NotResource", resource, false);
}

bool names(const Policy& principal, const char* kind, const std::string& wanted) {
  if (principal == "*") return true;
  if (!principal.is_object() || !principal.contains(kind)) return false;
  const auto list = texts(principal[kind]);
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

Policy parse_policy(const std::string& text) {
  Policy out = Policy::parse(text, nullptr, false);
  return out.is_object() ? out : Policy();
}

bool matches_pattern(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || (pattern[p] != '*' && pattern[p] == text[t]))) {
      ++p;
      ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool allows(const std::vector<Policy>& policies, const std::string& action, const std::string& resource) {
  bool allowed = false;
  for (const Policy& policy : policies) {
    for (const Policy& statement : statements(policy)) {
      if (!speaks_of(statement, action, resource)) continue;
      if (statement.value("Effect", Policy()) == "Allow") allowed = true;
      if (statement.value("Effect", Policy()) == "Deny" && !statement.contains("Condition")) return false;
    }
  }
  return allowed;
}

bool trusts(const Policy& trust, const std::string& service) {
  const auto all = statements(trust);
  return std::any_of(all.begin(), all.end(), [&](const Policy& statement) {
    return statement.is_object() && statement.value("Effect", Policy()) == "Allow" &&
           covers(statement, "Action", "NotAction", "sts:AssumeRole", true) &&
           names(statement.value("Principal", Policy()), "Service", service);
  });
}

bool is_public(const Policy& policy) {
  const auto all = statements(policy);
  return std::any_of(all.begin(), all.end(), [](const Policy& statement) {
    return statement.is_object() && statement.value("Effect", Policy()) == "Allow" &&
           !statement.contains("Condition") && names(statement.value("Principal", Policy()), "AWS", "*");
  });
}

}  // namespace lakeform::plan

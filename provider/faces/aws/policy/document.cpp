#include "provider/faces/aws/policy/document.h"

#include <algorithm>
#include <cctype>
#include <functional>

#include "provider/language/json_text.h"
#include "provider/value/text.h"

namespace lakeform::faces::aws {

namespace {

using namespace language;
using Json = nlohmann::json;

Error malformed(std::string message) {
  Error error;
  error.fault = Fault::InvalidInput;
  error.message = std::move(message);
  return error;
}

/// The member of that name in any letter case; the last one counts, as in the official provider's JSON reader. nlohmann
/// keeps members sorted, so where several spellings are there the one in lower case wins.
const Json& last_member(const Json& object, std::string_view name) {
  static const Json none;
  const Json* found = &none;
  for (const auto& [key, value] : object.items()) {
    const bool same = same_ignoring_case(key, name);
    if (same) found = &value;
  }
  return *found;
}

Result<std::string> text_member(const Json& object, const char* name) {
  const Json& value = last_member(object, name);
  if (value.is_null()) return std::string();
  if (!value.is_string()) return malformed(std::string(name) + " must be a text");
  return value.get<std::string>();
}

std::vector<std::string> texts_of(const Json& list) {
  std::vector<std::string> out;
  for (const Json& one : list) out.push_back(one.get<std::string>());
  return out;
}

bool all_texts(const Json& list) {
  return list.is_array() && std::all_of(list.begin(), list.end(), [](const Json& one) { return one.is_string(); });
}

Result<PolicyStatement::Principals> read_principals(const Json& statement, const char* name) {
  PolicyStatement::Principals out;
  bool there = false;
  for (const auto& [key, value] : statement.items()) there = there || &last_member(statement, name) == &value;
  if (!there) return out;
  const Json& given = last_member(statement, name);
  if (given.is_string()) return PolicyStatement::Principals{{"*", "*"}};
  if (!given.is_object()) return malformed(std::string(name) + " must be \"*\" or an object of identifiers by type");
  for (const auto& [type, identifiers] : given.items()) {
    if (all_texts(identifiers)) {
      out.emplace_back(type, backwards(texts_of(identifiers)));
    } else if (identifiers.is_string()) {
      out.emplace_back(type, identifiers);
    } else {
      return malformed(std::string(name) + "." + type + " must be a text or a list of texts");
    }
  }
  return out;
}

/// A condition's value: booleans become texts, a list of one its element; null for kinds that say nothing here.
Result<Json> read_condition_value(const std::string& variable, const Json& value) {
  if (value.is_string()) return value;
  if (value.is_boolean()) return Json(value.get<bool>() ? "true" : "false");
  if (!value.is_array()) return Json();
  if (!all_texts(value)) return malformed("the values of the condition on " + variable + " must be texts");
  return one_or_many(texts_of(value));
}

Result<Json> read_condition(const Json& statement) {
  const Json& given = last_member(statement, "Condition");
  if (given.is_null()) return Json();
  if (!given.is_object()) return malformed("Condition must be an object of tests");
  Json out;
  for (const auto& [test, variables] : given.items()) {
    if (variables.is_null()) continue;
    if (!variables.is_object())
      return malformed("Condition." + test + " must be an object of variables and their values");
    for (const auto& [variable, value] : variables.items()) {
      auto read = read_condition_value(variable, value);
      if (!read) return read.error();
      if (!read->is_null()) out[test][variable] = std::move(*read);
    }
  }
  return out;
}

Result<PolicyStatement> read_statement(const Json& json) {
  if (!json.is_object()) return malformed("a statement must be an object");
  PolicyStatement out;
  auto sid = text_member(json, "Sid");
  if (!sid) return sid.error();
  auto effect = text_member(json, "Effect");
  if (!effect) return effect.error();
  auto principals = read_principals(json, "Principal");
  if (!principals) return principals.error();
  auto not_principals = read_principals(json, "NotPrincipal");
  if (!not_principals) return not_principals.error();
  auto condition = read_condition(json);
  if (!condition) return condition.error();
  out.sid = std::move(*sid);
  out.effect = std::move(*effect);
  out.principals = std::move(*principals);
  out.not_principals = std::move(*not_principals);
  out.condition = std::move(*condition);
  out.actions = last_member(json, "Action");
  out.not_actions = last_member(json, "NotAction");
  out.resources = last_member(json, "Resource");
  out.not_resources = last_member(json, "NotResource");
  return out;
}

/// Members of an object in a given order.
class Members {
 public:
  void add(const char* name, const std::string& json) {
    text_ += (text_.empty() ? "\"" : ",\"") + std::string(name) + "\":" + json;
  }
  void add_text(const char* name, const std::string& value) {
    if (!value.empty()) add(name, compact_json(value));
  }
  void add_json(const char* name, const Json& value) {
    if (!value.is_null()) add(name, compact_json(value));
  }
  std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

Json principals_json(const PolicyStatement::Principals& principals) {
  if (principals.empty()) return {};
  const auto everyone = [](const Json& identifiers) { return identifiers == "*" || identifiers == Json::array({"*"}); };
  if (principals.size() == 1 && principals.front().first == "*" && everyone(principals.front().second)) return "*";
  Json out = Json::object();
  for (const auto& [type, identifiers] : principals) out[type] = identifiers;
  return out;
}

std::string statement_text(const PolicyStatement& statement) {
  Members members;
  members.add_text("Sid", statement.sid);
  members.add_text("Effect", statement.effect);
  members.add_json("Action", statement.actions);
  members.add_json("NotAction", statement.not_actions);
  members.add_json("Resource", statement.resources);
  members.add_json("NotResource", statement.not_resources);
  members.add_json("Principal", principals_json(statement.principals));
  members.add_json("NotPrincipal", principals_json(statement.not_principals));
  members.add_json("Condition", statement.condition);
  return members.text();
}

/// One or many after one or many: always a list.
Json joined(const Json& first, const Json& second) {
  Json out = first.is_array() ? first : Json::array({first});
  for (const Json& one : second.is_array() ? second : Json::array({second})) out.push_back(one);
  return out;
}

}  // namespace

Json one_or_many(const std::vector<std::string>& texts) {
  return texts.size() == 1 ? Json(texts.front()) : Json(texts);
}

std::vector<std::string> backwards(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end(), std::greater<>());
  return texts;
}

void PolicyStatement::add_condition(const std::string& test, const std::string& variable,
                                    const std::vector<std::string>& values) {
  Json& slot = condition[test][variable];
  slot = slot.is_null() ? one_or_many(values) : joined(slot, Json(values));
}

void PolicyStatement::add_principals(Principals& to, const std::string& type, std::vector<std::string> identifiers) {
  const Json given = one_or_many(backwards(std::move(identifiers)));
  const auto same = std::find_if(to.begin(), to.end(), [&](const auto& one) { return one.first == type; });
  if (same == to.end()) {
    to.emplace_back(type, given);
  } else {
    same->second = joined(same->second, given);
  }
}

Result<PolicyDocument> PolicyDocument::read(std::string_view text) {
  const auto json = parse_json(text);
  PolicyDocument out;
  if (json && json->is_null()) return out;
  if (!json || !json->is_object()) return malformed("a policy document must be a JSON object");
  auto version = text_member(*json, "Version");
  if (!version) return version.error();
  auto id = text_member(*json, "Id");
  if (!id) return id.error();
  out.version = std::move(*version);
  out.id = std::move(*id);
  const Json& statements = last_member(*json, "Statement");
  if (!statements.is_null() && !statements.is_array()) return malformed("Statement must be a list");
  for (const Json& one : statements) {
    auto statement = read_statement(one);
    if (!statement) return statement.error();
    out.statements.push_back(std::move(*statement));
  }
  return out;
}

void PolicyDocument::merge(PolicyDocument newer) {
  if (!newer.id.empty()) id = newer.id;
  version = std::max(version, newer.version);
  for (PolicyStatement& statement : newer.statements) {
    const auto same = std::find_if(statements.begin(), statements.end(),
                                   [&](const auto& one) { return !statement.sid.empty() && one.sid == statement.sid; });
    if (same == statements.end()) {
      statements.push_back(std::move(statement));
    } else {
      *same = std::move(statement);
    }
  }
}

std::string PolicyDocument::text() const {
  Members members;
  members.add_text("Version", version);
  members.add_text("Id", id);
  std::string list;
  for (const PolicyStatement& one : statements) list += (list.empty() ? "" : ",") + statement_text(one);
  if (!list.empty()) members.add("Statement", "[" + list + "]");
  return members.text();
}

}  // namespace lakeform::faces::aws

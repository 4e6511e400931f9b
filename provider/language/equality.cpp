#include "provider/language/equality.h"

#include <algorithm>
#include <cctype>

#include "provider/language/json_text.h"
#include "provider/language/value_path.h"
#include "provider/language/words.h"
#include "provider/value/text.h"
#include "provider/value/time.h"

namespace lakeform::language {

namespace {

using schema::Field;
using schema::Shape;

/// "2031-01-01T00:00:00Z" and "2031-01-01T01:00:00.000+01:00" are one point in time.
bool same_time(const std::string& a, const std::string& b) {
  const auto first = parse_rfc3339(a), second = parse_rfc3339(b);
  return first && second && *first == *second;
}

bool same_by(const std::string& word, const std::string& a, const std::string& b) {
  if (word == "json") return same_json(a, b);
  if (word == "ignore-case") return same_ignoring_case(a, b);
  if (word == "time") return same_time(a, b);
  if (word == "always") return true;
  const Equivalence* of_cloud = find_equivalence(word);
  return of_cloud && of_cloud->same(a, b);
}

bool same_members(const Field& field, const Value& a, const Value& b) {
  return std::all_of(field.fields.begin(), field.fields.end(),
                     [&](const Field& member) { return equivalent(member, a[member.name], b[member.name]); });
}

bool same_element(const Field& field, const Value& a, const Value& b) {
  if (!field.fields.empty() && a.is_map() && b.is_map()) return same_members(field, a, b);
  return field.element ? equivalent(*field.element, a, b) : a == b;
}

/// "same-elements": a block with nothing in it is no element; `inline_policy {}` says that there are none.
bool is_empty_block(const Value& element) {
  return element.is_map() && std::all_of(element.as_map().begin(), element.as_map().end(),
                                         [](const auto& member) { return is_blank(member.second); });
}

bool same_set(const Field& field, Value::List a, Value::List b) {
  if (std::find(field.equal.begin(), field.equal.end(), "same-elements") != field.equal.end()) {
    std::erase_if(a, is_empty_block);
    std::erase_if(b, is_empty_block);
  }
  if (a.size() != b.size()) return false;
  for (const Value& one : a) {
    const auto found =
        std::find_if(b.begin(), b.end(), [&](const Value& other) { return same_element(field, one, other); });
    if (found == b.end()) return false;
    b.erase(found);
  }
  return true;
}

std::string version_first(const std::string& text) {
  const auto json = parse_json(text);
  if (!json) return text;
  auto rest = *json;
  if (!rest.is_object() || rest.value("Version", nlohmann::json()) != "2012-10-17") return compact_json(rest);
  rest.erase("Version");
  const std::string tail = compact_json(rest);
  return "{\"Version\":\"2012-10-17\"" + (rest.empty() ? std::string() : ",") + tail.substr(1);
}

}  // namespace

bool same_text(const Field& field, const std::string& a, const std::string& b) {
  if (a == b) return true;
  return std::any_of(field.equal.begin(), field.equal.end(),
                     [&](const std::string& word) { return same_by(word, a, b); });
}

bool counts_nothing(const Field& field) {
  return std::any_of(field.equal.begin(), field.equal.end(), [](const std::string& word) {
    const Equivalence* of_cloud = find_equivalence(word);
    return of_cloud && of_cloud->nothing_counts;
  });
}

bool same_member_of_set(const Field& member, const Value& a, const Value& b) {
  if (a == b || !a.is_string() || !b.is_string()) return a == b;
  return std::any_of(member.same_element.begin(), member.same_element.end(),
                     [&](const std::string& word) { return same_by(word, a.as_string(), b.as_string()); });
}

bool same_set_element(const Field& set, const Value& a, const Value& b) {
  if (a == b || set.fields.empty() || !a.is_map() || !b.is_map()) return a == b;
  return std::all_of(set.fields.begin(), set.fields.end(),
                     [&](const Field& member) { return same_member_of_set(member, a[member.name], b[member.name]); });
}

bool equivalent(const Field& field, const Value& a, const Value& b) {
  if (a == b) return true;
  if (a.is_string() && b.is_string()) return same_text(field, a.as_string(), b.as_string());
  if (field.shape == Shape::Object && a.is_map() && b.is_map()) return same_members(field, a, b);
  if (!a.is_list() || !b.is_list()) return false;
  if (field.shape == Shape::Set) return same_set(field, a.as_list(), b.as_list());
  const auto& left = a.as_list();
  const auto& right = b.as_list();
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](const Value& x, const Value& y) { return same_element(field, x, y); });
}

std::string stored_text(const Field& field, const std::string& configured) {
  if (field.store == "json") return normal_json(configured);
  if (field.store == "json-version-first") return version_first(configured);
  if (field.store == "lower-case") return lower_case(configured);
  if (field.store == "upper-case") return upper_case(configured);
  return configured;
}

}  // namespace lakeform::language

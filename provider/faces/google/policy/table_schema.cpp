#include "provider/faces/google/policy/table_schema.h"

#include <algorithm>
#include <map>
#include <optional>

#include "provider/value/foreign_json.h"
#include "provider/value/text.h"

namespace lakeform::faces::google::policy {

namespace {

using Json = nlohmann::json;

std::string word_of(const Json& column, const char* name) {
  const auto found = column.find(name);
  return found != column.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& member(const Json& column, const char* name) {
  static const Json none;
  const auto found = column.find(name);
  return found == column.end() ? none : *found;
}

std::string type_of(const Json& column) {
  static const std::map<std::string, std::string, std::less<>> aliases{
      {"INTEGER", "INT64"}, {"FLOAT", "FLOAT64"}, {"BOOLEAN", "BOOL"}};
  std::string out = upper_case(word_of(column, "type"));
  const auto found = aliases.find(out);
  return found == aliases.end() ? out : found->second;
}

std::string mode_of(const Json& column) {
  const std::string mode = upper_case(word_of(column, "mode"));
  return mode.empty() ? "NULLABLE" : mode;
}

/// A member whose absence, emptiness and empty list say the same.
bool same_tags(const Json& a, const Json& b, const char* name, const char* list) {
  const auto tags = [&](const Json& column) {
    const Json& found = member(column, name);
    if (!found.is_object() || found.empty()) return Json(nullptr);
    const auto inner = found.find(list);
    const bool nothing = found.size() == 1 && inner != found.end() && (inner->is_null() || inner->empty());
    return nothing ? Json(nullptr) : found;
  };
  return tags(a) == tags(b);
}

/// Columns by name; nothing when they are no list of objects with names.
std::optional<std::map<std::string, Json>> by_name(const Json& columns) {
  std::map<std::string, Json> out;
  if (columns.is_null()) return out;
  if (!columns.is_array()) return std::nullopt;
  for (const Json& column : columns) {
    if (!column.is_object() || word_of(column, "name").empty()) return std::nullopt;
    out[lower_case(word_of(column, "name"))] = column;
  }
  return out;
}

bool same_columns(const Json& stored, const Json& configured);

bool is_compared(const std::string& name) {
  static const std::vector<std::string> apart{"name",        "type",      "mode",       "fields",
                                              "description", "collation", "policyTags", "dataGovernanceTagsInfo"};
  return std::find(apart.begin(), apart.end(), name) == apart.end();
}

bool same_rest(const Json& stored, const Json& configured) {
  const auto covers = [](const Json& a, const Json& b) {
    return std::all_of(a.items().begin(), a.items().end(), [&](const auto& item) {
      return !is_compared(item.key()) || item.value().is_null() || member(b, item.key().c_str()) == item.value();
    });
  };
  return covers(stored, configured) && covers(configured, stored);
}

bool same_column(const Json& stored, const Json& configured) {
  const bool foreign = !member(configured, "foreignTypeDefinition").is_null();
  if (word_of(stored, "name") != word_of(configured, "name") || mode_of(stored) != mode_of(configured)) return false;
  if (!foreign && type_of(stored) != type_of(configured)) return false;
  if (word_of(stored, "description") != word_of(configured, "description")) return false;
  const Json& collation = member(configured, "collation");
  if (!collation.is_null() && word_of(stored, "collation") != word_of(configured, "collation")) return false;
  if (!same_tags(stored, configured, "policyTags", "names")) return false;
  if (!same_tags(stored, configured, "dataGovernanceTagsInfo", "dataGovernanceTags")) return false;
  if (!foreign && !same_columns(member(stored, "fields"), member(configured, "fields"))) return false;
  return same_rest(stored, configured);
}

bool same_columns(const Json& stored, const Json& configured) {
  const auto before = by_name(stored), after = by_name(configured);
  if (!before || !after || before->size() != after->size()) return false;
  return std::all_of(before->begin(), before->end(), [&](const auto& one) {
    const auto other = after->find(one.first);
    return other != after->end() && same_column(one.second, other->second);
  });
}

void compare(const Json& stored, const Json& configured, const std::string& above, ColumnChanges& out) {
  const auto before = by_name(stored), after = by_name(configured);
  if (!before || !after) {
    out.unreadable = true;
    return;
  }
  for (const auto& [key, column] : *before) {
    const std::string name = above + word_of(column, "name");
    const auto found = after->find(key);
    if (found == after->end()) {
      (above.empty() ? out.dropped : out.dropped_nested).push_back(name);
      continue;
    }
    const Json& now = found->second;
    if (type_of(column) != type_of(now)) out.retyped.push_back(name);
    const std::string was = mode_of(column), is = mode_of(now);
    if (was != is) (was == "REQUIRED" && is == "NULLABLE" ? out.relaxed : out.tightened).push_back(name);
    compare(member(column, "fields"), member(now, "fields"), name + ".", out);
  }
  for (const auto& [key, column] : *after) {
    if (before->contains(key)) continue;
    (mode_of(column) == "REQUIRED" ? out.added_required : out.added).push_back(above + word_of(column, "name"));
  }
}

}  // namespace

std::string schema_problem(const std::string& text_of_it) {
  if (text_of_it.empty()) return {};
  const Json tree = parse_foreign(text_of_it);
  if (tree.is_discarded()) return "is no JSON";
  if (tree.is_null()) return {};
  if (!tree.is_array()) return "is not a JSON array: a schema is a list of columns";
  const bool has_null = std::any_of(tree.begin(), tree.end(), [](const Json& one) { return one.is_null(); });
  return has_null ? "has a column that is null" : "";
}

bool same_schema(const std::string& stored, const std::string& configured) {
  if (stored == configured) return true;
  if (stored.empty() || configured.empty()) return false;
  const Json before = parse_foreign(stored), after = parse_foreign(configured);
  return !before.is_discarded() && !after.is_discarded() && same_columns(before, after);
}

ColumnChanges column_changes(const std::string& stored, const std::string& configured) {
  ColumnChanges out;
  const Json before = stored.empty() ? Json() : parse_foreign(stored), after = parse_foreign(configured);
  out.unreadable = before.is_discarded() || after.is_discarded();
  if (!out.unreadable) compare(before, after, {}, out);
  return out;
}

bool forces_replacement(const ColumnChanges& changes, bool external) {
  if (changes.unreadable || !changes.added_required.empty() || !changes.retyped.empty() || !changes.tightened.empty() ||
      !changes.dropped_nested.empty())
    return true;
  return !changes.dropped.empty() && (external || !changes.added.empty());
}

}  // namespace lakeform::faces::google::policy

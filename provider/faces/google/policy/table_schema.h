// Schemas of BigQuery tables: when two are the same, and what a change of columns does to a table. Pure; the planner's
// verdicts by column stand on it too. Source: "Modifying table schemas" of BigQuery; reference of the official
// provider.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lakeform::faces::google::policy {

/// What is wrong with a schema's text, as the end of a sentence; empty when nothing is.
std::string schema_problem(const std::string& text);

/// Whether the configured schema asks for nothing that the stored one is not. Columns compare by name, whatever their
/// order; what the configuration leaves out stands for its default, a collation for any.
bool same_schema(const std::string& stored, const std::string& configured);

/// What happens to the columns on the way from one schema to the other. Names of nested ones have dots.
struct ColumnChanges {
  std::vector<std::string> added, added_required, dropped, dropped_nested, retyped, tightened, relaxed;
  bool unreadable = false;  ///< one of them is no list of columns
  bool any_of_these() const { return !(added.empty() && added_required.empty() && dropped.empty()); }
};
ColumnChanges column_changes(const std::string& stored, const std::string& configured);

/// Whether BigQuery can't make the change in place. `external`: the data is elsewhere, no column can be dropped.
bool forces_replacement(const ColumnChanges& changes, bool external);

}  // namespace lakeform::faces::google::policy

// Tables of BigQuery: which changes of a schema replace, and the statements that others need.
#include "provider/faces/google/hooks/hooks.h"
#include "provider/faces/google/policy/table_schema.h"
#include "provider/value/foreign_json.h"

namespace lakeform::faces::google {

namespace {

using namespace engine;
using cloud::Json;

std::string text(const Value& value) { return value.is_string() ? value.as_string() : std::string(); }

bool has_block(const Value& object, const char* name) {
  return object[name].is_list() && !object[name].as_list().empty();
}

/// The API keeps what a column had when policyTags is missing: an empty list takes them away.
void add_policy_tags(Json& columns) {
  if (!columns.is_array()) return;
  for (Json& column : columns) {
    if (!column.is_object()) continue;
    if (!column.contains("policyTags") || column["policyTags"].is_null() || column["policyTags"].empty())
      column["policyTags"] = {{"names", Json::array()}};
    if (const auto inner = column.find("fields"); inner != column.end()) add_policy_tags(*inner);
  }
}

Json sent_fields(const Value& value, const Field&) {
  Json columns = parse_foreign(text(value));
  if (!columns.is_array()) return {};
  add_policy_tags(columns);
  return columns;
}

Value taken_fields(const Json& json, const Field&) { return json.is_array() ? Value(json.dump()) : Value(""); }

/// In backquotes, in which BigQuery takes every name.
std::string quoted(const std::string& name) {
  std::string out = "`";
  for (const char c : name) out += c == '`' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "`";
}

std::string table_name(const std::string& project, const std::string& dataset, const std::string& table) {
  return quoted(project + "." + dataset + "." + table);
}

std::string own_name(const Scope& scope) {
  const std::string project = text(scope.object["project"]);
  return table_name(project.empty() ? scope.context.own("project") : project, text(scope.object["dataset_id"]),
                    text(scope.object["table_id"]));
}

}  // namespace

const Conversion bigquery_fields{sent_fields, taken_fields};

void bigquery_table_schema(const PlanScope& scope, std::vector<Path>& replace) {
  const Value &before = scope.request.prior["schema"], &wanted = scope.proposed["schema"];
  if (scope.request.prior.is_null() || !wanted.is_string()) return;
  if (policy::same_schema(text(before), text(wanted))) return;
  const bool external = has_block(scope.proposed, "external_data_configuration");
  if (policy::forces_replacement(policy::column_changes(text(before), text(wanted)), external))
    replace.push_back(Path() / "schema");
}

Outcome bigquery_drop_columns(Scope& scope) {
  const auto changes = policy::column_changes(text(scope.prior["schema"]), text(scope.object["schema"]));
  std::string sql;
  for (const std::string& column : changes.dropped)
    sql += (sql.empty() ? "ALTER TABLE " + own_name(scope) : ",") + " DROP COLUMN IF EXISTS " + quoted(column);
  scope.saved["sql"] = sql;
  return Done{};
}

Outcome bigquery_replica(Scope& scope) {
  const Value& from = scope.object["table_replication_info"].as_list().front();
  const auto seconds = std::stoll(from["replication_interval_ms"].to_text()) / 1000;
  scope.saved["sql"] =
      "CREATE MATERIALIZED VIEW " + own_name(scope) +
      " OPTIONS (replication_interval_seconds = " + std::to_string(seconds) + ") AS REPLICA OF " +
      table_name(text(from["source_project_id"]), text(from["source_dataset_id"]), text(from["source_table_id"]));
  return Done{};
}

}  // namespace lakeform::faces::google

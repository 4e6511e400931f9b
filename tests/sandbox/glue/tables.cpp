// Tables of the catalog and their versions.

#include "provider/value/pattern.h"
#include "tests/sandbox/glue/glue.h"

namespace lakeform::sandbox::glue {
namespace {

void set_absent(Json& object, const char* member, const Json& value) {
  if (!object.contains(member)) object[member] = value;
}

/// What Glue adds to a storage descriptor that leaves these out.
void complete_storage(Json& storage) {
  set_absent(storage, "Compressed", false);
  set_absent(storage, "NumberOfBuckets", 0);
  set_absent(storage, "SortColumns", Json::array());
  set_absent(storage, "StoredAsSubDirectories", false);
}

Json iceberg_column(const Json& field) {
  Json column = {
      {"Name", field["Name"]},
      {"Type", field["Type"].is_string() ? field["Type"].get<std::string>() : field["Type"].value("type", "struct")},
      {"Parameters",
       {{"iceberg.field.current", "true"},
        {"iceberg.field.id", std::to_string(field["Id"].get<long>())},
        {"iceberg.field.optional", field["Required"].get<bool>() ? "false" : "true"}}}};
  if (field.contains("Doc")) column["Comment"] = field["Doc"];
  return column;
}

/// A table as the members of an Iceberg input (Location, Schema, Properties) describe it.
void take_iceberg(Json& table, const Json& input) {
  auto& storage = table["StorageDescriptor"];
  storage["Location"] = input["Location"];
  storage["Columns"] = Json::array();
  for (const auto& field : input["Schema"]["Fields"]) storage["Columns"].push_back(iceberg_column(field));
  const Json properties = input.value("Properties", Json::object());
  for (const auto& [name, value] : properties.items()) table["Parameters"][name] = value;
}

/// Glue writes the first metadata file itself. The file is named after the table, so that runs can be compared.
void make_iceberg(Json& table) {
  const auto location = table.value("/StorageDescriptor/Location"_json_pointer, "");
  if (location.empty()) throw invalid("Location is required to create an Iceberg table");
  table["TableType"] = "EXTERNAL_TABLE";
  table["Parameters"]["table_type"] = "ICEBERG";
  const auto id = cloud::hex(
      cloud::sha256(table["CatalogId"].get<std::string>() + "/" + table_key(table["DatabaseName"], table["Name"])));
  table["Parameters"]["metadata_location"] = location + "/metadata/00000-" + id.substr(0, 32) + ".metadata.json";
}

/// What an input says, with what the service adds. A view's state is settled at once: nothing checks its text here.
Json table_of(const Json& input, const std::string& database, const Request& request, const Json& now) {
  Json out = input;
  out["Name"] = folded(input["Name"]);
  out["DatabaseName"] = database;
  out["CatalogId"] = request.account;
  out["CreatedBy"] = request.caller;
  out["CreateTime"] = now;
  out["UpdateTime"] = now;
  out["IsRegisteredWithLakeFormation"] = false;
  out["VersionId"] = "0";
  set_absent(out, "Retention", 0);
  if (out.contains("StorageDescriptor")) complete_storage(out["StorageDescriptor"]);
  out["IsMultiDialectView"] = out.contains("ViewDefinition");
  return out;
}

}  // namespace

void Glue::serve_tables() {
  serve("CreateTable", &Glue::create_table);
  serve("GetTable", &Glue::get_table);
  serve("GetTables", &Glue::get_tables);
  serve("UpdateTable", &Glue::update_table);
  serve("DeleteTable", &Glue::delete_table);
  serve("BatchDeleteTable", &Glue::delete_tables);
  serve("GetTableVersions", &Glue::get_table_versions);
}

Json Glue::create_table(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  need_database(here, database);
  const auto iceberg = input.value("/OpenTableFormatInput/IcebergInput"_json_pointer, Json());
  auto described = input.value("TableInput", Json::object());
  if (!described.contains("Name")) {
    if (!input.contains("Name")) throw invalid("TableInput is required");
    described["Name"] = input["Name"];
  }
  if (iceberg.is_object() && iceberg.contains("CreateIcebergTableInput"))
    take_iceberg(described, iceberg["CreateIcebergTableInput"]);
  auto made = table_of(described, database, request, epoch(world_.now()));
  if (iceberg.is_object()) make_iceberg(made);
  const auto key = table_key(database, made["Name"]);
  if (here.tables.latest(key)) throw Failure(400, "AlreadyExistsException", "Table already exists.");
  Table table;
  for (const auto& index : input.value("PartitionIndexes", Json::array())) add_index(made, table, index);
  table.shown = std::move(made);
  here.tables.put(key, std::move(table), world_);
  return Json::object();
}

Json Glue::get_table(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  const auto name = folded(input["Name"]);
  const auto* table = here.tables.latest(table_key(database, name));
  if (!here.databases.latest(database)) throw not_found("Database " + database + " not found.");
  if (!table) throw not_found("Entity Not Found");
  return {{"Table", table->shown}};
}

Json Glue::get_tables(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  if (!here.databases.latest(database)) throw not_found("Database " + database + " not found.");
  auto tables = here.tables.all_latest(table_key(database, ""));
  if (const auto expression = input.value("Expression", ""); !expression.empty()) {
    std::erase_if(tables, [&](const auto& item) {
      return !has_pattern(item.second->shown["Name"].template get<std::string>(), "^(?:" + expression + ")$");
    });
  }
  return listed(page_of(tables, input.value("NextToken", ""), asked(input), 100, world_), "TableList",
                [](const Table& table) { return table.shown; });
}

Json Glue::update_table(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  const auto described = input.value("TableInput", Json::object());
  if (!described.contains("Name") && !input.contains("Name")) throw invalid("TableInput is required");
  const auto name = folded(described.contains("Name") ? described["Name"] : input["Name"]);
  const auto& before = need_table(here, database, name);
  if (input.contains("VersionId") && input["VersionId"] != before.shown["VersionId"]) {
    throw Failure(400, "ConcurrentModificationException", "Update table failed due to concurrent modifications.");
  }
  here.tables.edit(table_key(database, name), world_, [&](Table& table) {
    auto made = described.contains("Name") ? table_of(described, database, request, epoch(world_.now())) : table.shown;
    for (const auto& update :
         input.value("/UpdateOpenTableFormatInput/UpdateIcebergInput/UpdateIcebergTableInput/Updates"_json_pointer,
                     Json::array())) {
      take_iceberg(made, update);
    }
    for (const auto* kept : {"CreateTime", "CreatedBy"}) made[kept] = table.shown[kept];
    made["UpdateTime"] = epoch(world_.now());
    made["VersionId"] = std::to_string(std::stol(table.shown["VersionId"].get<std::string>()) + 1);
    if (!input.value("SkipArchive", false)) table.versions.push_back(table.shown);
    table.shown = std::move(made);
  });
  return Json::object();
}

void Glue::drop_table(Catalog& here, const std::string& key) {
  for (const auto& partition : here.partitions.all_latest(key + "\n")) here.partitions.erase(partition.first, world_);
  here.tables.erase(key, world_);
}

Json Glue::delete_table(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  const auto name = folded(input["Name"]);
  need_table(here, database, name);
  drop_table(here, table_key(database, name));
  return Json::object();
}

Json Glue::delete_tables(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  need_database(here, database);
  Json errors = Json::array();
  for (const auto& item : input["TablesToDelete"]) {
    const auto key = table_key(database, folded(item));
    if (here.tables.latest(key)) {
      drop_table(here, key);
    } else {
      errors.push_back(
          {{"TableName", item},
           {"ErrorDetail", {{"ErrorCode", "EntityNotFoundException"}, {"ErrorMessage", "Table not found"}}}});
    }
  }
  return {{"Errors", errors}};
}

Json Glue::get_table_versions(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto& table = need_table(here, folded(input["DatabaseName"]), folded(input["TableName"]));
  std::vector<Json> newest = {table.shown};
  newest.insert(newest.end(), table.versions.rbegin(), table.versions.rend());
  std::vector<std::pair<std::string, const Json*>> all;
  for (std::size_t i = 0; i < newest.size(); ++i) all.emplace_back(std::to_string(1000000 + i), &newest[i]);
  return listed(page_of(all, input.value("NextToken", ""), asked(input), 100, world_), "TableVersions",
                [](const Json& version) { return Json{{"Table", version}, {"VersionId", version["VersionId"]}}; });
}

}  // namespace lakeform::sandbox::glue

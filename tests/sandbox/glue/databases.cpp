// Databases of the catalog.
#include "tests/sandbox/glue/glue.h"

namespace lakeform::sandbox::glue {
namespace {

/// What an input says, with what the service adds.
Json database_of(const Json& input, const std::string& account, const Json& created) {
  Json out = input;
  out["Name"] = folded(input["Name"]);
  out["CatalogId"] = account;
  out["CreateTime"] = created;
  if (!out.contains("CreateTableDefaultPermissions") && !out.contains("TargetDatabase")) {
    out["CreateTableDefaultPermissions"] = {
        {{"Principal", {{"DataLakePrincipalIdentifier", "IAM_ALLOWED_PRINCIPALS"}}}, {"Permissions", {"ALL"}}}};
  }
  return out;
}

}  // namespace

void Glue::serve_databases() {
  serve("CreateDatabase", &Glue::create_database);
  serve("GetDatabase", &Glue::get_database);
  serve("GetDatabases", &Glue::get_databases);
  serve("UpdateDatabase", &Glue::update_database);
  serve("DeleteDatabase", &Glue::delete_database);
}

Json Glue::create_database(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  auto database = database_of(input["DatabaseInput"], request.account, epoch(world_.now()));
  const std::string name = database["Name"];
  if (here.databases.latest(name)) throw Failure(400, "AlreadyExistsException", "Database already exists.");
  set_tags(request, arn(request, "database/" + name), input);
  here.databases.put(name, std::move(database), world_);
  return Json::object();
}

Json Glue::get_database(const Request& request, const Json& input) {
  const auto name = folded(input["Name"]);
  const auto* database = catalog(request, input).databases.latest(name);
  if (!database) throw not_found("Database " + name + " not found.");
  return {{"Database", *database}};
}

Json Glue::get_databases(const Request& request, const Json& input) {
  const auto page =
      page_of(catalog(request, input).databases.all_latest(), input.value("NextToken", ""), asked(input), 100, world_);
  return listed(page, "DatabaseList", [](const Json& database) { return database; });
}

Json Glue::update_database(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto name = folded(input["Name"]);
  need_database(here, name);
  if (folded(input["DatabaseInput"]["Name"]) != name) throw invalid("Database name cannot be changed.");
  here.databases.edit(name, world_, [&](Json& database) {
    database = database_of(input["DatabaseInput"], request.account, database["CreateTime"]);
  });
  return Json::object();
}

Json Glue::delete_database(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto name = folded(input["Name"]);
  need_database(here, name);
  for (const auto& table : here.tables.all_latest(table_key(name, ""))) drop_table(here, table.first);
  here.databases.erase(name, world_);
  here.tags.erase(arn(request, "database/" + name), world_);
  return Json::object();
}

}  // namespace lakeform::sandbox::glue

// Partition indexes of tables.
#include "tests/sandbox/glue/glue.h"

namespace lakeform::sandbox::glue {

void Glue::serve_indexes() {
  serve("GetPartitionIndexes", &Glue::get_indexes);
  serve("CreatePartitionIndex", &Glue::create_index);
  serve("DeletePartitionIndex", &Glue::delete_index);
}

void Glue::add_index(const Json& shown, Table& table, const Json& index) const {
  std::erase_if(table.indexes, [&](const PartitionIndex& one) { return one.leaving && world_.now() >= one.settled; });
  if (table.indexes.size() >= 3)
    throw Failure(400, "ResourceNumberLimitExceededException", "A table can have at most 3 partition indexes.");
  Json keys = Json::array();
  for (const auto& name : index["Keys"]) {
    const auto partition_keys = shown.value("PartitionKeys", Json::array());
    const auto at = std::find_if(partition_keys.begin(), partition_keys.end(),
                                 [&](const Json& key) { return key["Name"] == name; });
    if (at == partition_keys.end())
      throw invalid("Partition index key " + name.get<std::string>() + " is not a partition key of the table.");
    keys.push_back({{"Name", name}, {"Type", at->value("Type", "string")}});
  }
  for (const auto& other : table.indexes) {
    if (other.shown["IndexName"] == index["IndexName"] || other.shown["Keys"] == keys) {
      throw Failure(400, "AlreadyExistsException",
                    "Index with the given name or keys already exists: " + index["IndexName"].get<std::string>());
    }
  }
  table.indexes.push_back(
      {{{"IndexName", index["IndexName"]}, {"Keys", keys}, {"BackfillErrors", Json::array()}}, world_.later()});
}

Json Glue::get_indexes(const Request& request, const Json& input) {
  const auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  const auto name = folded(input["TableName"]);
  const auto* table = here.tables.latest(table_key(database, name));
  if (!table) throw not_found("Table " + name + " not found.");
  std::vector<Json> shown;
  for (const auto& index : table->indexes) {
    const bool settled = world_.now() >= index.settled;
    if (index.leaving && settled) continue;
    shown.push_back(index.shown);
    shown.back()["IndexStatus"] = index.leaving ? "DELETING" : settled ? "ACTIVE" : "CREATING";
  }
  std::vector<std::pair<std::string, const Json*>> all;
  for (const auto& index : shown) all.emplace_back(index["IndexName"], &index);
  std::sort(all.begin(), all.end());
  return listed(page_of(all, input.value("NextToken", ""), std::nullopt, 100, world_), "PartitionIndexDescriptorList",
                [](const Json& index) { return index; });
}

Json Glue::create_index(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  const auto name = folded(input["TableName"]);
  need_table(here, database, name);
  here.tables.edit(table_key(database, name), world_,
                   [&](Table& table) { add_index(table.shown, table, input["PartitionIndex"]); });
  return Json::object();
}

Json Glue::delete_index(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto database = folded(input["DatabaseName"]);
  const auto name = folded(input["TableName"]);
  need_table(here, database, name);
  here.tables.edit(table_key(database, name), world_, [&](Table& table) {
    const auto at = std::find_if(table.indexes.begin(), table.indexes.end(), [&](const PartitionIndex& one) {
      return one.shown["IndexName"] == input["IndexName"] && !(one.leaving && world_.now() >= one.settled);
    });
    if (at == table.indexes.end()) throw not_found("Index " + input["IndexName"].get<std::string>() + " not found.");
    if (world_.now() < at->settled) {
      throw Failure(400, "ConflictException",
                    "The index is being " + std::string(at->leaving ? "deleted." : "created."));
    }
    at->leaving = true;
    at->settled = world_.later();
  });
  return Json::object();
}

}  // namespace lakeform::sandbox::glue

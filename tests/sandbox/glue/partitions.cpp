// Partitions of tables.
#include "tests/sandbox/glue/filter.h"
#include "tests/sandbox/glue/glue.h"

namespace lakeform::sandbox::glue {
namespace {

Json error_of(const Failure& failure) { return {{"ErrorCode", failure.code}, {"ErrorMessage", failure.what()}}; }

/// The name of a partition in the store: values cannot hold a line feed.
std::string key_of(const std::string& table, const Json& values) {
  auto key = table;
  for (const auto& value : values) key += "\n" + value.get<std::string>();
  return key;
}

}  // namespace

void Glue::serve_partitions() {
  serve("CreatePartition", &Glue::create_partition);
  serve("BatchCreatePartition", &Glue::create_partitions);
  serve("GetPartition", &Glue::get_partition);
  serve("GetPartitions", &Glue::get_partitions);
  serve("UpdatePartition", &Glue::update_partition);
  serve("DeletePartition", &Glue::delete_partition);
  serve("BatchDeletePartition", &Glue::delete_partitions);
}

void Glue::add_partition(const Request& request, Catalog& here, const Table& table, const Json& input) {
  const auto values = input.value("Values", Json::array());
  if (values.size() != table.shown.value("PartitionKeys", Json::array()).size()) {
    throw invalid("The number of partition keys do not match the number of partition values");
  }
  const auto key = key_of(table_key(table.shown["DatabaseName"], table.shown["Name"]), values);
  if (here.partitions.latest(key)) throw Failure(400, "AlreadyExistsException", "Partition already exists.");
  Json partition = input;
  partition["DatabaseName"] = table.shown["DatabaseName"];
  partition["TableName"] = table.shown["Name"];
  partition["CatalogId"] = request.account;
  partition["CreationTime"] = epoch(world_.now());
  here.partitions.put(key, std::move(partition), world_);
}

Json Glue::create_partition(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  add_partition(request, here, need_table(here, folded(input["DatabaseName"]), folded(input["TableName"])),
                input["PartitionInput"]);
  return Json::object();
}

Json Glue::create_partitions(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto& table = need_table(here, folded(input["DatabaseName"]), folded(input["TableName"]));
  if (input["PartitionInputList"].size() > 100) throw invalid("At most 100 partitions can be created in one call");
  Json errors = Json::array();
  for (const auto& one : input["PartitionInputList"]) {
    try {
      add_partition(request, here, table, one);
    } catch (const Failure& failure) {
      errors.push_back({{"PartitionValues", one.value("Values", Json::array())}, {"ErrorDetail", error_of(failure)}});
    }
  }
  return {{"Errors", errors}};
}

Json Glue::get_partition(const Request& request, const Json& input) {
  const auto& here = catalog(request, input);
  const auto table = table_key(folded(input["DatabaseName"]), folded(input["TableName"]));
  const auto* partition = here.partitions.latest(key_of(table, input["PartitionValues"]));
  if (!partition) throw not_found("Cannot find partition.");
  return {{"Partition", *partition}};
}

Json Glue::get_partitions(const Request& request, const Json& input) {
  const auto& here = catalog(request, input);
  const auto table = table_key(folded(input["DatabaseName"]), folded(input["TableName"]));
  const auto* owner = here.tables.latest(table);
  if (!owner) throw not_found("Table " + folded(input["TableName"]) + " not found.");
  auto all = here.partitions.all_latest(table + "\n");
  if (const auto expression = input.value("Expression", ""); !expression.empty()) {
    const PartitionFilter wanted(expression, owner->shown.value("PartitionKeys", Json::array()));
    std::erase_if(all, [&](const auto& item) { return !wanted.takes((*item.second)["Values"]); });
  }
  if (input.contains("Segment")) {
    const auto number = input["Segment"]["SegmentNumber"].get<std::size_t>();
    const auto total = input["Segment"]["TotalSegments"].get<std::size_t>();
    if (total < 1 || total > 10 || number >= total)
      throw invalid("TotalSegments is 1 to 10, and SegmentNumber is less");
    std::erase_if(all, [&](const auto& item) { return std::hash<std::string>()(item.first) % total != number; });
  }
  const bool without_columns = input.value("ExcludeColumnSchema", false);
  return listed(page_of(all, input.value("NextToken", ""), asked(input), 1000, world_), "Partitions",
                [&](Json partition) {
                  if (without_columns && partition.contains("StorageDescriptor"))
                    partition["StorageDescriptor"].erase("Columns");
                  return partition;
                });
}

Json Glue::update_partition(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto& table = need_table(here, folded(input["DatabaseName"]), folded(input["TableName"]));
  const auto old_key = key_of(table_key(table.shown["DatabaseName"], table.shown["Name"]), input["PartitionValueList"]);
  const auto* before = here.partitions.latest(old_key);
  if (!before) throw not_found("Cannot find partition.");
  auto changed = input["PartitionInput"];
  if (!changed.contains("Values")) changed["Values"] = input["PartitionValueList"];
  const auto created = (*before)["CreationTime"];
  const auto key = key_of(table_key(table.shown["DatabaseName"], table.shown["Name"]), changed["Values"]);
  if (key != old_key && here.partitions.latest(key))
    throw Failure(400, "AlreadyExistsException", "Partition already exists.");
  here.partitions.erase(old_key, world_);
  add_partition(request, here, table, changed);
  here.partitions.edit(key, world_, [&](Json& partition) { partition["CreationTime"] = created; });
  return Json::object();
}

Json Glue::delete_partition(const Request& request, const Json& input) {
  auto& here = catalog(request, input);
  const auto& table = need_table(here, folded(input["DatabaseName"]), folded(input["TableName"]));
  const auto key = key_of(table_key(table.shown["DatabaseName"], table.shown["Name"]), input["PartitionValues"]);
  if (!here.partitions.latest(key)) throw not_found("Cannot find partition.");
  here.partitions.erase(key, world_);
  return Json::object();
}

Json Glue::delete_partitions(const Request& request, const Json& input) {
  Json errors = Json::array();
  for (const auto& one : input["PartitionsToDelete"]) {
    auto single = input;
    single["PartitionValues"] = one["Values"];
    try {
      delete_partition(request, single);
    } catch (const Failure& failure) {
      errors.push_back({{"PartitionValues", one["Values"]}, {"ErrorDetail", error_of(failure)}});
    }
  }
  return {{"Errors", errors}};
}

}  // namespace lakeform::sandbox::glue

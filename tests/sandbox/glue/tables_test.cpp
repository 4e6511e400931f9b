#include "tests/sandbox/glue/test_glue.h"

using namespace lakeform::sandbox;

namespace {

const Json kSales = {{"DatabaseName", "lake"}, {"Name", "sales"}};

}  // namespace

TEST_CASE("a table comes back with what Glue adds to it") {
  GlueTest test;
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}});
  test.done("CreateTable",
            {{"DatabaseName", "Lake"},
             {"TableInput",
              {{"Name", "Sales"}, {"StorageDescriptor", {{"Columns", {{{"Name", "id"}, {"Type", "bigint"}}}}}}}}});
  const auto table = test.done("GetTable", kSales)["Table"];
  CHECK(table["Name"] == "sales");
  CHECK(table["VersionId"] == "0");
  CHECK(table["Retention"] == 0);
  CHECK(table["CreatedBy"] == "arn:aws:iam::111111111111:user/sandbox");
  CHECK(table["StorageDescriptor"] == Json{{"Columns", {{{"Name", "id"}, {"Type", "bigint"}}}},
                                           {"Compressed", false},
                                           {"NumberOfBuckets", 0},
                                           {"SortColumns", Json::array()},
                                           {"StoredAsSubDirectories", false}});
  CHECK(test.refused("CreateTable", {{"DatabaseName", "lake"}, {"TableInput", {{"Name", "sales"}}}}) ==
        "AlreadyExistsException");
  CHECK(test.refused("CreateTable", {{"DatabaseName", "pond"}, {"TableInput", {{"Name", "sales"}}}}) ==
        "EntityNotFoundException");
}

TEST_CASE("an update makes a new version and keeps the old one unless told not to") {
  GlueTest test;
  test.make_table();
  test.done("UpdateTable", {{"DatabaseName", "lake"}, {"TableInput", {{"Name", "sales"}, {"Description", "two"}}}});
  test.done(
      "UpdateTable",
      {{"DatabaseName", "lake"}, {"SkipArchive", true}, {"TableInput", {{"Name", "sales"}, {"Description", "three"}}}});
  CHECK(test.done("GetTable", kSales)["Table"]["VersionId"] == "2");
  const auto versions =
      test.done("GetTableVersions", {{"DatabaseName", "lake"}, {"TableName", "sales"}})["TableVersions"];
  CHECK(versions.size() == 2);
  CHECK(versions[0]["VersionId"] == "2");
  CHECK(versions[1]["VersionId"] == "0");
  CHECK(test.refused("UpdateTable",
                     {{"DatabaseName", "lake"}, {"VersionId", "1"}, {"TableInput", {{"Name", "sales"}}}}) ==
        "ConcurrentModificationException");
}

TEST_CASE("an Iceberg table gets its first metadata file") {
  GlueTest test;
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}});
  const Json iceberg = {{"IcebergInput", {{"MetadataOperation", "CREATE"}, {"Version", "2"}}}};
  const Json table = {{"Name", "sales"}, {"StorageDescriptor", {{"Location", "s3://lake/sales"}}}};
  test.done("CreateTable", {{"DatabaseName", "lake"}, {"TableInput", table}, {"OpenTableFormatInput", iceberg}});
  const auto parameters = test.done("GetTable", kSales)["Table"]["Parameters"];
  CHECK(parameters["table_type"] == "ICEBERG");
  CHECK(parameters["metadata_location"].get<std::string>().rfind("s3://lake/sales/metadata/00000-", 0) == 0);
  CHECK(test.refused("CreateTable", {{"DatabaseName", "lake"},
                                     {"TableInput", {{"Name", "other"}}},
                                     {"OpenTableFormatInput", iceberg}}) == "InvalidInputException");
}

TEST_CASE("tables are found by expression, in pages") {
  GlueTest test;
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}});
  for (const auto* name : {"raw_a", "raw_b", "raw_c", "mart"})
    test.done("CreateTable", {{"DatabaseName", "lake"}, {"TableInput", {{"Name", name}}}});
  const auto first = test.done("GetTables", {{"DatabaseName", "lake"}, {"Expression", "raw.*"}, {"MaxResults", 2}});
  CHECK(first["TableList"].size() == 2);
  const auto rest =
      test.done("GetTables", {{"DatabaseName", "lake"}, {"Expression", "raw.*"}, {"NextToken", first["NextToken"]}});
  CHECK(rest["TableList"].size() == 1);
}

TEST_CASE("a partition index is CREATING, then ACTIVE, then DELETING, then gone") {
  GlueTest test(with_delay(60000));
  test.make_table();
  const Json of_table = {{"DatabaseName", "lake"}, {"TableName", "sales"}};
  const auto status = [&] {
    const auto list = test.done("GetPartitionIndexes", of_table)["PartitionIndexDescriptorList"];
    return list.empty() ? "" : list[0]["IndexStatus"].get<std::string>();
  };
  auto index = of_table;
  index["PartitionIndex"] = {{"IndexName", "by_year"}, {"Keys", {"year"}}};
  test.done("CreatePartitionIndex", index);
  CHECK(status() == "CREATING");
  auto named = of_table;
  named["IndexName"] = "by_year";
  CHECK(test.refused("DeletePartitionIndex", named) == "ConflictException");
  CHECK(test.refused("CreatePartitionIndex", index) == "AlreadyExistsException");
  index["PartitionIndex"] = {{"IndexName", "other"}, {"Keys", {"none"}}};
  CHECK(test.refused("CreatePartitionIndex", index) == "InvalidInputException");
  GlueTest quick(with_delay(0));
  quick.make_table();
  index["PartitionIndex"] = {{"IndexName", "by_year"}, {"Keys", {"year"}}};
  quick.done("CreatePartitionIndex", index);
  CHECK(quick.done("GetPartitionIndexes", of_table)["PartitionIndexDescriptorList"][0]["IndexStatus"] == "ACTIVE");
  quick.front.world().options.delay = Millis(60000);
  quick.done("DeletePartitionIndex", named);
  CHECK(quick.done("GetPartitionIndexes", of_table)["PartitionIndexDescriptorList"][0]["IndexStatus"] == "DELETING");
  CHECK(quick.refused("DeletePartitionIndex", named) == "ConflictException");
}

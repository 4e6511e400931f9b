#include "tests/sandbox/glue/test_glue.h"

using namespace lakeform::sandbox;

namespace {

const Json kTable = {{"DatabaseName", "lake"}, {"TableName", "sales"}};

Json with(Json more) {
  more.update(kTable);
  return more;
}

void make_partitions(GlueTest& test) {
  test.make_table();
  Json list = Json::array();
  for (const auto* year : {"2023", "2024", "2025"}) {
    for (const auto* region : {"eu", "us"}) list.push_back({{"Values", {year, region}}});
  }
  CHECK(test.done("BatchCreatePartition", with({{"PartitionInputList", list}}))["Errors"].empty());
}

}  // namespace

TEST_CASE("partitions are created in batches; those that cannot be are named") {
  GlueTest test;
  make_partitions(test);
  const auto errors =
      test.done("BatchCreatePartition",
                with({{"PartitionInputList",
                       {{{"Values", {"2025", "us"}}}, {{"Values", {"2026", "us"}}}, {{"Values", {"1"}}}}}}))["Errors"];
  CHECK(errors.size() == 2);
  CHECK(errors[0]["ErrorDetail"]["ErrorCode"] == "AlreadyExistsException");
  CHECK(errors[1]["ErrorDetail"]["ErrorCode"] == "InvalidInputException");
  CHECK(test.done("GetPartition", with({{"PartitionValues", {"2026", "us"}}}))["Partition"]["Values"] ==
        Json{"2026", "us"});
}

TEST_CASE("partitions are filtered by their keys, numbers as numbers") {
  GlueTest test;
  make_partitions(test);
  const auto count = [&](const std::string& expression) {
    return test.done("GetPartitions", with({{"Expression", expression}}))["Partitions"].size();
  };
  CHECK(count("year >= 2024 AND region = 'eu'") == 2);
  CHECK(count("year > 300") == 6);
  CHECK(count("(region <> 'eu')") == 3);
  CHECK(test.refused("GetPartitions", with({{"Expression", "year in (1, 2)"}})) == "InvalidInputException");
  CHECK(test.refused("GetPartitions", with({{"Expression", "month = 1"}})) == "InvalidInputException");
}

TEST_CASE("segments and pages split the partitions without loss") {
  GlueTest test;
  make_partitions(test);
  std::size_t found = 0;
  for (int segment = 0; segment < 3; ++segment) {
    Json token = nullptr;
    do {
      const auto page =
          test.done("GetPartitions", with({{"Segment", {{"SegmentNumber", segment}, {"TotalSegments", 3}}},
                                           {"MaxResults", 1},
                                           {"NextToken", token}}));
      found += page["Partitions"].size();
      token = page.value("NextToken", Json());
    } while (!token.is_null());
  }
  CHECK(found == 6);
}

TEST_CASE("a partition can be moved to other values, and deleted") {
  GlueTest test;
  make_partitions(test);
  test.done("UpdatePartition",
            with({{"PartitionValueList", {"2023", "eu"}},
                  {"PartitionInput", {{"Values", {"2022", "eu"}}, {"Parameters", {{"rows", "7"}}}}}}));
  CHECK(test.refused("GetPartition", with({{"PartitionValues", {"2023", "eu"}}})) == "EntityNotFoundException");
  CHECK(test.done("GetPartition", with({{"PartitionValues", {"2022", "eu"}}}))["Partition"]["Parameters"]["rows"] ==
        "7");
  test.done("DeletePartition", with({{"PartitionValues", {"2022", "eu"}}}));
  const auto errors =
      test.done("BatchDeletePartition",
                with({{"PartitionsToDelete", {{{"Values", {"2022", "eu"}}}, {{"Values", {"2023", "us"}}}}}}))["Errors"];
  CHECK(errors.size() == 1);
  CHECK(test.done("GetPartitions", kTable)["Partitions"].size() == 4);
}

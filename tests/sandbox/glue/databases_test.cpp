#include "tests/sandbox/glue/test_glue.h"

using namespace lakeform::sandbox;

TEST_CASE("a database is kept under its name in lower case, with the permissions that Glue gives by default") {
  GlueTest test;
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "Lake"}, {"Description", "raw"}}}});
  const auto database = test.done("GetDatabase", {{"Name", "LAKE"}})["Database"];
  CHECK(database["Name"] == "lake");
  CHECK(database["Description"] == "raw");
  CHECK(database["CatalogId"] == "111111111111");
  CHECK(database["CreateTime"].is_number());
  CHECK(database["CreateTableDefaultPermissions"] ==
        Json{{{"Principal", {{"DataLakePrincipalIdentifier", "IAM_ALLOWED_PRINCIPALS"}}}, {"Permissions", {"ALL"}}}});
  CHECK(test.refused("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}}) == "AlreadyExistsException");
}

TEST_CASE("an update puts the whole of a database anew, and keeps its name and age") {
  GlueTest test;
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}, {"Description", "raw"}}}});
  const auto before = test.done("GetDatabase", {{"Name", "lake"}})["Database"];
  test.done("UpdateDatabase", {{"Name", "lake"}, {"DatabaseInput", {{"Name", "lake"}, {"LocationUri", "s3://lake/"}}}});
  const auto after = test.done("GetDatabase", {{"Name", "lake"}})["Database"];
  CHECK_FALSE(after.contains("Description"));
  CHECK(after["LocationUri"] == "s3://lake/");
  CHECK(after["CreateTime"] == before["CreateTime"]);
  CHECK(test.refused("UpdateDatabase", {{"Name", "lake"}, {"DatabaseInput", {{"Name", "pond"}}}}) ==
        "InvalidInputException");
}

TEST_CASE("databases are listed in pages") {
  GlueTest test;
  for (const auto* name : {"a", "b", "c"}) test.done("CreateDatabase", {{"DatabaseInput", {{"Name", name}}}});
  const auto first = test.done("GetDatabases", {{"MaxResults", 2}});
  CHECK(first["DatabaseList"].size() == 2);
  const auto second = test.done("GetDatabases", {{"MaxResults", 2}, {"NextToken", first["NextToken"]}});
  CHECK(second["DatabaseList"].size() == 1);
  CHECK_FALSE(second.contains("NextToken"));
}

TEST_CASE("a database goes with its tables") {
  GlueTest test;
  test.make_table();
  test.done("DeleteDatabase", {{"Name", "lake"}});
  CHECK(test.refused("GetDatabase", {{"Name", "lake"}}) == "EntityNotFoundException");
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}});
  CHECK(test.done("GetTables", {{"DatabaseName", "lake"}})["TableList"].empty());
}

TEST_CASE("regions and accounts see nothing of each other") {
  GlueTest test;
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}});
  test.client.region = "eu-central-1";
  CHECK(test.refused("GetDatabase", {{"Name", "lake"}}) == "EntityNotFoundException");
  test.client.region = "us-east-1";
  test.client.keys = {"AKIASANDBOX000000002", "sandbox-secret-2", ""};
  CHECK(test.refused("GetDatabase", {{"Name", "lake"}}) == "EntityNotFoundException");
  CHECK(test.refused("GetDatabase", {{"Name", "lake"}, {"CatalogId", "111111111111"}}) == "AccessDeniedException");
}

TEST_CASE("tags are put, read, taken away, and seen by the tagging service") {
  GlueTest test;
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}, {"Tags", {{"env", "dev"}}}});
  const std::string arn = "arn:aws:glue:us-east-1:111111111111:database/lake";
  test.done("TagResource", {{"ResourceArn", arn}, {"TagsToAdd", {{"team", "data"}}}});
  test.done("UntagResource", {{"ResourceArn", arn}, {"TagsToRemove", {"env"}}});
  CHECK(test.done("GetTags", {{"ResourceArn", arn}})["Tags"] == Json{{"team", "data"}});
  const auto seen = test.client
                        .json("tagging", "ResourceGroupsTaggingAPI_20170126.GetResources",
                              {{"ResourceTypeFilters", {"glue:database"}}})
                        .json();
  CHECK(seen["ResourceTagMappingList"] ==
        Json{{{"ResourceARN", arn}, {"Tags", {{{"Key", "team"}, {"Value", "data"}}}}}});
  CHECK(test.refused("GetTags", {{"ResourceArn", arn + "s"}}) == "EntityNotFoundException");
}

#include "tests/sandbox/glue/test_glue.h"

using namespace lakeform::sandbox;

namespace {

Json tagging(GlueTest& test, const std::string& operation, const Json& input) {
  return test.client.json("tagging", "ResourceGroupsTaggingAPI_20170126." + operation, input).json();
}

std::string arn(const std::string& rest) { return "arn:aws:glue:us-east-1:111111111111:" + rest; }

void make_objects(GlueTest& test) {
  test.make_role("glue_role");
  for (const auto* name : {"a", "b", "c"}) {
    test.done("CreateDatabase", {{"DatabaseInput", {{"Name", name}}}, {"Tags", {{"env", name}, {"team", "data"}}}});
  }
  auto crawler = a_crawler();
  crawler["Tags"] = {{"env", "a"}};
  test.done("CreateCrawler", crawler);
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "plain"}}}});
}

}  // namespace

TEST_CASE("tagged objects are found by type, tag and ARN; untagged ones are not listed") {
  GlueTest test;
  make_objects(test);
  const auto found = [&](const Json& input) {
    return tagging(test, "GetResources", input)["ResourceTagMappingList"].size();
  };
  CHECK(found(Json::object()) == 4);
  CHECK(found({{"ResourceTypeFilters", {"glue:crawler"}}}) == 1);
  CHECK(found({{"ResourceTypeFilters", {"glue"}}}) == 4);
  CHECK(found({{"ResourceTypeFilters", {"s3"}}}) == 0);
  CHECK(found({{"TagFilters", {{{"Key", "env"}, {"Values", {"a", "c"}}}}}}) == 3);
  CHECK(found({{"TagFilters", {{{"Key", "env"}, {"Values", {"a"}}}, {{"Key", "team"}}}}}) == 1);
  CHECK(found({{"ResourceARNList", {arn("database/b"), arn("database/plain")}}}) == 1);
}

TEST_CASE("tagged objects come in pages, the last with an empty token") {
  GlueTest test;
  make_objects(test);
  const auto first = tagging(test, "GetResources", {{"ResourcesPerPage", 3}});
  CHECK(first["ResourceTagMappingList"].size() == 3);
  const auto last =
      tagging(test, "GetResources", {{"ResourcesPerPage", 3}, {"PaginationToken", first["PaginationToken"]}});
  CHECK(last["ResourceTagMappingList"].size() == 1);
  CHECK(last["PaginationToken"] == "");
}

TEST_CASE("many objects are tagged in one call; those that are not there are named") {
  GlueTest test;
  make_objects(test);
  const auto failed = tagging(test, "TagResources",
                              {{"ResourceARNList", {arn("database/a"), arn("database/none")}},
                               {"Tags", {{"cost", "1"}}}})["FailedResourcesMap"];
  CHECK(failed.size() == 1);
  CHECK(failed.contains(arn("database/none")));
  CHECK(test.done("GetTags", {{"ResourceArn", arn("database/a")}})["Tags"]["cost"] == "1");
  tagging(test, "UntagResources", {{"ResourceARNList", {arn("database/a")}}, {"TagKeys", {"cost", "env"}}});
  CHECK(test.done("GetTags", {{"ResourceArn", arn("database/a")}})["Tags"] == Json{{"team", "data"}});
  CHECK(tagging(test, "GetTagKeys", Json::object())["TagKeys"] == Json{"env", "team"});
  CHECK(tagging(test, "GetTagValues", {{"Key", "env"}})["TagValues"] == Json{"a", "b", "c"});
}

TEST_CASE("the tagging service hears of tags after the lag, Glue at once") {
  GlueTest test;
  test.front.world().options.lag = Millis(60000);
  test.done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}, {"Tags", {{"env", "dev"}}}});
  CHECK(test.done("GetTags", {{"ResourceArn", arn("database/lake")}})["Tags"].size() == 1);
  CHECK(tagging(test, "GetResources", Json::object())["ResourceTagMappingList"].empty());
}

TEST_CASE("buckets and clusters' groups are tagged as Glue's objects are") {
  GlueTest test;
  lakeform::cloud::aws::SignedRequest create;
  create.method = "PUT";
  create.path = "/lake";
  CHECK(test.client.send("s3", create).status() == 200);
  const auto group =
      test.client.query("redshift", "CreateClusterParameterGroup",
                        {{"ParameterGroupName", "wh"}, {"ParameterGroupFamily", "redshift-1.0"}, {"Description", "d"}});
  CHECK(group.status() == 200);
  const std::string bucket = "arn:aws:s3:::lake";
  const std::string parameters = "arn:aws:redshift:us-east-1:111111111111:parametergroup:wh";
  const auto failed = tagging(
      test, "TagResources",
      {{"ResourceARNList", {bucket, parameters}}, {"Tags", {{"env", "dev"}, {"cost", "1"}}}})["FailedResourcesMap"];
  CHECK(failed.empty());
  tagging(test, "UntagResources", {{"ResourceARNList", {bucket, parameters}}, {"TagKeys", {"cost"}}});
  const Json env = {{{"Key", "env"}, {"Value", "dev"}}};
  CHECK(tagging(test, "GetResources", {{"ResourceTypeFilters", {"s3"}}})["ResourceTagMappingList"] ==
        Json{{{"ResourceARN", bucket}, {"Tags", env}}});
  CHECK(
      tagging(test, "GetResources", {{"ResourceTypeFilters", {"redshift:parametergroup"}}})["ResourceTagMappingList"] ==
      Json{{{"ResourceARN", parameters}, {"Tags", env}}});
  test.client.region = "eu-west-1";
  CHECK(tagging(test, "GetResources", Json::object())["ResourceTagMappingList"].empty());
}

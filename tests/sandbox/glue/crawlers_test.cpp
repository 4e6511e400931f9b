#include "tests/sandbox/glue/test_glue.h"

using namespace lakeform::sandbox;

TEST_CASE("a crawler needs a role that exists and trusts Glue, by name or ARN") {
  GlueTest test;
  CHECK(test.refused("CreateCrawler", a_crawler()) == "InvalidInputException");
  test.make_role("glue_role", "lambda.amazonaws.com");
  const auto answer = test.call("CreateCrawler", a_crawler());
  CHECK(answer.json()["Message"].get<std::string>().rfind("Service is unable to assume provided role", 0) == 0);
  test.make_role("right");
  test.done("CreateCrawler", a_crawler("one", "right"));
  test.done("CreateCrawler", a_crawler("two", "arn:aws:iam::111111111111:role/right"));
  CHECK(test.done("GetCrawler", {{"Name", "two"}})["Crawler"]["Role"] == "right");
}

TEST_CASE("a role that was just made cannot be assumed before the lag is over") {
  GlueTest test;
  test.front.world().options.lag = Millis(60000);
  test.make_role("glue_role");
  CHECK(test.refused("CreateCrawler", a_crawler()) == "InvalidInputException");
}

TEST_CASE("a crawler comes back with every default") {
  GlueTest test;
  test.make_role("glue_role");
  auto input = a_crawler();
  input["Schedule"] = "cron(0 1 * * ? *)";
  test.done("CreateCrawler", input);
  const auto crawler = test.done("GetCrawler", {{"Name", "nightly"}})["Crawler"];
  CHECK(crawler["State"] == "READY");
  CHECK(crawler["Version"] == 1);
  CHECK(crawler["Schedule"] == Json{{"ScheduleExpression", "cron(0 1 * * ? *)"}, {"State", "SCHEDULED"}});
  CHECK(crawler["SchemaChangePolicy"] ==
        Json{{"UpdateBehavior", "UPDATE_IN_DATABASE"}, {"DeleteBehavior", "DEPRECATE_IN_DATABASE"}});
  CHECK(crawler["RecrawlPolicy"]["RecrawlBehavior"] == "CRAWL_EVERYTHING");
  CHECK(crawler["LineageConfiguration"]["CrawlerLineageSettings"] == "DISABLE");
  CHECK(crawler["Targets"]["S3Targets"] == Json{{{"Path", "s3://lake/raw/"}, {"Exclusions", Json::array()}}});
  CHECK(crawler["Targets"]["JdbcTargets"].empty());
  CHECK_FALSE(crawler.contains("LastCrawl"));
}

TEST_CASE("an update changes what it names; an empty text takes a setting away") {
  GlueTest test;
  test.make_role("glue_role");
  auto input = a_crawler();
  input["TablePrefix"] = "raw_";
  input["Schedule"] = "cron(0 1 * * ? *)";
  test.done("CreateCrawler", input);
  test.done("UpdateCrawler", {{"Name", "nightly"}, {"Description", "nights"}});
  CHECK(test.done("GetCrawler", {{"Name", "nightly"}})["Crawler"]["TablePrefix"] == "raw_");
  test.done("UpdateCrawler", {{"Name", "nightly"}, {"TablePrefix", ""}, {"Schedule", ""}});
  const auto crawler = test.done("GetCrawler", {{"Name", "nightly"}})["Crawler"];
  CHECK(crawler["Description"] == "nights");
  CHECK_FALSE(crawler.contains("TablePrefix"));
  CHECK_FALSE(crawler.contains("Schedule"));
  CHECK(crawler["Version"] == 3);
  CHECK(test.refused("UpdateCrawler", {{"Name", "nightly"}, {"Schedule", "daily"}}) == "InvalidInputException");
  CHECK(test.refused("UpdateCrawler", {{"Name", "nightly"}, {"Configuration", "{"}}) == "InvalidInputException");
  CHECK(test.refused("UpdateCrawler", {{"Name", "nightly"}, {"Targets", Json::object()}}) == "InvalidInputException");
}

TEST_CASE("a crawler that runs can be neither started, changed nor deleted, only stopped") {
  GlueTest test(with_delay(60000));
  test.make_role("glue_role");
  test.done("CreateCrawler", a_crawler());
  const Json name = {{"Name", "nightly"}};
  CHECK(test.refused("StopCrawler", name) == "CrawlerNotRunningException");
  test.done("StartCrawler", name);
  CHECK(test.done("GetCrawler", name)["Crawler"]["State"] == "RUNNING");
  CHECK(test.refused("StartCrawler", name) == "CrawlerRunningException");
  CHECK(test.refused("UpdateCrawler", name) == "CrawlerRunningException");
  CHECK(test.refused("DeleteCrawler", name) == "CrawlerRunningException");
  test.done("StopCrawler", name);
  CHECK(test.done("GetCrawler", name)["Crawler"]["State"] == "STOPPING");
  CHECK(test.refused("StopCrawler", name) == "CrawlerStoppingException");
  CHECK(test.refused("StartCrawler", name) == "CrawlerRunningException");
}

TEST_CASE("a run that is over says how it went") {
  GlueTest test(with_delay(0));
  test.make_role("glue_role");
  test.done("CreateCrawler", a_crawler());
  test.done("StartCrawler", {{"Name", "nightly"}});
  const auto crawler = test.done("GetCrawler", {{"Name", "nightly"}})["Crawler"];
  CHECK(crawler["State"] == "READY");
  CHECK(crawler["LastCrawl"]["Status"] == "SUCCEEDED");
  test.done("DeleteCrawler", {{"Name", "nightly"}});
  CHECK(test.refused("GetCrawler", {{"Name", "nightly"}}) == "EntityNotFoundException");
}

TEST_CASE("a schedule is switched off and on, one change at a time") {
  GlueTest test(with_delay(0));
  test.make_role("glue_role");
  test.done("CreateCrawler", a_crawler());
  const Json name = {{"CrawlerName", "nightly"}};
  CHECK(test.refused("StopCrawlerSchedule", name) == "NoScheduleException");
  test.done("UpdateCrawlerSchedule", {{"CrawlerName", "nightly"}, {"Schedule", "cron(0 1 * * ? *)"}});
  CHECK(test.refused("StartCrawlerSchedule", name) == "SchedulerRunningException");
  test.done("StopCrawlerSchedule", name);
  CHECK(test.done("GetCrawler", {{"Name", "nightly"}})["Crawler"]["Schedule"]["State"] == "NOT_SCHEDULED");
  CHECK(test.refused("StopCrawlerSchedule", name) == "SchedulerNotRunningException");
  test.front.world().options.delay = Millis(60000);
  test.done("StartCrawlerSchedule", name);
  CHECK(test.refused("StopCrawlerSchedule", name) == "SchedulerTransitioningException");
}

TEST_CASE("crawlers are listed, by tag too, and read many at once") {
  GlueTest test;
  test.make_role("glue_role");
  auto tagged = a_crawler("tagged");
  tagged["Tags"] = {{"env", "dev"}};
  test.done("CreateCrawler", tagged);
  test.done("CreateCrawler", a_crawler("plain"));
  CHECK(test.done("ListCrawlers")["CrawlerNames"] == Json{"plain", "tagged"});
  CHECK(test.done("ListCrawlers", {{"Tags", {{"env", "dev"}}}})["CrawlerNames"] == Json{"tagged"});
  const auto batch = test.done("BatchGetCrawlers", {{"CrawlerNames", {"plain", "none"}}});
  CHECK(batch["Crawlers"].size() == 1);
  CHECK(batch["CrawlersNotFound"] == Json{"none"});
  const auto first = test.done("GetCrawlers", {{"MaxResults", 1}});
  CHECK(test.done("GetCrawlers", {{"NextToken", first["NextToken"]}})["Crawlers"][0]["Name"] == "tagged");
}

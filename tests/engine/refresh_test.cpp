// How many calls a refresh of many objects takes, and that lists give the same states as reads one by one.
#include <doctest/doctest.h>

#include <cstdlib>
#include <thread>

#include "provider/engine/operations.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

/// A page of a list whose items `make` gives by number; the token is the number of the next one.
template <class Make>
Json page(const cloud::Call& call, int count, int size, const char* token, const Make& make, std::string& next) {
  const int start =
      call.body.is_object() && call.body.contains(token) ? std::stoi(call.body[token].get<std::string>()) : 0;
  Json items = Json::array();
  for (int i = start; i < std::min(start + size, count); ++i) items.push_back(make(i));
  next = start + size < count ? std::to_string(start + size) : "";
  return items;
}

std::string name_of(const std::string& stem, int i) { return stem + std::to_string(i); }

/// A server with `count` databases, crawlers and clusters.
Result<cloud::Reply> serve(const cloud::Call& call, int count) {
  std::string next;
  const auto database = [](int i) {
    return Json{
        {"Name", name_of("db", i)}, {"Description", "number " + std::to_string(i)}, {"Parameters", {{"n", "1"}}}};
  };
  const auto crawler = [](int i) {
    return Json{{"Name", name_of("crawler", i)},
                {"Role", "r"},
                {"DatabaseName", "d"},
                {"Targets", {{"S3Targets", {{{"Path", "s3://b/"}}}}}}};
  };
  const auto cluster = [](int i) {
    return Json{{"ClusterIdentifier", name_of("cluster", i)},
                {"NodeType", "ra3.xlplus"},
                {"NumberOfNodes", "2"},
                {"Tags", {{"Tag", {{{"Key", "n"}, {"Value", std::to_string(i)}}}}}}};
  };
  const auto tagged = [&](int i) {
    const bool databases = call.body["ResourceTypeFilters"][0] == "glue:database";
    return Json{{"ResourceARN", "arn:aws:glue:us-east-1:123456789012:" +
                                    (databases ? name_of("database/db", i) : name_of("crawler/crawler", i))},
                {"Tags", {{{"Key", "n"}, {"Value", std::to_string(i)}}}}};
  };
  const auto number = [](const std::string& text) {
    return std::stoi(text.substr(text.find_last_not_of("0123456789") + 1));
  };
  if (call.operation == "GetDatabase") return reply({{"Database", database(number(call.body["Name"]))}});
  if (call.operation == "GetCrawler") return reply({{"Crawler", crawler(number(call.body["Name"]))}});
  if (call.operation == "GetTags") return reply({{"Tags", {{"n", std::to_string(number(call.body["ResourceArn"]))}}}});
  Json body;
  if (call.operation == "GetDatabases") {
    body = {{"DatabaseList", page(call, count, 100, "NextToken", database, next)}};
  } else if (call.operation == "GetCrawlers") {
    body = {{"Crawlers", page(call, count, 1000, "NextToken", crawler, next)}};
  } else if (call.operation == "GetResources") {
    body = {{"ResourceTagMappingList", page(call, count, 100, "PaginationToken", tagged, next)},
            {"PaginationToken", next}};
    return reply(body);
  } else if (call.body.contains("ClusterIdentifier")) {
    return reply({{"Clusters", {{"Cluster", {cluster(number(call.body["ClusterIdentifier"]))}}}}});
  } else {
    body = {{"Clusters", {{"Cluster", page(call, count, 100, "Marker", cluster, next)}}}, {"Marker", next}};
    return reply(body);
  }
  body["NextToken"] = next;
  return reply(body);
}

struct Refreshed {
  std::vector<Value> states;
  std::size_t calls = 0;
};

/// Reads `count` objects from ten threads, as Terraform does.
Refreshed refresh(const char* type, int count, bool single, const std::function<Json(int)>& stored) {
  if (single) {
    setenv("LAKEFORM_SINGLE_READS", "1", 1);
  } else {
    unsetenv("LAKEFORM_SINGLE_READS");
  }
  FakeCloud cloud;
  cloud.answer = [count](const cloud::Call& call, int) { return serve(call, count); };
  Context context;
  context.client = &cloud;
  unsetenv("LAKEFORM_SINGLE_READS");
  Refreshed out;
  out.states.resize(static_cast<std::size_t>(count));
  std::vector<std::jthread> threads;
  for (int t = 0; t < 10; ++t) {
    threads.emplace_back([&, t] {
      for (int i = t; i < count; i += 10)
        out.states[static_cast<std::size_t>(i)] = read_object(aws(type), context, aws_object(type, stored(i))).state;
    });
  }
  threads.clear();
  out.calls = cloud.asked().size();
  return out;
}

Json stored_database(int i) {
  return {{"name", name_of("db", i)},
          {"catalog_id", "123456789012"},
          {"id", name_of("123456789012:db", i)},
          {"tags", {{"n", std::to_string(i)}}},
          {"tags_all", {{"n", std::to_string(i)}}},
          {"arn", name_of("arn:aws:glue:us-east-1:123456789012:database/db", i)}};
}
Json stored_crawler(int i) {
  return {{"name", name_of("crawler", i)},
          {"id", name_of("crawler", i)},
          {"tags", {{"n", std::to_string(i)}}},
          {"tags_all", {{"n", std::to_string(i)}}},
          {"arn", name_of("arn:aws:glue:us-east-1:123456789012:crawler/crawler", i)}};
}
Json stored_cluster(int i) {
  return {{"cluster_identifier", name_of("cluster", i)}, {"id", name_of("cluster", i)}, {"skip_final_snapshot", true}};
}

}  // namespace

TEST_CASE(
    "a refresh of many objects takes their pages and a constant, tags included, and gives the states that single reads "
    "give") {
  constexpr int kCount = 950;
  constexpr std::size_t kConstant = 24;  // the first reads of ten threads go alone, before a list is worth it
  const struct {
    const char* type;
    std::size_t pages;
    std::function<Json(int)> stored;
  } kinds[] = {{"aws_glue_catalog_database", 10 + 10, stored_database},
               {"aws_glue_crawler", 1 + 10, stored_crawler},
               {"aws_redshift_cluster", 10, stored_cluster}};
  for (const auto& kind : kinds) {
    CAPTURE(kind.type);
    const Refreshed bulk = refresh(kind.type, kCount, false, kind.stored),
                    single = refresh(kind.type, kCount, true, kind.stored);
    CHECK(bulk.calls <= kind.pages + kConstant);
    CHECK(single.calls >= static_cast<std::size_t>(kCount));
    CHECK(bulk.states == single.states);
    CHECK(bulk.states[7]["tags"] == Value(Value::Map{{"n", "7"}}));
  }
}

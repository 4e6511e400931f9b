#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "provider/engine/read/lists.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

/// A catalog of `count` things, `page` to a list answer, each tagged with its own name.
class Catalog final : public cloud::Client {
 public:
  int count = 1000, page = 100;
  bool refuse = false, endless = false;
  std::atomic<int> lists = 0;

  Result<cloud::Reply> send(const cloud::Call& call) override {
    ++lists;
    if (refuse) {
      Error denied;
      denied.code = "AccessDeniedException";
      return denied;
    }
    const int start = call.body.contains("Token") ? std::stoi(call.body["Token"].get<std::string>()) : 0;
    cloud::Reply reply;
    reply.body["Things"] = Json::array();
    for (int i = start; i < std::min(start + page, count); ++i) {
      const std::string name = "thing" + std::to_string(i);
      reply.body["Things"].push_back(
          {{"Name", name}, {"Tags", {{{"Key", "is"}, {"Value", name}}, {{"Key", "aws:own"}, {"Value", "x"}}}}});
    }
    if (start + page < count || endless) reply.body["Next"] = std::to_string(start + page);
    return reply;
  }
  const cloud::Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }

 private:
  cloud::Facts facts_;
  StopToken stop_;
};

schema::Bulk list_of_things() {
  schema::Bulk bulk;
  bulk.step.call = "ListThings";
  bulk.step.body = Json::object();
  bulk.step.items = "Things";
  bulk.step.page_token = "Token";
  bulk.step.page_next = "Next";
  bulk.key = "{Name}";
  bulk.serves = {"GetThing"};
  return bulk;
}

struct Collection {
  Catalog catalog;
  Context context;
  Definition definition;
  schema::Step read;

  Collection() {
    context.client = &catalog;
    context.tags.owned_prefix = "aws:";
    definition.service = "things";
    definition.bulk = {list_of_things()};
    schema::Tagging tagging;
    tagging.bulk = list_of_things();
    tagging.bulk->step.take = "Tags";
    tagging.bulk_form = "Key,Value";
    definition.tagging = tagging;
    read.call = "GetThing";
  }
  Scope scope(int i) {
    Scope out{definition, context, Value(Value::Map{}), {}, {}, "thing" + std::to_string(i), "us-east-1", {}, {}, {},
              {},         {}};
    return out;
  }
  std::optional<Json> item(int i) {
    const auto found = bulk_item(read, scope(i));
    return found ? std::optional(found->item) : std::nullopt;
  }
  std::optional<Json> tags(int i, Value::Map known) {
    return bulk_tags(scope(i), Value(Value::Map{{"tags_all", std::move(known)}}));
  }
};

}  // namespace

TEST_CASE("the first two reads are made alone, then a list answers page by page") {
  Collection world;
  CHECK_FALSE(world.item(0));
  CHECK_FALSE(world.item(1));
  CHECK(world.catalog.lists == 0);
  for (int i = 2; i < 1000; ++i) {
    const auto found = world.item(i);
    REQUIRE(found);
    CHECK((*found)["Name"] == "thing" + std::to_string(i));
  }
  CHECK(world.catalog.lists == 10);
  CHECK_FALSE(world.item(5000));
  CHECK(world.catalog.lists == 10);
}

TEST_CASE("a list never costs more calls than reads were asked of it") {
  Collection world;
  world.catalog.endless = true;
  world.catalog.page = 1;
  for (int i = 0; i < 5; ++i) CHECK_FALSE(world.item(900 + i));
  CHECK(world.catalog.lists <= 5);
}

TEST_CASE("a change of the collection by this process makes the list be read anew") {
  Collection world;
  for (int i = 0; i < 4; ++i) world.item(i);
  CHECK(world.catalog.lists == 1);
  forget_bulk(world.scope(0));
  CHECK_FALSE(world.item(3));
  CHECK_FALSE(world.item(3));
  CHECK(world.item(3));
  CHECK(world.catalog.lists == 2);
}

TEST_CASE("a refused list is not asked for again, and reads are made alone") {
  Collection world;
  world.catalog.refuse = true;
  for (int i = 0; i < 20; ++i) CHECK_FALSE(world.item(i));
  CHECK(world.catalog.lists == 1);
}

TEST_CASE("other regions and other placeholders have lists of their own") {
  Collection world;
  for (int i = 0; i < 4; ++i) world.item(i);
  auto elsewhere = world.scope(3);
  elsewhere.region = "eu-west-1";
  CHECK_FALSE(bulk_item(world.read, elsewhere));
  CHECK(world.item(3));
}

TEST_CASE("listed tags are believed only where they agree with the state") {
  Collection world;
  world.catalog.count = 200;
  for (int i = 0; i < 3; ++i) world.tags(i, {{"is", "thing" + std::to_string(i)}});
  const auto same = world.tags(3, {{"is", "thing3"}});
  REQUIRE(same);
  CHECK((*same)["is"] == "thing3");
  CHECK((*same)["aws:own"] == "x");
  CHECK_FALSE(world.tags(3, {{"is", "changed"}}));
  CHECK_FALSE(world.tags(3, {}));
  const auto untagged = world.tags(5000, {});
  REQUIRE(untagged);
  CHECK(untagged->empty());
  CHECK_FALSE(world.tags(5000, {{"is", "new"}}));
}

TEST_CASE("many threads share one list") {
  Collection world;
  std::atomic<int> alone = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&world, &alone, t] {
      for (int i = t; i < 1000; i += 8) {
        if (!world.item(i)) ++alone;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(alone < 100);
  CHECK(world.catalog.lists <= 10);
}

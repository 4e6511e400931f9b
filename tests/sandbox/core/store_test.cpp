#include "tests/sandbox/core/store.h"

#include <doctest/doctest.h>

using namespace lakeform::sandbox;

namespace {

Options lagging(int millis) {
  Options options;
  options.lag = Millis(millis);
  return options;
}

}  // namespace

TEST_CASE("without lag a write is seen at once, and an erased object is gone") {
  World world(lagging(0));
  Store<int> store;
  store.put("a", 1, world);
  store.edit("a", world, [](int& value) { ++value; });
  REQUIRE(store.find("a", world));
  CHECK(*store.find("a", world) == 2);
  store.erase("a", world);
  CHECK_FALSE(store.find("a", world));
  CHECK(store.all(world).empty());
}

TEST_CASE("within the lag readers see what was before, writers what was written") {
  World world(lagging(0));
  Store<int> store;
  store.put("old", 1, world);
  world.options.lag = Millis(60000);
  store.put("new", 2, world);
  store.edit("old", world, [](int& value) { value = 3; });
  CHECK_FALSE(store.find("new", world));
  CHECK(*store.latest("new") == 2);
  CHECK(*store.find("old", world) == 1);
  CHECK(*store.latest("old") == 3);
  store.erase("old", world);
  CHECK(store.find("old", world));
  CHECK_FALSE(store.latest("old"));
  CHECK(store.all(world).size() == 1);
  CHECK(store.all_latest().size() == 1);
}

TEST_CASE("pages join to the whole list, also when items come and go between them") {
  World world(lagging(0));
  Store<int> store;
  for (int i = 0; i < 7; ++i) store.put("n%" + std::to_string(i), i, world);
  const auto first = page_of(store.all(world), "", 3, 100, world);
  CHECK(first.items.size() == 3);
  CHECK_FALSE(first.next.empty());
  store.erase("n%2", world);
  store.put("n%0a", 8, world);
  const auto second = page_of(store.all(world), first.next, std::nullopt, 100, world);
  CHECK(second.items.size() == 4);
  CHECK(second.items.front().first == "n%3");
  CHECK(second.next.empty());
}

TEST_CASE("the sandbox's page limit lowers the client's and the service's") {
  World world(lagging(0));
  world.options.page = 2;
  Store<int> store;
  for (int i = 0; i < 4; ++i) store.put(std::to_string(i), i, world);
  CHECK(page_of(store.all(world), "", 3, 100, world).items.size() == 2);
  CHECK(page_of(store.all(world), "", 1, 100, world).items.size() == 1);
}

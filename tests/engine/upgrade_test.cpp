// States of earlier schema versions.
#include "provider/engine/read/upgrade.h"

#include <doctest/doctest.h>

#include "tests/engine/madeup/world.h"

using namespace lakeform;
using namespace lakeform::engine;
using madeup::MadeupWorld;

namespace {

Outcome upgrade_shelf(const Context& context, int version, Value& state) {
  return upgrade_state(madeup::definition("shelf"), context, version, state);
}

}  // namespace

TEST_CASE("a state goes through every version between its own and the current one") {
  MadeupWorld world;
  Value state = Value::Map{{"id", "top"},      {"title", "top"}, {"colour", "red"},
                           {"kind", "wooden"}, {"project", {}},  {"door", Value::Map{{"lock", "a"}}}};
  REQUIRE(upgrade_shelf(world.context, 0, state));
  CHECK(state == Value(Value::Map{{"id", "projects/own/shelves/top"},
                                  {"name", "top"},
                                  {"kind", "wood"},
                                  {"project", {}},
                                  {"door", Value::List{Value::Map{{"lock", "a"}}}}}));
}

TEST_CASE("only the steps from the state's own version on are made") {
  MadeupWorld world;
  Value state = Value::Map{{"id", "kept"}, {"name", "top"}, {"door", {}}};
  REQUIRE(upgrade_shelf(world.context, 2, state));
  CHECK(state == Value(Value::Map{{"id", "kept"}, {"name", "top"}, {"door", Value::List{}}}));
  REQUIRE(upgrade_shelf(world.context, 3, state));
  CHECK(state["id"] == Value("kept"));
}

TEST_CASE("an id that needs the provider's project says so when there is no provider yet") {
  Value state = Value::Map{{"id", "top"}, {"name", "top"}};
  const auto done = upgrade_shelf(Context{}, 1, state);
  REQUIRE_FALSE(done);
  CHECK(done.error().detail.find("configured provider") != std::string::npos);
  CHECK(state["id"] == Value("top"));
  state.set("project", "mine");
  REQUIRE(upgrade_shelf(Context{}, 1, state));
  CHECK(state["id"] == Value("projects/mine/shelves/top"));
}

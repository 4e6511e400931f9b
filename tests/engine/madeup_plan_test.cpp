// Plans with the words that Google and Azure need, on definitions of a made-up cloud.
#include <doctest/doctest.h>

#include <algorithm>

#include "provider/engine/plan/validate.h"
#include "tests/engine/madeup/world.h"

using namespace lakeform;
using namespace lakeform::engine;
using madeup::MadeupWorld;

namespace {

Value new_shelf(Json more) {
  Json all{{"name", "top"}};
  if (more.is_object()) all.update(more);
  return madeup::object("shelf", all);
}

/// As it stands in a state.
Value stored_shelf(Json more) {
  Json all{{"name", "top"},
           {"id", "projects/own/shelves/top"},
           {"project", "own"},
           {"kind", "wood"},
           {"width", 90},
           {"weight", 90},
           {"deletion_protection", true},
           {"deletion_policy", "DELETE"},
           {"labels", nullptr},
           {"terraform_labels", Json::object()},
           {"effective_labels", Json::object()}};
  if (more.is_object()) all.update(more);
  return madeup::object("shelf", all);
}

/// The configuration that leads to such a state, with other members.
Value wanted_shelf(Json more) {
  Json all{{"kind", "wood"}, {"width", 90}};
  if (more.is_object()) all.update(more);
  return new_shelf(all);
}

std::vector<std::string> replaced_by(const PlanAnswer& answer) {
  std::vector<std::string> out;
  for (const Path& path : answer.requires_replace) {
    if (path.text() != "id") out.push_back(path.text());
  }
  return out;
}

using PathTexts = std::vector<std::string>;

}  // namespace

TEST_CASE("a new object has the provider's project, an old one keeps its own") {
  MadeupWorld world;
  CHECK(world.plan("shelf", {}, new_shelf({})).planned["project"] == Value("own"));
  CHECK(world.plan("shelf", {}, new_shelf({{"project", "other"}})).planned["project"] == Value("other"));
  const Value elsewhere = stored_shelf({{"project", "elsewhere"}});
  CHECK(world.plan("shelf", elsewhere, wanted_shelf({})).planned == elsewhere);
}

TEST_CASE(
    "a fallback that always counts changes old objects too, and the default counts where the provider says nothing") {
  MadeupWorld world;
  CHECK(world.plan("shelf", {}, new_shelf({})).planned["deletion_policy"] == Value("DELETE"));
  FakeCloud other({{"project", "own"}, {"deletion_policy", "ABANDON"}});
  world.context.client = &other;
  CHECK(world.plan("shelf", {}, new_shelf({})).planned["deletion_policy"] == Value("ABANDON"));
  const auto changed = world.plan("shelf", stored_shelf({}), wanted_shelf({}));
  CHECK(changed.planned["deletion_policy"] == Value("ABANDON"));
  CHECK(changed.requires_replace.empty());
  world.context.client = &world.cloud;
  CHECK(world.plan("shelf", stored_shelf({{"deletion_policy", "ABANDON"}}), wanted_shelf({}))
            .planned["deletion_policy"] == Value("DELETE"));
}

TEST_CASE("a fallback of a provider block that is not known yet is unknown") {
  MadeupWorld world;
  world.context.unsettled.access = "project";
  CHECK(world.plan("shelf", {}, new_shelf({})).planned["project"].is_unknown());
}

TEST_CASE("a rule of replacement looks at the state") {
  MadeupWorld world;
  CHECK(replaced_by(world.plan("shelf", stored_shelf({}), wanted_shelf({{"kind", "iron"}}))).empty());
  CHECK(replaced_by(world.plan("shelf", stored_shelf({{"kind", "iron"}}), wanted_shelf({}))) == PathTexts{"kind"});
}

TEST_CASE("a rule of replacement inside a block looks at the member's siblings, before and after") {
  MadeupWorld world;
  const auto with = [](const char* lock, const char* sort) {
    return Json{{"door", Json::array({{{"lock", lock}, {"sort", sort}}})}};
  };
  CHECK(replaced_by(world.plan("shelf", stored_shelf(with("a", "glass")), wanted_shelf(with("b", "glass")))) ==
        PathTexts{"door[0].lock"});
  CHECK(replaced_by(world.plan("shelf", stored_shelf(with("a", "wood")), wanted_shelf(with("b", "wood")))).empty());
  CHECK(replaced_by(world.plan("shelf", stored_shelf(with("a", "glass")), wanted_shelf(with("a", "wood")))).empty());
}

TEST_CASE("a plan hook may set computed values and force a replacement") {
  MadeupWorld world;
  CHECK(world.plan("shelf", {}, new_shelf({{"width", 80}})).planned["weight"] == Value(80));
  const auto wider = world.plan("shelf", stored_shelf({}), wanted_shelf({{"width", 100}}));
  CHECK(wider.planned["weight"] == Value(100));
  CHECK(replaced_by(wider).empty());
  CHECK(replaced_by(world.plan("shelf", stored_shelf({}), wanted_shelf({{"width", 13}}))) == PathTexts{"width"});
  CHECK(world.plan("shelf", stored_shelf({}), wanted_shelf({})).planned == stored_shelf({}));
}

TEST_CASE("labels of a new object are those of the provider, its mark and its own, which win") {
  MadeupWorld world;
  world.context.tags.defaults = {{"team", "data"}, {"tier", "low"}};
  world.context.tags.mark = {{"made-by", "terraform"}};
  const auto answer = world.plan("shelf", {}, new_shelf({{"labels", {{"tier", "high"}}}}));
  const Value all = Value::Map{{"made-by", "terraform"}, {"team", "data"}, {"tier", "high"}};
  CHECK(answer.planned["labels"] == Value(Value::Map{{"tier", "high"}}));
  CHECK(answer.planned["terraform_labels"] == all);
  CHECK(answer.planned["effective_labels"] == all);
}

TEST_CASE("without any label both computed forms of a new object are unknown") {
  MadeupWorld world;
  const auto answer = world.plan("shelf", {}, new_shelf({}));
  CHECK(answer.planned["labels"].is_null());
  CHECK(answer.planned["terraform_labels"].is_unknown());
  CHECK(answer.planned["effective_labels"].is_unknown());
}

TEST_CASE("labels that somebody else has put there stay, own ones go with the configuration") {
  MadeupWorld world;
  const Value before = stored_shelf({{"labels", {{"a", "1"}, {"b", "2"}}},
                                     {"terraform_labels", {{"a", "1"}, {"b", "2"}}},
                                     {"effective_labels", {{"a", "1"}, {"b", "2"}, {"theirs", "x"}}}});
  CHECK(world.plan("shelf", before, wanted_shelf({{"labels", {{"a", "1"}, {"b", "2"}}}})).planned == before);
  const auto less = world.plan("shelf", before, wanted_shelf({{"labels", {{"a", "1"}}}}));
  CHECK(less.planned["terraform_labels"] == Value(Value::Map{{"a", "1"}}));
  CHECK(less.planned["effective_labels"] == Value(Value::Map{{"a", "1"}, {"theirs", "x"}}));
  const auto none = world.plan("shelf", before, wanted_shelf({}));
  CHECK(none.planned["labels"] == Value(Value::Map{}));
  CHECK(none.planned["effective_labels"] == Value(Value::Map{{"theirs", "x"}}));
}

TEST_CASE("the provider's mark is not put on objects that exist, unless it is asked for") {
  MadeupWorld world;
  world.context.tags.mark = {{"made-by", "terraform"}};
  CHECK(world.plan("shelf", stored_shelf({}), wanted_shelf({})).planned == stored_shelf({}));
  world.context.tags.mark_all = true;
  const Value marked = Value::Map{{"made-by", "terraform"}};
  CHECK(world.plan("shelf", stored_shelf({}), wanted_shelf({})).planned["terraform_labels"] == marked);
}

TEST_CASE("a mark that is switched off leaves the objects that have it") {
  MadeupWorld world;
  const Json marked{{"made-by", "terraform"}};
  const auto answer =
      world.plan("shelf", stored_shelf({{"terraform_labels", marked}, {"effective_labels", marked}}), wanted_shelf({}));
  CHECK(answer.planned["terraform_labels"] == Value(Value::Map{}));
  CHECK(answer.planned["effective_labels"] == Value(Value::Map{}));
}

TEST_CASE("an unknown label makes the computed forms unknown") {
  MadeupWorld world;
  Value config = wanted_shelf({});
  config.set("labels", Value::Map{{"a", "1"}, {"b", Value::unknown()}});
  const auto answer = world.plan("shelf", stored_shelf({}), config);
  CHECK(answer.planned["terraform_labels"].is_unknown());
  CHECK(answer.planned["effective_labels"].is_unknown());
}

TEST_CASE("an id in another attribute must have the parts that calls are made of, in any letter case") {
  const auto found = [](const char* id) {
    return validate_config(madeup::definition("box"), madeup::object("box", {{"name", "b"}, {"shelf_id", id}}), {});
  };
  CHECK(found("/projects/own/shelves/top").empty());
  CHECK(found("/Projects/own/SHELVES/top").empty());
  const auto wrong = found("/projects/own/shelves");
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0].at == Path() / "shelf_id");
  CHECK(wrong[0].detail.find("/projects/PROJECT/shelves/SHELF") != std::string::npos);
}

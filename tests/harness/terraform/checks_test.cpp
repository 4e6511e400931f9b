#include "tests/harness/terraform/checks.h"

#include <doctest/doctest.h>

#include "tests/harness/terraform/configuration.h"
#include "tests/harness/terraform/proposed.h"

using namespace lakeform;
using namespace lakeform::harness;
using schema::Field;
using schema::Mode;
using schema::Shape;

namespace {

Field text(const char* name, Mode mode) {
  Field out;
  out.name = name;
  out.mode = mode;
  return out;
}

Field blocks(const char* name, Shape shape) {
  Field out;
  out.name = name;
  out.shape = shape;
  out.block = true;
  out.fields = {text("key", Mode::Required), text("made", Mode::OptionalComputed)};
  return out;
}

/// name, given, made (computed), id (computed), a list of blocks and a set of them.
Field root() {
  Field out;
  out.shape = Shape::Object;
  out.fields = {text("name", Mode::Required), text("given", Mode::Optional), text("made", Mode::OptionalComputed),
                text("id", Mode::Computed),   blocks("listed", Shape::List), blocks("set", Shape::Set)};
  return out;
}

Value object(const Json& body, Phase phase = Phase::Apply) {
  return evaluated(root(), body, [](const auto&) { return Value(); }, phase);
}

const Json kUnknown = {{"$unknown", nullptr}};

}  // namespace

TEST_CASE("the proposed object is the configuration, completed from the state where the provider decides") {
  const Value prior = object({{"name", "a"},
                              {"given", "g"},
                              {"made", "m"},
                              {"id", "1"},
                              {"set", {{{"key", "x"}, {"made", "mx"}}, {{"key", "y"}, {"made", "my"}}}}});
  const Value proposed = canonical(
      root(), proposed_new(root(), prior, object({{"name", "b"}, {"set", {{{"key", "y"}}, {{"key", "z"}}}}})));
  CHECK(proposed ==
        object({{"name", "b"}, {"made", "m"}, {"id", "1"}, {"set", {{{"key", "y"}, {"made", "my"}}, {{"key", "z"}}}}}));
  CHECK(proposed_new(root(), {}, object({{"name", "b"}})) == object({{"name", "b"}}));
}

TEST_CASE("blocks of a list are completed by their place") {
  const Value prior = object({{"name", "a"}, {"listed", {{{"key", "x"}, {"made", "m"}}}}});
  const Value proposed =
      proposed_new(root(), prior, object({{"name", "a"}, {"listed", {{{"key", "y"}}, {{"key", "z"}}}}}));
  CHECK(proposed == object({{"name", "a"}, {"listed", {{{"key", "y"}, {"made", "m"}}, {{"key", "z"}}}}}));
}

TEST_CASE("a plan keeps to the configuration, or to the state") {
  const Value prior = object({{"name", "a"}, {"made", "m"}}), config = object({{"name", "A"}, {"made", "M"}});
  CHECK(invalid_plan(root(), prior, config, config).empty());
  CHECK(invalid_plan(root(), prior, config, prior).empty());
  CHECK(invalid_plan(root(), prior, config, object({{"name", "other"}, {"made", "M"}})).size() == 1);
  CHECK(invalid_plan(root(), {}, object({{"name", "a"}}), object({{"name", "a"}, {"given", "x"}})).size() == 1);
  CHECK(invalid_plan(root(), {}, object({{"name", "a"}}), object({{"name", "a"}, {"made", "x"}, {"id", "x"}})).empty());
  CHECK(
      invalid_plan(root(), {}, object({{"name", "a"}, {"listed", {{{"key", "x"}}}}}), object({{"name", "a"}})).size() ==
      1);
  CHECK(invalid_plan(root(), {}, config, Value()).size() == 1);
}

TEST_CASE("what was known stays, what was unknown may become anything") {
  const Value planned = object({{"name", "a"}, {"made", kUnknown}, {"id", kUnknown}}, Phase::Plan);
  CHECK(incompatible(root(), planned, object({{"name", "a"}, {"id", "1"}})).empty());
  CHECK(incompatible(root(), planned, object({{"name", "b"}})) == Problems{"name: was \"a\", but now \"b\""});
  CHECK(incompatible(root(), planned, object({{"name", "a"}, {"given", "g"}})) ==
        Problems{"given: was null, but now \"g\""});
  CHECK(incompatible(root(), planned, Value()).size() == 1);
}

TEST_CASE("blocks of a list keep their number; a set may lose elements that turned out equal, but not grow") {
  const Json two = {{{"key", "x"}}, {{"key", kUnknown}}};
  const Value list = object({{"name", "a"}, {"listed", two}}, Phase::Plan),
              set = object({{"name", "a"}, {"set", two}}, Phase::Plan);
  CHECK(incompatible(root(), list, object({{"name", "a"}, {"listed", {{{"key", "x"}}}}})).size() == 1);
  CHECK(incompatible(root(), set, object({{"name", "a"}, {"set", {{{"key", "x"}}}}})).empty());
  CHECK(incompatible(root(), set, object({{"name", "a"}, {"set", {{{"key", "y"}}}}})).size() == 1);
  CHECK(incompatible(root(), set, object({{"name", "a"}, {"set", {{{"key", "x"}}, {{"key", "y"}}, {{"key", "z"}}}}}))
            .size() == 1);
  const Value dynamic = object({{"name", "a"}, {"set", {{"$unknown", Json::array()}}}}, Phase::Plan);
  CHECK(incompatible(root(), dynamic, object({{"name", "a"}, {"set", {{{"key", "y"}}}}})).empty());
}

TEST_CASE("references give values, and unknowns until the apply") {
  const Lookup lookup = [](const std::string& address) {
    Value out;
    if (address == "aws_x.base") out = Value(Value::Map{{"id", "i-1"}, {"arn", Value::unknown()}});
    return out;
  };
  const Json body = {{"name", "${aws_x.base.id}"},
                     {"given", "at ${aws_x.base.id}/*"},
                     {"made", "at ${aws_x.base.arn}"},
                     {"id", {{"$unknown", "later"}}}};
  const Value planned = evaluated(root(), body, lookup, Phase::Plan);
  CHECK(planned["name"] == Value("i-1"));
  CHECK(planned["given"] == Value("at i-1/*"));
  CHECK(planned["made"].is_unknown());
  CHECK(planned["id"].is_unknown());
  CHECK(evaluated(root(), body, lookup, Phase::Apply)["id"] == Value("later"));
  CHECK_THROWS_AS(evaluated(root(), {{"nmae", "x"}}, lookup, Phase::Apply), std::invalid_argument);
}

TEST_CASE("resources come in an order in which each refers to earlier ones") {
  const auto found =
      resources_of({{"aws_a", {{"x", {{"name", "${aws_b.y.id}"}}}}}, {"aws_b", {{"y", {{"name", "plain"}}}}}});
  CHECK(found[0].address() == "aws_b.y");
  CHECK(found[1].address() == "aws_a.x");
  CHECK_THROWS_AS(resources_of({{"aws_a", {{"x", {{"name", "${aws_a.x.id}"}}}}}}), std::invalid_argument);
}

#include "provider/engine/plan/plan.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "provider/schema/definition.h"

using namespace lakeform;
using namespace lakeform::engine;
using schema::Mode;
using schema::Shape;

namespace {

Field field(std::string name, Shape shape, Mode mode = Mode::Optional) {
  Field f;
  f.name = std::move(name);
  f.shape = shape;
  f.mode = mode;
  return f;
}

Field block(std::string name, Shape shape, std::vector<Field> members) {
  Field f = field(std::move(name), shape);
  f.block = true;
  f.fields = std::move(members);
  return f;
}

Definition definition(std::vector<Field> fields, bool legacy = true) {
  Definition d;
  d.type = "test_thing";
  d.legacy = legacy;
  d.root.shape = Shape::Object;
  d.root.block = true;
  fields.push_back(field("id", Shape::String, Mode::OptionalComputed));
  d.root.fields = std::move(fields);
  return d;
}

Value object(Value::Map members) { return members; }

PlanAnswer plan(const Definition& d, Value prior, Value proposed) {
  const Value config = proposed;
  PlanRequest request;
  request.type = d.type;
  request.prior = std::move(prior);
  request.proposed = std::move(proposed);
  request.config = config;
  return plan_object(d, Context{}, request);
}

bool replaces(const PlanAnswer& answer, const std::string& path) {
  return std::find(answer.requires_replace.begin(), answer.requires_replace.end(), Path::parse(path)) !=
         answer.requires_replace.end();
}

}  // namespace

TEST_CASE("a create knows what is configured and leaves computed attributes unknown") {
  const auto d = definition({field("name", Shape::String, Mode::Required), field("arn", Shape::String, Mode::Computed),
                             field("note", Shape::String)});
  const auto answer = plan(d, {}, object({{"name", "a"}, {"id", {}}, {"arn", {}}, {"note", {}}}));
  CHECK(answer.planned["name"] == Value("a"));
  CHECK(answer.planned["arn"].is_unknown());
  CHECK(answer.planned["id"].is_unknown());
  CHECK(answer.planned["note"].is_null());
  CHECK(answer.legacy_type_system);
}

TEST_CASE("an update without a difference gives the prior object back, nulls and all") {
  const auto d = definition({field("name", Shape::String, Mode::Required), field("note", Shape::String),
                             block("rule", Shape::List, {field("days", Shape::Number)})});
  const auto prior = object({{"id", "1"}, {"name", "a"}, {"note", ""}, {"rule", Value::List{object({{"days", {}}})}}});
  const auto answer =
      plan(d, prior, object({{"id", "1"}, {"name", "a"}, {"note", {}}, {"rule", Value::List{object({{"days", {}}})}}}));
  CHECK(answer.planned == prior);
  CHECK(answer.requires_replace.empty());
}

TEST_CASE("beside a change, unset members of existing blocks become zero and of new blocks stay null") {
  const auto d = definition({field("name", Shape::String),
                             block("rule", Shape::List, {field("days", Shape::Number), field("note", Shape::String)})});
  const auto empty = object({{"days", {}}, {"note", {}}});
  const auto answer = plan(d, object({{"id", "1"}, {"name", "a"}, {"rule", Value::List{empty}}}),
                           object({{"id", "1"}, {"name", "b"}, {"rule", Value::List{empty, empty}}}));
  const auto& rules = answer.planned["rule"].as_list();
  REQUIRE(rules.size() == 2);
  CHECK(rules[0]["days"] == Value(0));
  CHECK(rules[0]["note"] == Value(""));
  CHECK(rules[1]["days"].is_null());
}

TEST_CASE("a removed attribute becomes null, keeps its value when computed, and takes its default when it has one") {
  auto size = field("size", Shape::Number);
  size.default_value = Value(3);
  const auto d = definition({field("note", Shape::String), field("kept", Shape::String, Mode::OptionalComputed), size});
  const auto answer = plan(d, object({{"id", "1"}, {"note", "x"}, {"kept", "y"}, {"size", 7}}),
                           object({{"id", "1"}, {"note", {}}, {"kept", "y"}, {"size", {}}}));
  CHECK(answer.planned["note"].is_null());
  CHECK(answer.planned["kept"] == Value("y"));
  CHECK(answer.planned["size"] == Value(3));
}

TEST_CASE("an unset attribute whose prior value is zero is no change, even where a change would replace") {
  auto flag = field("flag", Shape::Bool);
  flag.replace = true;
  const auto d = definition({flag});
  const auto prior = object({{"id", "1"}, {"flag", false}});
  CHECK(plan(d, prior, object({{"id", "1"}, {"flag", {}}})).planned == prior);
}

TEST_CASE("a change that replaces names the attribute and the id") {
  auto name = field("name", Shape::String, Mode::Required);
  name.replace = true;
  const auto d = definition({name});
  const auto answer = plan(d, object({{"id", "1"}, {"name", "a"}}), object({{"id", "1"}, {"name", Value::unknown()}}));
  CHECK(replaces(answer, "name"));
  CHECK(replaces(answer, "id"));
  CHECK(answer.planned["name"].is_unknown());
}

TEST_CASE("a difference that means the same keeps the stored text") {
  auto policy = field("policy", Shape::String);
  policy.equal = {"json"};
  policy.store = "json";
  const auto d = definition({policy, field("name", Shape::String)});
  const auto answer = plan(d, object({{"id", "1"}, {"policy", "{\"a\": 1}"}, {"name", "x"}}),
                           object({{"id", "1"}, {"policy", "{ \"a\":1 }"}, {"name", "y"}}));
  CHECK(answer.planned["policy"] == Value("{\"a\": 1}"));
  const auto created = plan(d, {}, object({{"id", {}}, {"policy", "{ \"a\":1 }"}, {"name", {}}}));
  CHECK(created.planned["policy"] == Value("{\"a\":1}"));
}

TEST_CASE("what never differs is not planned from a configuration either") {
  auto status = field("status", Shape::String, Mode::OptionalComputed);
  status.equal = {"always"};
  const auto d = definition({status});
  CHECK(plan(d, {}, object({{"id", {}}, {"status", "auto"}})).planned["status"].is_unknown());
}

TEST_CASE("the order of a set is no difference") {
  auto ids = field("ids", Shape::Set);
  ids.element = std::make_shared<Field>(field("", Shape::String));
  const auto d = definition({ids});
  const auto prior = object({{"id", "1"}, {"ids", Value::List{"a", "b"}}});
  CHECK(plan(d, prior, object({{"id", "1"}, {"ids", Value::List{"b", "a"}}})).planned == prior);
}

TEST_CASE("one unknown element makes a set or list of scalars unknown") {
  auto ids = field("ids", Shape::Set), steps = field("steps", Shape::List);
  ids.element = steps.element = std::make_shared<Field>(field("", Shape::String));
  const Value::List partly{"a", Value::unknown()};
  const auto answer = plan(definition({ids, steps}), {}, object({{"id", {}}, {"ids", partly}, {"steps", partly}}));
  CHECK(answer.planned["ids"].is_unknown());
  CHECK(answer.planned["steps"].is_unknown());
}

TEST_CASE("an empty text in a list stays; a null in a map is no entry") {
  auto steps = field("steps", Shape::List), labels = field("labels", Shape::Map),
       only_null = field("only_null", Shape::Map);
  steps.element = labels.element = only_null.element = std::make_shared<Field>(field("", Shape::String));
  const Value::List texts{"", "x", ""};
  const auto answer = plan(definition({steps, labels, only_null}), {},
                           object({{"id", {}},
                                   {"steps", texts},
                                   {"labels", Value::Map{{"a", {}}, {"b", ""}}},
                                   {"only_null", Value::Map{{"a", {}}}}}));
  CHECK(answer.planned["steps"] == Value(texts));
  CHECK(answer.planned["labels"] == Value(Value::Map{{"b", ""}}));
  CHECK(answer.planned["only_null"].is_null());
}

TEST_CASE("an unconfigured block that keeps what the state has is no difference") {
  auto kept = block("logging", Shape::List, {field("bucket", Shape::String)});
  kept.mode = Mode::OptionalComputed;
  const auto d = definition({kept, field("name", Shape::String)});
  const auto logging = Value::List{object({{"bucket", "b"}})};
  const auto answer = plan(d, object({{"id", "1"}, {"logging", logging}, {"name", "a"}}),
                           object({{"id", "1"}, {"logging", Value::List{}}, {"name", "b"}}));
  CHECK(answer.planned["logging"] == Value(logging));
  CHECK(plan(d, {}, object({{"id", {}}, {"logging", Value::List{}}, {"name", "b"}})).planned["logging"].is_unknown());
}

TEST_CASE("one unknown value makes a whole map unknown") {
  auto tags = field("parameters", Shape::Map);
  tags.element = std::make_shared<Field>(field("", Shape::String));
  const auto d = definition({tags});
  const auto answer =
      plan(d, {}, object({{"id", {}}, {"parameters", Value::Map{{"a", "1"}, {"b", Value::unknown()}}}}));
  CHECK(answer.planned["parameters"].is_unknown());
}

TEST_CASE("framework planning fills unset members by their words and leaves an unchanged object alone") {
  auto days = field("days", Shape::Number, Mode::OptionalComputed);
  days.plan = "zero-unless:date";
  auto prefix = field("prefix", Shape::String, Mode::OptionalComputed);
  prefix.plan = "zero-when-unset";
  auto owner = field("owner", Shape::String, Mode::OptionalComputed);
  owner.plan = "keep-prior";
  auto id = field("id", Shape::String, Mode::Computed);
  auto d = definition({owner, block("rule", Shape::List, {prefix, field("date", Shape::String), days})}, false);
  d.root.fields.back().plan = "keep-prior";
  const auto proposed = object({{"id", {}},
                                {"owner", {}},
                                {"rule", Value::List{object({{"prefix", {}}, {"date", "2026-01-01"}, {"days", {}}})}}});
  const auto created = plan(d, {}, proposed);
  CHECK_FALSE(created.legacy_type_system);
  CHECK(created.planned["owner"].is_unknown());
  CHECK(created.planned["rule"].as_list()[0]["prefix"] == Value(""));
  CHECK(created.planned["rule"].as_list()[0]["days"].is_null());
  auto prior = object({{"id", "b"},
                       {"owner", ""},
                       {"rule", Value::List{object({{"prefix", ""}, {"date", "2026-01-01"}, {"days", {}}})}}});
  CHECK(plan(d, prior, proposed).planned == prior);
}

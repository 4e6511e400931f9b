#include "provider/engine/plan/validate.h"

#include <doctest/doctest.h>

#include "provider/schema/registry.h"

using namespace lakeform;
using namespace lakeform::engine;
using schema::Mode;
using schema::Shape;

namespace {

Field text(std::string name, Mode mode = Mode::Optional) {
  Field f;
  f.name = std::move(name);
  f.mode = mode;
  return f;
}

Definition defined(std::vector<Field> fields) {
  Definition d;
  d.root.shape = Shape::Object;
  d.root.fields = std::move(fields);
  return d;
}

Diagnostics validate(const Definition& d, Value::Map config) {
  return validate_config(d, config, {.write_only_attributes_allowed = true});
}

}  // namespace

TEST_CASE("values are judged by enum, range, length, pattern; unknown ones are not") {
  auto kind = text("kind");
  kind.checks.one_of = {"A", "B"};
  auto name = text("name");
  name.checks.patterns = {"^[a-z]+$"};
  name.checks.max_length = 3;
  const auto d = defined({kind, name});
  CHECK(validate(d, {{"kind", "A"}, {"name", "abc"}}).empty());
  CHECK(validate(d, {{"kind", "C"}, {"name", "abcD"}}).size() == 3);
  CHECK(validate(d, {{"kind", Value::unknown()}, {"name", {}}}).empty());
}

TEST_CASE("all patterns must be found, and one that is forbidden must not; a long text is judged like a short one") {
  auto password = text("password");
  password.checks.patterns = {"[A-Z]", "[0-9]"};
  password.checks.not_pattern = "^Default";
  const auto d = defined({password});
  CHECK(validate(d, {{"password", "Passw0rd"}}).empty());
  CHECK(validate(d, {{"password", "Password"}}).size() == 1);
  CHECK(validate(d, {{"password", "Default1"}}).size() == 1);
  CHECK(validate(d, {{"password", std::string(1000000, 'a') + "A1"}}).empty());
}

TEST_CASE("lengths are counted in bytes, as the official provider does") {
  auto name = text("name");
  name.checks.max_length = 3;
  CHECK(validate(defined({name}), {{"name", "aé"}}).empty());
  CHECK(validate(defined({name}), {{"name", "éé"}}).size() == 1);
}

TEST_CASE("a number is whole unless its definition allows a fraction") {
  auto count = text("count");
  count.shape = Shape::Number;
  auto rate = count;
  rate.name = "rate";
  rate.fraction = true;
  const auto d = defined({count, rate});
  CHECK(validate(d, {{"count", Number::from_double(1.5)}, {"rate", Number::from_double(1.5)}}).size() == 1);
  CHECK(validate(d, {{"count", std::int64_t{2}}, {"rate", std::int64_t{2}}}).empty());
}

TEST_CASE("a number is one of those allowed") {
  auto order = text("order");
  order.shape = Shape::Number;
  order.checks.one_of = {"0", "1"};
  const auto d = defined({order});
  CHECK(validate(d, {{"order", std::int64_t{1}}}).empty());
  CHECK(validate(d, {{"order", std::int64_t{2}}}).size() == 1);
}

TEST_CASE("attributes that exclude or need each other are named") {
  auto d = defined({text("a"), text("b"), text("c")});
  d.rules = {{.kind = "conflicts", .at = "a", .fields = {"b"}}};
  CHECK(validate(d, {{"a", "x"}, {"b", "y"}}).size() == 1);
  CHECK(validate(d, {{"b", "y"}}).empty());
  d.rules = {{.kind = "exactly_one", .at = "", .fields = {"a", "b"}}};
  CHECK(validate(d, {}).size() == 1);
  CHECK(validate(d, {{"a", Value::unknown()}}).empty());
  CHECK(validate(d, {{"a", "x"}, {"b", "y"}}).size() == 1);
  d.rules = {{.kind = "required_with", .at = "a", .fields = {"b"}}};
  CHECK(validate(d, {{"a", "x"}}).size() == 1);
  CHECK(validate(d, {{"a", Value::unknown()}}).size() == 1);
  CHECK(validate(d, {{"a", "x"}, {"b", Value::unknown()}}).empty());
  d.rules = {{.kind = "at_least_one", .at = "", .fields = {"a", "b"}}};
  CHECK(validate(d, {{"c", "x"}}).size() == 1);
}

TEST_CASE("a rule inside a block binds only where the block is") {
  Field website = text("website");
  website.block = true;
  website.shape = Shape::List;
  website.fields = {text("index"), text("redirect")};
  auto d = defined({website});
  d.rules = {{.kind = "exactly_one", .at = "", .fields = {"website.0.index", "website.0.redirect"}}};
  CHECK(validate(d, {{"website", Value::List{}}}).empty());
  CHECK(validate(d, {{"website", Value::List{Value::Map{{"index", {}}, {"redirect", {}}}}}}).size() == 1);
}

TEST_CASE("what the service decides can't be set") {
  const auto found = validate(defined({text("arn", Mode::Computed)}), {{"arn", "x"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].at.text() == "arn");
  CHECK(validate(defined({text("arn", Mode::Computed)}), {{"arn", Value::unknown()}}).size() == 1);
}

TEST_CASE("a required attribute that is null is missing, in blocks too; an unknown one is not") {
  auto rule = text("rule");
  rule.shape = Shape::Set;
  rule.block = true;
  rule.fields = {text("name", Mode::Required)};
  const auto d = defined({text("name", Mode::Required), rule});
  CHECK(validate(d, {{"name", "x"}, {"rule", Value::List{}}}).empty());
  CHECK(validate(d, {{"name", Value::unknown()}, {"rule", {}}}).empty());
  const auto found = validate(d, {{"name", {}}, {"rule", Value::List{Value::Map{{"name", {}}}}}});
  REQUIRE(found.size() == 2);
  CHECK(found[0].at.text() == "name");
}

TEST_CASE("the id of the older planning can't be configured") {
  auto d = defined({text("name"), text("id", Mode::OptionalComputed)});
  d.id = "{name}";
  CHECK(validate(d, {{"name", "x"}, {"id", {}}}).empty());
  REQUIRE(validate(d, {{"name", "x"}, {"id", "y"}}).size() == 1);
}

TEST_CASE("what is deprecated is warned of when it is set, and only then") {
  auto old = text("old");
  old.deprecated = true;
  const auto d = defined({old});
  CHECK(validate(d, {{"old", {}}}).empty());
  const auto found = validate(d, {{"old", "x"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Diagnostic::Severity::Warning);
}

TEST_CASE("a write-only value is refused for a Terraform that would store it, and never shown") {
  auto secret = text("password_wo");
  secret.write_only = true;
  secret.checks.min_length = 8;
  const auto d = defined({secret});
  CHECK(validate_config(d, Value::Map{{"password_wo", "long enough"}}, {}).size() == 1);
  const auto found = validate(d, {{"password_wo", "short"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].detail.find("short\"") == std::string::npos);
}

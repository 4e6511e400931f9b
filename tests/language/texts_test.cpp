#include <doctest/doctest.h>

#include "provider/language/equality.h"
#include "provider/language/format.h"
#include "provider/language/json_text.h"

using namespace lakeform::language;

TEST_CASE("JSON is stored compactly with sorted keys and Go's escapes and numbers") {
  CHECK(normal_json("{ \"b\": 1.50, \"a\": \"<x&y>\", \"c\": 1e21 }") ==
        "{\"a\":\"\\u003cx\\u0026y\\u003e\",\"b\":1.5,\"c\":1e+21}");
  CHECK(normal_json("[0.0000001, 100000000000000000000, true, null]") == "[1e-7,100000000000000000000,true,null]");
  CHECK(normal_json("[12345678901234567890, -9007199254740993, 1234567890123456]") ==
        "[12345678901234567000,-9007199254740992,1234567890123456]");
  CHECK(normal_json("no json") == "no json");
  CHECK_FALSE(format_problem("json", "\xEF\xBB\xBF{}").empty());
}

TEST_CASE(
    "a block with nothing in it is no element where the elements are compared: an empty inline_policy stays in the "
    "state while the role has none") {
  using lakeform::Value;
  lakeform::schema::Field text, policies;
  text.name = "name";
  policies.shape = lakeform::schema::Shape::Set;
  policies.fields = {text};
  const auto policy = [](const char* name) { return Value(Value::Map{{"name", Value(name)}}); };
  const Value none(Value::List{}), empty(Value::List{policy("")}), one(Value::List{policy("a")}),
      both(Value::List{policy("a"), policy("")});
  CHECK_FALSE(equivalent(policies, empty, none));
  policies.equal = {"same-elements"};
  CHECK(equivalent(policies, empty, none));
  CHECK(equivalent(policies, both, one));
  CHECK_FALSE(equivalent(policies, empty, one));
}

TEST_CASE("the version of a policy comes first where the official provider puts it there") {
  lakeform::schema::Field policy;
  policy.store = "json-version-first";
  CHECK(stored_text(policy, "{\"Statement\":[],\"Id\":\"x\",\"Version\":\"2012-10-17\"}") ==
        "{\"Version\":\"2012-10-17\",\"Id\":\"x\",\"Statement\":[]}");
  CHECK(stored_text(policy, "{\"Statement\":[],\"Version\":\"2008-10-17\"}") ==
        "{\"Statement\":[],\"Version\":\"2008-10-17\"}");
}

TEST_CASE("formats tell a right text from a wrong one") {
  CHECK(format_problem("weekly-window", "Sun:04:30-mon:05:30").empty());
  CHECK(format_problem("weekly-window", "").empty());
  for (const char* good : {"90m", "1h30m", "1.5h", "300ms", "0"}) CHECK(format_problem("duration", good).empty());
  for (const char* bad : {"", "90", "1d", "h", "1h 30m"}) CHECK_FALSE(format_problem("duration", bad).empty());
}

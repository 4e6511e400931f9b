#include "tests/sandbox/core/shapes.h"

#include <doctest/doctest.h>

#include "tests/sandbox/core/http.h"

using namespace lakeform::sandbox;
using Json = nlohmann::json;

namespace {

const Shapes& shapes() {
  static const Shapes table(R"(
Create: Name! str(1,5), Count int(0,9), Rate num, On bool, Kind A|B,
   Items [Item], Tags {str(0,3)}
Item: Id! str, Any any
)");
  return table;
}

/// "code: message" of the refusal; empty when the input is fine.
std::string refusal(Json input) {
  try {
    shapes().check(input, "Create", "InvalidInputException");
    return "";
  } catch (const Failure& failure) {
    return failure.code + ": " + failure.what();
  }
}

}  // namespace

TEST_CASE("an input that keeps to its shape is taken, and null members are taken out") {
  CHECK(refusal({{"Name", "a"}, {"Count", 3}, {"Rate", 1.5}, {"On", true}, {"Kind", "B"}, {"Items", {{{"Id", "1"}, {"Any", {1}}}}}, {"Tags", {{"k", "v"}}}}) == "");
  Json input = {{"Name", "a"}, {"Count", nullptr}};
  shapes().check(input, "Create", "InvalidInputException");
  CHECK(input == Json{{"Name", "a"}});
}

TEST_CASE("an unknown member or a wrong type is a SerializationException that says where") {
  CHECK(refusal({{"Name", "a"}, {"Nmae", 1}}) == "SerializationException: No member nmae is known");
  CHECK(refusal({{"Name", 1}}) == "SerializationException: name: the value cannot be converted to a string");
  CHECK(refusal({{"Name", "a"}, {"Count", 1.5}}) == "SerializationException: count: the value cannot be converted to an integer");
  CHECK(refusal({{"Name", "a"}, {"Items", {{{"Id", "1"}}, {{"Id", true}}}}}) ==
        "SerializationException: items.2.member.id: the value cannot be converted to a string");
}

TEST_CASE("a value out of bounds is refused in AWS's words with the service's code") {
  const std::string start = "InvalidInputException: 1 validation error detected: Value ";
  CHECK(refusal(Json::object()) == start + "null at 'name' failed to satisfy constraint: Member must not be null");
  CHECK(refusal({{"Name", ""}}) == start + "'' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1");
  CHECK(refusal({{"Name", "a"}, {"Kind", "C"}}) == start + "'C' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]");
  CHECK(refusal({{"Name", "a"}, {"Count", 10}}) == start + "'10' at 'count' failed to satisfy constraint: Member must have value less than or equal to 9");
  CHECK(refusal({{"Name", "a"}, {"Tags", {{"k", "long"}}}}) ==
        start + "'long' at 'tags.k' failed to satisfy constraint: Member must have length less than or equal to 3");
}

TEST_CASE("lengths count letters, not bytes") { CHECK(refusal({{"Name", "äöüäö"}}) == ""); }

TEST_CASE("a table that names an unknown shape is refused") {
  CHECK_THROWS_AS(Shapes("Create: Items [Itme]\nItem: Id str\n"), std::invalid_argument);
  CHECK_THROWS_AS(Shapes("no colon"), std::invalid_argument);
}

#include "tests/sandbox/model/model.h"

#include <doctest/doctest.h>

#include "tests/sandbox/core/http.h"

using namespace lakeform::sandbox;
using Json = nlohmann::json;

namespace {

const Model& made_up() {
  static const Model model(Json::parse(R"({
    "target": "MadeUp", "pages": {},
    "operations": {"Create": {"input": "CreateRequest", "output": "CreateResponse"}, "Ping": {}},
    "shapes": {
      "CreateRequest": {"type": "structure", "required": ["Name"], "members": {
        "Name": {"shape": "Short"}, "Count": {"shape": "Digit"}, "Rate": {"shape": "Rate"}, "On": {"shape": "On"}, "Kind": {"shape": "Kind"},
        "Items": {"shape": "Items"}, "Tags": {"shape": "Tags"}}},
      "CreateResponse": {"type": "structure", "members": {"Name": {"shape": "Short"}}},
      "Short": {"type": "string", "min": 1, "max": 5}, "Digit": {"type": "integer", "min": 0, "max": 9}, "Rate": {"type": "double"},
      "On": {"type": "boolean"}, "Kind": {"type": "string", "enum": ["A", "B"]}, "Items": {"type": "list", "member": {"shape": "Item"}, "max": 2},
      "Item": {"type": "structure", "required": ["Id"], "members": {"Id": {"shape": "Text"}}}, "Text": {"type": "string"},
      "Tags": {"type": "map", "key": {"shape": "Short"}, "value": {"shape": "Tag"}}, "Tag": {"type": "string", "max": 3}}})"));
  return model;
}

/// "code: message" of the refusal; empty when the input is fine.
std::string refusal(Json input) {
  try {
    made_up().check_input(input, "Create", "InvalidInputException");
    return "";
  } catch (const Failure& failure) {
    return failure.code + ": " + failure.what();
  }
}

}  // namespace

TEST_CASE("an input that keeps to its shape is taken, and null members are taken out") {
  CHECK(refusal({{"Name", "a"},
                 {"Count", 3},
                 {"Rate", 1.5},
                 {"On", true},
                 {"Kind", "B"},
                 {"Items", {{{"Id", "1"}}}},
                 {"Tags", {{"k", "v"}}}}) == "");
  Json input = {{"Name", "a"}, {"Count", nullptr}};
  made_up().check_input(input, "Create", "InvalidInputException");
  CHECK(input == Json{{"Name", "a"}});
}

TEST_CASE("an unknown member or a wrong type is a SerializationException that says where") {
  CHECK(refusal({{"Name", "a"}, {"Nmae", 1}}) == "SerializationException: No member nmae is known");
  CHECK(refusal({{"Name", 1}}) == "SerializationException: name: the value cannot be converted to a string");
  CHECK(refusal({{"Name", "a"}, {"Count", 1.5}}) ==
        "SerializationException: count: the value cannot be converted to an integer");
  CHECK(refusal({{"Name", "a"}, {"Items", {{{"Id", "1"}}, {{"Id", true}}}}}) ==
        "SerializationException: items.2.member.id: the value cannot be converted to a string");
}

TEST_CASE("a value out of bounds is refused in AWS's words with the service's code") {
  const std::string start = "InvalidInputException: 1 validation error detected: Value ";
  CHECK(refusal(Json::object()) == start + "null at 'name' failed to satisfy constraint: Member must not be null");
  CHECK(refusal({{"Name", ""}}) ==
        start + "'' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1");
  CHECK(refusal({{"Name", "a"}, {"Kind", "C"}}) ==
        start + "'C' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]");
  CHECK(refusal({{"Name", "a"}, {"Count", 10}}) ==
        start + "'10' at 'count' failed to satisfy constraint: Member must have value less than or equal to 9");
  CHECK(refusal({{"Name", "a"}, {"Tags", {{"k", "long"}}}}) ==
        start + "'long' at 'tags.k' failed to satisfy constraint: Member must have length less than or equal to 3");
}

TEST_CASE("lengths count letters, not bytes") { CHECK(refusal({{"Name", "äöüäö"}}) == ""); }

TEST_CASE("an answer that the model has not is a fault of the sandbox") {
  CHECK_NOTHROW(made_up().check_output({{"Name", "a"}}, "Create"));
  CHECK_THROWS_AS(made_up().check_output({{"Nmae", "a"}}, "Create"), std::logic_error);
  CHECK_THROWS_AS(made_up().check_output({{"Name", "a"}}, "Ping"), std::logic_error);
}

TEST_CASE("what fits a shape is taken over member by member") {
  CHECK(made_up().fitting({{"Name", "a"}, {"Count", 1}}, "CreateResponse") == Json{{"Name", "a"}});
  CHECK(made_up().shape_of("CreateRequest", "Items") == "Items");
}

TEST_CASE("a service whose model was not built in is named") {
  CHECK_THROWS_AS(Model::of("nonesuch"), std::invalid_argument);
}

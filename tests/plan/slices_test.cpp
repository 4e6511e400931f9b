#include "plan/desired/slices.h"

#include <doctest/doctest.h>

#include <map>
#include <vector>

using namespace lakeform::plan;

namespace {

std::map<std::string, std::string> members(Slice json) {
  std::map<std::string, std::string> out;
  CHECK(for_members(json, [&](const std::string& key, Slice value) { out[key] = std::string(value); }));
  return out;
}

}  // namespace

TEST_CASE("members of an object are cut out as they stand in the text") {
  const auto found = members(R"( {"a": 1, "b\"x": [1, {"c": "]}"}], "d" : "e\\" , "n":null} )");
  CHECK(found.at("a") == "1");
  CHECK(found.at("b\"x") == R"([1, {"c": "]}"}])");
  CHECK(found.at("d") == R"("e\\")");
  CHECK(found.at("n") == "null");
}

TEST_CASE("what is cut off, or is no object, is said to be so") {
  const auto nothing = [](const std::string&, Slice) {};
  for (const char* text :
       {"", "{", "{\"a\"", "{\"a\":", "{\"a\": [1", "{\"a\": \"b", "{\"a\": 1,", "[1]", "{\"a\": 1} x", "{a: 1}"}) {
    CAPTURE(text);
    CHECK_FALSE(for_members(text, nothing));
  }
  CHECK(for_members("{ }", nothing));
}

TEST_CASE("elements of an array, and texts with escapes") {
  std::vector<std::string> found;
  CHECK(for_elements(R"(["a", "\u00e9", [1], {}])", [&](Slice one) { found.push_back(text(one)); }));
  CHECK(found == std::vector<std::string>{"a", "é", "", ""});
  CHECK(text(member(R"({"x": {"y": "z"}})", "x")).empty());
  CHECK(text(member(member(R"({"x": {"y": "z"}})", "x"), "y")) == "z");
}

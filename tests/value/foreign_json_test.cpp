#include "provider/value/foreign_json.h"

#include <doctest/doctest.h>

#include <string>

using namespace lakeform;

TEST_CASE(
    "foreign JSON is read within bounds of depth and number, which brackets and commas in texts do not count for") {
  std::string why;
  CHECK(parse_foreign(R"({"a": ["[[[[,,,,{{{{\"[", 1]})", &why, {2, 5}) ==
        nlohmann::json{{"a", {"[[[[,,,,{{{{\"[", 1}}});
  CHECK(why.empty());
  CHECK(parse_foreign("[[[1]]]", &why, {2, 100}).is_discarded());
  CHECK(why == "it nests more than 2 levels");
  CHECK(parse_foreign("[1,2,3,4,5,6]", &why, {2, 5}).is_discarded());
  CHECK(why == "it holds more than 5 values");
  CHECK(parse_foreign("[1,", &why).is_discarded());
  CHECK(why == "it is no JSON");
  CHECK(parse_foreign(std::string(10000000, '['), &why).is_discarded());
  CHECK(parse_foreign("\"\\", &why).is_discarded());
}

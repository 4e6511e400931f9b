#include "provider/value/state_json.h"

#include <doctest/doctest.h>

using namespace lakeform;

TEST_CASE("stored JSON becomes values of the same kinds") {
  const auto value =
      state_json::decode(R"({"n": null, "b": true, "i": -7, "s": "\u00fc", "l": [1, [], {}], "m": {"k": {"x": "y"}}})");
  REQUIRE(value);
  CHECK((*value)["n"].is_null());
  CHECK((*value)["b"] == Value(true));
  CHECK((*value)["i"] == Value(-7));
  CHECK((*value)["s"] == Value("\xc3\xbc"));
  CHECK((*value)["l"] == Value(Value::List{1, Value::List{}, Value::Map{}}));
  CHECK((*value)["m"]["k"]["x"] == Value("y"));
}

TEST_CASE("numbers keep every digit") {
  const auto number = [](const char* text) { return state_json::decode(text)->as_number().text(); };
  CHECK(number("12345678901234567890123") == "12345678901234567890123");
  CHECK(number("18446744073709551615") == "18446744073709551615");
  CHECK(number("0.1") == "0.1");
  CHECK(number("1.50e3") == "1500");
  CHECK(number("-0.0") == "0");
}

TEST_CASE("broken, huge and hostile texts are errors that quote nothing") {
  for (const char* text : {"", "{", "[1,", "{\"a\" 1}", "planted-secret", "1e999999", "\"\xff\"", "{} {}", "[1]]"}) {
    const auto value = state_json::decode(text);
    REQUIRE_FALSE(value);
    CHECK(value.error().detail.find("planted") == std::string::npos);
  }
  CHECK_FALSE(state_json::decode(std::string(100000, '[')));
  CHECK_FALSE(state_json::decode(std::string(100000, '[') + std::string(100000, ']')));
}

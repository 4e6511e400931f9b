#include "provider/value/text.h"

#include <doctest/doctest.h>

#include "provider/value/time.h"

using namespace lakeform;

TEST_CASE("texts are split, joined, trimmed and compared without their letters' case") {
  CHECK(split("a:b:c", ':') == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(split("a:b:c", ':', 2) == std::vector<std::string_view>{"a", "b:c"});
  CHECK(split("", ':') == std::vector<std::string_view>{""});
  CHECK(split(":", ':') == std::vector<std::string_view>{"", ""});
  CHECK(joined({"a", "", "c"}, ", ") == "a, , c");
  CHECK(joined({"", "b"}, "-") == "-b");
  CHECK(trimmed(" \t a b\r\n") == "a b");
  CHECK(trimmed(" \n").empty());
  CHECK(same_ignoring_case("Enabled", "eNABLED"));
  CHECK_FALSE(same_ignoring_case("a", "ab"));
  CHECK(lower_case("ÄB") == "Äb");
  CHECK(upper_case("us-east-1") == "US-EAST-1");
}

TEST_CASE("points in time are read from the forms that services write, and written in UTC") {
  const auto at = parse_rfc3339("2031-01-01T01:00:00.250+01:00");
  REQUIRE(at);
  CHECK(rfc3339_text(*at) == "2031-01-01T00:00:00Z");
  CHECK(*at == *parse_rfc3339("2031-01-01T00:00:00.25Z"));
  CHECK(basic_time(*at) == "20310101T000000Z");
  CHECK(rfc3339_text(*parse_http_date("Tue, 24 Nov 2026 16:10:00 GMT")) == "2026-11-24T16:10:00Z");
  CHECK_FALSE(parse_rfc3339("tomorrow"));
  CHECK_FALSE(parse_http_date("2026-11-24"));
  CHECK(rfc3339_text(*parse_rfc3339("9999-12-31T23:59:59Z")) == "9999-12-31T23:59:59Z");
}

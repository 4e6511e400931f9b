#include "provider/value/pattern.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace lakeform;

TEST_CASE("a pattern is found anywhere, its groups are given, and what it matches can be taken out") {
  CHECK(has_pattern("a-1", "[0-9]"));
  CHECK_FALSE(has_pattern("a-1", "^[0-9]"));
  CHECK(groups_of("sun:05:30", "^(sun|mon):([0-9]+):([0-9]+)(x)?$") ==
        std::vector<std::string>{"sun:05:30", "sun", "05", "30", ""});
  CHECK(groups_of("tue:05:30", "^(sun|mon):").empty());
  CHECK(without_pattern("lake-123456789012-us-east-1-an", "-[0-9]{12}-[a-z0-9-]+-an$") == "lake");
}

TEST_CASE("a text of any length is looked at in little stack, and time grows with the length only") {
  const std::string longest(2000000, 'a');
  CHECK(has_pattern(longest, "^(a|b)*$"));
  CHECK_FALSE(has_pattern(longest, "^(a+)+b$"));
}

TEST_CASE("a malformed pattern says so") { CHECK_THROWS_AS(has_pattern("a", "("), std::invalid_argument); }

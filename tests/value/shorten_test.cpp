#include "provider/value/shorten.h"

#include <doctest/doctest.h>

#include "provider/value/log.h"

using namespace lakeform;

TEST_CASE("a short text stays, a long one keeps its beginning and its end and says how much it lost") {
  CHECK(shortened("short", 100) == "short");
  const std::string text = "bad value \"" + std::string(1000000, 'x') + "\": expected a number";
  const std::string cut = shortened(text, 300);
  CHECK(cut.size() < 400);
  CHECK(cut.starts_with("bad value \"xxx"));
  CHECK(cut.ends_with("xxx\": expected a number"));
  CHECK(cut.find(" ... (999731 bytes left out) ... ") != std::string::npos);
}

TEST_CASE("no character is cut in two") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\xf0\x9f\x8f\x9e";
  for (std::size_t most = 100; most < 108; ++most)
    CHECK(log::valid_utf8(shortened(text, most)).find("\xef\xbf\xbd") == std::string::npos);
}

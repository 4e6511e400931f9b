#include "provider/value/path.h"

#include <doctest/doctest.h>

using lakeform::Path;

TEST_CASE("names and indexes are written as people write them, and read back") {
  const Path path = Path() / "rule" / 0 / "filter";
  CHECK(path.text() == "rule[0].filter");
  CHECK(Path::parse(path.text()) == path);
}

TEST_CASE("a key stays one word on one line, whatever is in it") {
  CHECK((Path() / "tags").key("a").text() == "tags[\"a\"]");
  CHECK((Path() / "tags").key("a\"]: \n\x1b\\").text() == "tags[\"a\\\"]: \\n\\u001b\\\\\"]");
}

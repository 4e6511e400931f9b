#include "provider/value/log.h"

#include <doctest/doctest.h>

using namespace lakeform;

TEST_CASE("a kept secret appears in no text, the longer one first") {
  log::keep_secret("planted-secret");
  log::keep_secret("planted-secret-and-more");
  CHECK(log::scrub("a planted-secret-and-more b planted-secret") == "a (secret) b (secret)");
}

TEST_CASE("short texts are no secrets, or every log line would be holes") {
  log::keep_secret("abc");
  CHECK(log::scrub("abc") == "abc");
}

TEST_CASE("bytes that are not UTF-8 are replaced, the rest stays") {
  CHECK(log::valid_utf8("gr\xc3\xbc\xc3\x9f") == "gr\xc3\xbc\xc3\x9f");
  CHECK(log::valid_utf8("a\xff\xc3") == "a\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(log::valid_utf8("\xed\xa0\x80") == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

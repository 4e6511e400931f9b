#include "provider/cloud/codec.h"

#include <doctest/doctest.h>

#include "tests/cloud/folder.h"

using namespace lakeform::cloud;

TEST_CASE("digests and encodings give the published values") {
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(hmac_sha256("key", "The quick brown fox jumps over the lazy dog")) ==
        "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  CHECK(hex(crc32_bytes("123456789")) == "cbf43926");
  CHECK(base64("any carnal pleas") == "YW55IGNhcm5hbCBwbGVhcw==");
  CHECK(base64("").empty());
}

TEST_CASE("percent encoding leaves only unreserved characters and goes back") {
  CHECK(percent_encode("a b/c~ü%") == "a%20b%2Fc~%C3%BC%25");
  CHECK(percent_encode("a b/c", true) == "a%20b/c");
  CHECK(percent_decode("a%20b%2Fc%zz%4") == "a b/c%zz%4");
}

TEST_CASE("times are read and written in every form the services use") {
  const auto time = parse_rfc3339("2015-08-30T12:36:00Z");
  REQUIRE(time);
  CHECK(basic_time(*time) == "20150830T123600Z");
  CHECK(parse_rfc3339("2015-08-30T14:36:00+02:00") == time);
  CHECK(parse_rfc3339("2015-08-30T12:36:00.500Z") == *time + std::chrono::milliseconds(500));
  CHECK(parse_rfc3339("2015-08-30T12:36:00UTC") == time);
  CHECK(parse_http_date("Sun, 30 Aug 2015 12:36:00 GMT") == time);
  CHECK(basic_time(*parse_rfc3339("9999-12-31T23:59:59Z")) == "99991231T235959Z");
  CHECK(*parse_rfc3339("2300-01-01T00:00:00+02:00") > *time);
  CHECK(parse_rfc3339("2015-08-30T12:36:00.123456789Z") == *time + std::chrono::microseconds(123456));
  CHECK_FALSE(parse_rfc3339("2015-08-30T12:36:00.5e300Z"));
  CHECK_FALSE(parse_rfc3339("yesterday"));
  CHECK_FALSE(parse_http_date("2015-08-30"));
}

TEST_CASE("base64 is read back, and what is none gives nothing") {
  for (const char* bytes : {"", "a", "ab", "abc", "abcd"}) CHECK(from_base64(base64(bytes)) == bytes);
  for (const char* wrong : {"a", "ab=", "!!!!"}) CHECK(from_base64(wrong).empty());
  CHECK(hex(md5("hello")) == "5d41402abc4b2a76b9719d911017c592");
}

TEST_CASE("a file of more than one piece has the digest of its content, one that is not there has none") {
  const Folder folder;
  const std::string content(std::size_t{3} << 20 | 7, 'x');
  CHECK(md5_of_file(folder.write("large", content)) == md5(content));
  CHECK(md5_of_file(folder.write("empty", "")) == md5(""));
  CHECK_FALSE(md5_of_file("/nowhere/file"));
}

#include <doctest/doctest.h>

#include "provider/engine/face.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

FunctionAnswer called(std::string_view name, std::vector<Value> arguments) {
  return face_named("aws").call(name, arguments);
}

}  // namespace

TEST_CASE("arn_parse gives the five parts; colons of the resource stay in it") {
  const auto answer = called("arn_parse", {"arn:aws:glue:eu-central-1:123456789012:table/a:b"});
  CHECK(answer.error.empty());
  CHECK(answer.result == Value(Value::Map{{"partition", "aws"},
                                          {"service", "glue"},
                                          {"region", "eu-central-1"},
                                          {"account_id", "123456789012"},
                                          {"resource", "table/a:b"}}));
  CHECK(called("arn_parse", {"urn:x"}).error == "arn: invalid prefix");
  const auto short_one = called("arn_parse", {"arn:aws:iam"});
  CHECK(short_one.error == "arn: not enough sections");
  CHECK(short_one.argument == 0);
}

TEST_CASE("arn_build is the inverse of arn_parse, empty parts included") {
  CHECK(called("arn_build", {"aws", "iam", "", "444455556666", "role/example"}).result ==
        Value("arn:aws:iam::444455556666:role/example"));
  CHECK(called("arn_build", {"", "", "", "", ""}).result == Value("arn:::::"));
}

TEST_CASE("trim_iam_role_path removes a role's path and refuses what is no role") {
  const auto trimmed = [](const char* arn) { return called("trim_iam_role_path", {arn}); };
  CHECK(trimmed("arn:aws:iam::4:role/with/path/example").result == Value("arn:aws:iam::4:role/example"));
  CHECK(trimmed("arn:aws:iam::4:role/example").result == Value("arn:aws:iam::4:role/example"));
  CHECK(trimmed("arn:aws-cn:iam::4:role/a/").result == Value("arn:aws-cn:iam::4:role/"));
  CHECK(trimmed("arn:aws:s3::4:role/a").error == "service must be \"iam\"");
  CHECK(trimmed("arn:aws:iam:us:4:role/a").error == "region must be empty");
  CHECK(trimmed("arn:aws:iam::4:user/a").error == "resource must begin with \"role/\"");
}

TEST_CASE("user_agent leaves out what is empty, but needs a name") {
  CHECK(called("user_agent", {"a", "1", "c"}).result == Value("a/1 (c)"));
  CHECK(called("user_agent", {"a", "", "c"}).result == Value("a (c)"));
  CHECK(called("user_agent", {"a", "1", ""}).result == Value("a/1"));
  CHECK(called("user_agent", {"a", "", ""}).result == Value("a"));
  CHECK(called("user_agent", {"", "1", ""}).error.starts_with("product_name must be"));
}

TEST_CASE("unknown functions, null arguments and wrong counts are errors") {
  CHECK_FALSE(called("nothing", {}).error.empty());
  CHECK_FALSE(called("arn_parse", {}).error.empty());
  CHECK(called("arn_build", {"aws", Value(), "", "", ""}).argument == 1);
  CHECK_FALSE(face_named("google").call("arn_parse", {"x"}).error.empty());
}

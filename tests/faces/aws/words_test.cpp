// AWS's words of the definition language.
#include <doctest/doctest.h>

#include "provider/language/equality.h"
#include "provider/language/format.h"

using namespace lakeform::language;

TEST_CASE("the ARN of a role is no change from its path and name; the way back is one, as with the official provider") {
  lakeform::schema::Field role;
  role.equal = {"role-name"};
  CHECK(same_text(role, "service-role/Crawler", "arn:aws:iam::123456789012:role/service-role/Crawler"));
  CHECK_FALSE(same_text(role, "Crawler", "arn:aws:iam::123456789012:role/service-role/Crawler"));
  CHECK_FALSE(same_text(role, "arn:aws:iam::123456789012:role/service-role/Crawler", "service-role/Crawler"));
}

TEST_CASE("formats of AWS tell a right text from a wrong one") {
  CHECK(format_problem("arn", "arn:aws:s3:::bucket").empty());
  CHECK(format_problem("arn", "arn:aws::::x").empty());
  CHECK_FALSE(format_problem("arn", "bucket").empty());
  CHECK_FALSE(format_problem("arn", "arn:aws:iam::12:role/x").empty());
  CHECK(format_problem("account-id", "123456789012").empty());
  CHECK_FALSE(format_problem("account-id", "1234").empty());
  CHECK_FALSE(format_problem("account-id", "").empty());
  CHECK_FALSE(format_problem("iam-policy-json", "[]").empty());
  CHECK_FALSE(format_problem("iam-policy-json", "{\"a\":1,\"a\":2}").empty());
}

#include "tests/sandbox/iam/document.h"

#include <doctest/doctest.h>

using namespace lakeform::sandbox;
using namespace lakeform::sandbox::iam;

namespace {

/// The refusal's message; empty when the document is fine.
std::string refusal(const std::string& text, PolicyKind kind) {
  try {
    check_document(text, kind, [](const std::string& arn) { return arn.find("none") == std::string::npos; });
    return "";
  } catch (const Failure& failure) {
    CHECK(failure.code == "MalformedPolicyDocument");
    return failure.what();
  }
}

std::string policy(const std::string& statement) {
  return R"({"Version":"2012-10-17","Statement":[)" + statement + "]}";
}
std::string trust(const std::string& principal) {
  return refusal(policy(R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":)" + principal + "}"),
                 PolicyKind::trust);
}
std::string identity(const std::string& members) {
  return refusal(policy("{\"Effect\":\"Allow\"," + members + "}"), PolicyKind::identity);
}

}  // namespace

TEST_CASE("a policy that is no JSON, no object or lacks its statement is malformed") {
  CHECK(refusal("{", PolicyKind::trust) == "This policy contains invalid Json");
  CHECK(refusal("{", PolicyKind::identity) == "Syntax errors in policy.");
  CHECK(refusal("[]", PolicyKind::identity) == "Syntax errors in policy.");
  CHECK(refusal(R"({"Version":"2012-10-17"})", PolicyKind::identity) == "Missing required field Statement");
  CHECK(refusal(R"({"Version":"2020-01-01","Statement":[]})", PolicyKind::identity) == "Invalid policy version");
  CHECK(refusal(R"({"Statment":[]})", PolicyKind::identity) == "Syntax errors in policy.");
}

TEST_CASE("a trust policy names principals that exist") {
  CHECK(trust(R"({"Service":"glue.amazonaws.com"})") == "");
  CHECK(trust(R"({"AWS":["111111111111","arn:aws:iam::111111111111:root"]})") == "");
  CHECK(trust("\"*\"") == "");
  CHECK(trust(R"({"Service":"glue"})") == "Invalid principal in policy: \"SERVICE\":\"glue\"");
  CHECK(trust(R"({"AWS":"arn:aws:iam::111111111111:role/none"})") ==
        "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:role/none\"");
  CHECK(trust(R"({"Robot":"x"})") == "Invalid principal in policy: \"Robot\":\"x\"");
  CHECK(refusal(policy(R"({"Effect":"Allow","Action":"sts:AssumeRole"})"), PolicyKind::trust) ==
        "Missing required field Principal");
  CHECK(refusal(policy(R"({"Effect":"Allow","Action":"s3:GetObject","Principal":"*"})"), PolicyKind::trust) ==
        "AssumeRole policy may only specify STS AssumeRole actions.");
}

TEST_CASE("a policy of permissions has actions, resources and no principal") {
  CHECK(identity(R"("Action":["s3:*"],"Resource":["arn:aws:s3:::lake/*","*"])") == "");
  CHECK(identity(R"("NotAction":"iam:*","NotResource":"*")") == "");
  CHECK(identity(R"("Action":"s3:*")") == "Policy statement must contain resources.");
  CHECK(identity(R"("Resource":"*")") == "Policy statement must contain actions.");
  CHECK(identity(R"("Action":"GetObject","Resource":"*")") ==
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  CHECK(identity(R"("Action":"s3:*","Resource":"lake")") == "Resource lake must be in ARN format or \"*\".");
  CHECK(identity(R"("Action":"s3:*","Resource":"*","Principal":"*")") ==
        "Policy document should not specify a principal.");
  CHECK(refusal(policy(R"({"Effect":"allow","Action":"s3:*","Resource":"*"})"), PolicyKind::identity) ==
        "Invalid effect: \"allow\"");
}

TEST_CASE("statement ids are used once") {
  const std::string one = R"({"Sid":"A","Effect":"Allow","Action":"s3:*","Resource":"*"})";
  CHECK(refusal(policy(one + "," + one), PolicyKind::identity) ==
        "Statement IDs (SID) in a single policy must be unique.");
}

TEST_CASE("a service may assume a role that trusts it, unless a statement denies it") {
  const std::string allow =
      R"({"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"Service":["glue.amazonaws.com","lambda.amazonaws.com"]}})";
  const std::string deny =
      R"({"Effect":"Deny","Action":"sts:AssumeRole","Principal":{"Service":"glue.amazonaws.com"}})";
  CHECK(trusts_service(policy(allow), "glue.amazonaws.com"));
  CHECK_FALSE(trusts_service(policy(allow), "redshift.amazonaws.com"));
  CHECK_FALSE(trusts_service(policy(allow + "," + deny), "glue.amazonaws.com"));
  CHECK_FALSE(trusts_service("{", "glue.amazonaws.com"));
}

#include <doctest/doctest.h>

#include "tests/sandbox/test_client.h"

using namespace lakeform::sandbox;

namespace {

struct Roles {
  Front front{Options{}};
  TestClient client{front};

  void make_role(const std::string& name, const std::string& principal, const std::string& action = "sts:AssumeRole") {
    const auto trust = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":")" + action +
                       R"(","Principal":)" + principal + "}]}";
    REQUIRE(client.query("iam", "CreateRole", {{"RoleName", name}, {"AssumeRolePolicyDocument", trust}}).code() == "");
  }
  Answer assume(const std::string& name, TestClient::Form more = {}) {
    more.insert(more.begin(), {{"RoleArn", "arn:aws:iam::111111111111:role/" + name}, {"RoleSessionName", "me"}});
    return client.query("sts", "AssumeRole", more);
  }
  /// Uses the keys of the answer from now on.
  void use(const Answer& answer, const std::string& operation) {
    const auto at = operation + "Result/Credentials/";
    client.keys = {answer.text(at + "AccessKeyId"), answer.text(at + "SecretAccessKey"),
                   answer.text(at + "SessionToken")};
  }
  std::string who() { return client.query("sts", "GetCallerIdentity").text("GetCallerIdentityResult/Arn"); }
};

// {"alg":"none"} . {"iss":"https://token.example.com","sub":"me","aud":"sts"} and the same with "exp":1
const std::string token =
    "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL3Rva2VuLmV4YW1wbGUuY29tIiwic3ViIjoibWUiLCJhdWQiOiJzdHMifQ.";
const std::string old_token =
    "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL3Rva2VuLmV4YW1wbGUuY29tIiwic3ViIjoibWUiLCJhdWQiOiJzdHMiLCJleHAiOjF9.";

}  // namespace

TEST_CASE("an assumed role is who calls, with keys that need their token") {
  Roles r;
  r.make_role("reader", R"({"AWS":"111111111111"})");
  r.use(r.assume("reader"), "AssumeRole");
  CHECK(r.who() == "arn:aws:sts::111111111111:assumed-role/reader/me");
  r.client.keys.session_token = "";
  CHECK(r.client.query("sts", "GetCallerIdentity").code() == "InvalidClientTokenId");
}

TEST_CASE("temporary keys expire with time, or on request") {
  Roles r;
  r.make_role("reader", R"({"AWS":"111111111111"})");
  const auto keys = r.client.keys;
  r.use(r.assume("reader", {{"DurationSeconds", "900"}}), "AssumeRole");
  r.front.world().pass(std::chrono::minutes(16));
  CHECK(r.client.query("sts", "GetCallerIdentity").code() == "ExpiredToken");
  r.client.keys = keys;
  r.use(r.client.query("sts", "GetSessionToken"), "GetSessionToken");
  CHECK(r.who() == "arn:aws:iam::111111111111:user/sandbox");
  r.client.control("POST", "expire");
  CHECK(r.client.query("sts", "GetCallerIdentity").code() == "ExpiredToken");
}

TEST_CASE("a role that is not there or trusts somebody else cannot be assumed") {
  Roles r;
  const auto missing = r.assume("nobody");
  CHECK(missing.code() == "AccessDenied");
  CHECK(missing.text("Error/Message") ==
        "User: arn:aws:iam::111111111111:user/sandbox is not authorized to perform: sts:AssumeRole on resource: "
        "arn:aws:iam::111111111111:role/nobody");
  r.make_role("glue", R"({"Service":"glue.amazonaws.com"})");
  CHECK(r.assume("glue").code() == "AccessDenied");
}

TEST_CASE("a role of another account can be assumed when it says so") {
  Roles r;
  r.make_role("shared", R"({"AWS":"arn:aws:iam::222222222222:root"})");
  CHECK(r.assume("shared").code() == "AccessDenied");
  r.client.keys = {"AKIASANDBOX000000002", "sandbox-secret-2", ""};
  r.use(r.assume("shared"), "AssumeRole");
  CHECK(r.who() == "arn:aws:sts::111111111111:assumed-role/shared/me");
}

TEST_CASE("a session lasts as long as the role allows, and an hour when a session asks for it") {
  Roles r;
  r.make_role("first", R"({"AWS":"111111111111"})");
  CHECK(r.assume("first", {{"DurationSeconds", "3601"}}).code() == "ValidationError");
  CHECK(r.assume("first", {{"DurationSeconds", "60"}}).code() == "ValidationError");
  r.use(r.assume("first"), "AssumeRole");
  CHECK(r.assume("first", {{"DurationSeconds", "3600"}}).code() == "");
  CHECK(r.client.query("sts", "GetSessionToken").code() == "AccessDenied");
}

TEST_CASE("a web identity assumes a role without a signature") {
  Roles r;
  r.make_role("web", R"({"Federated":"arn:aws:iam::111111111111:oidc-provider/token.example.com"})",
              "sts:AssumeRoleWithWebIdentity");
  const auto assume = [&](const std::string& with) {
    return r.client.unsigned_query(
        "AssumeRoleWithWebIdentity",
        {{"RoleArn", "arn:aws:iam::111111111111:role/web"}, {"RoleSessionName", "ci"}, {"WebIdentityToken", with}});
  };
  CHECK(assume("no token").code() == "InvalidIdentityToken");
  CHECK(assume(old_token).code() == "ExpiredTokenException");
  r.use(assume(token), "AssumeRoleWithWebIdentity");
  CHECK(r.who() == "arn:aws:sts::111111111111:assumed-role/web/ci");
}

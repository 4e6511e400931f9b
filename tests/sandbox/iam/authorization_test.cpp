#include "tests/sandbox/iam/test_iam.h"

using namespace lakeform::sandbox;

TEST_CASE("the account's details hold roles with their policies, and managed policies with all versions") {
  IamTest test;
  test.make_role();
  const auto arn = test.make_policy();
  test.done("CreatePolicyVersion",
            {{"PolicyArn", arn}, {"PolicyDocument", IamTest::allowing("s3:GetObject")}, {"SetAsDefault", "true"}});
  test.done("PutRolePolicy",
            {{"RoleName", "glue_role"}, {"PolicyName", "in"}, {"PolicyDocument", IamTest::allowing("s3:*")}});
  test.done("AttachRolePolicy", {{"RoleName", "glue_role"}, {"PolicyArn", arn}});
  test.done("AttachRolePolicy",
            {{"RoleName", "glue_role"}, {"PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}});
  test.done("PutRolePermissionsBoundary", {{"RoleName", "glue_role"}, {"PermissionsBoundary", arn}});
  const auto all = test.done("GetAccountAuthorizationDetails");
  const auto role = [&](const char* member) {
    return all.text(std::string("GetAccountAuthorizationDetailsResult/RoleDetailList/member/") + member);
  };
  CHECK(role("RoleName") == "glue_role");
  CHECK(lakeform::cloud::percent_decode(role("AssumeRolePolicyDocument")) == IamTest::trust());
  CHECK(role("RolePolicyList/member/PolicyName") == "in");
  CHECK(lakeform::cloud::percent_decode(role("RolePolicyList/member/PolicyDocument")) == IamTest::allowing("s3:*"));
  CHECK(role("PermissionsBoundary/PermissionsBoundaryArn") == arn);
  CHECK(role("MaxSessionDuration").empty());
  CHECK(all.count("GetAccountAuthorizationDetailsResult/RoleDetailList/member/AttachedManagedPolicies/member") == 2);
  CHECK(all.count("GetAccountAuthorizationDetailsResult/Policies/member") == 2);

  const auto own = test.done("GetAccountAuthorizationDetails", {{"Filter.member.1", "LocalManagedPolicy"}});
  CHECK(own.count("GetAccountAuthorizationDetailsResult/RoleDetailList/member") == 0);
  CHECK(own.text("GetAccountAuthorizationDetailsResult/Policies/member/Arn") == arn);
  CHECK(own.text("GetAccountAuthorizationDetailsResult/Policies/member/DefaultVersionId") == "v2");
  CHECK(own.count("GetAccountAuthorizationDetailsResult/Policies/member/PolicyVersionList/member") == 2);
  CHECK(own.text("GetAccountAuthorizationDetailsResult/Policies/member/PolicyVersionList/member/VersionId") == "v2");
  CHECK(test.refused("GetAccountAuthorizationDetails", {{"Filter.member.1", "Queue"}}) == "400 ValidationError");
}

TEST_CASE("the account's details come in pages over roles and policies together") {
  IamTest test;
  for (const auto* name : {"a", "b"}) test.make_role(name);
  test.make_policy();
  std::string marker;
  std::size_t roles = 0, policies = 0, pages = 0;
  do {
    IamTest::Form form = {{"MaxItems", "2"}};
    if (!marker.empty()) form.push_back({"Marker", marker});
    const auto page = test.done("GetAccountAuthorizationDetails", form);
    roles += page.count("GetAccountAuthorizationDetailsResult/RoleDetailList/member");
    policies += page.count("GetAccountAuthorizationDetailsResult/Policies/member");
    marker = page.text("GetAccountAuthorizationDetailsResult/Marker");
    ++pages;
  } while (!marker.empty());
  CHECK(roles == 2);
  CHECK(policies == 1);
  CHECK(pages == 2);
}

#include "tests/sandbox/iam/test_iam.h"

using namespace lakeform::sandbox;

TEST_CASE("a policy has at most five versions, and numbers are not used twice") {
  IamTest test;
  const auto arn = test.make_policy();
  const IamTest::Form more = {
      {"PolicyArn", arn}, {"PolicyDocument", IamTest::allowing("s3:Get*")}, {"SetAsDefault", "true"}};
  for (int i = 0; i < 4; ++i) test.done("CreatePolicyVersion", more);
  CHECK(test.refused("CreatePolicyVersion", more) == "409 LimitExceeded");
  CHECK(test.refused("DeletePolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v5"}}) == "409 DeleteConflict");
  test.done("DeletePolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v1"}});
  CHECK(test.done("CreatePolicyVersion", more).text("CreatePolicyVersionResult/PolicyVersion/VersionId") == "v6");
  test.done("SetDefaultPolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v3"}});
  CHECK(test.done("GetPolicy", {{"PolicyArn", arn}}).text("GetPolicyResult/Policy/DefaultVersionId") == "v3");
  CHECK(test.refused("SetDefaultPolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v1"}}) == "404 NoSuchEntity");
  const auto versions = test.done("ListPolicyVersions", {{"PolicyArn", arn}});
  CHECK(versions.count("ListPolicyVersionsResult/Versions/member") == 5);
  CHECK(versions.text("ListPolicyVersionsResult/Versions/member/VersionId") == "v6");
  CHECK(test.refused("DeletePolicy", {{"PolicyArn", arn}}) == "409 DeleteConflict");
}

TEST_CASE("a policy in use is counted, named and not deleted") {
  IamTest test;
  test.make_role();
  const auto arn = test.make_policy();
  test.done("AttachRolePolicy", {{"RoleName", "glue_role"}, {"PolicyArn", arn}});
  CHECK(test.done("GetPolicy", {{"PolicyArn", arn}}).text("GetPolicyResult/Policy/AttachmentCount") == "1");
  CHECK(test.done("ListEntitiesForPolicy", {{"PolicyArn", arn}})
            .text("ListEntitiesForPolicyResult/PolicyRoles/member/RoleName") == "glue_role");
  CHECK(test.refused("DeletePolicy", {{"PolicyArn", arn}}) == "409 DeleteConflict");
  test.done("DetachRolePolicy", {{"RoleName", "glue_role"}, {"PolicyArn", arn}});
  test.done("DeletePolicy", {{"PolicyArn", arn}});
  CHECK(test.refused("AttachRolePolicy", {{"RoleName", "glue_role"}, {"PolicyArn", arn}}) == "404 NoSuchEntity");
  CHECK(test.refused("AttachRolePolicy", {{"RoleName", "glue_role"}, {"PolicyArn", "lake"}}) == "400 InvalidInput");
}

TEST_CASE("policies of AWS are there, and cannot be changed") {
  IamTest test;
  const std::string arn = "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole";
  CHECK(test.done("GetPolicy", {{"PolicyArn", arn}}).text("GetPolicyResult/Policy/Path") == "/service-role/");
  CHECK(test.refused("DeletePolicy", {{"PolicyArn", arn}}) == "403 AccessDenied");
  const auto document = test.done("GetPolicyVersion", {{"PolicyArn", arn}, {"VersionId", "v1"}})
                            .text("GetPolicyVersionResult/PolicyVersion/Document");
  CHECK(lakeform::cloud::percent_decode(document).find("glue:*") != std::string::npos);
}

TEST_CASE("policies are listed by scope and use, in pages") {
  IamTest test;
  for (const auto* name : {"a", "b", "c"}) test.make_policy(name);
  CHECK(test.refused("CreatePolicy",
                     {{"PolicyName", "a"}, {"Path", "/x/"}, {"PolicyDocument", IamTest::allowing("s3:*")}}) ==
        "409 EntityAlreadyExists");
  const auto first = test.done("ListPolicies", {{"Scope", "Local"}, {"MaxItems", "2"}});
  CHECK(first.count("ListPoliciesResult/Policies/member") == 2);
  CHECK(test.done("ListPolicies", {{"Scope", "Local"}, {"Marker", first.text("ListPoliciesResult/Marker")}})
            .count("ListPoliciesResult/Policies/member") == 1);
  CHECK(test.done("ListPolicies", {{"OnlyAttached", "true"}}).count("ListPoliciesResult/Policies/member") == 0);
}

TEST_CASE("policies of roles are put, read in pages, and bounded in size") {
  IamTest test;
  test.make_role();
  for (const auto* name : {"a", "b", "c"}) {
    test.done("PutRolePolicy",
              {{"RoleName", "glue_role"}, {"PolicyName", name}, {"PolicyDocument", IamTest::allowing("s3:Get*")}});
  }
  test.front.world().options.page = 2;
  const auto first = test.done("ListRolePolicies", {{"RoleName", "glue_role"}});
  CHECK(first.count("ListRolePoliciesResult/PolicyNames/member") == 2);
  CHECK(test.done("ListRolePolicies",
                  {{"RoleName", "glue_role"}, {"Marker", first.text("ListRolePoliciesResult/Marker")}})
            .text("ListRolePoliciesResult/PolicyNames/member") == "c");
  const auto long_document = IamTest::allowing("s3:" + std::string(10300, 'A'));
  CHECK(test.refused("PutRolePolicy",
                     {{"RoleName", "glue_role"}, {"PolicyName", "long"}, {"PolicyDocument", long_document}}) ==
        "409 LimitExceeded");
  CHECK(test.refused("GetRolePolicy", {{"RoleName", "glue_role"}, {"PolicyName", "long"}}) == "404 NoSuchEntity");
}

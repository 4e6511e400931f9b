#include "tests/sandbox/iam/test_iam.h"

using namespace lakeform::sandbox;

TEST_CASE("a role comes back as it was made, its trust policy percent-encoded") {
  IamTest test;
  test.done("CreateRole", {{"RoleName", "glue_role"},
                           {"Path", "/lake/"},
                           {"AssumeRolePolicyDocument", IamTest::trust()},
                           {"Description", "ä"},
                           {"MaxSessionDuration", "7200"},
                           {"Tags.member.1.Key", "env"},
                           {"Tags.member.1.Value", "dev"}});
  const auto answer = test.done("GetRole", {{"RoleName", "glue_role"}});
  const auto text = [&](const char* member) { return answer.text(std::string("GetRoleResult/Role/") + member); };
  CHECK(text("Arn") == "arn:aws:iam::111111111111:role/lake/glue_role");
  CHECK(text("RoleId").rfind("AROA", 0) == 0);
  CHECK(text("RoleId").size() == 21);
  CHECK(text("AssumeRolePolicyDocument").rfind("%7B%22Version%22", 0) == 0);
  CHECK(lakeform::cloud::percent_decode(text("AssumeRolePolicyDocument")) == IamTest::trust());
  CHECK(text("MaxSessionDuration") == "7200");
  CHECK(text("Tags/member/Key") == "env");
  CHECK(test.refused("CreateRole", {{"RoleName", "glue_role"}, {"AssumeRolePolicyDocument", IamTest::trust()}}) ==
        "409 EntityAlreadyExists");
  CHECK(test.refused("GetRole", {{"RoleName", "none"}}) == "404 NoSuchEntity");
}

TEST_CASE("roles are the same in all regions and not seen by other accounts") {
  IamTest test;
  test.make_role();
  test.client.region = "eu-west-1";
  CHECK(test.refused("GetRole", {{"RoleName", "glue_role"}}) == "");
  test.client.keys = {"AKIASANDBOX000000002", "sandbox-secret-2", ""};
  CHECK(test.refused("GetRole", {{"RoleName", "glue_role"}}) == "404 NoSuchEntity");
}

TEST_CASE("a role is listed in pages and by path") {
  IamTest test;
  for (const auto* name : {"a", "b", "c"}) test.make_role(name);
  test.done("CreateRole", {{"RoleName", "d"}, {"Path", "/lake/"}, {"AssumeRolePolicyDocument", IamTest::trust()}});
  const auto first = test.done("ListRoles", {{"MaxItems", "3"}});
  CHECK(first.count("ListRolesResult/Roles/member") == 3);
  CHECK(first.text("ListRolesResult/IsTruncated") == "true");
  const auto second = test.done("ListRoles", {{"Marker", first.text("ListRolesResult/Marker")}});
  CHECK(second.count("ListRolesResult/Roles/member") == 1);
  CHECK(second.text("ListRolesResult/IsTruncated") == "false");
  CHECK(test.done("ListRoles", {{"PathPrefix", "/lake"}}).count("ListRolesResult/Roles/member") == 1);
  CHECK(test.refused("ListRoles", {{"MaxItems", "0"}}) == "400 ValidationError");
}

TEST_CASE("a role with policies or in an instance profile cannot be deleted") {
  IamTest test;
  test.make_role();
  const IamTest::Form role = {{"RoleName", "glue_role"}};
  const IamTest::Form inline_policy = {
      {"RoleName", "glue_role"}, {"PolicyName", "in"}, {"PolicyDocument", IamTest::allowing("s3:*")}};
  test.done("PutRolePolicy", inline_policy);
  CHECK(test.refused("DeleteRole", role) == "409 DeleteConflict");
  test.done("DeleteRolePolicy", {{"RoleName", "glue_role"}, {"PolicyName", "in"}});
  const IamTest::Form attached = {{"RoleName", "glue_role"},
                                  {"PolicyArn", "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"}};
  test.done("AttachRolePolicy", attached);
  CHECK(test.refused("DeleteRole", role) == "409 DeleteConflict");
  test.done("DetachRolePolicy", attached);
  CHECK(test.refused("DetachRolePolicy", attached) == "404 NoSuchEntity");
  test.done("CreateInstanceProfile", {{"InstanceProfileName", "nodes"}});
  const IamTest::Form in_profile = {{"InstanceProfileName", "nodes"}, {"RoleName", "glue_role"}};
  test.done("AddRoleToInstanceProfile", in_profile);
  CHECK(test.done("ListInstanceProfilesForRole", role)
            .text("ListInstanceProfilesForRoleResult/InstanceProfiles/member/InstanceProfileName") == "nodes");
  CHECK(test.refused("AddRoleToInstanceProfile", in_profile) == "409 LimitExceeded");
  CHECK(test.refused("DeleteRole", role) == "409 DeleteConflict");
  CHECK(test.refused("DeleteInstanceProfile", {{"InstanceProfileName", "nodes"}}) == "409 DeleteConflict");
  test.done("RemoveRoleFromInstanceProfile", in_profile);
  test.done("DeleteInstanceProfile", {{"InstanceProfileName", "nodes"}});
  test.done("DeleteRole", role);
  CHECK(test.refused("DeleteRole", role) == "404 NoSuchEntity");
}

TEST_CASE("trust, description, session, boundary and tags of a role change") {
  IamTest test;
  test.make_role();
  const auto boundary = test.make_policy();
  test.done("UpdateAssumeRolePolicy",
            {{"RoleName", "glue_role"}, {"PolicyDocument", IamTest::trust(R"({"Service":["lambda.amazonaws.com"]})")}});
  test.done("UpdateRole", {{"RoleName", "glue_role"}, {"MaxSessionDuration", "3601"}, {"Description", "new"}});
  CHECK(test.refused("UpdateRole", {{"RoleName", "glue_role"}, {"MaxSessionDuration", "60"}}) == "400 ValidationError");
  test.done("PutRolePermissionsBoundary", {{"RoleName", "glue_role"}, {"PermissionsBoundary", boundary}});
  test.done("TagRole", {{"RoleName", "glue_role"},
                        {"Tags.member.1.Key", "a"},
                        {"Tags.member.1.Value", "1"},
                        {"Tags.member.2.Key", "b"},
                        {"Tags.member.2.Value", "2"}});
  test.done("UntagRole", {{"RoleName", "glue_role"}, {"TagKeys.member.1", "a"}});
  const auto role = test.done("GetRole", {{"RoleName", "glue_role"}});
  CHECK(role.text("GetRoleResult/Role/PermissionsBoundary/PermissionsBoundaryArn") == boundary);
  CHECK(role.text("GetRoleResult/Role/Description") == "new");
  CHECK(role.text("GetRoleResult/Role/Tags/member/Key") == "b");
  CHECK(test.refused("DeletePolicy", {{"PolicyArn", boundary}}) == "409 DeleteConflict");
  test.done("DeleteRolePermissionsBoundary", {{"RoleName", "glue_role"}});
  CHECK(test.refused("DeleteRolePermissionsBoundary", {{"RoleName", "glue_role"}}) == "404 NoSuchEntity");
}

TEST_CASE("a role that was just made is taken, but not seen before the lag is over") {
  IamTest test;
  test.front.world().options.lag = Millis(60000);
  test.make_role();
  CHECK(test.refused("GetRole", {{"RoleName", "glue_role"}}) == "404 NoSuchEntity");
  CHECK(test.refused("CreateRole", {{"RoleName", "glue_role"}, {"AssumeRolePolicyDocument", IamTest::trust()}}) ==
        "409 EntityAlreadyExists");
  const auto principal = IamTest::trust(R"({"AWS":"arn:aws:iam::111111111111:role/glue_role"})");
  CHECK(test.refused("CreateRole", {{"RoleName", "other"}, {"AssumeRolePolicyDocument", principal}}) ==
        "400 MalformedPolicyDocument");
}

#include <doctest/doctest.h>

#include "provider/cloud/codec.h"
#include "provider/engine/operations.h"
#include "provider/engine/read/lists.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

constexpr const char* kDocument = R"({"Version":"2012-10-17","Statement":[]})";
constexpr const char* kPolicyArn = "arn:aws:iam::123456789012:policy/lake";

/// One account, asked in every way that the definitions of roles and policies ask.
struct Account {
  FakeCloud cloud;
  Context context;
  bool details_refused = false, with_description = true, described_in_details = true;

  Account() {
    context.client = &cloud;
    cloud.answer = [this](const cloud::Call& call, int) -> Result<cloud::Reply> { return answered(call); };
  }

  Result<cloud::Reply> answered(const cloud::Call& call) const {
    const std::string document = cloud::percent_encode(kDocument);
    const Json boundary = {{"PermissionsBoundaryArn", "arn:aws:iam::123456789012:policy/most"}};
    const Json tags = {{"member", {{{"Key", "team"}, {"Value", "lake"}}}}};
    const Json common = {{"RoleName", "crawler"},
                         {"RoleId", "AROA1"},
                         {"Arn", "arn:aws:iam::123456789012:role/crawler"},
                         {"Path", "/"},
                         {"AssumeRolePolicyDocument", document},
                         {"CreateDate", "2026-01-01T00:00:00Z"}};
    const Json attached = {{"member", {{{"PolicyName", "lake"}, {"PolicyArn", kPolicyArn}}}}};
    const Json inlined = {{"PolicyName", "read"}, {"PolicyDocument", document}};
    Json listed = common, whole = common, detail = common;
    listed.update({{"Description", "crawls"}, {"MaxSessionDuration", 7200}});
    whole.update(listed);
    whole.update({{"PermissionsBoundary", boundary}, {"Tags", tags}});
    detail.update({{"PermissionsBoundary", boundary},
                   {"Tags", tags},
                   {"AttachedManagedPolicies", attached},
                   {"RolePolicyList", {{"member", inlined}}}});
    Json policy = {{"PolicyName", "lake"}, {"Arn", kPolicyArn},        {"Path", "/"},
                   {"PolicyId", "ANPA1"},  {"DefaultVersionId", "v2"}, {"AttachmentCount", 1}};
    const Json version = {{"VersionId", "v2"}, {"Document", document}};
    if (call.operation == "GetAccountAuthorizationDetails") {
      if (details_refused) return service_error(Fault::Denied, "AccessDenied");
      if (described_in_details && with_description) policy["Description"] = "the lake";
      policy["PolicyVersionList"] = {{"member", {version, {{"VersionId", "v1"}, {"Document", "%7B%7D"}}}}};
      const bool roles = call.body["Filter"]["member"][0] == "Role";
      return reply(roles ? Json{{"RoleDetailList", {{"member", detail}}}} : Json{{"Policies", {{"member", policy}}}});
    }
    if (call.operation == "ListRoles") return reply({{"Roles", {{"member", listed}}}});
    if (call.operation == "GetRole") return reply({{"Role", whole}});
    if (call.operation == "ListRolePolicies") return reply({{"PolicyNames", {{"member", "read"}}}});
    if (call.operation == "ListAttachedRolePolicies") return reply({{"AttachedPolicies", attached}});
    if (call.operation == "ListPolicyTags") return reply({{"Tags", tags}});
    if (call.operation == "GetPolicyVersion") return reply({{"PolicyVersion", version}});
    if (call.operation == "GetRolePolicy") {
      Json one = inlined;
      one["RoleName"] = "crawler";
      return reply(one);
    }
    policy["Tags"] = tags;
    if (with_description) policy["Description"] = "the lake";
    return reply({{"Policy", policy}});
  }

  /// The object as a list gives it, for one read among many.
  Value read(const char* type, const Json& state) {
    const Value stored = aws_object(type, state);
    for (int i = 0; i < 5; ++i) expect_read(aws(type), context, stored);
    const auto answer = read_object(aws(type), context, stored);
    REQUIRE_FALSE(has_error(answer.diagnostics));
    return answer.state;
  }
};

struct Kind {
  const char* type;
  Json state;
  std::vector<std::string> calls;  ///< with lists
};

const Kind kKinds[] = {
    {"aws_iam_role", {{"id", "crawler"}, {"name", "crawler"}}, {"GetAccountAuthorizationDetails", "ListRoles"}},
    {"aws_iam_role_policy",
     {{"id", "crawler:read"}, {"role", "crawler"}, {"name", "read"}},
     {"GetAccountAuthorizationDetails"}},
    {"aws_iam_role_policy_attachment",
     {{"id", std::string("crawler/") + kPolicyArn}, {"role", "crawler"}, {"policy_arn", kPolicyArn}},
     {"GetAccountAuthorizationDetails"}},
    {"aws_iam_policy", {{"id", kPolicyArn}, {"arn", kPolicyArn}}, {"GetAccountAuthorizationDetails", "ListPolicyTags"}},
};

}  // namespace

TEST_CASE("roles, their policies and managed policies are read from lists, with the states that their own calls give") {
  for (const Kind& kind : kKinds) {
    CAPTURE(kind.type);
    Account listed, alone;
    alone.details_refused = true;
    const Value state = listed.read(kind.type, kind.state);
    auto calls = listed.cloud.asked();
    std::sort(calls.begin(), calls.end());
    CHECK(calls == kind.calls);
    CHECK(state == alone.read(kind.type, kind.state));
    CHECK(alone.cloud.count("GetAccountAuthorizationDetails") == 1);
  }
}

TEST_CASE("a role of two lists has what each of them lacks") {
  Account account;
  const Value role = account.read("aws_iam_role", kKinds[0].state);
  CHECK(role["description"] == Value("crawls"));
  CHECK(role["max_session_duration"].to_text() == "7200");
  CHECK(role["permissions_boundary"] == Value("arn:aws:iam::123456789012:policy/most"));
  CHECK(role["tags"]["team"] == Value("lake"));
  CHECK(role["inline_policy"].as_list().size() == 1);
  CHECK(role["managed_policy_arns"].as_list().size() == 1);
}

TEST_CASE("types share one list of the account") {
  Account account;
  for (int i = 0; i < 5; ++i) {
    for (const Kind& kind : kKinds) {
      if (kind.type != std::string("aws_iam_policy"))
        expect_read(aws(kind.type), account.context, aws_object(kind.type, kind.state));
    }
  }
  for (const Kind& kind : kKinds) {
    if (kind.type != std::string("aws_iam_policy"))
      read_object(aws(kind.type), account.context, aws_object(kind.type, kind.state));
  }
  CHECK(account.cloud.count("GetAccountAuthorizationDetails") == 1);
}

TEST_CASE("where a list is silent on what the state has, the object's own call decides") {
  Account account;
  Json state = kKinds[3].state;
  state["description"] = "the lake";
  CHECK(account.read("aws_iam_policy", state)["description"] == Value("the lake"));
  CHECK(account.cloud.count("GetPolicy") == 0);
  Account silent;
  silent.described_in_details = false;
  CHECK(silent.read("aws_iam_policy", state)["description"] == Value("the lake"));
  CHECK(silent.cloud.count("GetPolicy") == 1);
  Account gone;
  gone.with_description = false;
  CHECK(gone.read("aws_iam_policy", state)["description"] == Value(""));
  CHECK(gone.cloud.count("GetPolicy") == 1);
}

TEST_CASE("all roles, their policies and attachments are listed, those of AWS left out") {
  Account account;
  for (const Kind& kind : kKinds) {
    CAPTURE(kind.type);
    const auto all = list_all(aws(kind.type), account.context, {});
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    CHECK(all->front().object["id"] == Value(kind.state["id"].get<std::string>()));
  }
  Account of_aws;
  of_aws.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> {
    return reply({{"Roles",
                   {{"member",
                     {{{"RoleName", "AWSServiceRoleForRedshift"}},
                      {{"RoleName", "AWSReservedSSO_Admin_1"}},
                      {{"RoleName", "own"}}}}}}});
  };
  const auto roles = list_all(aws("aws_iam_role"), of_aws.context, {});
  REQUIRE(roles);
  REQUIRE(roles->size() == 1);
  CHECK(roles->front().import_id == "own");
}

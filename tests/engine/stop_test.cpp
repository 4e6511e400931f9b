// What a stop leaves whole.
#include <doctest/doctest.h>

#include <algorithm>

#include "provider/engine/operations.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

TEST_CASE("a stop after the creating call lets the small steps end that make the object whole") {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  std::vector<std::string> made;
  cloud.answer = [&](const cloud::Call& asked, int) -> Result<cloud::Reply> {
    made.push_back(asked.operation);
    if (asked.operation == "CreateRole") cloud.request_stop();
    if (asked.operation != "CreateRole" && !asked.despite_stop)
      return Error{Fault::Cancelled, "stopped", {}, {}, {}, {}, 0};
    const Json role{{"RoleName", "r"},
                    {"RoleId", "AROA"},
                    {"Path", "/"},
                    {"AssumeRolePolicyDocument", "%7B%7D"},
                    {"Arn", "arn:aws:iam::123456789012:role/r"},
                    {"CreateDate", "2026-12-01T00:00:00Z"}};
    if (asked.operation == "CreateRole" || asked.operation == "GetRole") return reply({{"Role", role}});
    if (asked.operation == "ListRolePolicies") return reply({{"PolicyNames", {{"member", {"p"}}}}});
    if (asked.operation == "GetRolePolicy")
      return reply({{"RoleName", "r"}, {"PolicyName", "p"}, {"PolicyDocument", "%7B%7D"}});
    if (asked.operation == "ListAttachedRolePolicies")
      return reply(
          {{"AttachedPolicies", {{"member", {{{"PolicyArn", "arn:aws:iam::aws:policy/x"}, {"PolicyName", "x"}}}}}}});
    return reply(Json::object());
  };
  ApplyRequest request;
  request.type = "aws_iam_role";
  request.planned = request.config =
      aws_object("aws_iam_role", {{"name", "r"},
                                  {"assume_role_policy", "{}"},
                                  {"inline_policy", {{{"name", "p"}, {"policy", "{}"}}}},
                                  {"managed_policy_arns", {"arn:aws:iam::aws:policy/x"}}});
  const auto answer = apply_object(aws("aws_iam_role"), context, request);
  CHECK(answer.diagnostics.empty());
  for (const char* step : {"PutRolePolicy", "AttachRolePolicy"}) CHECK(std::count(made.begin(), made.end(), step) == 1);
  CHECK(answer.state["managed_policy_arns"].as_list().size() == 1);
}

// For the tests of IAM: a sandbox with a client.
#pragma once

#include <doctest/doctest.h>

#include "provider/cloud/codec.h"
#include "tests/sandbox/test_client.h"

namespace lakeform::sandbox {

struct IamTest {
  using Form = TestClient::Form;
  explicit IamTest(Options options = {}) : front(std::move(options)), client(front) {}

  /// The answer of a call that must succeed.
  Answer done(const std::string& action, const Form& form = {}) {
    auto answer = client.query("iam", action, form);
    INFO(action << ": " << answer.body());
    CHECK(answer.status() == 200);
    return answer;
  }
  /// "404 NoSuchEntity"; empty when the call succeeds.
  std::string refused(const std::string& action, const Form& form = {}) {
    const auto answer = client.query("iam", action, form);
    return answer.status() == 200 ? "" : std::to_string(answer.status()) + " " + answer.code();
  }
  static std::string trust(const std::string& principal = R"({"Service":"glue.amazonaws.com"})") {
    return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":)" + principal +
           R"(,"Action":"sts:AssumeRole"}]})";
  }
  static std::string allowing(const std::string& action) {
    return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" + action + R"(","Resource":"*"}})";
  }
  void make_role(const std::string& name = "glue_role") {
    done("CreateRole", {{"RoleName", name}, {"AssumeRolePolicyDocument", trust()}});
  }
  std::string make_policy(const std::string& name = "lake") {
    return done("CreatePolicy", {{"PolicyName", name}, {"PolicyDocument", allowing("s3:*")}})
        .text("CreatePolicyResult/Policy/Arn");
  }

  Front front;
  TestClient client;
};

}  // namespace lakeform::sandbox

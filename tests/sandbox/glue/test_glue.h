// For the tests of Glue: a sandbox with a client, and what the tests need again and again.
#pragma once

#include <doctest/doctest.h>

#include "tests/sandbox/core/json.h"
#include "tests/sandbox/test_client.h"

namespace lakeform::sandbox {

struct GlueTest {
  explicit GlueTest(Options options = {}) : front(std::move(options)), client(front) {}

  Answer call(const std::string& operation, const Json& input = Json::object()) {
    return client.json("glue", "AWSGlue." + operation, input);
  }
  /// The answer's body, of a call that must succeed.
  Json done(const std::string& operation, const Json& input = Json::object()) {
    const auto answer = call(operation, input);
    INFO(operation << ": " << answer.body());
    CHECK(answer.status() == 200);
    return answer.json();
  }
  /// The error's code, empty when the call succeeds.
  std::string refused(const std::string& operation, const Json& input = Json::object()) {
    const auto answer = call(operation, input);
    if (answer.status() == 200) return "";
    const std::string code = answer.json()["__type"];
    CHECK(answer.header("x-amzn-errortype") == code);
    return code;
  }
  /// A role that the service may assume.
  void make_role(const std::string& name, const std::string& service = "glue.amazonaws.com") {
    const Json trust = {
        {"Version", "2012-10-17"},
        {"Statement", {{{"Effect", "Allow"}, {"Principal", {{"Service", service}}}, {"Action", "sts:AssumeRole"}}}}};
    CHECK(
        client.query("iam", "CreateRole", {{"RoleName", name}, {"AssumeRolePolicyDocument", trust.dump()}}).status() ==
        200);
  }
  void make_table(const Json& keys = {{{"Name", "year"}, {"Type", "int"}}, {{"Name", "region"}, {"Type", "string"}}}) {
    done("CreateDatabase", {{"DatabaseInput", {{"Name", "lake"}}}});
    done("CreateTable", {{"DatabaseName", "lake"}, {"TableInput", {{"Name", "sales"}, {"PartitionKeys", keys}}}});
  }

  Front front;
  TestClient client;
};

inline Json a_crawler(const std::string& name = "nightly", const std::string& role = "glue_role") {
  return {{"Name", name},
          {"Role", role},
          {"DatabaseName", "lake"},
          {"Targets", {{"S3Targets", {{{"Path", "s3://lake/raw/"}}}}}}};
}

inline Options with_delay(int millis) {
  Options options;
  options.delay = Millis(millis);
  return options;
}

}  // namespace lakeform::sandbox

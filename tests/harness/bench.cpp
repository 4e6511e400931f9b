#include "tests/harness/bench.h"

#include <cstdlib>

#include "tests/sandbox/test_client.h"

namespace lakeform::harness {
namespace {

constexpr auto kRole = "lakeform-harness";
constexpr auto kTrust =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111111111111:root"}}]})";

sandbox::Options options() {
  sandbox::Options out;
  out.clock = [] { return clock::now(); };
  return out;
}

void cut_off() {
  for (const char* name : {"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
                           "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ROLE_ARN",
                           "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_MAX_ATTEMPTS", "AWS_RETRY_MODE", "AWS_CA_BUNDLE"}) {
    ::unsetenv(name);
  }
  for (const char* name : {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}) ::setenv(name, "/dev/null", 1);
  ::setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
}

}  // namespace

Bench::Bench(VirtualClock& with)
    : clock(with),
      front(options()),
      transport(std::make_shared<SandboxTransport>(front, clock)),
      terraform("aws", [carrier = transport] { return engine::make_provider("aws", carrier); }) {
  cut_off();
  clock.pass(std::chrono::minutes(10));  // limits and lists of an earlier bench are forgotten
  sandbox::TestClient(front).query("iam", "CreateRole", {{"RoleName", kRole}, {"AssumeRolePolicyDocument", kTrust}});
}

Json Bench::provider_block() {
  return {{"region", "us-east-1"},
          {"access_key", "AKIASANDBOX000000001"},
          {"secret_key", "sandbox-secret-1"},
          {"assume_role", {{{"role_arn", std::string("arn:aws:iam::111111111111:role/") + kRole}}}}};
}

std::vector<std::string> Bench::holds() {
  std::vector<std::string> out;
  const auto answer = sandbox::TestClient(front).control("GET", "inventory");
  for (const auto& one : answer.json()) {
    if (one.get<std::string>().find(kRole) == std::string::npos) out.push_back(one);
  }
  return out;
}

}  // namespace lakeform::harness

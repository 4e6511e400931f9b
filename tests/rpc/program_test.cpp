// The released program itself, as far as it needs no cloud.
#include <fstream>

#include "tests/rpc/client.h"

using namespace lakeform;
using namespace lakeform::test;
using tfplugin6::Provider;

namespace {

const std::vector<std::string> kAws = {built("terraform-provider-aws")};

/// Resident memory in MB.
double resident(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

}  // namespace

TEST_CASE("the program answers under each of its names with that provider's schema") {
  for (const char* name : {"aws", "google", "azurerm"}) {
    Host host({built(std::string("terraform-provider-") + name)});
    const auto metadata = call(host, &Provider::Stub::GetMetadata, tfplugin6::Nothing()).SerializeAsString();
    CHECK(metadata.find(std::string(name) + "_") != std::string::npos);
  }
  Host spelled({built("lakeform"), "provider", "google"});
  CHECK(call(spelled, &Provider::Stub::GetMetadata, tfplugin6::Nothing()).SerializeAsString().find("google_") !=
        std::string::npos);
}

TEST_CASE("names that are no provider are refused with the names there are") {
  Process process({built("lakeform"), "provider", "aws2"}, host_environment());
  CHECK(process.end() == 1);
  CHECK(process.errors().find("aws, google and azurerm") != std::string::npos);
}

TEST_CASE("the version is printed without a handshake") {
  Process process({kAws[0], "--version"}, {});
  CHECK(process.line().rfind("lakeform ", 0) == 0);
  CHECK(process.end() == 0);
}

TEST_CASE("an idle provider takes less than 20 MB") {
  Host host(kAws);
  call(host, &Provider::Stub::GetProviderSchema, tfplugin6::Nothing());
  CHECK(resident(host.process->pid()) > 1);
#ifdef NDEBUG
  CHECK(resident(host.process->pid()) < 20);
#endif
}

TEST_CASE("a wrong configuration is found without credentials, at the attribute that is wrong") {
  Host host(kAws);
  tfplugin6::ConfigRequest request;
  request.set_type_name("aws_glue_catalog_database");
  set(request.mutable_config(), Value::Map{{"name", "Upper"}});
  const auto found = call(host, &Provider::Stub::ValidateResourceConfig, request);
  REQUIRE(found.diagnostics_size() == 1);
  REQUIRE(found.diagnostics(0).attribute().steps_size() == 1);
  CHECK(found.diagnostics(0).attribute().steps(0).attribute_name() == "name");
}

TEST_CASE("numbers of a stored state keep every digit on their way through an upgrade") {
  Host host(kAws);
  tfplugin6::UpgradeState::Request request;
  request.set_type_name("aws_redshift_cluster");
  request.mutable_raw_state()->set_json(
      R"({"cluster_identifier": "c", "number_of_nodes": 12345678901234567890123, "port": "5439", "retired": 1})");
  const auto upgraded = get(call(host, &Provider::Stub::UpgradeResourceState, request).upgraded_state());
  CHECK(upgraded["number_of_nodes"] == Value("12345678901234567890123"));  // text on the wire: no integer holds it
  CHECK(upgraded["port"] == Value(5439));
  CHECK_FALSE(upgraded.as_map().contains("retired"));
  for (const char* broken : {"", "[]", "{\"a\":", "null"}) {
    request.mutable_raw_state()->set_json(broken);
    CHECK(call(host, &Provider::Stub::UpgradeResourceState, request).diagnostics_size() == 1);
  }
}

TEST_CASE("reads and applies before the provider is configured are refused and lose nothing") {
  Host host(kAws);
  tfplugin6::Apply::Request request;
  request.set_type_name("aws_glue_catalog_database");
  set(request.mutable_prior_state(), Value::Map{{"name", "kept"}});
  const auto applied = call(host, &Provider::Stub::ApplyResourceChange, request);
  CHECK(applied.diagnostics_size() == 1);
  CHECK(get(applied.new_state())["name"] == Value("kept"));
}

TEST_CASE("the declared functions are there and work without a configuration") {
  Host host(kAws);
  const auto declared = call(host, &Provider::Stub::GetFunctions, tfplugin6::Nothing()).SerializeAsString();
  const auto schema = call(host, &Provider::Stub::GetProviderSchema, tfplugin6::Nothing()).SerializeAsString();
  for (const char* name : {"arn_parse", "arn_build", "trim_iam_role_path", "user_agent"}) {
    CHECK(declared.find(name) != std::string::npos);
    CHECK(schema.find(name) != std::string::npos);
  }
  tfplugin6::FunctionCall::Request request;
  request.set_name("arn_parse");
  set(request.add_arguments(), "arn:aws:iam::4:role/a");
  CHECK(get(call(host, &Provider::Stub::CallFunction, request).result())["account_id"] == Value("4"));
}

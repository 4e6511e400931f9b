#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <thread>

#include "plan/desired/desired.h"

using namespace lakeform;
using namespace lakeform::plan;

namespace {

constexpr const char* kPlan = R"({
  "format_version": "1.2", "terraform_version": "1.12.0", "complete": true, "errored": false,
  "variables": {"region": {"value": "eu-west-1"}},
  "resource_changes": [
    {"address": "module.lake[\"x\"].aws_s3_bucket.raw", "mode": "managed", "type": "aws_s3_bucket", "name": "raw", "provider_name": "registry.terraform.io/hashicorp/aws",
     "change": {"actions": ["create"], "before": null, "after": {"bucket": "raw"}, "after_unknown": {"id": true}, "before_sensitive": false, "after_sensitive": {}}},
    {"address": "aws_glue_catalog_table.t[0]", "mode": "managed", "type": "aws_glue_catalog_table", "name": "t", "index": 0, "provider_name": "registry.terraform.io/hashicorp/aws",
     "action_reason": "replace_because_tainted", "previous_address": "aws_glue_catalog_table.t",
     "change": {"actions": ["delete", "create"], "before": {"name": "t"}, "after": {"name": "t"}, "after_unknown": {}}},
    {"address": "data.aws_region.now", "mode": "data", "type": "aws_region", "name": "now", "provider_name": "registry.terraform.io/hashicorp/aws",
     "change": {"actions": ["read"], "before": null, "after": {}, "after_unknown": {}}}
  ],
  "resource_drift": [{"address": "aws_glue_catalog_table.t[0]", "change": {"actions": ["update"], "before": {"name": "earlier"}, "after": {"name": "t"}}}],
  "configuration": {
    "provider_config": {"aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "expressions": {"region": {"references": ["var.region"]}}},
                        "aws.west": {"name": "aws", "alias": "west", "full_name": "registry.terraform.io/hashicorp/aws", "expressions": {"region": {"constant_value": "us-west-2"}}}},
    "root_module": {
      "resources": [{"address": "aws_glue_catalog_table.t", "mode": "managed", "type": "aws_glue_catalog_table", "name": "t", "provider_config_key": "aws.west",
                     "expressions": {"name": {"constant_value": "t"}, "database_name": {"references": ["module.lake[\"x\"].bucket", "module.lake"]}}}],
      "module_calls": {"lake": {"expressions": {}, "module": {
        "outputs": {"bucket": {"expression": {"references": ["aws_s3_bucket.raw.bucket", "aws_s3_bucket.raw"]}}},
        "resources": [{"address": "aws_s3_bucket.raw", "mode": "managed", "type": "aws_s3_bucket", "name": "raw", "provider_config_key": "module.lake:aws", "expressions": {}}]}}}
    }
  }
})";

Input read(const std::string& text) {
  auto input = read_text("given", text);
  REQUIRE(input);
  return std::move(*input);
}

std::string refused(const std::string& text) {
  const auto input = read_text("given", text);
  REQUIRE_FALSE(input);
  return input.error().summary + " / " + input.error().detail;
}

}  // namespace

TEST_CASE("an input may be a pipe, as the shell makes one for <(terraform show -json plan)") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  std::thread writer([&] {
    CHECK(write(ends[1], kPlan, std::strlen(kPlan)) == static_cast<ssize_t>(std::strlen(kPlan)));
    close(ends[1]);
  });
  const auto input = read_input("/dev/fd/" + std::to_string(ends[0]));
  writer.join();
  close(ends[0]);
  REQUIRE(input);
  CHECK(input->resources.size() == 2);
  CHECK_FALSE(read_input("/nowhere/plan.json"));
}

TEST_CASE("a plan gives its managed resources, their provider blocks and what they depend on") {
  const Input input = read(kPlan);
  CHECK(input.is_plan);
  REQUIRE(input.resources.size() == 2);
  const Resource& table = input.resources[0];
  CHECK(table.address == "aws_glue_catalog_table.t[0]");
  CHECK(table.provider_key == "aws.west");
  CHECK(table.tainted);
  CHECK(table.previous_address == "aws_glue_catalog_table.t");
  CHECK(table.depends_on == std::vector<std::string>{"module.lake[\"x\"].aws_s3_bucket.raw"});
  CHECK(text(member(table.drifted_from, "name")) == "earlier");
  const Resource& bucket = input.resources[1];
  CHECK(bucket.provider_key == "aws");
  CHECK(bucket.actions == std::vector<std::string>{"create"});
  CHECK(bucket.before == "null");
  CHECK(input.providers.at("aws.west").alias == "west");
  CHECK(text(input.variables.at("region")) == "eu-west-1");
  CHECK(input.notes.empty());
}

TEST_CASE("a plan that Terraform could not finish says so") {
  std::string text = kPlan;
  text.replace(text.find("\"errored\": false"), 16, "\"errored\": true ");
  CHECK(read(text).notes.size() == 1);
}

TEST_CASE("a state file gives instances with their keys, providers with their alias, and tainted objects") {
  const Input input = read(R"({"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": [
    {"module": "module.a", "mode": "managed", "type": "aws_s3_bucket", "name": "b", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"].west", "instances": [
      {"index_key": "k", "schema_version": 0, "attributes": {"bucket": "x"}, "sensitive_attributes": [], "status": "tainted"},
      {"index_key": 1, "schema_version": 0, "attributes": {"bucket": "y"}, "dependencies": ["aws_iam_role.r"]}]},
    {"mode": "managed", "type": "aws_iam_role", "name": "r", "provider": "provider[\"registry.opentofu.org/hashicorp/aws\"]", "instances": [{"attributes": {"name": "r"}}]},
    {"mode": "data", "type": "aws_region", "name": "r", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": [{"attributes": {}}]}]})");
  CHECK_FALSE(input.is_plan);
  REQUIRE(input.resources.size() == 3);
  CHECK(input.resources[1].address == "module.a.aws_s3_bucket.b[\"k\"]");
  CHECK(input.resources[1].tainted);
  CHECK(input.resources[1].provider_key == "aws.west");
  CHECK(input.resources[2].address == "module.a.aws_s3_bucket.b[1]");
  CHECK(input.resources[2].depends_on == std::vector<std::string>{"aws_iam_role.r"});
  CHECK(input.providers.at("aws").source == "registry.opentofu.org/hashicorp/aws");
}

TEST_CASE("a state as terraform show gives it is read too, modules included") {
  const Input input = read(R"({"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {
    "resources": [{"address": "aws_iam_role.r", "mode": "managed", "type": "aws_iam_role", "name": "r", "provider_name": "registry.terraform.io/hashicorp/aws", "values": {"name": "r"}}],
    "child_modules": [{"resources": [{"address": "module.a.aws_iam_role.q", "mode": "managed", "type": "aws_iam_role", "name": "q",
                                      "provider_name": "registry.terraform.io/hashicorp/aws", "values": {"name": "q"}}]}]}}})");
  CHECK(input.resources.size() == 2);
}

TEST_CASE("broken and foreign input is refused in words that help") {
  CHECK(refused(std::string(kPlan).substr(0, 900)).find("cut off") != std::string::npos);
  CHECK(refused("PK\x03\x04...").find("terraform show -json") != std::string::npos);
  CHECK(refused(R"({"format_version": "2.0", "resource_changes": []})").find("version 2.0") != std::string::npos);
  CHECK(refused(R"({"version": 3, "lineage": "x", "modules": []})").find("0.12") != std::string::npos);
  CHECK(refused(R"({"version": 5, "lineage": "x"})").find("newer lakeform") != std::string::npos);
  CHECK(refused(R"({"version": 3, "deployment": {"manifest": {}}})").find("neither a Terraform plan") != std::string::npos);
  CHECK(refused(R"({"format_version": "1.2", "resource_changes": [{"mode": "managed"}]})").find("resource_changes") != std::string::npos);
  CHECK(refused("not json").find("is not JSON") != std::string::npos);
}

TEST_CASE("a text that is nested without end is refused before anything recurses into it") {
  const auto nested = [](std::size_t levels) {
    return R"({"format_version": "1.2", "resource_changes": [], "planned_values": )" + std::string(levels, '[') + std::string(levels, ']') + "}";
  };
  CHECK(refused(nested(1000000)).find("nested deeper than 500 levels") != std::string::npos);
  CHECK(refused(R"({"x": )" + std::string(1000000, '[')).find("nested deeper") != std::string::npos);
  CHECK(read_text("given", nested(400)));
  CHECK(read_text("given", R"({"format_version": "1.2", "resource_changes": [], "planned_values": ")" + std::string(1000, '[') + "\"}"));
}

TEST_CASE("an address without its keys") {
  CHECK(without_keys("module.a[\"x.]y\"].aws_s3_bucket.b[0]") == "module.a.aws_s3_bucket.b");
}

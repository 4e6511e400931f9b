#include "plan/desired/desired.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <thread>

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
  "resource_drift": [{"address": "aws_glue_catalog_table.t[0]", "type": "aws_glue_catalog_table", "change": {"actions": ["update"], "before": {"name": "earlier"}, "after": {"name": "t"}}}],
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
  CHECK(read(text).incomplete.size() == 1);
}

TEST_CASE("a state file gives instances with their keys, providers with their alias, and tainted objects") {
  const Input input =
      read(R"({"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": [
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

TEST_CASE("provider blocks and states of Terraform 0.12 to 1.1 name their provider in their own ways") {
  std::string old = kPlan;
  for (auto at = old.find("\"full_name\": "); at != std::string::npos; at = old.find("\"full_name\": "))
    old.replace(at, 11, "\"module\"");
  CHECK(read(old).providers.at("aws").source == "registry.terraform.io/hashicorp/aws");
  CHECK(read(old).providers.at("aws.west").source == "registry.terraform.io/hashicorp/aws");
  const auto state = [](const std::string& provider) {
    return read(
        R"({"version": 4, "lineage": "x", "resources": [{"mode": "managed", "type": "aws_iam_role", "name": "r", "provider": ")" +
        provider + R"(", "instances": [{"attributes": {"name": "r"}}]}]})");
  };
  CHECK(state("provider.aws").resources[0].provider == "aws");
  CHECK(state("provider.aws").providers.at("aws").source == "aws");
  CHECK(state("module.a.provider.aws.west").resources[0].provider_key == "aws.west");
  CHECK(state("module.a.provider.aws.west").providers.at("aws.west").alias == "west");
  CHECK(state(R"(provider[\"registry.terraform.io/-/aws\"])").resources[0].provider == "registry.terraform.io/-/aws");
}

TEST_CASE("a plan that is not whole says why: errors, targets, deferred changes") {
  const auto why = [](const std::string& flags) {
    return read(R"({"format_version": "1.2", "resource_changes": [], )" + flags + "}").incomplete;
  };
  CHECK(why(R"("complete": true, "errored": false, "deferred_changes": [])").empty());
  CHECK(why(R"("errored": true)").size() == 1);
  CHECK(why(R"("complete": false)").front().find("-target") != std::string::npos);
  CHECK(
      why(R"("complete": true, "deferred_changes": [{"reason": "provider_config_unknown", "resource_change": {"address": "aws_x.y"}}])")
          .front() == "Terraform leaves changes to a later plan: aws_x.y (provider_config_unknown).");
}

TEST_CASE("a byte order mark, UTF-16 and the lines of a wrapper around the JSON are read") {
  const std::string plan =
      R"({"format_version": "1.2", "resource_changes": [{"address": "aws_x.\u00fc", "type": "aws_x", "change": {"actions": ["delete"], "before": {"n": "ü😀"}, "after": null}}]})";
  const auto utf16 = [](const std::u16string& text, bool big) {
    std::string out;
    for (const char16_t c : text) {
      const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
      out += big ? std::string{high, low} : std::string{low, high};
    }
    return out;
  };
  const std::u16string wide =
      u"{\"format_version\": \"1.2\", \"resource_changes\": [{\"address\": \"aws_x.ü😀\", \"type\": \"aws_x\", "
      u"\"change\": {\"actions\": [\"delete\"], \"before\": {}}}]}";
  CHECK(read("\xEF\xBB\xBF" + plan).resources.size() == 1);
  CHECK(read("\xFF\xFE" + utf16(wide, false)).resources[0].address == "aws_x.ü😀");
  CHECK(read("\xFE\xFF" + utf16(wide, true)).resources[0].address == "aws_x.ü😀");
  CHECK(read(utf16(wide, false)).resources[0].address == "aws_x.ü😀");
  CHECK(refused("\xFF\xFE" + utf16(wide, false).substr(0, 41)).find("is UTF-16 and cut off") != std::string::npos);
  const Input wrapped =
      read("[command]/opt/terraform-bin show -json tfplan\n" + plan + "\n\n::debug::Terraform exited with code 0.\n");
  CHECK(wrapped.resources.size() == 1);
  CHECK(wrapped.notes.front().find("wrapper") != std::string::npos);
  CHECK(refused("[command]terraform\n" + plan.substr(0, 80)).find("cut off") != std::string::npos);
  CHECK(refused("first\n" + plan + "\n" + plan).find("is not JSON") != std::string::npos);
  CHECK(refused("{\"@level\":\"info\"}\n{\"@level\":\"info\"}\n").find("log of a Terraform command") !=
        std::string::npos);
}

TEST_CASE("what is no JSON, no number or of a wrong type is an error with its path, in a plan and in a state") {
  const auto plan = [](const std::string& change) {
    return R"({"format_version": "1.2", "resource_changes": [{"address": "aws_x.y", "type": "aws_x", "change": )" +
           change + "}]}";
  };
  const auto after = [&](const std::string& value) {
    return refused(plan(R"({"actions": ["update"], "before": {}, "after": {"a": [0, {"n": )" + value + "}]}}"));
  };
  for (const char* value :
       {"NaN", "Infinity", "-Infinity", "nul", "01", "1.", ".5", "+1", "0x1", "1e", "'a'", "1e5000"}) {
    CAPTURE(value);
    CHECK(after(value).find("resource_changes[0].change.after.a[1].n") != std::string::npos);
  }
  CHECK(after("1e5000").find("a number out of range") != std::string::npos);
  CHECK(after("\"\\x\"").find("broken escape") != std::string::npos);
  CHECK(after("\"\\ud800\"").find("broken escape") != std::string::npos);
  CHECK(after("\"\xC3(\"").find("not UTF-8") != std::string::npos);
  CHECK(read(plan(R"({"actions": ["update"], "before": {}, "after": {"n": -1.5e-3, "s": "\ud83d\ude00ü"}})"))
            .resources.size() == 1);
  CHECK(refused(R"({"format_version": "1.2", "resource_changes": [{"address": 1, "type": 2, "mode": 3}]})")
            .find("resource_changes[0].address is a number, where a text belongs") != std::string::npos);
  CHECK(refused(plan("[]")).find("resource_changes[0].change is an array, where an object belongs") !=
        std::string::npos);
  CHECK(refused(plan("{}")).find("resource_changes[0].change.actions is nothing, where an array belongs") !=
        std::string::npos);
  CHECK(refused(plan(R"({"actions": ["explode"]})")).find("actions is [explode], which Terraform never plans") !=
        std::string::npos);
  CHECK(refused(plan(R"({"actions": []})")).find("which Terraform never plans") != std::string::npos);
  CHECK(refused(plan(R"({"actions": [7]})")).find("resource_changes[0].change.actions[0] is a number") !=
        std::string::npos);
  CHECK(refused(plan(R"({"actions": ["update"], "before": [], "after": {}})"))
            .find("resource_changes[0].change.before is an array") != std::string::npos);
  CHECK(refused(R"({"format_version": "1.2", "resource_changes": {}})")
            .find("resource_changes is an object, where an array belongs") != std::string::npos);
  CHECK(refused(R"({"format_version": "1.2", "resource_changes": [], "errored": "true"})")
            .find("errored is a text, where a boolean belongs") != std::string::npos);
  CHECK(refused(R"({"format_version": 1.2, "resource_changes": []})").find("format_version") != std::string::npos);
  CHECK(refused(R"({"planned_values": {}, "resource_changes": []})").find("has no format_version") !=
        std::string::npos);
  CHECK(
      refused(
          R"({"version": 4, "lineage": "x", "resources": [{"mode": "managed", "type": "t", "name": "n", "provider": 7, "instances": []}]})")
          .find("resources[0].provider is a number") != std::string::npos);
  CHECK(
      refused(
          R"({"version": 4, "lineage": "x", "resources": [{"mode": "managed", "type": "t", "name": "n", "provider": "p", "instances": [{"attributes": []}]}]})")
          .find("resources[0].instances[0].attributes is an array") != std::string::npos);
  CHECK(
      refused(
          R"({"format_version": "1.0", "values": {"root_module": {"child_modules": [{"resources": [{"address": []}]}]}}})")
          .find("values.root_module.child_modules[0].resources[0].address is an array") != std::string::npos);
}

TEST_CASE("a plan whose configuration was taken out says so, and HCP Terraform's redacted plans are read") {
  const std::string change =
      R"("resource_changes": [{"address": "aws_x.y", "type": "aws_x", "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["update"], "before": {}, "after": {}}}])";
  CHECK(read(R"({"format_version": "1.2", )" + change + "}").notes.front().find("has no configuration") !=
        std::string::npos);
  const Input redacted = read(R"({"plan_format_version": "1.2", )" + change + "}");
  CHECK(redacted.notes.back().find("redacted") != std::string::npos);
  CHECK(redacted.providers.at("aws").source == "registry.terraform.io/hashicorp/aws");
}

TEST_CASE("in a redacted plan nothing stands where something sensitive is marked, whatever its redaction looks like") {
  const Input input = read(
      R"({"plan_format_version": "1.2", "resource_changes": [{"address": "aws_x.y", "type": "aws_x",
          "provider_name": "registry.terraform.io/hashicorp/aws", "change": {"actions": ["update"],
          "before": {"password": "REDACTED", "name": "n", "rule": [{"key": true, "on": false}]}, "after": {"password": true, "name": "m"},
          "before_sensitive": {"password": true, "rule": [{"key": true}]}, "after_sensitive": {"password": true}}}]})");
  CHECK(input.redacted);
  const Resource& resource = input.resources.front();
  CHECK(resource.before == R"({"name":"n","password":null,"rule":[{"key":null,"on":false}]})");
  CHECK(resource.after == R"({"name":"m","password":null})");
}

TEST_CASE("broken and foreign input is refused in words that help") {
  CHECK(refused(std::string(kPlan).substr(0, 900)).find("cut off") != std::string::npos);
  CHECK(refused("PK\x03\x04...").find("terraform show -json") != std::string::npos);
  CHECK(refused(R"({"format_version": "2.0", "resource_changes": []})").find("version 2.0") != std::string::npos);
  CHECK(refused(R"({"version": 3, "lineage": "x", "modules": []})").find("0.12") != std::string::npos);
  CHECK(refused(R"({"version": 5, "lineage": "x"})").find("newer lakeform") != std::string::npos);
  CHECK(refused(R"({"version": 3, "deployment": {"manifest": {}}})").find("neither a Terraform plan") !=
        std::string::npos);
  CHECK(refused(R"({"format_version": "1.2", "resource_changes": [{"mode": "managed"}]})").find("resource_changes") !=
        std::string::npos);
  CHECK(refused("not json").find("is not JSON") != std::string::npos);
}

TEST_CASE("a text that is nested without end is refused before anything recurses into it") {
  const auto nested = [](std::size_t levels) {
    return R"({"format_version": "1.2", "resource_changes": [], "planned_values": )" + std::string(levels, '[') +
           std::string(levels, ']') + "}";
  };
  CHECK(refused(nested(1000000)).find("nested deeper than 500 levels") != std::string::npos);
  CHECK(refused(R"({"x": )" + std::string(1000000, '[')).find("nested deeper") != std::string::npos);
  CHECK(read_text("given", nested(400)));
  CHECK(read_text("given", R"({"format_version": "1.2", "resource_changes": [], "planned_values": ")" +
                               std::string(1000, '[') + "\"}"));
}

TEST_CASE("an address without its keys") {
  CHECK(without_keys("module.a[\"x.]y\"].aws_s3_bucket.b[0]") == "module.a.aws_s3_bucket.b");
}

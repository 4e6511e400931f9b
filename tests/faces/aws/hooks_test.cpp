// Hooks: that every one a definition names exists, and what they do.
#include <doctest/doctest.h>

#include "provider/engine/hooks/registry.h"
#include "provider/engine/plan/shape.h"
#include "provider/schema/registry.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

void check_conversions(const Field& field, const std::string& where) {
  for (const std::string& word : {field.as, field.take_as}) {
    if (word.rfind("custom:", 0) != 0) continue;
    INFO(where, " names ", word);
    CHECK(find_conversion(word.substr(7)));
  }
  for (const Field& member : field.fields) check_conversions(member, where + "." + member.name);
  if (field.element) check_conversions(*field.element, where);
}

void check_steps(const std::vector<schema::Step>& steps, const std::string& where) {
  for (const auto& step : steps) {
    INFO(where, " names ", step.hook);
    CHECK((step.hook.empty() || find_step_hook(step.hook)));
  }
}

class InFrankfurt final : public cloud::Client {
 public:
  Result<cloud::Reply> send(const cloud::Call&) override { return Error{}; }
  const cloud::Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }

 private:
  cloud::Facts facts_{{"partition", "aws"}, {"dns_suffix", "amazonaws.com"}, {"region", "eu-central-1"}};
  StopToken stop_;
};

Result<Value> data(const char* hook, const char* type, const Json& config) {
  InFrankfurt client;
  Context context;
  context.client = &client;
  const auto& definition = *schema::find_definition(*schema::find_provider("aws"), type, schema::Kind::Data);
  return find_data_hook(hook)(definition, context, shaped(definition.root, config));
}

}  // namespace

TEST_CASE("a region is looked up by name or endpoint, and what is given must agree") {
  const auto own = data("region", "aws_region", Json::object());
  REQUIRE(own);
  CHECK((*own)["name"].to_text() == "eu-central-1");
  CHECK((*own)["description"].to_text() == "Europe (Frankfurt)");
  const auto china = data("region", "aws_region", {{"endpoint", "ec2.cn-north-1.amazonaws.com.cn"}});
  REQUIRE(china);
  CHECK((*china)["region"].to_text() == "cn-north-1");
  CHECK(data("region", "aws_region", {{"name", "eu-west-1"}, {"region", "eu-west-1"}}));
  CHECK_FALSE(data("region", "aws_region", {{"name", "eu-west-1"}, {"endpoint", "ec2.eu-west-2.amazonaws.com"}}));
  CHECK_FALSE(data("region", "aws_region", {{"name", "EU-west-1"}}));
  CHECK_FALSE(data("region", "aws_region", {{"name", ""}}));
}

TEST_CASE("a partition is the provider's") {
  const auto partition = data("partition", "aws_partition", Json::object());
  REQUIRE(partition);
  CHECK((*partition)["reverse_dns_prefix"].to_text() == "com.amazonaws");
}

TEST_CASE("a bucket's hosted zone and website domain follow from its region") {
  const Field text;
  CHECK(find_conversion("s3-hosted-zone")->take("eu-west-1", text).to_text() == "Z1BKCTXD74EZPE");
  CHECK(find_conversion("s3-hosted-zone")->take("xx-west-1", text).to_text() == "");
  CHECK(find_conversion("s3-website-domain")->take("eu-west-1", text).to_text() ==
        "s3-website-eu-west-1.amazonaws.com");
  CHECK(find_conversion("s3-website-domain")->take("cn-north-1", text).to_text() ==
        "s3-website.cn-north-1.amazonaws.com.cn");
}

TEST_CASE("grants of one grantee are one grant with all its permissions") {
  const Field& grant = *schema::find_definition(*schema::find_provider("aws"), "aws_s3_bucket")->root.find("grant");
  const Json owner{{"@xsi:type", "CanonicalUser"}, {"ID", "abc"}}, logs{{"@xsi:type", "Group"}, {"URI", "http://logs"}};
  const Value taken = find_conversion("s3-grants")
                          ->take(Json::array({{{"Grantee", owner}, {"Permission", "READ"}},
                                              {{"Grantee", logs}, {"Permission", "WRITE"}},
                                              {{"Grantee", owner}, {"Permission", "WRITE"}}}),
                                 grant);
  REQUIRE(taken.as_list().size() == 2);
  CHECK(taken.as_list()[0]["permissions"] == Value(Value::List{"READ", "WRITE"}));
  CHECK(find_conversion("s3-grants")->send(taken, grant).size() == 3);
}

TEST_CASE("every hook that a definition names exists") {
  int definitions = 0;
  for (const char* provider : {"aws", "google", "azurerm"}) {
    const auto& compiled = *schema::find_provider(provider);
    for (const auto& entry : compiled.entries) {
      const auto* definition = schema::find_definition(compiled, entry.type, entry.kind);
      ++definitions;
      check_conversions(definition->root, definition->type);
      for (const auto& [operation, steps] : definition->calls) check_steps(steps, definition->type + " " + operation);
      if (definition->tagging) {
        for (const auto* steps : {&definition->tagging->read, &definition->tagging->tag, &definition->tagging->untag})
          check_steps(*steps, definition->type + " tags");
      }
      for (const std::string& name : definition->hooks) {
        INFO(definition->type, " names ", name);
        CHECK((find_data_hook(name) || find_conversion(name) || find_plan_hook(name)));
      }
    }
  }
  CHECK(definitions > 20);
}

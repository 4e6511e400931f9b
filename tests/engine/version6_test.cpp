// What the official provider's version 6 changed: the region argument, Redshift's defaults, states of version 5. The
// parity tool compares with 5.100.0 and leaves these out.
#include <doctest/doctest.h>

#include "provider/engine/operations.h"
#include "provider/engine/plan/plan.h"
#include "provider/engine/plan/validate.h"
#include "provider/engine/provider.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

const char* const kGroup = "aws_redshift_subnet_group";
const char* const kType = "aws_redshift_cluster";

struct Warehouse {
  FakeCloud cloud;
  Context context;
  Warehouse() { context.client = &cloud; }

  PlanAnswer plan(const char* type, const Json& prior, const Json& config) {
    PlanRequest request;
    request.type = type;
    if (!prior.is_null()) request.prior = aws_object(type, prior);
    request.config = aws_object(type, config);
    Json proposed = config;
    for (const char* name :
         {"id", "arn", "region", "tags_all"}) {  // as Terraform proposes: computed and unset stays as it was
      if (!prior.is_null() && prior.contains(name) && !proposed.contains(name)) proposed[name] = prior[name];
    }
    request.proposed = aws_object(type, proposed);
    return plan_object(aws(type), context, request);
  }
};

Json group(const Json& more) {
  Json out{{"name", "warehouse"}, {"subnet_ids", {"subnet-1"}}, {"description", "Managed by Terraform"}};
  out.update(more);
  return out;
}

Json stored(const Json& more) {
  Json out = group({{"id", "warehouse"},
                    {"arn", "arn:aws:redshift:us-east-1:123456789012:subnetgroup:warehouse"},
                    {"tags_all", Json::object()}});
  out.update(more);
  return out;
}

bool replaces_region(const PlanAnswer& answer) {
  return std::find(answer.requires_replace.begin(), answer.requires_replace.end(), Path::parse("region")) !=
         answer.requires_replace.end();
}

}  // namespace

TEST_CASE("an unset region is planned as the provider's, as a known value") {
  Warehouse world;
  CHECK(world.plan(kGroup, {}, group(Json::object())).planned["region"] == Value("us-east-1"));
  CHECK(world.plan(kGroup, {}, group({{"region", "eu-west-1"}})).planned["region"] == Value("eu-west-1"));
}

TEST_CASE(
    "a region that leaves the configuration is no change; another one replaces; the first one filled in does not") {
  Warehouse world;
  const Json there = stored({{"region", "eu-west-1"}});
  CHECK(world.plan(kGroup, there, group(Json::object())).planned == aws_object(kGroup, there));
  CHECK(replaces_region(world.plan(kGroup, there, group({{"region", "eu-west-2"}}))));
  CHECK(replaces_region(world.plan(kGroup, stored({{"region", nullptr}}), group({{"region", "eu-west-2"}}))));
  const auto filled = world.plan(kGroup, stored({{"region", nullptr}}), group({{"region", "us-east-1"}}));
  CHECK_FALSE(replaces_region(filled));
  CHECK(filled.planned["region"] == Value("us-east-1"));
}

TEST_CASE("a region of another partition is refused at plan, a new one of the same form is not") {
  Warehouse world;
  const auto china = world.plan(kGroup, {}, group({{"region", "cn-north-1"}}));
  REQUIRE(china.diagnostics.size() == 1);
  CHECK(
      china.diagnostics[0].detail.find(
          "partition (aws-cn) for per-resource Region (cn-north-1) is not the provider's configured partition (aws)") ==
      0);
  CHECK(china.diagnostics[0].at.text() == "region");
  CHECK_FALSE(has_error(world.plan(kGroup, {}, group({{"region", "eu-east-9"}})).diagnostics));
  CHECK(has_error(world.plan(kGroup, {}, group({{"region", "nowhere"}})).diagnostics));
}

TEST_CASE("the provider's own region is taken as it is, in whatever partition") {
  struct Elsewhere final : cloud::Client {
    cloud::Facts where{{"account_id", "123456789012"},
                       {"partition", "aws"},
                       {"dns_suffix", "amazonaws.com"},
                       {"region", "xx-nowhere-1"}};
    StopToken never;
    Result<cloud::Reply> send(const cloud::Call&) override { return Error{}; }
    const cloud::Facts& facts() const override { return where; }
    const StopToken& stop() const override { return never; }
  } elsewhere;
  Warehouse world;
  world.context.client = &elsewhere;
  CHECK(world.plan(kGroup, {}, group(Json::object())).diagnostics.empty());
  CHECK(has_error(world.plan(kGroup, {}, group({{"region", "yy-nowhere-1"}})).diagnostics));
}

TEST_CASE("every call of a resource goes to its own region, and a read fills the region of an older state") {
  Warehouse world;
  std::vector<std::string> regions;
  world.cloud.answer = [&](const cloud::Call& call, int) -> Result<cloud::Reply> {
    regions.push_back(call.region);
    return reply({{"ClusterSubnetGroups", {{"ClusterSubnetGroup", {{{"ClusterSubnetGroupName", "warehouse"}}}}}}});
  };
  CHECK(
      read_object(aws(kGroup), world.context, aws_object(kGroup, stored({{"region", "eu-west-1"}}))).state["region"] ==
      Value("eu-west-1"));
  CHECK(read_object(aws(kGroup), world.context, aws_object(kGroup, stored(Json::object()))).state["region"] ==
        Value("us-east-1"));
  CHECK(regions == std::vector<std::string>{"eu-west-1", "us-east-1"});
}

TEST_CASE("an import id may end in a region; another at sign is part of the id") {
  Warehouse world;
  auto answer = import_object(aws(kGroup), world.context, "warehouse@eu-west-1", {});
  CHECK(answer.state["id"] == Value("warehouse"));
  CHECK(answer.state["region"] == Value("eu-west-1"));
  answer = import_object(aws(kGroup), world.context, "ware@house", {});
  CHECK(answer.state["id"] == Value("ware@house"));
  CHECK(answer.state["region"] == Value("us-east-1"));
  CHECK(import_object(aws("aws_glue_catalog_database"), world.context, "123456789012:raw@us-gov-west-1", {})
            .state["name"] == Value("raw"));
  CHECK(import_object(aws(kType), world.context, "dwh", {}).state["skip_final_snapshot"] == Value(true));
}

TEST_CASE("a version-5 state of a cluster is read as it is: text for its bool, no dropped blocks, no region") {
  const auto provider = make_provider("aws");
  for (const bool encrypted : {true, false}) {
    const std::string raw = Json{{"id", "dwh"},
                                 {"cluster_identifier", "dwh"},
                                 {"encrypted", encrypted},
                                 {"logging", {{{"enable", true}, {"bucket_name", "b"}}}},
                                 {"snapshot_copy", {{{"destination_region", "eu-west-1"}}}},
                                 {"port", 5439}}
                                .dump();
    const auto answer = provider->upgrade(kType, 0, {raw, false});
    CHECK_FALSE(has_error(answer.diagnostics));
    CHECK(answer.state["encrypted"] == Value(encrypted ? "true" : "false"));
    CHECK(answer.state["logging"].is_null());
    CHECK(answer.state["region"].is_null());
    CHECK(answer.state["port"] == Value(5439));
  }
}

TEST_CASE("a new cluster is encrypted and private unless the configuration says otherwise") {
  Warehouse world;
  const auto answer = world.plan(kType, {},
                                 {{"cluster_identifier", "dwh"},
                                  {"node_type", "ra3.large"},
                                  {"master_username", "admin"},
                                  {"master_password", "Secret123"}});
  CHECK(answer.planned["encrypted"] == Value("true"));
  CHECK(answer.planned["publicly_accessible"] == Value(false));
  const auto verdict = [](const char* encrypted) {
    return validate_config(
        aws(kType),
        aws_object(kType, {{"cluster_identifier", "dwh"}, {"node_type", "ra3.large"}, {"encrypted", encrypted}}),
        {.write_only_attributes_allowed = true});
  };
  for (const char* good : {"", "true", "false"}) CHECK(verdict(good).empty());
  for (const char* bad : {"0", "1", "yes"}) CHECK(has_error(verdict(bad)));
}

TEST_CASE("the kinds of encryption that a changed rule leaves to the service are unknown until they are read") {
  Warehouse world;
  const char* const type = "aws_s3_bucket_server_side_encryption_configuration";
  const Json by_default{{"sse_algorithm", "AES256"}, {"kms_master_key_id", ""}};
  const Json rule{{"bucket_key_enabled", false},
                  {"blocked_encryption_types", {"SSE-C"}},
                  {"apply_server_side_encryption_by_default", {by_default}}};
  const Json prior{{"bucket", "b"}, {"id", "b"}, {"region", "us-east-1"}, {"rule", {rule}}};
  const auto planned = [&](bool key) {
    const Json asked{{"bucket_key_enabled", key}, {"apply_server_side_encryption_by_default", {by_default}}};
    return world.plan(type, prior, {{"bucket", "b"}, {"rule", {asked}}}).planned["rule"].as_list().at(0);
  };
  CHECK(planned(true)["blocked_encryption_types"].is_unknown());
  CHECK(planned(false)["blocked_encryption_types"] == Value(Value::List{"SSE-C"}));
}

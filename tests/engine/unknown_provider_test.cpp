// Provider blocks of which region, credentials or addresses are known only after apply.
#include <doctest/doctest.h>

#include "provider/engine/face.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/plan.h"
#include "tests/engine/fake_cloud.h"
#include "tests/engine/open_plan.h"

namespace unknown_provider {

using namespace lakeform;
using namespace lakeform::engine;

namespace {

const char* const kGroup = "aws_redshift_subnet_group";
const char* const kVersioning = "aws_s3_bucket_versioning";

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

/// Plans with a provider of which something is open, then with it known: Terraform's region is us-east-1 (FakeCloud).
struct World {
  FakeCloud cloud;
  Context open, known;
  World() { open.client = known.client = &cloud; }

  PlanAnswer plan(const Context& context, const char* type, const Value& prior, const Value& config) const {
    PlanRequest request;
    request.type = type;
    request.prior = prior;
    request.config = request.proposed = config;
    for (const Field& field : aws(type).root.fields) {
      if (!prior.is_null() && field.computed() && config[field.name].is_null())
        request.proposed.set(field.name, prior[field.name]);
    }
    return plan_object(aws(type), context, request);
  }

  /// The first plan, after a check that the second completes it.
  PlanAnswer settles(const char* type, const Value& prior, const Value& config, const Value& config_then) const {
    const auto first = plan(open, type, prior, config);
    const std::string before = action_of(prior, first);
    if (before == "no-op") return first;
    // A replacement is planned twice, the second time as if nothing were there, and so is the plan that completes it.
    const Value from = before == "replace" ? Value() : prior;
    const auto again = plan(known, type, from, config_then);
    CHECK(contradiction(plan(open, type, from, config).planned, again.planned) == "");
    const std::string after = action_of(from, again);
    CHECK((from.is_null() || before == after || after == "no-op"));
    return first;
  }
};

}  // namespace

TEST_CASE("while the provider's region is unknown so is that of a new object; an object that has one keeps it") {
  World world;
  world.open.unsettled.region = true;
  const Value anew = aws_object(kGroup, group(Json::object()));
  CHECK(world.settles(kGroup, {}, anew, anew).planned["region"].is_unknown());
  const Value there = aws_object(kGroup, stored({{"region", "eu-west-1"}}));
  CHECK(world.plan(world.open, kGroup, there, anew).planned == there);
  const Value changed = aws_object(kGroup, group({{"description", "other"}}));
  CHECK(world.settles(kGroup, there, changed, changed).planned["region"] == Value("eu-west-1"));
  const Value nowhere = aws_object(kGroup, stored(Json::object()));
  CHECK(world.settles(kGroup, nowhere, changed, changed).planned["region"].is_unknown());
  CHECK(world.plan(world.open, kGroup, nowhere, anew).planned == nowhere);
}

TEST_CASE(
    "a resource's own region that is unknown replaces an existing object, as Terraform expects; a new one waits for "
    "it") {
  World world;
  Value late = aws_object(kGroup, group(Json::object()));
  late.set("region", Value::unknown());
  const Value then = aws_object(kGroup, group({{"region", "eu-west-2"}}));
  const Value there = aws_object(kGroup, stored({{"region", "eu-west-1"}}));
  CHECK(action_of(there, world.settles(kGroup, there, late, then)) == "replace");
  CHECK(world.settles(kGroup, {}, late, then).planned["region"].is_unknown());
  CHECK(action_of(there, world.settles(kGroup, there, late, aws_object(kGroup, group({{"region", "eu-west-1"}})))) ==
        "replace");
}

TEST_CASE(
    "a region given to an object of an unrefreshed older state is refused while the provider's is unknown: it might "
    "replace") {
  World world;
  world.open.unsettled.region = true;
  const auto answer = world.plan(world.open, kGroup, aws_object(kGroup, stored(Json::object())),
                                 aws_object(kGroup, group({{"region", "eu-west-2"}})));
  REQUIRE(has_error(answer.diagnostics));
  CHECK(answer.diagnostics.front().at.text() == "region");
  CHECK(answer.diagnostics.front().summary == "The region of this aws_redshift_subnet_group is not known yet");
}

TEST_CASE("the partition is judged when the provider is known") {
  World world;
  const Value china = aws_object(kGroup, group({{"region", "cn-north-1"}}));
  CHECK(has_error(world.plan(world.known, kGroup, {}, china).diagnostics));
  for (const bool region : {true, false}) {
    world.open.unsettled.region = region;
    world.open.unsettled.access = region ? "" : "assume_role";
    CHECK_FALSE(has_error(world.plan(world.open, kGroup, {}, china).diagnostics));
  }
}

TEST_CASE("an owner that may be the provider's own account replaces as long as the account is unknown") {
  World world;
  world.open.unsettled.access = "assume_role";
  const Json versioning{{"bucket", "lake"}, {"versioning_configuration", {{{"status", "Enabled"}}}}};
  Json state = versioning, owned = versioning;
  state.update({{"id", "lake"}, {"region", "us-east-1"}});
  owned["expected_bucket_owner"] = "123456789012";
  const Value prior = aws_object(kVersioning, state), config = aws_object(kVersioning, owned);
  CHECK(action_of(prior, world.plan(world.known, kVersioning, prior, config)) == "update");
  CHECK(action_of(prior, world.settles(kVersioning, prior, config, config)) == "replace");
}

TEST_CASE(
    "an update that hangs on an unknown alone may come to nothing: zeros that it would write beside a change stay "
    "open") {
  World world;
  world.open.tags.defaults_unknown = true;
  world.known.tags.defaults = {{"owner", "data"}};
  const char* const type = "aws_glue_crawler";
  const Json crawler{
      {"name", "c"},
      {"role", "r"},
      {"database_name", "d"},
      {"s3_target", {{{"path", "s3://b/x"}}}},
      {"schema_change_policy", {{{"delete_behavior", "LOG"}, {"update_behavior", "UPDATE_IN_DATABASE"}}}}};
  Json state = crawler;
  state.update({{"id", "c"},
                {"arn", "arn:aws:glue:us-east-1:123456789012:crawler/c"},
                {"region", nullptr},
                {"tags_all", {{"owner", "data"}}}});
  const Value config = aws_object(type, crawler);
  Value prior = aws_object(type, state);
  const auto first = world.settles(type, prior, config, config);
  CHECK(first.planned["tags_all"].is_unknown());
  CHECK(first.planned["region"].is_unknown());
  CHECK(first.planned["s3_target"].as_list()[0]["path"] == Value("s3://b/x"));
  CHECK(first.planned["s3_target"].as_list()[0]["connection_name"].is_unknown());
  world.known.tags.defaults = {{"owner", "lake"}};
  world.settles(type, prior, config, config);
}

TEST_CASE("other timeouts come with an update or stay away, so they are unknown where it may come to nothing") {
  World world;
  const char* const type = "aws_s3_bucket_lifecycle_configuration";
  const char* const size = "transition_default_minimum_object_size";
  const Json rule{{"id", "r"}, {"status", "Enabled"}, {"expiration", {{{"days", 3}}}}};
  const Json state{
      {"bucket", "b"}, {"rule", {rule}}, {"id", "b"}, {"region", "us-east-1"}, {size, "varies_by_storage_class"}};
  Json wanted = state;
  wanted["timeouts"] = {{"update", "3m"}};
  const auto planned = [&](const char* cluster, const Json& from, const Json& to, const char* unknown) {
    Value config = aws_object(cluster, to);
    if (unknown) config.set(unknown, Value::unknown());
    return world.plan(world.known, cluster, aws_object(cluster, from), config).planned;
  };
  // To the framework they are an attribute as any other.
  CHECK(planned(type, state, wanted, size)["timeouts"]["update"] == Value("3m"));
  const char* const bucket = "aws_s3_bucket";
  const Json lake{{"bucket", "lake"}, {"id", "lake"}, {"region", "us-east-1"}, {"force_destroy", false}};
  Json other = lake;
  other["timeouts"] = {{"create", "3m"}};
  const Value first = planned(bucket, lake, other, "force_destroy");
  CHECK(first["timeouts"].is_unknown());
  CHECK(planned(bucket, lake, other, nullptr)["timeouts"].is_null());  // no change, so the old ones stay
  other["force_destroy"] = true;
  CHECK(planned(bucket, lake, other, nullptr)["timeouts"]["create"] == Value("3m"));
}

TEST_CASE("zeros that a known configuration writes where the state has nulls are known") {
  World world;
  const char* const type = "aws_s3_bucket_lifecycle_configuration";
  const Json rule{{"id", "r"}, {"status", "Enabled"}, {"filter", {Json::object()}}, {"expiration", {{{"days", 3}}}}};
  Json before = rule;
  before["filter"] = {{{"object_size_greater_than", 5}}};
  const Json state{{"bucket", "b"},
                   {"rule", {before}},
                   {"id", "b"},
                   {"region", "us-east-1"},
                   {"transition_default_minimum_object_size", "all_storage_classes_128K"}};
  const Value prior = aws_object(type, state);
  const auto answer = world.plan(world.known, type, prior, aws_object(type, {{"bucket", "b"}, {"rule", {rule}}}));
  CHECK(answer.planned["rule"].as_list()[0]["filter"].as_list()[0]["prefix"] == Value(""));
}

TEST_CASE(
    "as long as credentials or addresses are unknown nothing is asked about an object: it stays as the state has it") {
  World world;
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> {
    return service_error(Fault::NotFound, "ClusterSubnetGroupNotFoundFault");
  };
  const Value there = aws_object(kGroup, stored({{"region", "us-east-1"}}));
  CHECK(read_object(aws(kGroup), world.known, there).state.is_null());
  const auto asked = world.cloud.asked().size();
  world.open.unsettled.access = "assume_role";
  CHECK(read_object(aws(kGroup), world.open, there).state == there);
  world.open.unsettled = {.region = true, .access = {}};
  const Value nowhere = aws_object(kGroup, stored(Json::object()));
  CHECK(read_object(aws(kGroup), world.open, nowhere).state == nowhere);
  CHECK(world.cloud.asked().size() == asked);
  CHECK(read_object(aws(kGroup), world.open, there).state.is_null());  // its region is known
}

TEST_CASE("nothing is imported as somebody else, or from a region that is a guess") {
  World world;
  const auto why = [&](const char* id) {
    const auto answer = import_object(aws(kGroup), world.open, id, {});
    return answer.diagnostics.empty() ? std::string() : answer.diagnostics.front().detail;
  };
  CHECK(why("warehouse") == "");
  world.open.unsettled.region = true;
  CHECK(why("warehouse").find("known only after apply: region") != std::string::npos);
  CHECK(why("warehouse@eu-west-1") == "");
  world.open.unsettled.access = "endpoints, token";
  CHECK(why("warehouse@eu-west-1").find("known only after apply: endpoints, token") != std::string::npos);
}

TEST_CASE(
    "a provider block that is not known is configured as far as it goes, with a warning that names what is missing") {
  const StopToken never;
  Diagnostics warnings;
  const Value::Map given{
      {"access_key", "AKID"},
      {"secret_key", Value::unknown()},
      {"region", "eu-west-1"},
      {"skip_requesting_account_id", true},
      {"skip_credentials_validation", true},
      {"default_tags", Value::List{Value::Map{{"tags", Value::Map{{"a", Value::unknown()}, {"b", {}}, {"c", "1"}}}}}}};
  const auto made = face_named("aws").connect(given, {"1.11.4", never, warnings, nullptr});
  REQUIRE(made);
  const Context& context = (*made)->context;
  CHECK(context.unsettled.access == "secret_key");
  CHECK(context.tags.defaults == std::map<std::string, std::string>{{"c", "1"}});
  CHECK(context.tags.unknown_defaults == std::set<std::string>{"a"});
  REQUIRE_FALSE(warnings.empty());
  CHECK(warnings.front().summary == "The provider block is known only after apply");
  CHECK(warnings.front().detail.find("Not known yet: secret_key.") == 0);
}

}  // namespace unknown_provider

#include <doctest/doctest.h>

#include "plan/diff/impact.h"
#include "plan/diff/owners.h"
#include "tests/plan/world.h"

using namespace lakeform;
using namespace lakeform::plan;

namespace {

constexpr const char* kSaid = R"({"name": {"constant_value": "analytics"}, "description": {"references": ["var.d"]}})";

std::string state_text(const std::string& attributes, const std::string& more = "") {
  return R"({"version": 4, "lineage": "x", "resources": [{"mode": "managed", "type": "aws_glue_catalog_database", "name": "a",
    "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": [{"attributes": )" +
         attributes + more + "}]}]}";
}

const AttributeChange* at(const Entry& entry, const std::string& path) {
  for (const AttributeChange& change : entry.attributes) {
    if (change.path == path) return &change;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("tags that a provider block added are no drift, though a state does not have the block") {
  std::string stored = database("live");
  stored.replace(stored.find("\"tags_all\": {}"), 14, "\"tags_all\": {\"Team\": \"lake\"}");
  const auto judged = [&](const char* team) {
    JudgeWorld world(
        R"({"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": [{"mode": "managed", "type": "aws_glue_catalog_database",
      "name": "a", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": [{"schema_version": 0, "attributes": )" +
        stored + "}]}]}");
    world.cloud.tags["arn:aws:glue:eu-west-1:123456789012:database/analytics"] = {{"Team", team}};
    return world.run().entry;
  };
  CHECK(judged("lake").verdict == Verdict::Unchanged);
  const Entry changed = judged("other");
  CHECK(changed.verdict == Verdict::Drifted);
}

namespace {

std::string tagged(const char* own, const char* all, const char* description = "live") {
  std::string out = database(description);
  out.replace(out.find("\"tags\": {}, \"tags_all\": {}"), 26,
              std::string("\"tags\": ") + own + ", \"tags_all\": " + all);
  return out;
}

/// A plan of a database that has tags in the cloud; `unknown` marks what the plan does not know yet, without which it
/// is one that changes nothing.
Entry judged_tags(const std::string& before, const std::string& after, const char* unknown, const cloud::Json& live,
                  bool ignoring = false) {
  std::string text = plan_text(
      before, after, unknown == std::string_view("{}") ? R"(["no-op"])" : R"(["update"])",
      R"({"name": {"constant_value": "analytics"}, "description": {"references": ["var.d"]}, "tags": {"references": ["var.t"]}})");
  text.replace(text.find(R"("after_unknown": {})"), 19, std::string(R"("after_unknown": )") + unknown);
  JudgeWorld world(text);
  world.input.fresh = true;
  world.connected.context.tags.ignored_unknown = ignoring;
  world.cloud.tags["arn:aws:glue:eu-west-1:123456789012:database/analytics"] = live;
  return world.run().entry;
}

}  // namespace

TEST_CASE("tags that are known only after apply are planned so, and default tags are not planned away") {
  const std::string before = tagged(R"({"zone": "raw"})", R"({"zone": "raw", "owner": "data"})");
  const Entry entry = judged_tags(before, tagged(R"({"zone": "raw"})", "null"), R"({"tags_all": true})",
                                  {{"zone", "raw"}, {"owner", "data"}});
  CHECK(entry.verdict == Verdict::Update);
  CHECK(at(entry, "tags.owner") == nullptr);
  for (const AttributeChange& change : entry.attributes) CHECK(change.path.rfind("tags_all", 0) == 0);
}

TEST_CASE("null tags of a plan are none") {
  const std::string same = tagged(R"({"zone": ""})", R"({"zone": ""})");
  CHECK(judged_tags(same, tagged(R"({"zone": "", "stage": null})", R"({"zone": ""})"), "{}", {{"zone", ""}}).verdict ==
        Verdict::Unchanged);
}

TEST_CASE(
    "own tags that the provider ignores, and ignored ones that only the cloud has, are no difference though the plan "
    "does not tell the ignored keys") {
  const std::string same = tagged(R"({"skip-me": "r", "zone": "raw"})", R"({"zone": "raw"})");
  CHECK(judged_tags(same, same, "{}", {{"zone", "raw"}, {"skip-me", "other"}, {"skip-more", "m"}}, true).verdict ==
        Verdict::Unchanged);
  CHECK(judged_tags(same, same, "{}", {{"zone", "cooked"}, {"skip-me", "other"}}, true).verdict == Verdict::Update);
}

TEST_CASE("nothing is reported when plan, state and cloud agree") {
  JudgeWorld world(plan_text(database("live"), database("live"), R"(["no-op"])", kSaid));
  const Judged judged = world.run();
  CHECK(judged.entry.verdict == Verdict::Unchanged);
  CHECK(judged.entry.attributes.empty());
  CHECK(judged.entry.scope == "123456789012/eu-west-1");
}

TEST_CASE("a change behind Terraform's back shows as three sides of one attribute") {
  JudgeWorld world(plan_text(database("stored"), database("wanted"), R"(["update"])", kSaid));
  const Judged judged = world.run();
  CHECK(judged.entry.verdict == Verdict::Update);
  const AttributeChange* change = at(judged.entry, "description");
  REQUIRE(change);
  CHECK(change->desired == Json("wanted"));
  CHECK(change->state == Json("stored"));
  CHECK(change->live == Json("live"));
  CHECK(change->drift);
  CHECK(change->change);
}

TEST_CASE("a new plan sets drift back; a saved one without a change leaves it, and that is said") {
  JudgeWorld world(plan_text(database("stored"), database("stored"), R"(["no-op"])", kSaid));
  world.input.fresh = true;
  CHECK(world.run().entry.verdict == Verdict::Update);
  world.input.fresh = false;
  const Judged saved = world.run();
  CHECK(saved.entry.verdict == Verdict::Drifted);
  CHECK(saved.entry.impact == Impact::None);
  CHECK(saved.entry.reason == "this plan leaves it as it is; a new plan would set it back");
  REQUIRE(at(saved.entry, "description"));
  CHECK(at(saved.entry, "description")->drift);
  CHECK_FALSE(at(saved.entry, "description")->change);
}

TEST_CASE("a saved plan keeps Terraform's action, whatever a new plan over the live object would do") {
  JudgeWorld update(plan_text(database("stored"), database("live"), R"(["update"])", kSaid));
  CHECK(update.run().entry.verdict == Verdict::Update);
  CHECK(update.run().entry.reason == "a new plan would do without: the live object is so already");
  update.input.fresh = true;
  CHECK(update.run().entry.verdict == Verdict::Drifted);
  JudgeWorld replace(plan_text(database("live"), database("live", "renamed"), R"(["create", "delete"])", kSaid,
                               R"(, "replace_paths": [["name"]])"));
  replace.input.resources[0].expressions = {};
  const Judged stripped = replace.run();
  CHECK(stripped.entry.verdict == Verdict::Replace);
  CHECK(stripped.entry.reason == "name can't be changed in place");
  REQUIRE(at(stripped.entry, "name"));
  CHECK(at(stripped.entry, "name")->replaces);
}

TEST_CASE("Terraform's own replacement stands where nothing has drifted, in a new plan too") {
  // The engine sees no reason: only the description changes. Terraform does (a provider's own rule).
  JudgeWorld world(plan_text(database("live"), database("other"), R"(["delete", "create"])", kSaid,
                             R"(, "replace_paths": [["description"]])"));
  world.input.fresh = true;
  CHECK(world.run().entry.verdict == Verdict::Replace);
  world.cloud.databases["analytics"]["Description"] = "drifted";
  CHECK(world.run().entry.verdict == Verdict::Update);
}

TEST_CASE(
    "an update of what is gone fails, and says so; what a saved plan leaves alone would come back with a new one") {
  JudgeWorld world(plan_text(database("live"), database("other"), R"(["update"])", kSaid));
  world.cloud.databases.clear();
  CHECK(world.run().entry.verdict == Verdict::Missing);
  CHECK(world.run().entry.reason.find("its apply fails here") != std::string::npos);
  JudgeWorld idle(plan_text(database("live"), database("live"), R"(["no-op"])", kSaid));
  idle.cloud.databases.clear();
  CHECK(idle.run().entry.reason == "a new plan would create it again");
}

TEST_CASE(
    "a plan whose values do not fit the type, or are not there, could not be checked, and a destroy among them stays "
    "one") {
  std::string wrong = database("live");
  wrong.replace(wrong.find("\"tags\": {}"), 10, "\"tags\": [1]");
  const auto entry = [](const std::string& before, const std::string& after, const std::string& actions) {
    JudgeWorld world(plan_text(before, after, actions, kSaid));
    return world.run().entry;
  };
  const Entry misfit = entry(wrong, database("new"), R"(["update"])");
  CHECK(misfit.verdict == Verdict::CouldNotCheck);
  CHECK(misfit.reason.find("before.tags is a list, where a map belongs") != std::string::npos);
  CHECK(entry(database("live"), "null", R"(["update"])").verdict == Verdict::CouldNotCheck);
  const Entry blind = entry("null", "null", R"(["delete"])");
  CHECK(blind.verdict == Verdict::Destroy);
  CHECK(blind.impact == Impact::Unknown);
  CHECK(blind.basis == Basis::Unread);
  CHECK(entry("null", "null", R"(["no-op"])").verdict == Verdict::Unchanged);
}

TEST_CASE("a computed attribute that the configuration does not set drifts, and no change follows") {
  JudgeWorld world(plan_text(database("live"), database("live"), R"(["no-op"])", kSaid));
  world.cloud.databases["analytics"]["LocationUri"] = "s3://elsewhere/";
  const Judged judged = world.run();
  CHECK(judged.entry.verdict == Verdict::Drifted);
  REQUIRE(at(judged.entry, "location_uri"));
  CHECK_FALSE(at(judged.entry, "location_uri")->change);
}

TEST_CASE("an ignored attribute, whose constant the plan does not follow, stays as it is live") {
  JudgeWorld world(
      plan_text(database("stored"), database("stored"), R"(["no-op"])",
                R"({"name": {"constant_value": "analytics"}, "description": {"constant_value": "written"}})"));
  CHECK(world.run().entry.verdict == Verdict::Drifted);
}

TEST_CASE("a replacement names the attribute that forces it, and what goes with the object") {
  JudgeWorld world(plan_text(database("live"), database("live", "renamed"), R"(["delete", "create"])",
                             R"({"name": {"references": ["var.n"]}, "description": {"references": ["var.d"]}})"));
  Judged judged = world.run();
  weigh(judged, world.connected);
  CHECK(judged.entry.verdict == Verdict::Replace);
  CHECK(judged.entry.reason == "name can't be changed in place");
  REQUIRE(at(judged.entry, "name"));
  CHECK(at(judged.entry, "name")->replaces);
  CHECK(judged.entry.impact == Impact::Metadata);
  REQUIRE(judged.entry.facts.size() == 1);
  CHECK(judged.entry.facts[0].text == "1 table");
}

TEST_CASE("a destroy, and one of something that is gone already") {
  JudgeWorld world(plan_text(database("live"), "null", R"(["delete"])", "{}"));
  CHECK(world.run().entry.verdict == Verdict::Destroy);
  world.cloud.databases.clear();
  CHECK(world.run().entry.verdict == Verdict::Missing);
}

TEST_CASE("what is gone would be created again") {
  JudgeWorld world(plan_text(database("live"), database("live"), R"(["no-op"])", kSaid));
  world.input.fresh = true;
  world.cloud.databases.clear();
  const Judged judged = world.run();
  CHECK(judged.entry.verdict == Verdict::Missing);
  CHECK(judged.entry.reason == "it would be created again");
}

TEST_CASE("a create needs no call") {
  JudgeWorld world(plan_text("null", database("new"), R"(["create"])", kSaid));
  CHECK(world.run().entry.verdict == Verdict::Create);
  CHECK(world.cloud.calls.empty());
}

TEST_CASE("what can't be read could not be checked, and is never unchanged") {
  JudgeWorld world(plan_text(database("live"), database("new"), R"(["update"])", kSaid));
  world.cloud.refuse = true;
  const Judged judged = world.run();
  CHECK(judged.entry.verdict == Verdict::CouldNotCheck);
  CHECK(judged.entry.reason.find("Terraform's own plan says: update") != std::string::npos);
  CHECK(judged.entry.reason.find("not authorized") != std::string::npos);
}

TEST_CASE("a tainted object is replaced though nothing differs") {
  std::string text = plan_text(database("live"), database("live"), R"(["delete", "create"])", kSaid);
  text.replace(text.find("\"name\": \"a\""), 11, "\"name\": \"a\", \"action_reason\": \"replace_because_tainted\"");
  JudgeWorld world(text);
  const Judged judged = world.run();
  CHECK(judged.entry.verdict == Verdict::Replace);
  CHECK(judged.entry.reason.find("tainted") != std::string::npos);
}

TEST_CASE("an object that leaves the state without being destroyed is unmanaged from then on") {
  JudgeWorld world(plan_text(database("live"), "null", R"(["forget"])", "{}"));
  CHECK(world.run().entry.verdict == Verdict::Unmanaged);
}

TEST_CASE("sensitive sides are not in the report, whether the plan or the state marks them") {
  for (const std::string& more : {std::string(R"(, "after_sensitive": {"description": true})"),
                                  std::string(R"(, "before_sensitive": {"description": true})")}) {
    JudgeWorld world(plan_text(database("stored"), database("wanted"), R"(["update"])", kSaid, more));
    const Judged judged = world.run();
    const AttributeChange* change = at(judged.entry, "description");
    REQUIRE(change);
    CHECK(change->sensitive);
    CHECK_FALSE(change->desired);
    CHECK_FALSE(change->state);
    CHECK_FALSE(change->live);
    CHECK(change->change);
  }
  JudgeWorld world(
      state_text(database("stored"), R"(, "sensitive_attributes": [[{"type": "get_attr", "value": "description"}]])"));
  CHECK(at(world.run().entry, "description")->sensitive);
}

TEST_CASE("what a redacted plan does not hold is no drift and no change, whatever stands in its place") {
  std::string text =
      plan_text(database("REDACTED"), database("REDACTED"), R"(["no-op"])", kSaid,
                R"(, "before_sensitive": {"description": true}, "after_sensitive": {"description": true})");
  text.replace(text.find("format_version"), 14, "plan_format_version");
  JudgeWorld world(text.substr(0, text.find(R"(, "configuration")")) + "}");
  REQUIRE(world.input.redacted);
  const Judged judged = world.run();
  CHECK(judged.entry.verdict == Verdict::Unchanged);
  CHECK(judged.entry.attributes.empty());
  world.cloud.databases["analytics"]["LocationUri"] = "s3://elsewhere";
  CHECK(world.run().entry.verdict == Verdict::Drifted);
}

TEST_CASE("from a state only drift is found, and members that an older schema lacked are no drift") {
  JudgeWorld world(state_text(
      R"({"id": "123456789012:analytics", "name": "analytics", "catalog_id": "123456789012", "description": "live"})"));
  CHECK(world.run().entry.verdict == Verdict::Unchanged);
  world.cloud.databases["analytics"]["Description"] = "other";
  const Judged judged = world.run();
  CHECK(judged.entry.verdict == Verdict::Drifted);
  CHECK(judged.entry.attributes.size() == 1);
}

TEST_CASE("announced reads use the list from the first one on") {
  JudgeWorld world(state_text(database("live")));
  for (int i = 0; i < 5; ++i) announce(world.input.resources[0], world.connected);
  for (int i = 0; i < 5; ++i) world.run();
  CHECK(world.cloud.calls["GetDatabase"] == 0);
  CHECK(world.cloud.calls["GetDatabases"] == 1);
}

TEST_CASE("what an object shows of a neighbour is no drift where the neighbour is in the same state") {
  const auto bucket = [](const char* name) {
    Judged one;
    one.definition = schema::find_definition(*schema::find_provider("aws"), "aws_s3_bucket");
    one.entry.type = "aws_s3_bucket";
    one.entry.id = name;
    one.entry.verdict = Verdict::Drifted;
    one.entry.attributes.emplace_back().path = "lifecycle_rule[0].id";
    one.entry.attributes.back().drift = true;
    return one;
  };
  Judged rules;
  rules.entry.type = "aws_s3_bucket_lifecycle_configuration";
  rules.state = Packed(Value::Map{{"bucket", "owned"}});
  std::vector<Judged> judged{bucket("owned"), bucket("alone"), rules};
  judged[1].entry.attributes.emplace_back().path = "tags[\"a\"]";
  leave_to_owners(judged);
  CHECK(judged[0].entry.verdict == Verdict::Unchanged);
  CHECK(judged[1].entry.verdict == Verdict::Drifted);
  CHECK(judged[1].entry.attributes.size() == 2);
}

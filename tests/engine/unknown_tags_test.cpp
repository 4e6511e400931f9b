// Tags and provider blocks of which something is unknown in the first plan: the plan that Terraform makes when all is
// known must complete it, and a refresh before that must not take default tags for the resource's own.
#include <doctest/doctest.h>

#include "provider/engine/apply/tagging.h"
#include "provider/engine/operations.h"
#include "provider/engine/plan/plan.h"
#include "provider/faces/aws/tags.h"
#include "tests/engine/fake_cloud.h"
#include "tests/engine/open_plan.h"

namespace unknown_tags {

using namespace lakeform;
using namespace lakeform::engine;

namespace {

const char* const kGroup = "aws_redshift_subnet_group";
const Value kUnknown = Value::unknown();

Value tags(Value::Map map) { return map; }

/// A subnet group of the configuration; `own` are its tags.
Value config(const Value& own) {
  Value out = aws_object(
      kGroup, {{"name", "warehouse"}, {"subnet_ids", {"subnet-1"}}, {"description", "Managed by Terraform"}});
  out.set("tags", own);
  return out;
}

Value stored(const Value& own, const Value& all) {
  Value out = config(own);
  for (const auto& [name, value] : {std::pair{"id", "warehouse"},
                                    {"arn", "arn:aws:redshift:us-east-1:123456789012:subnetgroup:warehouse"},
                                    {"region", "us-east-1"}}) {
    out.set(name, value);
  }
  out.set("tags_all", all);
  return out;
}

PlanAnswer plan(const TagPolicy& policy, const Value& prior, const Value& given) {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  context.tags = policy;
  PlanRequest request;
  request.type = kGroup;
  request.prior = prior;
  request.config = given;
  request.proposed = given;
  for (const char* name : {"id", "arn", "region", "tags_all"}) request.proposed.set(name, prior[name]);
  return plan_object(aws(kGroup), context, request);
}

TagPolicy defaults(std::map<std::string, std::string> known, std::set<std::string> unknown = {}) {
  TagPolicy out;
  out.defaults = std::move(known);
  out.unknown_defaults = std::move(unknown);
  return out;
}

TagPolicy all_unknown() {
  TagPolicy out;
  out.defaults_unknown = true;
  return out;
}

struct Situation {
  std::string what;
  TagPolicy policy, policy_then;
  Value own, own_then;
};

TagPolicy ignoring(TagPolicy policy, std::set<std::string> keys) {
  policy.ignored_keys = std::move(keys);
  return policy;
}

TagPolicy perhaps_ignoring(TagPolicy policy) {
  policy.ignored_unknown = true;
  return policy;
}

std::vector<Situation> situations() {
  const Value none, zone = tags({{"zone", "raw"}});
  const TagPolicy lake = defaults({{"owner", "data"}}), plain;
  const TagPolicy cost = defaults({{"owner", "data"}}, {"cost"});
  return {
      {"one default tag unknown, no own tags", cost, defaults({{"owner", "data"}, {"cost", "7"}}), none, none},
      {"one default tag unknown, own tags", cost, defaults({{"owner", "data"}, {"cost", "7"}}), zone, zone},
      {"the unknown default tag turns out null", cost, lake, zone, zone},
      {"the unknown default tag turns out blank", cost, defaults({{"owner", "data"}, {"cost", ""}}), zone, zone},
      {"the unknown default tag is overridden", cost, defaults({{"owner", "data"}, {"cost", "7"}}),
       tags({{"cost", "1"}}), tags({{"cost", "1"}})},
      {"the unknown default tag is ignored", ignoring(cost, {"cost"}),
       ignoring(defaults({{"owner", "data"}, {"cost", "7"}}), {"cost"}), zone, zone},
      {"the unknown default tag is ignored, no own tags", ignoring(cost, {"cost"}),
       ignoring(defaults({{"owner", "data"}, {"cost", "7"}}), {"cost"}), none, none},
      {"all default tags unknown, no own tags", all_unknown(), lake, none, none},
      {"all default tags unknown, own tags", all_unknown(), lake, zone, zone},
      {"all default tags turn out to be none", all_unknown(), plain, zone, zone},
      {"all default tags turn out to be none, no own tags", all_unknown(), plain, none, none},
      {"ignored keys unknown", perhaps_ignoring(lake), ignoring(lake, {"owner"}), zone, zone},
      {"ignored keys turn out to be none", perhaps_ignoring(lake), lake, zone, zone},
      {"ignored keys unknown, nothing to ignore", perhaps_ignoring(plain), ignoring(plain, {"owner"}), none, none},
      {"own tags unknown", lake, lake, kUnknown, zone},
      {"own tags turn out null", lake, lake, kUnknown, none},
      {"own tags turn out empty", lake, lake, kUnknown, tags({})},
      {"one own tag unknown", lake, lake, tags({{"zone", "raw"}, {"late", kUnknown}}),
       tags({{"zone", "raw"}, {"late", "x"}})},
      {"one own tag turns out null", lake, lake, tags({{"zone", "raw"}, {"late", kUnknown}}),
       tags({{"zone", "raw"}, {"late", {}}})},
      {"one own tag turns out blank", lake, lake, tags({{"zone", "raw"}, {"late", kUnknown}}),
       tags({{"zone", "raw"}, {"late", ""}})},
      {"one own tag turns out as a default", lake, lake, tags({{"zone", "raw"}, {"owner", kUnknown}}),
       tags({{"zone", "raw"}, {"owner", "data"}})},
      {"one own tag is ignored later", perhaps_ignoring(lake), ignoring(lake, {"late"}), tags({{"late", kUnknown}}),
       tags({{"late", "x"}})},
      {"own and default tags unknown", cost, defaults({{"owner", "data"}, {"cost", "7"}}), tags({{"cost", kUnknown}}),
       tags({{"cost", {}}})},
      {"a null own tag beside an unknown default", cost, defaults({{"owner", "data"}, {"cost", "7"}}),
       tags({{"zone", "raw"}, {"cost", {}}}), tags({{"zone", "raw"}, {"cost", {}}})},
  };
}

}  // namespace

TEST_CASE(
    "a plan made again with all tags known completes the one with unknowns, for new objects and whatever the state "
    "has") {
  const std::vector<Value> priors{
      {},
      stored(tags({}), tags({})),
      stored({}, {}),
      stored(tags({{"zone", "raw"}}), tags({{"zone", "raw"}})),
      stored(tags({{"zone", "raw"}}), tags({{"zone", "raw"}, {"owner", "data"}})),
      stored(tags({{"zone", "raw"}}), tags({{"zone", "raw"}, {"owner", "data"}, {"cost", "7"}})),
      stored(tags({{"zone", "raw"}, {"late", "x"}}), tags({{"zone", "raw"}, {"owner", "data"}, {"late", "x"}})),
      stored(tags({}), tags({{"owner", "data"}, {"cost", "7"}})),
      stored(tags({{"zone", ""}}), tags({{"zone", ""}, {"owner", "data"}})),
  };
  for (const Situation& one : situations()) {
    for (std::size_t i = 0; i < priors.size(); ++i) {
      CAPTURE(one.what);
      CAPTURE(i);
      const PlanAnswer first = plan(one.policy, priors[i], config(one.own));
      const PlanAnswer again = plan(one.policy_then, priors[i], config(one.own_then));
      const std::string before = action_of(priors[i], first), after = action_of(priors[i], again);
      if (before == "no-op") continue;  // Terraform does not plan it again
      CHECK(contradiction(first.planned, again.planned) == "");
      CHECK((before == after || after == "no-op"));
    }
  }
}

TEST_CASE("what does not hang on the unknown default tag is planned as known, and what is there is not planned away") {
  const TagPolicy cost = defaults({{"owner", "data"}}, {"cost"});
  const Value before = stored(tags({{"zone", "raw"}}), tags({{"zone", "raw"}, {"owner", "data"}, {"cost", "7"}}));
  const auto open = plan(cost, before, config(tags({{"zone", "raw"}})));
  CHECK(open.planned["tags_all"].is_unknown());
  CHECK(open.planned["tags"] == tags({{"zone", "raw"}}));
  CHECK(plan(ignoring(cost, {"cost"}), stored(tags({{"zone", "raw"}}), tags({{"zone", "raw"}, {"owner", "data"}})),
             config(tags({{"zone", "raw"}})))
            .planned["tags_all"] == tags({{"zone", "raw"}, {"owner", "data"}}));
  CHECK(plan(cost, {}, config(tags({{"cost", "1"}}))).planned["tags_all"] == tags({{"cost", "1"}, {"owner", "data"}}));
}

TEST_CASE("a default tag with the time of the plan is no reason for an update, but is renewed beside one") {
  const TagPolicy time = defaults({{"owner", "data"}}, {"deployed"});
  const Value zone = tags({{"zone", "raw"}});
  const Value before = stored(zone, tags({{"zone", "raw"}, {"owner", "data"}, {"deployed", "2026-11-30T22:00:00Z"}}));
  CHECK(plan(time, before, config(zone)).planned == before);
  Value other = config(zone);
  other.set("description", "other");
  const auto beside = plan(time, before, other);
  CHECK(beside.planned["tags_all"].is_unknown());
  CHECK(beside.planned["description"] == Value("other"));
  CHECK(plan(time, before, config(tags({{"zone", "cooked"}}))).planned["tags_all"].is_unknown());
  Value blank = stored(zone, tags({{"zone", "raw"}, {"owner", ""}}));
  CHECK(plan(defaults({{"owner", ""}}), blank, other).planned["tags_all"] == blank["tags_all"]);
  CHECK(plan(defaults({{"owner", "lake"}}, {"deployed"}), before, config(zone)).planned["tags_all"].is_unknown());
  CHECK(plan(time, stored(zone, tags({{"zone", "raw"}, {"owner", "data"}, {"deployed", "7"}})), config(zone))
            .planned["tags_all"]
            .is_unknown());
  CHECK(plan(time, stored(zone, tags({{"zone", "raw"}, {"owner", "data"}})), config(zone))
            .planned["tags_all"]
            .is_unknown());
}

TEST_CASE("null elements of tags are no difference, not beside a blank one either, and no tag") {
  const Value before = stored(tags({{"zone", ""}}), tags({{"zone", ""}}));
  CHECK(plan({}, before, config(tags({{"zone", ""}, {"stage", {}}}))).planned == before);
  const Value bare = stored(tags({}), tags({}));
  CHECK(plan({}, bare, config(tags({{"stage", {}}}))).planned == bare);
  const auto created = plan({}, {}, config(tags({{"zone", "raw"}, {"stage", {}}})));
  CHECK(created.planned["tags_all"] == tags({{"zone", "raw"}}));
  CHECK(created.planned["tags"] == tags({{"zone", "raw"}}));
}

namespace {

/// The object after a refresh under these settings, of which the service says these tags.
Value refreshed(const TagPolicy& policy, Value state, const Tags& live) {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  context.tags = policy;
  const Scope scope{.definition = aws(kGroup),
                    .context = context,
                    .object = state,
                    .prior = state,
                    .config = {},
                    .id = "warehouse",
                    .region = "us-east-1",
                    .saved = {},
                    .reply = {},
                    .each = {},
                    .tags = {},
                    .keys = {}};
  store_tags(scope, live, state);
  return state;
}

}  // namespace

TEST_CASE("a refresh while default tags are unknown leaves them default tags, and takes foreign ones for drift") {
  const Value before = stored(tags({{"zone", "raw"}}), tags({{"zone", "raw"}, {"owner", "data"}, {"cost", "7"}}));
  const Tags live{{"zone", "raw"}, {"owner", "data"}, {"cost", "8"}, {"foreign", "f"}};
  for (const TagPolicy& policy : {all_unknown(), defaults({{"owner", "data"}}, {"cost"})}) {
    const Value after = refreshed(policy, before, live);
    CHECK(after["tags"] == tags({{"zone", "raw"}, {"foreign", "f"}}));
    CHECK(after["tags_all"] == tags({{"zone", "raw"}, {"owner", "data"}, {"cost", "8"}, {"foreign", "f"}}));
  }
  const Value own = stored(tags({{"cost", "7"}}), tags({{"cost", "7"}}));
  CHECK(refreshed(all_unknown(), own, {{"cost", "7"}})["tags"] == tags({{"cost", "7"}}));
}

TEST_CASE("a refresh while the ignored keys are unknown does not take in tags that may be ignored") {
  const Value before = stored(tags({{"zone", "raw"}}), tags({{"zone", "raw"}}));
  CHECK(refreshed(perhaps_ignoring({}), before, {{"zone", "raw"}, {"kubernetes.io/x", "1"}}) == before);
  const Value changed = refreshed(perhaps_ignoring({}), before, {{"zone", "cooked"}});
  CHECK(changed["tags"] == tags({{"zone", "cooked"}}));
}

TEST_CASE("own tags that the settings ignore stay as they are written: the next plan does not add them again") {
  TagPolicy policy = defaults({{"owner", "data"}, {"skip-provider", "p"}});
  policy.ignored_prefixes = {"skip-"};
  const Value own = tags({{"skip-resource", "r"}, {"zone", "raw"}});
  const Value before = stored(own, tags({{"owner", "data"}, {"zone", "raw"}}));
  const Value after =
      refreshed(policy, before, {{"owner", "data"}, {"zone", "raw"}, {"skip-resource", "other"}, {"skip-more", "m"}});
  CHECK(after == before);
  CHECK(plan(policy, after, config(own)).planned == before);
  CHECK(refreshed(policy, stored({}, {}), {{"zone", "raw"}, {"skip-resource", "r"}})["tags"] ==
        tags({{"zone", "raw"}}));
}

TEST_CASE("a new object gets the tags that are ignored later, too; an update leaves them alone") {
  FakeCloud cloud;
  Context context;
  context.client = &cloud;
  context.tags = ignoring(defaults({{"owner", "data"}, {"skip-provider", "p"}}), {"skip-provider", "skip"});
  context.tags.owned_prefix = "aws:";
  const Value planned =
      stored(tags({{"skip", "r"}, {"zone", "raw"}, {"aws:x", "no"}}), tags({{"owner", "data"}, {"zone", "raw"}}));
  Scope scope{.definition = aws(kGroup),
              .context = context,
              .object = planned,
              .prior = {},
              .config = {},
              .id = "warehouse",
              .region = "us-east-1",
              .saved = {},
              .reply = {},
              .each = {},
              .tags = {},
              .keys = {}};
  CHECK(wanted_tags(scope) == Tags{{"owner", "data"}, {"skip", "r"}, {"skip-provider", "p"}, {"zone", "raw"}});
  CHECK(judged_tags(wanted_tags(scope), context.tags) == Tags{{"owner", "data"}, {"zone", "raw"}});
  scope.prior = planned;
  CHECK(wanted_tags(scope) == Tags{{"owner", "data"}, {"zone", "raw"}});
  scope.object.set("tags_all", Value::unknown());
  CHECK(wanted_tags(scope) == Tags{{"owner", "data"}, {"zone", "raw"}});
}

}  // namespace unknown_tags

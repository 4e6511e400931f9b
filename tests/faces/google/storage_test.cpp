#include <doctest/doctest.h>

#include "provider/engine/plan/plan.h"
#include "provider/faces/google/hooks/hooks.h"
#include "provider/faces/google/words.h"
#include "provider/schema/registry.h"
#include "tests/engine/fake_cloud.h"

namespace lakeform::engine {

namespace {

namespace hooks = faces::google;
using Texts = std::vector<std::string>;

const Definition& bucket() {
  return *schema::find_definition(*schema::find_provider("google"), "google_storage_bucket");
}

Value one(Value::Map element) { return Value::List{Value(std::move(element))}; }

/// What the plan hook makes of these blocks of the state and the configuration.
Value proposed(const char* block, const Value& before, const Value& configured) {
  Value prior = Value::Map{{"name", "b"}, {block, before}}, config = Value::Map{{"name", "b"}, {block, configured}};
  Value out = config;
  const Context context;
  Diagnostics diagnostics;
  legacy::Planned difference;
  PlanRequest request;
  request.prior = prior;
  request.config = request.proposed = config;
  std::vector<Path> replace;
  hooks::storage_bucket_plan({bucket(), context, request, out, difference, diagnostics}, replace);
  return out[block];
}

}  // namespace

TEST_CASE("blocks that are switched off may come and go without a difference, others not") {
  const Value none = Value::List{}, off = one({{"enabled", false}}), on = one({{"enabled", true}});
  CHECK(proposed("autoclass", off, none) == off);
  CHECK(proposed("autoclass", none, off) == none);
  CHECK(proposed("autoclass", on, none) == none);
  CHECK(proposed("autoclass", none, Value::unknown()).is_unknown());
  CHECK(proposed("hierarchical_namespace", off, none) == off);
  CHECK(proposed("hierarchical_namespace", none, off) == off);
}

TEST_CASE("a disabled address filter may be dropped; ranges in it are taken out of the bucket") {
  const Value none = Value::List{};
  const Value plain = one({{"mode", "Disabled"}, {"public_network_source", none}, {"vpc_network_sources", none}});
  CHECK(proposed("ip_filter", plain, none) == plain);
  const Value filled = one({{"mode", "Disabled"},
                            {"public_network_source", one({{"allowed_ip_cidr_ranges", Value::List{"10.0.0.0/8"}}})},
                            {"vpc_network_sources", none}});
  const Value emptied = proposed("ip_filter", filled, none).as_list().front();
  CHECK(emptied["mode"] == Value("Disabled"));
  CHECK(emptied["public_network_source"] == none);
  CHECK(proposed("ip_filter", one({{"mode", "Enabled"}}), none) == none);
}

TEST_CASE("labels go out as a merge patch: what is gone is null") {
  Context context;
  Scope scope{bucket(), context};
  scope.prior = Value::Map{{"effective_labels", Value(Value::Map{{"old", "1"}, {"kept", "2"}})}};
  scope.object = Value::Map{{"effective_labels", Value(Value::Map{{"kept", "3"}, {"new", "4"}})}};
  REQUIRE(hooks::storage_labels_patch(scope));
  CHECK(scope.saved["labels"] == Json({{"old", nullptr}, {"kept", "3"}, {"new", "4"}}));
}

TEST_CASE("a bucket is emptied version by version, page by page; what is gone already does not matter") {
  Texts calls;
  FakeCloud cloud;
  cloud.answer = [&](const cloud::Call& call, int) -> Result<cloud::Reply> {
    std::string line = call.method + " " + call.path;
    for (const auto& [name, value] : call.query) {
      if (name == "generation" || (name == "pageToken" && !value.empty())) line += " " + value;
    }
    calls.push_back(line);
    if (call.method == "DELETE" && calls.size() == 2)
      return Error{Fault::NotFound, "gone", {}, {}, "notFound", {}, 404};
    cloud::Reply reply;
    if (call.method == "GET" && calls.size() == 1)
      reply.body = Json::parse(R"({"items":[{"name":"a/b","generation":"7"}],"nextPageToken":"p2"})");
    else if (call.method == "GET")
      reply.body = Json::parse(R"({"items":[{"name":"c","generation":"8"}]})");
    return reply;
  };
  Context context;
  context.client = &cloud;
  Scope scope{bucket(), context};
  scope.object = Value::Map{{"name", "raw"}};
  REQUIRE(hooks::storage_empty_bucket(scope));
  CHECK(calls == Texts{"GET /b/raw/o", "DELETE /b/raw/o/a%2Fb 7", "GET /b/raw/o p2", "DELETE /b/raw/o/c 8"});
}

TEST_CASE("states of older versions get the labels, flags and texts of today") {
  const Context context;
  Value state = Value::Map{{"labels", Value(Value::Map{{"goog-dataplex-lake", "x"}, {"team", "a"}})},
                           {"lifecycle_rule", one({{"condition", one({{"age", 3}})}})},
                           {"retention_policy", one({{"retention_period", 60}})}};
  REQUIRE(hooks::storage_bucket_labels(state, context));
  CHECK(state["labels"] == Value(Value::Map{{"team", "a"}}));
  CHECK(state["effective_labels"].as_map().size() == 2);
  REQUIRE(hooks::storage_bucket_age(state, context));
  const auto flag = [&] { return state["lifecycle_rule"].as_list()[0]["condition"].as_list()[0]["send_age_if_zero"]; };
  CHECK(flag() == Value(true));
  REQUIRE(hooks::storage_bucket_no_age(state, context));
  CHECK(flag() == Value(false));
  REQUIRE(hooks::storage_bucket_retention(state, context));
  CHECK(state["retention_policy"].as_list()[0]["retention_period"] == Value("60"));
  state.set("retention_policy", one({{"retention_period", true}}));
  CHECK_FALSE(hooks::storage_bucket_retention(state, context));
}

TEST_CASE("ranges of addresses have an address and the length of its prefix") {
  const auto problem = hooks::words().formats.at("cidr");
  for (const char* good : {"10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0"}) CHECK(problem(good).empty());
  for (const char* bad : {"10.0.0.0", "10.0.0.0/33", "10.0.0/8", "2001:db8::/129", "x/8", "10.0.0.0/"})
    CHECK_FALSE(problem(bad).empty());
}

}  // namespace lakeform::engine

#include "provider/faces/google/policy/table_schema.h"

#include <doctest/doctest.h>

#include "provider/faces/google/hooks/hooks.h"
#include "tests/engine/fake_cloud.h"

namespace lakeform::faces::google {

namespace {

using namespace engine;
using Texts = std::vector<std::string>;

const char* const kOrders =
    R"([{"name":"id","type":"STRING","mode":"REQUIRED"},{"name":"total","type":"NUMERIC"},
        {"name":"item","type":"RECORD","fields":[{"name":"sku","type":"STRING"},{"name":"count","type":"INTEGER"}]}])";

/// Whether going from the orders to this schema replaces the table.
bool replaces(const std::string& configured, bool external = false) {
  return policy::forces_replacement(policy::column_changes(kOrders, configured), external);
}

std::string orders_with(const std::string& more) {
  std::string out = kOrders;
  return out.substr(0, out.rfind(']')) + "," + more + "]";
}

const Definition& table() {
  return *schema::find_definition(*schema::find_provider("google"), "google_bigquery_table");
}

}  // namespace

TEST_CASE("schemas are the same whatever the order, the spelling of types and what is left to its default") {
  CHECK(policy::same_schema(kOrders, R"([{"name":"total","type":"numeric","mode":"nullable","description":""},
      {"name":"item","type":"RECORD","policyTags":{"names":[]},"fields":[{"name":"count","type":"INT64"},{"name":"sku","type":"STRING"}]},
      {"name":"id","type":"STRING","mode":"REQUIRED"}])"));
  CHECK(policy::same_schema(R"([{"name":"a","type":"STRING","collation":"und:ci"}])",
                            R"([{"name":"a","type":"STRING"}])"));
  CHECK_FALSE(policy::same_schema(R"([{"name":"a","type":"STRING","collation":"und:ci"}])",
                                  R"([{"name":"a","type":"STRING","collation":""}])"));
  CHECK_FALSE(policy::same_schema(kOrders, R"([{"name":"id","type":"STRING","mode":"REQUIRED"}])"));
  CHECK_FALSE(
      policy::same_schema(R"([{"name":"a","type":"STRING"}])", R"([{"name":"a","type":"STRING","description":"x"}])"));
  CHECK_FALSE(
      policy::same_schema(R"([{"name":"a","type":"STRING"}])", R"([{"name":"a","type":"STRING","maxLength":"9"}])"));
}

TEST_CASE("columns that are added, relaxed or dropped alone change in place; the rest replaces the table") {
  CHECK_FALSE(replaces(orders_with(R"({"name":"note","type":"STRING"})")));
  CHECK(replaces(orders_with(R"({"name":"note","type":"STRING","mode":"REQUIRED"})")));
  const std::string without_total = R"([{"name":"id","type":"STRING"},{"name":"item","type":"RECORD",
      "fields":[{"name":"sku","type":"STRING"},{"name":"count","type":"INTEGER"}]}])";
  CHECK_FALSE(replaces(without_total));
  CHECK(replaces(without_total, true));
  CHECK(policy::column_changes(kOrders, without_total).dropped == Texts{"total"});
  CHECK(policy::column_changes(kOrders, without_total).relaxed == Texts{"id"});
  const auto renamed = policy::column_changes(R"([{"name":"a","type":"STRING"}])", R"([{"name":"b","type":"STRING"}])");
  CHECK(policy::forces_replacement(renamed, false));
  const auto nested = policy::column_changes(kOrders, R"([{"name":"id","type":"STRING","mode":"REQUIRED"},
      {"name":"total","type":"STRING"},{"name":"item","type":"RECORD","fields":[{"name":"sku","type":"STRING","mode":"REQUIRED"}]}])");
  CHECK(nested.dropped_nested == Texts{"item.count"});
  CHECK(nested.retyped == Texts{"total"});
  CHECK(nested.tightened == Texts{"item.sku"});
  CHECK(replaces(R"({"name":"id"})"));
}

TEST_CASE("a schema's text must be a list of columns") {
  CHECK(policy::schema_problem(kOrders).empty());
  CHECK(policy::schema_problem("[").find("JSON") != std::string::npos);
  CHECK(policy::schema_problem("{}").find("array") != std::string::npos);
  CHECK_FALSE(policy::schema_problem("[null]").empty());
}

TEST_CASE("columns go out with policyTags in each, and come back as compact text") {
  const Field& field = *table().root.find("schema");
  const Json sent =
      bigquery_fields.send(Value(R"([{"name":"a","type":"RECORD","fields":[{"name":"b","type":"STRING"}]}])"), field);
  CHECK(sent[0]["policyTags"] == Json({{"names", Json::array()}}));
  CHECK(sent[0]["fields"][0]["policyTags"] == Json({{"names", Json::array()}}));
  CHECK(bigquery_fields.take(Json::parse(R"([{"type":"STRING","name":"a"}])"), field) ==
        Value(R"([{"name":"a","type":"STRING"}])"));
}

TEST_CASE("statements name the table and what is dropped in backquotes that nothing gets out of") {
  Context context;
  FakeCloud cloud{{{"project", "acme"}}};
  context.client = &cloud;
  Scope scope{table(), context};
  scope.prior = Value::Map{
      {"schema", R"([{"name":"a","type":"STRING"},{"name":"b`; x","type":"STRING"},{"name":"c","type":"STRING"}])"}};
  scope.object = Value::Map{{"schema", R"([{"name":"a","type":"STRING"}])"}, {"dataset_id", "d"}, {"table_id", "t"}};
  REQUIRE(bigquery_drop_columns(scope));
  CHECK(scope.saved["sql"] == "ALTER TABLE `acme.d.t` DROP COLUMN IF EXISTS `b\\`; x`, DROP COLUMN IF EXISTS `c`");
  scope.object.set("table_replication_info", Value::List{Value(Value::Map{{"source_project_id", "p"},
                                                                          {"source_dataset_id", "s"},
                                                                          {"source_table_id", "v"},
                                                                          {"replication_interval_ms", 600000}})});
  REQUIRE(bigquery_replica(scope));
  CHECK(scope.saved["sql"] ==
        "CREATE MATERIALIZED VIEW `acme.d.t` OPTIONS (replication_interval_seconds = 600) AS "
        "REPLICA OF `p.s.v`");
}

}  // namespace lakeform::faces::google

#include <doctest/doctest.h>

#include "provider/engine/plan/plan.h"
#include "provider/faces/google/words.h"
#include "tests/engine/fake_cloud.h"

namespace lakeform::engine {

namespace {

bool same(const char* word, const char* state, const char* configured) {
  return faces::google::words().equal.at(word).same(state, configured);
}

const Definition& dataset() {
  return *schema::find_definition(*schema::find_provider("google"), "google_bigquery_dataset");
}

}  // namespace

TEST_CASE("a full name in the state equals its last part in a configuration, not the other way round") {
  CHECK(same("resource-name", "projects/p/topics/t", "t"));
  CHECK_FALSE(same("resource-name", "t", "projects/p/topics/t"));
  CHECK(same("resource-name", "https://pubsub.googleapis.com/v1/projects/p/topics/t", "projects/p/topics/t"));
  CHECK_FALSE(same("resource-name", "projects/p/topics/t", "projects/q/topics/t"));
  CHECK(same("last-segment", "b/raw", "raw"));
  CHECK(same("last-segment", "raw", "b/raw"));
}

TEST_CASE("BigQuery's three old roles are the predefined ones") {
  CHECK(same("bigquery-role", "READER", "roles/bigquery.dataViewer"));
  CHECK(same("bigquery-role", "roles/bigquery.dataOwner", "OWNER"));
  CHECK_FALSE(same("bigquery-role", "READER", "WRITER"));
}

TEST_CASE("an empty collation over one that is set is an update, over none it is nothing") {
  FakeCloud cloud{{{"project", "acme"}}};
  Context context;
  context.client = &cloud;
  const auto planned = [&](const char* before) {
    PlanRequest request;
    const Json state = {{"dataset_id", "d"},
                        {"project", "acme"},
                        {"location", "EU"},
                        {"id", "x"},
                        {"default_collation", before},
                        {"delete_contents_on_destroy", false},
                        {"deletion_policy", "DELETE"}};
    request.prior = shaped(dataset().root, state);
    request.config = shaped(dataset().root, Json{{"dataset_id", "d"}, {"location", "eu"}, {"default_collation", ""}});
    request.proposed = request.prior;
    request.proposed.set("location", Value("eu"));
    request.proposed.set("default_collation", Value(""));
    return plan_object(dataset(), context, request).planned;
  };
  CHECK(planned("und:ci")["default_collation"].is_unknown());
  CHECK(planned("")["default_collation"] == Value(""));
  CHECK(planned("")["location"] == Value("EU"));
}

}  // namespace lakeform::engine

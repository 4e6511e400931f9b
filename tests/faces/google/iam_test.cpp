#include <doctest/doctest.h>

#include "provider/engine/operations.h"
#include "provider/engine/plan/plan.h"
#include "provider/faces/google/policy/policy.h"
#include "tests/engine/fake_cloud.h"

namespace lakeform::engine {

namespace {

namespace policy = faces::google::policy;
using Texts = std::vector<std::string>;

const Definition& definition(const char* type) {
  return *schema::find_definition(*schema::find_provider("google"), type);
}

/// A bucket's policy as the service keeps it: a write with an old etag is refused.
struct Policies {
  Policies() {
    cloud.answer = [this](const cloud::Call& call, int) -> Result<cloud::Reply> {
      CHECK(call.path == "/b/raw/iam");
      if (call.method == "GET") return reply(stored);
      if (meddle) {  // somebody else was faster
        stored["bindings"].push_back({{"role", "roles/other"}, {"members", {"user:else@acme"}}});
        stored["etag"] = "2";
        meddle = false;
      }
      if (call.body.value("etag", "") != stored["etag"])
        return Error{Fault::Conflict, "changed meanwhile", {}, {}, "conditionNotMet", {}, 412};
      stored = call.body;
      stored["etag"] = stored["etag"] == "2" ? "3" : "2";
      return reply(stored);
    };
    context.client = &cloud;
  }
  ApplyAnswer apply(const Value& prior, const Value& planned) {
    ApplyRequest request;
    request.prior = prior;
    request.planned = request.config = planned;
    return apply_object(definition("google_storage_bucket_iam_member"), context, request);
  }

  Json stored = {
      {"etag", "1"}, {"version", 1}, {"bindings", {{{"role", "roles/viewer"}, {"members", {"user:ann@acme"}}}}}};
  bool meddle = false;
  FakeCloud cloud{{{"project", "acme"}}};
  Context context;
};

Value member(const char* who) {
  const Json json = {{"bucket", "raw"}, {"role", "roles/viewer"}, {"member", who}, {"condition", Json::array()}};
  return shaped(definition("google_storage_bucket_iam_member").root, json);
}

Texts viewers(const Json& stored) { return policy::members_of(stored, {"roles/viewer"}); }

}  // namespace

TEST_CASE("a member is put into the policy and taken out of it; what others have there stays") {
  Policies service;
  const auto made = service.apply(Value(), member("user:bob@acme"));
  REQUIRE_MESSAGE(!has_error(made.diagnostics), made.diagnostics[0].summary);
  CHECK(viewers(service.stored) == Texts{"user:ann@acme", "user:bob@acme"});
  CHECK(service.stored["version"] == 3);
  CHECK(made.state["id"] == Value("b/raw/roles/viewer/user:bob@acme"));
  CHECK(made.state["bucket"] == Value("b/raw"));
  CHECK(made.state["etag"] == Value("2"));
  const auto gone = service.apply(made.state, Value());
  CHECK_FALSE(has_error(gone.diagnostics));
  CHECK(viewers(service.stored) == Texts{"user:ann@acme"});
}

TEST_CASE("who was slower reads the policy anew, and nothing of either is lost") {
  Policies service;
  service.meddle = true;
  const auto made = service.apply(Value(), member("user:bob@acme"));
  REQUIRE_FALSE(has_error(made.diagnostics));
  CHECK(viewers(service.stored) == Texts{"user:ann@acme", "user:bob@acme"});
  CHECK(policy::members_of(service.stored, {"roles/other"}) == Texts{"user:else@acme"});
}

TEST_CASE("a member whose letter case differs is there already, and read as it is written") {
  Policies service;
  Value state = member("user:ANN@acme");
  state.set("id", Value("b/raw/roles/viewer/user:ANN@acme"));
  const auto read = [&] { return read_object(definition("google_storage_bucket_iam_member"), service.context, state); };
  CHECK(read().state["member"] == Value("user:ANN@acme"));
  service.stored["bindings"][0]["members"] = {"user:else@acme"};
  CHECK(read().state.is_null());
}

TEST_CASE("an import id is the resource, the role, the member and the title, which alone may have blanks") {
  Policies service;
  const Definition& type = definition("google_storage_bucket_iam_member");
  const auto state = import_object(type, service.context, "b/raw roles/viewer user:bob@acme until the end", {}).state;
  CHECK(state["bucket"] == Value("raw"));
  CHECK(state["role"] == Value("roles/viewer"));
  CHECK(state["member"] == Value("user:bob@acme"));
  CHECK(state["condition"].as_list()[0]["title"] == Value("until the end"));
  CHECK(import_object(type, service.context, "raw roles/viewer user:bob@acme", {}).state["bucket"] == Value("raw"));
  CHECK(has_error(import_object(type, service.context, "raw roles/viewer", {}).diagnostics));
}

TEST_CASE("policies of tables and accounts are at the paths of these, a table by its short or its full name") {
  Texts paths;
  Policies service;
  service.cloud.answer = [&](const cloud::Call& call, int) -> Result<cloud::Reply> {
    paths.push_back(call.path);
    return reply({{"etag", "1"}});
  };
  const auto read = [&](const char* type, const Json& state) {
    CHECK(read_object(definition(type), service.context, shaped(definition(type).root, state)).state.is_null());
  };
  const Json who = {{"role", "r"}, {"member", "user:a"}, {"id", "x"}};
  Json table = who, account = who;
  table.update({{"dataset_id", "d"}, {"table_id", "projects/acme/datasets/d/tables/t"}, {"project", "acme"}});
  read("google_bigquery_table_iam_member", table);
  table["table_id"] = "t";
  read("google_bigquery_table_iam_member", table);
  account["service_account_id"] = "projects/acme/serviceAccounts/a@b";
  read("google_service_account_iam_member", account);
  const std::string of_table = "/projects/acme/datasets/d/tables/t:getIamPolicy";
  CHECK(paths == Texts{of_table, of_table, "/projects/acme/serviceAccounts/a%40b:getIamPolicy"});
}

TEST_CASE("bindings are told apart by their condition, and an empty one goes") {
  Json stored = Json::parse(R"({"bindings":[{"role":"r","members":["user:a"]},
      {"role":"r","members":["user:b"],"condition":{"title":"t","expression":"e"}}]})");
  const policy::Key plain{"r"}, bound{"r", {{"title", "t"}, {"expression", "e"}}};
  policy::add_member(stored, plain, "USER:A");
  policy::add_member(stored, bound, "user:c");
  CHECK(policy::members_of(stored, plain) == Texts{"user:a"});
  CHECK(policy::members_of(stored, bound) == Texts{"user:b", "user:c"});
  policy::remove_member(stored, plain, "user:a");
  CHECK(stored["bindings"].size() == 1);
  CHECK(policy::condition_titled(stored, "r", "t")["expression"] == "e");
  CHECK_FALSE(policy::same_member("principal://iam/A", "principal://iam/a"));
}

TEST_CASE("documents are the same whatever the order of what is in them, and others are not") {
  const std::string document = R"({"bindings":[{"role":"a","members":["user:X","user:y"]},{"role":"b","members":[]}]})";
  CHECK(policy::same_document(document, R"({"etag":"7","bindings":[{"members":[],"role":"b"},
      {"members":["user:y","user:x"],"role":"a"}]})"));
  CHECK_FALSE(policy::same_document(document, R"({"bindings":[{"role":"a","members":["user:x"]}]})"));
  CHECK_FALSE(policy::same_document(document, "nonsense"));
  CHECK(policy::document_problem(document).empty());
  CHECK_FALSE(policy::document_problem("[]").empty());
  CHECK_FALSE(policy::document_problem(R"({"bindings":[{"role":"a","members":["ann"]}]})").empty());
}

TEST_CASE("the address of an account is known before it is made, where it follows from what is known") {
  const Definition& account = definition("google_service_account");
  FakeCloud cloud{{{"project", "acme"}}};
  Context context;
  context.client = &cloud;
  PlanRequest request;
  request.config = request.proposed = shaped(account.root, Json{{"account_id", "etl-runner"}});
  const auto plan = plan_object(account, context, request);
  CHECK(plan.planned["email"] == Value("etl-runner@acme.iam.gserviceaccount.com"));
  CHECK(plan.planned["member"] == Value("serviceAccount:etl-runner@acme.iam.gserviceaccount.com"));
  CHECK(plan.planned["name"].is_unknown());
}

}  // namespace lakeform::engine

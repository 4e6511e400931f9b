#include "provider/engine/answer.h"

#include <doctest/doctest.h>

#include <map>

#include "provider/engine/apply/steps.h"
#include "provider/engine/operations.h"
#include "provider/engine/read/lists.h"
#include "provider/engine/read/read.h"
#include "provider/engine/request/pages.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

/// Reads an object of the state from a service that answers the operation so, and everything else well enough.
ObjectAnswer read_with(const char* type, const Json& state, const std::string& operation, const Json& body) {
  FakeCloud cloud;
  cloud.request_stop();  // a damaged answer is not waited for
  cloud.answer = [&](const cloud::Call& call, int) -> Result<cloud::Reply> {
    if (call.operation == operation) return reply(body);
    if (call.operation == "GetRole")
      return reply({{"Role", {{"RoleName", "crawler"}, {"Path", "/"}, {"AssumeRolePolicyDocument", "%7B%7D"}}}});
    if (call.operation == "ListRolePolicies") return reply({{"PolicyNames", ""}});
    if (call.operation == "ListAttachedRolePolicies") return reply({{"AttachedPolicies", ""}});
    return reply({{"Tags", Json::object()}});
  };
  Context context;
  context.client = &cloud;
  return read_object(aws(type), context, aws_object(type, state));
}

const Json kLakeState = {{"id", "123456789012:lake"}, {"name", "lake"}, {"catalog_id", "123456789012"}};
const Json kRoleState = {{"id", "crawler"}, {"name", "crawler"}, {"path", "/"}, {"assume_role_policy", "{}"}};
const Json kClusterState = {{"id", "dw"}, {"cluster_identifier", "dw"}, {"node_type", "ra3.large"}};

/// The read is an error about the service, and the object stays in the state.
void refuses(const ObjectAnswer& answer, const std::string& why) {
  INFO(why);
  REQUIRE(has_error(answer.diagnostics));
  CHECK(answer.diagnostics.front().summary.find("an answer that can't be right") != std::string::npos);
  CHECK(answer.diagnostics.front().detail.find(why) != std::string::npos);
  CHECK(answer.state.is_map());
}

}  // namespace

TEST_CASE(
    "an answer that lacks the object, or is about another one, is an error: nothing is replaced or forgotten for it") {
  refuses(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase", Json::object()), "lacks Database");
  refuses(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase", nullptr), "lacks Database");
  refuses(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase", {{"Database", nullptr}}), "lacks Database");
  refuses(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase", {{"Database", "lake"}}), "lacks Database");
  refuses(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase", {{"Database", Json::object()}}),
          "lacks Name");
  refuses(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase", {{"Database", {{"Name", "pond"}}}}),
          "\"lake\" was asked for");
  refuses(read_with("aws_iam_role", kRoleState, "GetRole", Json::object()), "lacks Role");
  refuses(read_with("aws_iam_role", kRoleState, "GetRole", {{"Role", {{"RoleName", "other"}}}}),
          "\"crawler\" was asked for");
  refuses(read_with("aws_redshift_cluster", kClusterState, "DescribeClusters", Json::object()), "lacks Clusters");
  refuses(read_with("aws_redshift_cluster", kClusterState, "DescribeClusters",
                    {{"Clusters", {{"Cluster", {{"ClusterIdentifier", "other"}}}}}}),
          "other objects than \"dw\"");
}

TEST_CASE("names are compared without case, and an empty list of what was asked for by name means that it is gone") {
  CHECK_FALSE(
      has_error(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase", {{"Database", {{"Name", "Lake"}}}})
                    .diagnostics));
  const auto gone = read_with("aws_redshift_cluster", kClusterState, "DescribeClusters", {{"Clusters", ""}});
  CHECK_FALSE(has_error(gone.diagnostics));
  CHECK(gone.state.is_null());
}

TEST_CASE("a member of another shape than its field is an error that names it, not a fault of the provider") {
  const auto role = [](const char* member, Json value) {
    Json out = {{"RoleName", "crawler"}, {"Path", "/"}, {"AssumeRolePolicyDocument", "%7B%7D"}};
    out[member] = std::move(value);
    return Json{{"Role", out}};
  };
  refuses(read_with("aws_iam_role", kRoleState, "GetRole", role("Description", {{"a", "b"}})),
          "Description is an object where a single value belongs");
  refuses(read_with("aws_iam_role", kRoleState, "GetRole", role("MaxSessionDuration", "long")),
          "MaxSessionDuration is \"long\" where a number belongs");
  refuses(read_with("aws_iam_role", kRoleState, "GetRole", role("AssumeRolePolicyDocument", Json::array({"a", "b"}))),
          "AssumeRolePolicyDocument is a list");
  refuses(read_with("aws_iam_role", kRoleState, "GetRole", role("Tags", {{"member", "x"}})), "a tag is \"x\"");
  refuses(read_with("aws_iam_role", kRoleState, "GetRole", role("Path", nullptr)), "lacks Path");
  refuses(read_with("aws_iam_role", kRoleState, "ListRolePolicies", "text"), "lacks PolicyNames");
  refuses(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase",
                    {{"Database", {{"Name", "lake"}, {"Parameters", {1, 2}}}}}),
          "Parameters is a list where an object belongs");
  refuses(read_with("aws_glue_catalog_database", kLakeState, "GetDatabase",
                    {{"Database", {{"Name", "lake"}, {"TargetDatabase", {1, 2}}}}}),
          "TargetDatabase");
}

TEST_CASE("a read that got a damaged answer is made again: one bad moment of a gateway fails nothing") {
  FakeCloud cloud;
  cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "GetTags") return reply({{"Tags", Json::object()}});
    return reply(number == 1 ? Json::object() : Json{{"Database", {{"Name", "lake"}}}});
  };
  Context context;
  context.client = &cloud;
  const auto answer =
      read_object(aws("aws_glue_catalog_database"), context, aws_object("aws_glue_catalog_database", kLakeState));
  CHECK_FALSE(has_error(answer.diagnostics));
  CHECK(cloud.count("GetDatabase") == 2);
}

TEST_CASE("pages that repeat or never end are an error") {
  FakeCloud cloud;
  cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "GetRole")
      return reply({{"Role", {{"RoleName", "crawler"}, {"Path", "/"}, {"AssumeRolePolicyDocument", "%7B%7D"}}}});
    if (call.operation == "ListAttachedRolePolicies") return reply({{"AttachedPolicies", ""}});
    return reply({{"PolicyNames", ""}, {"Marker", number % 2 ? "a" : "b"}});
  };
  Context context;
  context.client = &cloud;
  const auto answer = read_object(aws("aws_iam_role"), context, aws_object("aws_iam_role", kRoleState));
  REQUIRE(has_error(answer.diagnostics));
  CHECK(answer.diagnostics.front().summary.find("the same page again and again") != std::string::npos);
  CHECK(cloud.count("ListRolePolicies") == 3);

  PageTokens tokens;
  CHECK(tokens.turn("ListThings", "a", std::size_t{63} << 20));
  const auto turned = tokens.turn("ListThings", "b", std::size_t{2} << 20);
  REQUIRE_FALSE(turned);
  CHECK(turned.error().summary == "ListThings answers with more than 64 MB in pages");
}

TEST_CASE("a damaged list answers for nothing: the object is read alone") {
  for (const Json& list :
       {Json::object(), Json{{"DatabaseList", "x"}}, Json{{"DatabaseList", {1, "x", {{"Name", {1}}}}}},
        Json{{"DatabaseList", {{{"Name", "lake"}, {"Parameters", {1}}}}}}}) {
    FakeCloud cloud;
    cloud.answer = [&](const cloud::Call& call, int) -> Result<cloud::Reply> {
      if (call.operation == "GetDatabases" || call.operation == "GetResources") return reply(list);
      if (call.operation == "GetTags") return reply({{"Tags", Json::object()}});
      return reply({{"Database", {{"Name", "lake"}}}});
    };
    Context context;
    context.client = &cloud;
    const Value state = aws_object("aws_glue_catalog_database", kLakeState);
    for (int i = 0; i < 5; ++i) expect_read(aws("aws_glue_catalog_database"), context, state);
    const auto answer = read_object(aws("aws_glue_catalog_database"), context, state);
    CHECK_FALSE(has_error(answer.diagnostics));
    CHECK(answer.state["name"] == Value("lake"));
    CHECK(cloud.count("GetDatabase") == 1);
  }
}

TEST_CASE("every definition says how an answer shows that it is about the object") {
  const std::map<std::string, std::string> exceptions = {
      {"aws_s3_bucket", "HEAD has no body; the answers about parts of a bucket do not name it"},
      {"aws_s3_bucket_lifecycle_configuration", "a part of a bucket does not name it"},
      {"aws_s3_bucket_policy", "the answer is the policy and nothing else"},
      {"aws_s3_bucket_public_access_block", "a part of a bucket does not name it"},
      {"aws_s3_bucket_server_side_encryption_configuration", "a part of a bucket does not name it"},
      {"aws_s3_bucket_versioning", "a part of a bucket does not name it"},
      {"google_bigquery_table_iam_member", "a policy does not say whose it is"},
      {"google_service_account_iam_member", "a policy does not say whose it is"},
      {"google_project_iam_member", "a policy does not say whose it is"},
      {"google_storage_bucket_iam_binding", "a policy does not say whose it is"},
      {"google_storage_bucket_iam_member", "a policy does not say whose it is"},
      {"google_storage_bucket_iam_policy", "a policy does not say whose it is"},
      {"data aws_s3_bucket", "HEAD has no body"},
      {"data aws_caller_identity", "it asks who the caller is"},
  };
  int seen = 0;
  for (const schema::Compiled* provider : schema::providers()) {
    for (const auto& entry : provider->entries) {
      const auto* definition = schema::find_definition(*provider, entry.type, entry.kind);
      const auto reads = definition->calls.find("read");
      if (reads == definition->calls.end() || reads->second.empty()) continue;
      ++seen;
      const std::string name = (entry.kind == schema::Kind::Data ? "data " : "") + definition->type;
      INFO(name);
      const Step& first = reads->second.front();
      CHECK((!first.names.empty() || !first.match.empty()) != exceptions.contains(name));
      for (const Step& step : reads->second) {
        INFO(step.call);
        if (step.method == "GET") CHECK_FALSE(step.answer.empty());
      }
    }
  }
  CHECK(seen > 15);
}

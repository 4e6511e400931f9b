// Request bodies of real definitions; the expected ones were recorded from the official provider 5.100.0.
#include <doctest/doctest.h>

#include "provider/engine/plan/shape.h"
#include "provider/engine/request/template.h"
#include "provider/schema/registry.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

class Nobody final : public cloud::Client {
 public:
  Result<cloud::Reply> send(const cloud::Call&) override { return Error{}; }
  const cloud::Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }
  cloud::Facts facts_{{"partition", "aws"}, {"dns_suffix", "amazonaws.com"}, {"region", "us-east-1"}};

 private:
  StopToken stop_;
};

/// The bodies of the calls that an operation would make, as "Operation body" lines of JSON.
class Requests {
 public:
  explicit Requests(const char* type) : definition_(*schema::find_definition(*schema::find_provider("aws"), type)) {
    context_.client = &client_;
  }

  std::vector<Json> create(const Json& planned) { return made("create", planned, nullptr); }
  std::vector<Json> update(const Json& planned, const Json& prior) { return made("update", planned, prior); }
  std::vector<Json> destroy(const Json& prior) { return made("delete", prior, nullptr); }

 private:
  std::vector<Json> made(const std::string& operation, const Json& object, const Json& prior) {
    const Value now = shaped(definition_.root, object),
                before = prior.is_null() ? Value() : shaped(definition_.root, prior);
    const Scope scope{definition_, context_, now, before, now, object.value("id", ""), "us-east-1", {}, {}, {}, {}, {}};
    std::vector<Json> out;
    for (const auto& step : definition_.calls.at(operation)) {
      if (!holds(step.when, scope.conditions())) continue;
      if (!step.fail.empty()) return {{{"fail", step.fail_at}}};
      if (!step.call.empty()) out.push_back({{step.call, body_of(step.body, scope)}});
    }
    return out;
  }

  Nobody client_;
  Context context_;
  const Definition& definition_;
};

Json cluster(const Json& more) {
  Json out{{"cluster_identifier", "dwh"},
           {"node_type", "ra3.xlplus"},
           {"master_username", "loader"},
           {"master_password", "Tr0utStream77"},
           {"number_of_nodes", 2},
           {"skip_final_snapshot", true},
           {"publicly_accessible", false},
           {"encrypted", "false"},
           {"allow_version_upgrade", true},
           {"multi_az", false},
           {"automated_snapshot_retention_period", 1},
           {"manual_snapshot_retention_period", -1},
           {"port", 5439},
           {"cluster_version", "1.0"},
           {"maintenance_track_name", "current"},
           {"availability_zone_relocation_enabled", false},
           {"id", "dwh"}};
  if (more.is_object()) out.update(more);
  return out;
}

const char* const kRole = "arn:aws:iam::123456789012:role/";

}  // namespace

TEST_CASE("a catalog id that nobody knows is sent as an empty text, members that are unset are not") {
  Requests database("aws_glue_catalog_database");
  CHECK(database.create({{"name", "raw"}}) ==
        std::vector<Json>{{{"CreateDatabase", {{"CatalogId", ""}, {"DatabaseInput", {{"Name", "raw"}}}}}}});
  CHECK(database.create({{"name", "p"},
                         {"create_table_default_permission",
                          {{{"permissions", {"SELECT", "ALTER", "INSERT"}}}}}})[0]["CreateDatabase"]["DatabaseInput"] ==
        Json({{"Name", "p"}, {"CreateTableDefaultPermissions", {{{"Permissions", {"INSERT", "ALTER", "SELECT"}}}}}}));
  CHECK(database.create({{"name", "p"},
                         {"create_table_default_permission", {Json::object()}},
                         {"parameters", {{"a", nullptr}, {"b", ""}}}})[0]["CreateDatabase"]["DatabaseInput"] ==
        Json({{"Name", "p"}, {"Parameters", {{"b", ""}}}}));
}

TEST_CASE("an update of a database leaves the target of a link out, and an empty block is none") {
  Requests database("aws_glue_catalog_database");
  const Json before{
      {"name", "l"}, {"catalog_id", "1"}, {"target_database", {{{"catalog_id", "2"}, {"database_name", "z"}}}}};
  Json after = before;
  after["target_database"][0]["database_name"] = "zz";
  CHECK(
      database.update(after, before) ==
      std::vector<Json>{{{"UpdateDatabase", {{"CatalogId", "1"}, {"Name", "l"}, {"DatabaseInput", {{"Name", "l"}}}}}}});
  CHECK(database.update(before, before).empty());
  CHECK(database.create(
            {{"name", "f"}, {"federated_database", {Json::object()}}})[0]["CreateDatabase"]["DatabaseInput"] ==
        Json({{"Name", "f"}}));
}

TEST_CASE("a crawler's targets carry their zeros, and an update resets what was taken out") {
  Requests crawler("aws_glue_crawler");
  const Json config{{"name", "c"}, {"database_name", "d"}, {"role", "r"}, {"s3_target", {{{"path", "s3://a/"}}}}};
  const Json target{{"S3Targets",
                     {{{"Path", "s3://a/"},
                       {"ConnectionName", ""},
                       {"DlqEventQueueArn", ""},
                       {"EventQueueArn", ""},
                       {"Exclusions", Json::array()}}}}};
  CHECK(crawler.create(config) ==
        std::vector<Json>{
            {{"CreateCrawler", {{"Name", "c"}, {"DatabaseName", "d"}, {"Role", "r"}, {"Targets", target}}}}});
  Json before = config;
  before["description"] = "x";
  before["schedule"] = "cron(1)";
  CHECK(crawler.update(config, before) == std::vector<Json>{{{"UpdateCrawler",
                                                              {{"Name", "c"},
                                                               {"DatabaseName", "d"},
                                                               {"Role", "r"},
                                                               {"Targets", target},
                                                               {"Configuration", ""},
                                                               {"Description", ""},
                                                               {"Schedule", ""},
                                                               {"TablePrefix", ""}}}}});
  Json many = config;
  many["lake_formation_configuration"] = {Json::object()};
  many["dynamodb_target"] = {{{"path", "p"}, {"scan_all", false}, {"scan_rate", 1.5}}};
  many["s3_target"] = Json::array();
  CHECK(crawler.create(many)[0]["CreateCrawler"]["LakeFormationConfiguration"] ==
        Json({{"AccountId", ""}, {"UseLakeFormationCredentials", false}}));
  CHECK(crawler.create(many)[0]["CreateCrawler"]["Targets"] ==
        Json({{"DynamoDBTargets", {{{"Path", "p"}, {"scanAll", false}, {"scanRate", 1.5}}}}}));
}

TEST_CASE("empty texts are left out of the lists of crawlers, tables and clusters") {
  const auto crawler = Requests("aws_glue_crawler")
                           .create({{"name", "c"},
                                    {"database_name", "d"},
                                    {"role", "r"},
                                    {"classifiers", {"", "orders"}},
                                    {"s3_target", {{{"path", "s3://a/"}, {"exclusions", {""}}}}}});
  CHECK(crawler[0]["CreateCrawler"]["Classifiers"] == Json::array({"orders"}));
  CHECK(crawler[0]["CreateCrawler"]["Targets"]["S3Targets"][0]["Exclusions"] == Json::array());
  const auto table = Requests("aws_glue_catalog_table")
                         .create({{"name", "t"},
                                  {"database_name", "d"},
                                  {"storage_descriptor", {{{"additional_locations", {"", "s3://b/"}}}}}});
  CHECK(table[0]["CreateTable"]["TableInput"]["StorageDescriptor"]["AdditionalLocations"] == Json::array({"s3://b/"}));
  const auto made = Requests("aws_redshift_cluster").create(cluster({{"vpc_security_group_ids", {""}}}));
  CHECK(made[0]["CreateCluster"]["VpcSecurityGroupIds"]["VpcSecurityGroupId"] == Json::array());
}

TEST_CASE(
    "a table's descriptor carries its zeros; columns make way for a registered schema, partition keys for an open "
    "format") {
  Requests table("aws_glue_catalog_table");
  const Json zeros{{"AdditionalLocations", Json::array()},
                   {"BucketColumns", Json::array()},
                   {"InputFormat", ""},
                   {"Location", ""},
                   {"OutputFormat", ""},
                   {"Parameters", Json::object()},
                   {"SortColumns", Json::array()}};
  const auto input = [&](Json config) {
    config.update({{"name", "t"}, {"database_name", "d"}});
    return table.create(config)[0]["CreateTable"];
  };
  CHECK(input(Json::object()) == Json({{"CatalogId", ""},
                                       {"DatabaseName", "d"},
                                       {"PartitionIndexes", Json::array()},
                                       {"TableInput", {{"Name", "t"}, {"PartitionKeys", Json::array()}}}}));
  Json descriptor = zeros;
  descriptor["Columns"] = {{{"Name", "x"}, {"Comment", ""}, {"Type", ""}, {"Parameters", Json::object()}}};
  CHECK(input({{"storage_descriptor", {{{"columns", {{{"name", "x"}}}}}}}})["TableInput"]["StorageDescriptor"] ==
        descriptor);
  Json referring = zeros;
  referring["SchemaReference"] = {{"SchemaVersionNumber", 1}, {"SchemaId", {{"SchemaName", "s"}}}};
  CHECK(input({{"storage_descriptor",
                {{{"columns", {{{"name", "x"}}}},
                  {"ser_de_info", {Json::object()}},
                  {"skewed_info", {Json::object()}},
                  {"schema_reference",
                   {{{"schema_version_number", 1},
                     {"schema_id", {{{"schema_name", "s"}}}}}}}}}}})["TableInput"]["StorageDescriptor"] == referring);
  const Json iceberg =
      input({{"open_table_format_input", {{{"iceberg_input", {{{"metadata_operation", "CREATE"}}}}}}}});
  CHECK(iceberg["TableInput"] == Json({{"Name", "t"}}));
  CHECK(iceberg["OpenTableFormatInput"] == Json({{"IcebergInput", {{"MetadataOperation", "CREATE"}}}}));
}

TEST_CASE(
    "a parameter group sends what is new or changed, in the order of the older SDK, and resets what is gone; another "
    "letter case is no change") {
  Requests group("aws_redshift_parameter_group");
  const auto parameter = [](const char* name, const char* value) { return Json({{"name", name}, {"value", value}}); };
  const Json before{{"id", "g"},
                    {"name", "g"},
                    {"family", "f"},
                    {"parameter", {parameter("a", "1"), parameter("b", "1"), parameter("c", "1")}}};
  const Json after{
      {"id", "g"},
      {"name", "g"},
      {"family", "f"},
      {"parameter", {parameter("a", "1"), parameter("b", "TWO"), parameter("dd", "1"), parameter("eee", "7")}}};
  const auto sent = [](const char* name, const char* value) {
    return Json({{"ParameterName", name}, {"ParameterValue", value}});
  };
  CHECK(group.update(after, before)[0] ==
        Json({{"ModifyClusterParameterGroup",
               {{"ParameterGroupName", "g"},
                {"Parameters", {{"Parameter", {sent("eee", "7"), sent("dd", "1"), sent("b", "TWO")}}}}}}}));
  Json fewer = before;
  fewer["parameter"].erase(2);
  const auto reset = [](std::vector<const char*> names) {
    Json all = Json::array();
    for (const char* name : names) all.push_back({{"ParameterName", name}});
    return Json({{"ResetClusterParameterGroup", {{"ParameterGroupName", "g"}, {"Parameters", {{"Parameter", all}}}}}});
  };
  CHECK(group.update(fewer, before) == std::vector<Json>{reset({"c"})});
  Json worded = before;
  worded["parameter"] = {parameter("a", "on"), parameter("b", "2"), parameter("c", "1")};
  Json shouted = worded;
  shouted["parameter"] = {parameter("a", "ON"), parameter("b", "3"), parameter("c", "1")};
  CHECK(group.update(shouted, worded) ==
        std::vector<Json>{{{"ModifyClusterParameterGroup",
                            {{"ParameterGroupName", "g"}, {"Parameters", {{"Parameter", {sent("b", "3")}}}}}}}});
  Json last = worded;
  last["parameter"] = {parameter("a", "ON"), parameter("c", "1")};
  CHECK(group.update(last, worded) == std::vector<Json>{reset({"b"})});
  Json imported = before;
  imported["id"] = "as-imported";
  imported["parameter"] = {parameter("a", "")};
  CHECK(group.update(imported, before)[0] ==
        Json({{"ModifyClusterParameterGroup",
               {{"ParameterGroupName", "as-imported"}, {"Parameters", {{"Parameter", {sent("a", "")}}}}}}}));
}

TEST_CASE("a description that is taken out of a crawler is sent as an empty one, and only then") {
  Requests crawler("aws_glue_crawler");
  const Json plain{{"id", "c"}, {"name", "c"}, {"role", "r"}, {"database_name", "d"}};
  Json described = plain, other = plain;
  described["description"] = "nightly";
  other["table_prefix"] = "raw_";
  CHECK(crawler.update(plain, described)[0]["UpdateCrawler"]["Description"] == "");
  CHECK_FALSE(crawler.update(other, plain)[0]["UpdateCrawler"].contains("Description"));
}

TEST_CASE(
    "a database whose tables are to have no default permissions is told so after its creation, which the SDK keeps to "
    "itself") {
  Requests database("aws_glue_catalog_database");
  const auto sent =
      database.create({{"name", "n"}, {"description", "d"}, {"create_table_default_permission", {Json::object()}}});
  REQUIRE(sent.size() == 2);
  CHECK(sent[1]["UpdateDatabase"]["DatabaseInput"] ==
        Json({{"Name", "n"}, {"Description", "d"}, {"CreateTableDefaultPermissions", Json::array({Json::object()})}}));
  CHECK(database.create({{"name", "n"}, {"create_table_default_permission", {{{"permissions", {"ALL"}}}}}}).size() ==
        1);
}

TEST_CASE("a subnet group is updated whole, under its id; no subnets at all are sent as such") {
  Requests group("aws_redshift_subnet_group");
  const Json before{{"id", "as-imported"}, {"name", "g"}, {"description", "d"}, {"subnet_ids", {"subnet-1"}}};
  Json after = before;
  after["subnet_ids"] = Json::array();
  CHECK(group.update(after, before) == std::vector<Json>{{{"ModifyClusterSubnetGroup",
                                                           {{"ClusterSubnetGroupName", "as-imported"},
                                                            {"Description", "d"},
                                                            {"SubnetIds", {{"SubnetIdentifier", Json::array()}}}}}}});
}

TEST_CASE("a new cluster sends its defaults; one from a snapshot sends no database, version or user") {
  Requests redshift("aws_redshift_cluster");
  const auto made = redshift.create(
      cluster({{"iam_roles", {std::string(kRole) + "redshift-copy", std::string(kRole) + "redshift-spectrum"}}}));
  REQUIRE(made.size() == 1);
  CHECK(made[0] ==
        Json({{"CreateCluster",
               {{"AllowVersionUpgrade", true},
                {"AutomatedSnapshotRetentionPeriod", 1},
                {"AvailabilityZoneRelocation", false},
                {"ClusterIdentifier", "dwh"},
                {"ClusterType", "multi-node"},
                {"NumberOfNodes", 2},
                {"ClusterVersion", "1.0"},
                {"DBName", ""},
                {"Encrypted", "false"},
                {"MaintenanceTrackName", "current"},
                {"IamRoles",
                 {{"IamRoleArn", {std::string(kRole) + "redshift-spectrum", std::string(kRole) + "redshift-copy"}}}},
                {"ManualSnapshotRetentionPeriod", -1},
                {"MasterUserPassword", "Tr0utStream77"},
                {"MasterUsername", "loader"},
                {"NodeType", "ra3.xlplus"},
                {"Port", 5439},
                {"PubliclyAccessible", false}}}}));
  const auto restored = redshift.create(
      cluster({{"snapshot_identifier", "s"}, {"number_of_nodes", 1}, {"encrypted", "true"}, {"database_name", "x"}}));
  REQUIRE(restored.size() == 1);
  CHECK(restored[0] == Json({{"RestoreFromClusterSnapshot",
                              {{"AllowVersionUpgrade", true},
                               {"AutomatedSnapshotRetentionPeriod", 1},
                               {"AvailabilityZoneRelocation", false},
                               {"ClusterIdentifier", "dwh"},
                               {"Encrypted", "true"},
                               {"MaintenanceTrackName", "current"},
                               {"ManualSnapshotRetentionPeriod", -1},
                               {"NodeType", "ra3.xlplus"},
                               {"NumberOfNodes", 1},
                               {"Port", 5439},
                               {"PubliclyAccessible", false},
                               {"SnapshotIdentifier", "s"}}}}));
  CHECK(redshift.create(cluster({{"master_password", nullptr}})) == std::vector<Json>{{{"fail", "master_password"}}});
  CHECK(redshift.create(cluster({{"master_username", nullptr}})) == std::vector<Json>{{{"fail", "master_username"}}});
}

TEST_CASE("a cluster's update sends only what changed, in as many calls as the service wants") {
  Requests redshift("aws_redshift_cluster");
  const auto change = [&](const Json& before, const Json& after) {
    return redshift.update(cluster(after), cluster(before));
  };
  const auto modify = [](Json members) {
    members["ClusterIdentifier"] = "dwh";
    return Json({{"ModifyCluster", members}});
  };
  using Calls = std::vector<Json>;
  CHECK(change({}, {{"final_snapshot_identifier", "f"}}) == Calls{modify(Json::object())});
  CHECK(change({}, {{"number_of_nodes", 4}, {"node_type", "ra3.4xlarge"}}) ==
        Calls{modify({{"ClusterType", "multi-node"}, {"NodeType", "ra3.4xlarge"}, {"NumberOfNodes", 4}})});
  CHECK(change({}, {{"number_of_nodes", 0}}) ==
        Calls{modify({{"ClusterType", "single-node"}, {"NodeType", "ra3.xlplus"}})});
  CHECK(change({}, {{"number_of_nodes", 1}}) ==
        Calls{modify({{"ClusterType", "single-node"}, {"NodeType", "ra3.xlplus"}})});
  CHECK(change({}, {{"automated_snapshot_retention_period", 0}}) ==
        Calls{modify({{"AutomatedSnapshotRetentionPeriod", 0}})});
  CHECK(change({{"enhanced_vpc_routing", true}}, {{"enhanced_vpc_routing", false}}) ==
        Calls{modify({{"EnhancedVpcRouting", false}})});
  CHECK(change({}, {{"encrypted", "true"}, {"kms_key_id", "arn:k"}}) ==
        Calls{modify({{"Encrypted", "true"}, {"KmsKeyId", "arn:k"}})});
  CHECK(change({{"encrypted", "true"}, {"kms_key_id", "arn:k"}}, {{"kms_key_id", "arn:k"}}) ==
        Calls{modify({{"Encrypted", "false"}})});
  CHECK(change({}, {{"master_password", nullptr}, {"manage_master_password", true}}) ==
        Calls{modify({{"ManageMasterPassword", true}, {"MasterUserPassword", ""}})});
  CHECK(change({{"master_password", nullptr}, {"manage_master_password", true}}, {}) ==
        Calls{modify({{"ManageMasterPassword", false}, {"MasterUserPassword", "Tr0utStream77"}})});
  CHECK(change({}, {{"master_password", nullptr},
                    {"master_password_wo", "Tr0utStream79"},
                    {"master_password_wo_version", 1}}) == Calls{modify({{"MasterUserPassword", "Tr0utStream79"}})});
  CHECK(change({{"vpc_security_group_ids", {"sg-1"}}}, {{"vpc_security_group_ids", {"sg-2", "sg-3"}}}) ==
        Calls{modify({{"VpcSecurityGroupIds", {{"VpcSecurityGroupId", {"sg-3", "sg-2"}}}}})});
  CHECK(change({{"multi_az", true}}, {}) ==
        Calls{modify({{"MultiAZ", false}}), modify({{"AvailabilityZoneRelocation", false}})});
  CHECK(change({{"availability_zone", "a"}},
               {{"availability_zone", "b"}, {"availability_zone_relocation_enabled", true}}) ==
        Calls{modify({{"AvailabilityZoneRelocation", true}}), modify({{"AvailabilityZone", "b"}})});
  CHECK(change({{"iam_roles", {"arn:x"}}}, {{"iam_roles", Json::array()}}) ==
        Calls{{{"ModifyClusterIamRoles",
                {{"ClusterIdentifier", "dwh"},
                 {"AddIamRoles", {{"IamRoleArn", Json::array()}}},
                 {"RemoveIamRoles", {{"IamRoleArn", {"arn:x"}}}},
                 {"DefaultIamRoleArn", ""}}}}});
  CHECK(change({}, {{"tags", {{"a", "b"}}}}).empty());
}

TEST_CASE("a cluster is deleted with a named last snapshot or expressly without") {
  Requests redshift("aws_redshift_cluster");
  CHECK(redshift.destroy(cluster({{"final_snapshot_identifier", "f"}})) ==
        std::vector<Json>{{{"DeleteCluster", {{"ClusterIdentifier", "dwh"}, {"SkipFinalClusterSnapshot", true}}}}});
  CHECK(redshift.destroy(cluster({{"skip_final_snapshot", false}, {"final_snapshot_identifier", "f"}})) ==
        std::vector<Json>{{{"DeleteCluster",
                            {{"ClusterIdentifier", "dwh"},
                             {"SkipFinalClusterSnapshot", false},
                             {"FinalClusterSnapshotIdentifier", "f"}}}}});
  CHECK(redshift.destroy(cluster({{"skip_final_snapshot", false}})) ==
        std::vector<Json>{{{"fail", "final_snapshot_identifier"}}});
}

TEST_CASE("a day with an offset is sent in UTC; a lifecycle configuration without rules is refused before the call") {
  Requests requests("aws_s3_bucket_lifecycle_configuration");
  const Json rule{{"id", "old"}, {"status", "Enabled"}, {"expiration", {{{"date", "2030-01-01T02:00:00+02:00"}}}}};
  const auto made = requests.create({{"bucket", "raw"}, {"rule", {rule}}});
  REQUIRE(made.size() == 1);
  CHECK(made[0]["PutBucketLifecycleConfiguration"]["Rule"][0]["Expiration"]["Date"] == "2030-01-01T00:00:00Z");
  CHECK(requests.create({{"bucket", "raw"}}) == std::vector<Json>{{{"fail", "rule"}}});
}

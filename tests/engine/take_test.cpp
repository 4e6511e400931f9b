#include <doctest/doctest.h>

#include "provider/engine/read/decode.h"
#include "provider/engine/read/read.h"
#include "provider/schema/registry.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

class NoCloud final : public cloud::Client {
 public:
  Result<cloud::Reply> send(const cloud::Call&) override { return Error{}; }
  const cloud::Facts& facts() const override { return facts_; }
  const StopToken& stop() const override { return stop_; }
  cloud::Facts facts_{
      {"account_id", "123456789012"}, {"partition", "aws"}, {"dns_suffix", "amazonaws.com"}, {"region", "us-east-1"}};

 private:
  StopToken stop_;
};

/// All fields of a type with a place in the answer, read from it into a state.
struct Reading {
  NoCloud client;
  Context context;
  const Definition& definition;

  explicit Reading(const char* type) : definition(*schema::find_definition(*schema::find_provider("aws"), type)) {
    context.client = &client;
  }

  Value read(const Json& answer, Value state = Value(Value::Map{})) {
    Scope scope{definition, context, state, {}, {}, "x", "us-east-1", {}, {}, {}, {}, {}};
    for (const bool derive : {false, true}) {
      for (const Field& field : definition.root.fields) {
        if (derive ? !field.take.empty() || field.derive.empty() : field.take.empty()) continue;
        scope.object = state;
        state.set(field.name, taken(field, answer, state[field.name], scope));
      }
    }
    return state;
  }
};

Value list(std::initializer_list<const char*> items) { return Value::List(items.begin(), items.end()); }

}  // namespace

TEST_CASE("times are kept in whole seconds, as states have them") {
  Reading role("aws_iam_role");
  CHECK(role.read({{"CreateDate", "2026-11-25T03:13:31.902Z"}})["create_date"] == Value("2026-11-25T03:13:31Z"));
  CHECK(role.read({{"CreateDate", "2026-11-25T03:13:31.5+01:00"}})["create_date"] ==
        Value("2026-11-25T03:13:31+01:00"));
  CHECK(role.read({{"CreateDate", "2026-11-25T03:13:31Z"}})["create_date"] == Value("2026-11-25T03:13:31Z"));
  CHECK(role.read({{"CreateDate", 1764040411.25}})["create_date"] == Value("2025-11-25T03:13:31Z"));
}

TEST_CASE("paths lead through members, elements, first elements and alternatives") {
  const Json json =
      Json::parse(R"({"A": {"B": 1}, "L": [{"N": "x"}, {"M": 0}, {"N": "y"}], "One": {"N": "z"}, "None": ""})");
  CHECK(at_path(json, "A.B") == 1);
  CHECK(at_path(json, "A.C").is_null());
  CHECK(at_path(json, "L[].N") == Json::array({"x", "y"}));
  CHECK(at_path(json, "One[].N") == Json::array({"z"}));
  CHECK(at_path(json, "None[].N") == Json::array());
  CHECK(at_path(json, "L[0].N") == "x");
  CHECK(at_path(json, "One[0].N") == "z");
  CHECK(at_path(json, "None[0].N").is_null());
  CHECK(at_path(json, "A.C|A.B") == 1);
  CHECK(at_path(json, ".") == json);
}

TEST_CASE("a Redshift cluster is read from the texts of XML") {
  Reading redshift("aws_redshift_cluster");
  const Json answer = Json::parse(R"({
    "ClusterIdentifier": "dwh", "NodeType": "ra3.xlplus", "MasterUsername": "admin", "DBName": "dev", "Endpoint": {"Address": "dwh.example.com", "Port": "5440"},
    "AutomatedSnapshotRetentionPeriod": "0", "ManualSnapshotRetentionPeriod": "-1", "NumberOfNodes": "2", "PubliclyAccessible": "false", "Encrypted": "true",
    "VpcSecurityGroups": {"VpcSecurityGroup": {"VpcSecurityGroupId": "sg-1", "Status": "active"}}, "MultiAZ": "Disabled", "AvailabilityZoneRelocationStatus": "enabled",
    "ClusterParameterGroups": {"ClusterParameterGroup": {"ParameterGroupName": "pg", "ParameterApplyStatus": "in-sync"}},
    "IamRoles": {"ClusterIamRole": [{"IamRoleArn": "arn:a"}, {"IamRoleArn": "arn:b"}]},
    "ClusterNodes": {"member": [{"NodeRole": "LEADER", "PrivateIPAddress": "10.0.0.1"}, {"NodeRole": "COMPUTE-0", "PrivateIPAddress": "10.0.0.2", "PublicIPAddress": "1.2.3.4"}]}
  })");
  const Value state = redshift.read(answer);
  CHECK(state["cluster_type"] == Value("multi-node"));
  CHECK(state["number_of_nodes"] == Value(2));
  CHECK(state["encrypted"] == Value("true"));
  CHECK(state["publicly_accessible"] == Value(false));
  CHECK(state["multi_az"] == Value(false));
  CHECK(state["availability_zone_relocation_enabled"] == Value(true));
  CHECK(state["manual_snapshot_retention_period"] == Value(-1));
  CHECK(state["vpc_security_group_ids"] == list({"sg-1"}));
  CHECK(state["iam_roles"] == list({"arn:a", "arn:b"}));
  CHECK(state["cluster_parameter_group_name"] == Value("pg"));
  CHECK(state["cluster_nodes"].as_list().size() == 2);
  CHECK(state["cluster_nodes"].as_list()[0]["public_ip_address"] == Value(""));
  CHECK(state["endpoint"] == Value("dwh.example.com:5440"));
  CHECK(state["arn"] == Value("arn:aws:redshift:us-east-1:123456789012:cluster:dwh"));
  CHECK(state["kms_key_id"] == Value(""));
  CHECK(redshift.read({{"NumberOfNodes", "1"}})["cluster_type"] == Value("single-node"));
}

TEST_CASE("an endpoint that the answer lacks stays as it is") {
  Reading redshift("aws_redshift_cluster");
  const Value before(Value::Map{{"cluster_identifier", "dwh"},
                                {"dns_name", "dwh.example.com"},
                                {"port", 5439},
                                {"endpoint", "dwh.example.com:5439"}});
  const Value state = redshift.read({{"ClusterIdentifier", "dwh"}}, before);
  CHECK(state["dns_name"] == Value("dwh.example.com"));
  CHECK(state["port"] == Value(5439));
  CHECK(state["endpoint"] == Value("dwh.example.com:5439"));
}

TEST_CASE(
    "a catalog table gives zeros for what is absent, and an Iceberg table hides what the service keeps in its "
    "parameters") {
  Reading glue("aws_glue_catalog_table");
  const Json answer = Json::parse(
      R"({"Name": "t", "DatabaseName": "d", "Parameters": {"table_type": "ICEBERG", "metadata_location": "s3://m", "mine": "1"},
    "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "bigint"}], "Compressed": false, "NumberOfBuckets": -1, "SerdeInfo": {"SerializationLibrary": "x"}, "SortColumns": []}})");
  const Value state = glue.read(answer, Value(Value::Map{{"name", "t"}, {"database_name", "d"}, {"catalog_id", "1"}}));
  CHECK(state["parameters"] == Value(Value::Map{{"mine", "1"}}));
  CHECK(state["description"] == Value(""));
  CHECK(state["retention"] == Value(0));
  CHECK(state["target_table"] == Value(Value::List{}));
  const Value& descriptor = state["storage_descriptor"].as_list()[0];
  CHECK(descriptor["number_of_buckets"] == Value(-1));
  CHECK(descriptor["columns"].as_list()[0]["type"] == Value("bigint"));
  CHECK(descriptor["columns"].as_list()[0]["comment"] == Value(""));
  CHECK(descriptor["ser_de_info"].as_list()[0]["name"] == Value(""));
  CHECK(descriptor["skewed_info"] == Value(Value::List{}));
  CHECK(state["arn"] == Value("arn:aws:glue:us-east-1:123456789012:table/d/t"));
  const Json hudi = Json::parse(R"({"Name": "t", "Parameters": {"table_type": "HUDI"}})");
  CHECK(glue.read(hudi)["parameters"] == Value(Value::Map{{"table_type", "HUDI"}}));
}

TEST_CASE("a website without routing rules has no text of them") {
  Reading bucket("aws_s3_bucket");
  const Value website = bucket.read({{"IndexDocument", {{"Suffix", "index.html"}}}})["website"];
  REQUIRE(website.is_list());
  CHECK(website.as_list().at(0)["index_document"] == Value("index.html"));
  CHECK(website.as_list().at(0)["routing_rules"] == Value(""));
}

TEST_CASE("a crawler's schedule and targets are found in their places") {
  Reading glue("aws_glue_crawler");
  const Json answer = Json::parse(
      R"j({"Name": "c", "Role": "service-role/R", "Schedule": {"ScheduleExpression": "cron(0 1 * * ? *)", "State": "SCHEDULED"},
    "Targets": {"S3Targets": [{"Path": "s3://a/", "Exclusions": ["x"]}], "DynamoDBTargets": [{"Path": "t", "scanRate": 0.5, "scanAll": true}], "JdbcTargets": []}})j");
  const Value state =
      glue.read(answer, Value(Value::Map{{"name", "c"}, {"role", "arn:aws:iam::123456789012:role/service-role/R"}}));
  CHECK(state["schedule"] == Value("cron(0 1 * * ? *)"));
  CHECK(state["s3_target"].as_list()[0]["path"] == Value("s3://a/"));
  CHECK(state["s3_target"].as_list()[0]["exclusions"] == list({"x"}));
  CHECK(state["dynamodb_target"].as_list()[0]["scan_rate"] == Value(Number::from_double(0.5)));
  CHECK(state["jdbc_target"] == Value(Value::List{}));
  CHECK(glue.read({{"Name", "c"}}, Value(Value::Map{{"name", "c"}}))["schedule"] == Value(""));
}

TEST_CASE(
    "a derived value whose last choice is a literal is made though what it names is unset, and though it is empty") {
  CHECK(Reading("aws_s3_bucket_lifecycle_configuration").read(Json::object())["expected_bucket_owner"] == Value(""));
  const Value owned = Value::Map{{"expected_bucket_owner", Value("123456789012")}};
  CHECK(Reading("aws_s3_bucket_lifecycle_configuration").read(Json::object(), owned)["expected_bucket_owner"] ==
        Value("123456789012"));
}

TEST_CASE("a crawler's role is in the state as Glue answers it, though the ARN that was configured means the same") {
  Reading crawler("aws_glue_crawler");
  const Value state = crawler.read({{"Name", "nightly"}, {"Role", "service-role/glue"}},
                                   Value(Value::Map{{"role", "arn:aws:iam::123456789012:role/service-role/glue"}}));
  CHECK(state["role"] == Value("service-role/glue"));
}

TEST_CASE("what is derived under a condition is null without it: only a website has a domain") {
  Reading bucket("aws_s3_bucket");
  const auto domain = [&](Value website) {
    const Value state(Value::Map{
        {"bucket", Value("lake")}, {"bucket_region", Value("eu-central-1")}, {"website", std::move(website)}});
    Scope scope{bucket.definition, bucket.context, state, {}, {}, "x", "eu-central-1", {}, {}, {}, {}, {}};
    derive_fields(scope);
    return scope.object["website_domain"];
  };
  CHECK(domain(Value(Value::List{})).is_null());
  CHECK(domain(Value(Value::List{Value(Value::Map{{"index_document", Value("index.html")}})})).as_string() ==
        "s3-website.eu-central-1.amazonaws.com");
}

// What the state says after an apply, also when something failed on the way. Definitions are the real ones; the cloud
// is a fake.
#include <doctest/doctest.h>

#include "provider/engine/operations.h"
#include "provider/engine/plan/shape.h"
#include "tests/engine/fake_cloud.h"

using namespace lakeform;
using namespace lakeform::engine;

namespace {

const char* const kDatabase = "aws_glue_catalog_database";
const char* const kCrawler = "aws_glue_crawler";
const char* const kCluster = "aws_redshift_cluster";

struct World {
  FakeCloud cloud;
  Context context;
  World() { context.client = &cloud; }

  ApplyAnswer create(const char* type, const Json& wanted) { return apply(type, {}, wanted); }
  ApplyAnswer apply(const char* type, const Json& prior, const Json& wanted) {
    ApplyRequest request;
    request.type = type;
    if (!prior.is_null()) request.prior = aws_object(type, prior);
    if (!wanted.is_null()) request.planned = request.config = aws_object(type, wanted);
    return apply_object(aws(type), context, request);
  }
};

Error no_such_entity() { return service_error(Fault::NotFound, "EntityNotFoundException"); }
Error no_such_cluster() { return service_error(Fault::NotFound, "ClusterNotFound"); }
Error denied() { return service_error(Fault::Denied, "AccessDenied", "not you"); }

const Json kWarehouse{{"cluster_identifier", "dwh"}, {"node_type", "ra3.xlplus"},
                      {"master_username", "admin"},  {"master_password", "Secret123"},
                      {"number_of_nodes", 1},        {"encrypted", "true"},
                      {"skip_final_snapshot", true}, {"port", 5439}};

Json described(const Json& more) {
  Json cluster{{"ClusterIdentifier", "dwh"},
               {"NodeType", "ra3.xlplus"},
               {"NumberOfNodes", "1"},
               {"MasterUsername", "admin"},
               {"Encrypted", "true"}};
  cluster.update(more);
  return {{"Clusters", {{"Cluster", {cluster}}}}};
}

}  // namespace

TEST_CASE("a name that is taken is an error at once, without a state") {
  World world;
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> {
    return service_error(Fault::Conflict, "AlreadyExistsException", "Database exists");
  };
  const auto answer = world.create(kDatabase, {{"name", "raw"}});
  REQUIRE(answer.diagnostics.size() == 1);
  CHECK(answer.diagnostics[0].detail.find("Database exists") != std::string::npos);
  CHECK(answer.state.is_null());
  CHECK(world.cloud.asked() == std::vector<std::string>{"GetDatabase", "CreateDatabase"});
}

TEST_CASE("a role that has not spread yet is waited for") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "CreateCrawler" && number == 1) {
      return service_error(Fault::InvalidInput, "InvalidInputException",
                           "Service is unable to assume provided role. Please verify role's TrustPolicy");
    }
    if (call.operation == "GetCrawler")
      return reply({{"Crawler", {{"Name", "c"}, {"Role", "r"}, {"DatabaseName", "d"}}}});
    return nothing();
  };
  const auto answer = world.create(kCrawler, {{"name", "c"}, {"role", "r"}, {"database_name", "d"}});
  CHECK(answer.diagnostics.empty());
  CHECK(world.cloud.count("CreateCrawler") == 2);
  CHECK(answer.state["id"] == Value("c"));
}

TEST_CASE("a role that was replaced is read again while the service answers the one that had its name before") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    const bool old = call.operation == "GetRole" && number < 3;
    if (call.operation == "CreateRole" || call.operation == "GetRole") {
      return reply({{"Role",
                     {{"RoleName", "r"},
                      {"Path", old ? "/" : "/jobs/"},
                      {"RoleId", old ? "AROAOLD" : "AROANEW"},
                      {"Arn", old ? "arn:aws:iam::1:role/r" : "arn:aws:iam::1:role/jobs/r"}}}});
    }
    return nothing();
  };
  const auto answer = world.create("aws_iam_role", {{"name", "r"}, {"path", "/jobs/"}, {"assume_role_policy", "{}"}});
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state["arn"] == Value("arn:aws:iam::1:role/jobs/r"));
  CHECK(world.cloud.count("GetRole") == 3);
}

TEST_CASE(
    "a crawler that runs is changed when it has ended, and one whose tags are going is created when they are gone") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "CreateCrawler" && number == 1)
      return service_error(Fault::InvalidInput, "InvalidInputException",
                           "Tags created previously are in deleting state. Please retry");
    if (call.operation == "UpdateCrawler" && number == 1)
      return service_error(Fault::Conflict, "CrawlerRunningException", "it runs");
    if (call.operation == "GetCrawler")
      return reply({{"Crawler", {{"Name", "c"}, {"Role", "r"}, {"DatabaseName", "d"}}}});
    return nothing();
  };
  const Json before{{"id", "c"}, {"name", "c"}, {"role", "r"}, {"database_name", "d"}, {"description", "nightly"}};
  CHECK(world.create(kCrawler, before).diagnostics.empty());
  Json after = before;
  after["description"] = nullptr;
  CHECK(world.apply(kCrawler, before, after).diagnostics.empty());
  CHECK(world.cloud.count("CreateCrawler") == 2);
  CHECK(world.cloud.count("UpdateCrawler") == 2);
}

TEST_CASE("a cluster is waited for by its availability, or by its status where a server has no availability") {
  for (const bool has_availability : {true, false}) {
    World world;
    world.cloud.answer = [=](const cloud::Call& call, int number) -> Result<cloud::Reply> {
      if (call.operation == "CreateCluster")
        return reply({{"Cluster", {{"ClusterIdentifier", "dwh"}, {"Encrypted", "true"}}}});
      Json now{{"ClusterStatus", number < 3 ? "creating" : "available"}};
      if (has_availability) now["ClusterAvailabilityStatus"] = number < 3 ? "Modifying" : "Available";
      return reply(described(now));
    };
    const auto answer = world.create(kCluster, kWarehouse);
    CHECK(answer.diagnostics.empty());
    CHECK(answer.state["id"] == Value("dwh"));
    CHECK(world.cloud.count("DescribeClusters") >= 3);
  }
}

TEST_CASE("a cluster that fails to become available is not waited for to the end, and is in the state") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "CreateCluster")
      return reply({{"Cluster", {{"ClusterIdentifier", "dwh"}, {"Encrypted", "true"}}}});
    return reply(described(
        {{"ClusterStatus", "incompatible-hsm"}, {"ClusterAvailabilityStatus", number < 2 ? "Modifying" : "Failed"}}));
  };
  const auto answer = world.create(kCluster, kWarehouse);
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state["id"] == Value("dwh"));
}

TEST_CASE("a cluster that is restored is ready when its data is back") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "RestoreFromClusterSnapshot")
      return reply({{"Cluster", {{"ClusterIdentifier", "dwh"}, {"Encrypted", "true"}}}});
    return reply(described({{"ClusterAvailabilityStatus", "Available"},
                            {"RestoreStatus", {{"Status", number < 5 ? "restoring" : "completed"}}}}));
  };
  Json wanted = kWarehouse;
  wanted["snapshot_identifier"] = "last";
  CHECK(world.create(kCluster, wanted).diagnostics.empty());
  CHECK(world.cloud.count("RestoreFromClusterSnapshot") == 1);
  CHECK(world.cloud.count("DescribeClusters") >= 5);
}

TEST_CASE("a stop in the middle of a wait gives the object back with its id") {
  World world;
  world.cloud.answer = [&](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "CreateCluster") return reply({{"Cluster", {{"ClusterIdentifier", "dwh"}}}});
    if (number == 2) world.cloud.request_stop();
    return reply(described({{"ClusterAvailabilityStatus", "Modifying"}}));
  };
  const auto answer = world.create(kCluster, kWarehouse);
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state["id"] == Value("dwh"));
  CHECK(answer.state["master_password"] == Value("Secret123"));
  CHECK(answer.state.wholly_known());
}

TEST_CASE("a stop before the first call makes nothing and says so") {
  World world;
  world.cloud.request_stop();
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> { return reply({}); };
  const auto answer = world.create(kCluster, kWarehouse);
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state.is_null());
  CHECK(world.cloud.asked().empty());
}

TEST_CASE("a created cluster that can't be read afterwards stays in the state") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int) -> Result<cloud::Reply> {
    if (call.operation == "CreateCluster") return reply({{"Cluster", {{"ClusterIdentifier", "dwh"}}}});
    return denied();
  };
  const auto answer = world.create(kCluster, kWarehouse);
  REQUIRE(has_error(answer.diagnostics));
  CHECK(answer.diagnostics[0].detail.find("not you") != std::string::npos);
  CHECK(answer.state["id"] == Value("dwh"));
}

TEST_CASE("a cluster without a password or a user is refused before any call") {
  World world;
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> { return reply({}); };
  Json wanted = kWarehouse;
  wanted.erase("master_password");
  CHECK(has_error(world.create(kCluster, wanted).diagnostics));
  CHECK(world.cloud.asked().empty());
}

TEST_CASE("a failed update says what was made and keeps the rest as it was") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int) -> Result<cloud::Reply> {
    if (call.operation == "ModifyClusterIamRoles") return denied();
    return reply(described({{"NodeType", "ra3.4xlarge"}, {"ClusterAvailabilityStatus", "Available"}}));
  };
  Json before = kWarehouse, after = kWarehouse;
  before["id"] = after["id"] = "dwh";
  after["node_type"] = "ra3.4xlarge";
  after["iam_roles"] = {"arn:aws:iam::123456789012:role/copy"};
  after["master_password"] = "Secret456";
  const auto answer = world.apply(kCluster, before, after);
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state["node_type"] == Value("ra3.4xlarge"));
  CHECK(answer.state["master_password"] == Value("Secret456"));
  CHECK(answer.state["iam_roles"].as_list().empty());
}

TEST_CASE("an attribute of objects that was unknown and that no answer tells is null, not an empty list") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int) -> Result<cloud::Reply> {
    if (call.operation == "CreateTable") return reply(Json::object());
    if (call.operation == "GetPartitionIndexes") return reply({{"PartitionIndexDescriptorList", Json::array()}});
    return reply(
        {{"Table",
          {{"Name", "sales"}, {"DatabaseName", "raw"}, {"PartitionKeys", {{{"Name", "year"}, {"Type", "int"}}}}}}});
  };
  ApplyRequest request;
  request.type = "aws_glue_catalog_table";
  request.config = aws_object("aws_glue_catalog_table", {{"name", "sales"}, {"database_name", "raw"}});
  request.planned = request.config;
  request.planned.set("partition_index", Value::unknown());
  const auto answer = apply_object(aws("aws_glue_catalog_table"), world.context, request);
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state["partition_keys"].as_list().size() == 1);
  CHECK(answer.state["partition_index"].is_null());
}

TEST_CASE("on the way to Terraform a block that is not there is empty, but null where the service decides on it too") {
  const auto& table = aws("aws_glue_catalog_table").root;
  const Value sent =
      in_shape(table, Value(Value::Map{{"partition_index", Value()}, {"open_table_format_input", Value()}}));
  CHECK(sent["partition_index"].is_null());
  CHECK(sent["open_table_format_input"] == Value(Value::List{}));
}

TEST_CASE("a busy cluster is modified once it is ready") {
  World world;
  world.cloud.answer = [](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "ModifyCluster" && number == 1)
      return service_error(Fault::Conflict, "InvalidClusterState", "busy");
    return reply(described({{"NodeType", "ra3.4xlarge"}, {"ClusterAvailabilityStatus", "Available"}}));
  };
  Json before = kWarehouse, after = kWarehouse;
  before["id"] = after["id"] = "dwh";
  after["node_type"] = "ra3.4xlarge";
  CHECK(world.apply(kCluster, before, after).diagnostics.empty());
  CHECK(world.cloud.count("ModifyCluster") == 2);
}

TEST_CASE("a delete of what is gone succeeds; a failed one keeps the state") {
  World world;
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> { return no_such_cluster(); };
  Json stored = kWarehouse;
  stored["id"] = "dwh";
  auto answer = world.apply(kCluster, stored, {});
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state.is_null());
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> { return denied(); };
  answer = world.apply(kCluster, stored, {});
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state["id"] == Value("dwh"));
}

TEST_CASE(
    "a cluster that is being deleted already, or by a call whose answer was lost, is waited for until it is gone") {
  World world;
  world.cloud.answer = [&](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.operation == "DeleteCluster" && number == 1)
      return service_error(Fault::Conflict, "InvalidClusterState", "There is an operation running on the Cluster.");
    if (call.operation == "DeleteCluster") return reply({{"Cluster", {{"ClusterStatus", "deleting"}}}});
    if (number < 3)
      return reply(described({{"ClusterStatus", "deleting"}, {"ClusterAvailabilityStatus", "Modifying"}}));
    return no_such_cluster();
  };
  Json stored = kWarehouse;
  stored["id"] = "dwh";
  const auto answer = world.apply(kCluster, stored, {});
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state.is_null());
  CHECK(world.cloud.count("DeleteCluster") == 2);
}

TEST_CASE("a crawler that runs is stopped and then deleted; one that does not costs one call") {
  for (const bool running : {true, false}) {
    World world;
    world.cloud.answer = [=](const cloud::Call& call, int number) -> Result<cloud::Reply> {
      const bool busy = running && call.operation == "DeleteCrawler" && number < 3;
      return busy ? Result<cloud::Reply>(service_error(Fault::Conflict, "CrawlerRunningException"))
                  : reply(Json::object());
    };
    const auto answer = world.apply(kCrawler, {{"id", "c"}, {"name", "c"}, {"role", "r"}, {"database_name", "d"}}, {});
    CHECK(answer.diagnostics.empty());
    CHECK(answer.state.is_null());
    CHECK(world.cloud.count("StopCrawler") == (running ? 1 : 0));
    CHECK(world.cloud.count("DeleteCrawler") == (running ? 3 : 1));
  }
}

TEST_CASE("a cluster without a named last snapshot is not deleted") {
  World world;
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> { return reply({}); };
  Json stored = kWarehouse;
  stored["id"] = "dwh";
  stored["skip_final_snapshot"] = false;
  const auto answer = world.apply(kCluster, stored, {});
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state["id"] == Value("dwh"));
  CHECK(world.cloud.asked().empty());
}

TEST_CASE("after an update that had nothing to ask for, a missing object is an error at once") {
  World world;
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> {
    return service_error(Fault::NotFound, "ClusterNotFound");
  };
  Json stored = kWarehouse, planned = kWarehouse;
  stored["id"] = planned["id"] = "dwh";
  planned["skip_final_snapshot"] = false;
  const auto answer = world.apply(kCluster, stored, planned);
  CHECK(has_error(answer.diagnostics));
  CHECK(answer.state == aws_object(kCluster, stored));
  CHECK(world.cloud.asked() ==
        std::vector<std::string>{"DescribeClusters", "DescribeClusters"});  // the second one says what state to keep
}

TEST_CASE(
    "a refused read, or another thing that is missing, is an error that keeps the state; only a missing object leaves "
    "it") {
  World world;
  const Value stored =
      aws_object(kDatabase, {{"name", "raw"}, {"catalog_id", "123456789012"}, {"id", "123456789012:raw"}});
  for (const Error& error : {denied(), broken_off(), service_error(Fault::Throttled, "ThrottlingException"),
                             service_error(Fault::NotFound, "FederatedResourceNotFound")}) {
    world.cloud.answer = [&](const cloud::Call&, int) -> Result<cloud::Reply> { return error; };
    const auto answer = read_object(aws(kDatabase), world.context, stored);
    CHECK(has_error(answer.diagnostics));
    CHECK(answer.state == stored);
  }
  world.cloud.answer = [](const cloud::Call&, int) -> Result<cloud::Reply> { return no_such_entity(); };
  const auto answer = read_object(aws(kDatabase), world.context, stored);
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state.is_null());
}

#include "tests/sandbox/redshift/redshift_test.h"

using namespace lakeform::sandbox;

TEST_CASE("a new cluster is being created until the delay is over, and has an endpoint only then") {
  Warehouse w;
  const auto created = w.create();
  CHECK(created.text("CreateClusterResult/Cluster/ClusterStatus") == "creating");
  CHECK(created.text("CreateClusterResult/Cluster/PendingModifiedValues/MasterUserPassword") == "****");
  CHECK(w.cluster("ClusterAvailabilityStatus") == "Modifying");
  CHECK(w.cluster("Endpoint/Port") == "");
  w.pass();
  CHECK(w.cluster("ClusterStatus") == "available");
  CHECK(w.cluster("ClusterAvailabilityStatus") == "Available");
  CHECK(w.cluster("Endpoint/Port") == "5439");
  CHECK(w.cluster("PendingModifiedValues/MasterUserPassword") == "");
  CHECK(w.call("DescribeClusters").count("DescribeClustersResult/Clusters/Cluster/ClusterNodes/member") == 3);
}

TEST_CASE("clusters of another account or region are not seen") {
  Warehouse w;
  w.create();
  w.client.region = "eu-west-1";
  CHECK(w.call("DescribeClusters", {{"ClusterIdentifier", "w"}}).code() == "ClusterNotFound");
  w.client.region = "us-east-1";
  w.client.keys = {"AKIASANDBOX000000002", "sandbox-secret-2", ""};
  CHECK(w.call("DescribeClusters").count("DescribeClustersResult/Clusters/Cluster") == 0);
}

TEST_CASE("a cluster is refused when a value does not fit") {
  Warehouse w;
  w.create();
  CHECK(w.create().code() == "ClusterAlreadyExists");
  CHECK(w.create("Bad--name").code() == "InvalidParameterValue");
  CHECK(w.create("p", {{"Port", "80"}}).code() == "InvalidParameterValue");
  CHECK(w.create("d", {{"DBName", "Upper"}}).code() == "InvalidParameterValue");
  CHECK(w.create("s", {{"ClusterSubnetGroupName", "none"}}).code() == "ClusterSubnetGroupNotFoundFault");
  CHECK(w.create("g", {{"ClusterParameterGroupName", "none"}}).code() == "ClusterParameterGroupNotFound");
  CHECK(w.create("m", {{"PreferredMaintenanceWindow", "sun:05:00-sun:05:10"}}).code() == "InvalidParameterValue");
  CHECK(w.create("r", {{"DefaultIamRoleArn", "arn:aws:iam::111111111111:role/x"}}).code() == "InvalidParameterValue");
  CHECK(w.create("z", {{"MultiAZ", "true"}, {"AvailabilityZoneRelocation", "true"}}).code() ==
        "InvalidParameterCombination");
  CHECK(w.create("a", {{"ManageMasterPassword", "true"}}).code() == "InvalidParameterCombination");
}

TEST_CASE("the number of nodes must fit cluster type and node type") {
  Warehouse w;
  const auto create = [&](const std::string& type, const std::string& kind, const std::string& nodes) {
    TestClient::Form form = {{"ClusterIdentifier", "n"},
                             {"NodeType", type},
                             {"MasterUsername", "admin"},
                             {"MasterUserPassword", "Passw0rdX"}};
    if (!kind.empty()) form.push_back({"ClusterType", kind});
    if (!nodes.empty()) form.push_back({"NumberOfNodes", nodes});
    return w.call("CreateCluster", form).code();
  };
  CHECK(create("ra3.xlplus", "multi-node", "") == "InvalidParameterCombination");
  CHECK(create("ra3.xlplus", "multi-node", "1") == "InvalidParameterValue");
  CHECK(create("ra3.xlplus", "single-node", "2") == "InvalidParameterCombination");
  CHECK(create("ra3.4xlarge", "single-node", "") == "InvalidParameterCombination");
  CHECK(create("ra3.xlplus", "multi-node", "33") == "NumberOfNodesPerClusterLimitExceeded");
  CHECK(create("ra3.huge", "", "") == "InvalidParameterValue");
  CHECK(create("ra3.xlplus", "single-node", "") == "");
}

TEST_CASE("clusters come in pages that a marker joins") {
  Warehouse w;
  for (int i = 0; i < 25; ++i) w.create("c" + std::to_string(100 + i));
  const auto first = w.call("DescribeClusters", {{"MaxRecords", "20"}});
  CHECK(first.count("DescribeClustersResult/Clusters/Cluster") == 20);
  const auto marker = first.text("DescribeClustersResult/Marker");
  const auto second = w.call("DescribeClusters", {{"MaxRecords", "20"}, {"Marker", marker}});
  CHECK(second.count("DescribeClustersResult/Clusters/Cluster") == 5);
  CHECK(second.text("DescribeClustersResult/Marker") == "");
  CHECK(w.call("DescribeClusters", {{"MaxRecords", "5"}}).code() == "InvalidParameterValue");
}

TEST_CASE("reads lag behind writes, but a name is taken at once") {
  Warehouse w;
  w.front.world().options.lag = std::chrono::minutes(5);
  w.create();
  CHECK(w.call("DescribeClusters", {{"ClusterIdentifier", "w"}}).code() == "ClusterNotFound");
  CHECK(w.create().code() == "ClusterAlreadyExists");
  w.pass(6);
  CHECK(w.cluster("ClusterIdentifier") == "w");
}

TEST_CASE("a cluster is deleted with a final snapshot, or says that it needs a name for one") {
  Warehouse w;
  w.create();
  CHECK(w.call("DeleteCluster", {{"ClusterIdentifier", "w"}, {"SkipFinalClusterSnapshot", "true"}}).code() ==
        "InvalidClusterState");
  w.pass(3);
  CHECK(w.call("DeleteCluster", {{"ClusterIdentifier", "w"}}).code() == "InvalidParameterCombination");
  w.call("DeleteCluster", {{"ClusterIdentifier", "w"}, {"FinalClusterSnapshotIdentifier", "last"}});
  CHECK(w.cluster("ClusterStatus") == "final-snapshot");
  w.pass();
  CHECK(w.cluster("ClusterStatus") == "deleting");
  w.pass();
  CHECK(w.call("DescribeClusters", {{"ClusterIdentifier", "w"}}).code() == "ClusterNotFound");
  // The automated snapshot has gone with its cluster.
  CHECK(w.call("DescribeClusterSnapshots").count("DescribeClusterSnapshotsResult/Snapshots/Snapshot") == 1);
  w.call("RestoreFromClusterSnapshot", {{"ClusterIdentifier", "again"}, {"SnapshotIdentifier", "last"}});
  CHECK(w.cluster("RestoreStatus/Status", "again") == "starting");
  w.pass(2);
  CHECK(w.cluster("RestoreStatus/Status", "again") == "completed");
  CHECK(w.cluster("MasterUsername", "again") == "admin");
}

TEST_CASE("a paused cluster can be resumed and deleted, and nothing else") {
  Warehouse w;
  w.create();
  w.pass();
  w.call("PauseCluster", {{"ClusterIdentifier", "w"}});
  w.pass();
  CHECK(w.cluster("ClusterStatus") == "paused");
  CHECK(w.call("ModifyCluster", {{"ClusterIdentifier", "w"}, {"NumberOfNodes", "3"}}).code() == "InvalidClusterState");
  w.call("ResumeCluster", {{"ClusterIdentifier", "w"}});
  w.pass();
  CHECK(w.cluster("ClusterStatus") == "available");
}

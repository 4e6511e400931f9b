#include "tests/sandbox/redshift/redshift_test.h"

using namespace lakeform::sandbox;

namespace {

struct Running : Warehouse {
  Running() {
    create();
    pass();
  }
  Answer modify(TestClient::Form form) {
    form.insert(form.begin(), {"ClusterIdentifier", "w"});
    return call("ModifyCluster", form);
  }
};

}  // namespace

TEST_CASE("a resize shows what is pending, and takes effect after the delay") {
  Running w;
  CHECK(w.call("DescribeResize", {{"ClusterIdentifier", "w"}}).code() == "ResizeNotFound");
  w.modify({{"NodeType", "ra3.4xlarge"}, {"NumberOfNodes", "4"}});
  CHECK(w.cluster("ClusterStatus") == "resizing");
  CHECK(w.cluster("NumberOfNodes") == "2");
  CHECK(w.cluster("PendingModifiedValues/NumberOfNodes") == "4");
  CHECK(w.cluster("ResizeInfo/ResizeType") == "ClassicResize");
  CHECK(w.modify({{"NumberOfNodes", "3"}}).code() == "InvalidClusterState");
  CHECK(w.call("DescribeResize", {{"ClusterIdentifier", "w"}}).text("DescribeResizeResult/Status") == "IN_PROGRESS");
  w.pass();
  CHECK(w.cluster("NodeType") == "ra3.4xlarge");
  CHECK(w.cluster("NumberOfNodes") == "4");
  CHECK(w.call("DescribeResize", {{"ClusterIdentifier", "w"}}).text("DescribeResizeResult/Status") == "SUCCEEDED");
}

TEST_CASE("an elastic resize at most doubles the nodes; a classic one may do more") {
  Running w;
  const TestClient::Form form = {{"ClusterIdentifier", "w"}, {"NumberOfNodes", "8"}};
  CHECK(w.call("ResizeCluster", form).code() == "UnsupportedOptionFault");
  auto classic = form;
  classic.push_back({"Classic", "true"});
  CHECK(w.call("ResizeCluster", classic).code() == "");
}

TEST_CASE("a renamed cluster is found under its new name only, with a new endpoint") {
  Running w;
  w.modify({{"NewClusterIdentifier", "other"}});
  CHECK(w.cluster("ClusterStatus") == "renaming");
  w.pass();
  CHECK(w.call("DescribeClusters", {{"ClusterIdentifier", "w"}}).code() == "ClusterNotFound");
  CHECK(w.cluster("Endpoint/Address", "other").rfind("other.", 0) == 0);
}

TEST_CASE("settings without work for the nodes take effect at once") {
  Running w;
  w.modify({{"AutomatedSnapshotRetentionPeriod", "7"}, {"PreferredMaintenanceWindow", "Mon:01:00-Mon:02:00"}});
  CHECK(w.cluster("ClusterStatus") == "available");
  CHECK(w.cluster("AutomatedSnapshotRetentionPeriod") == "7");
  CHECK(w.cluster("PreferredMaintenanceWindow") == "mon:01:00-mon:02:00");
}

TEST_CASE("encryption, access and two zones change after the delay") {
  Running w;
  w.modify({{"Encrypted", "false"}});
  CHECK(w.cluster("PendingModifiedValues/EncryptionType") == "NONE");
  w.pass();
  CHECK(w.cluster("Encrypted") == "false");
  CHECK(w.cluster("KmsKeyId") == "");
  w.modify({{"PubliclyAccessible", "true"}});
  w.pass();
  CHECK(w.cluster("PubliclyAccessible") == "true");
  CHECK(w.modify({{"MultiAZ", "true"}}).code() == "InvalidParameterCombination");
}

TEST_CASE("relocation is pending before it is enabled, and lets the zone change") {
  Running w;
  CHECK(w.modify({{"AvailabilityZone", "us-east-1a"}, {"AvailabilityZoneRelocation", "false"}}).code() ==
        (w.cluster("AvailabilityZone") == "us-east-1a" ? "" : "InvalidParameterCombination"));
  w.pass();
  w.modify({{"AvailabilityZoneRelocation", "true"}});
  CHECK(w.cluster("AvailabilityZoneRelocationStatus") == "pending_enabling");
  w.pass();
  CHECK(w.cluster("AvailabilityZoneRelocationStatus") == "enabled");
  w.modify({{"AvailabilityZone", "us-east-1c"}});
  w.pass();
  CHECK(w.cluster("AvailabilityZone") == "us-east-1c");
}

TEST_CASE("a managed password has a secret until a password is given again") {
  Running w;
  w.modify({{"ManageMasterPassword", "true"}});
  w.pass();
  CHECK(w.cluster("MasterPasswordSecretArn")
            .rfind("arn:aws:secretsmanager:us-east-1:111111111111:secret:redshift!w-admin", 0) == 0);
  CHECK(w.modify({{"ManageMasterPassword", "false"}}).code() == "InvalidParameterCombination");
  w.modify({{"ManageMasterPassword", "false"}, {"MasterUserPassword", "Passw0rdY"}});
  w.pass();
  CHECK(w.cluster("MasterPasswordSecretArn") == "");
}

TEST_CASE("roles are added and removed, and the default role is one of them") {
  Running w;
  const std::string a = "arn:aws:iam::111111111111:role/a";
  w.call("ModifyClusterIamRoles",
         {{"ClusterIdentifier", "w"}, {"AddIamRoles.IamRoleArn.1", a}, {"DefaultIamRoleArn", a}});
  CHECK(w.cluster("IamRoles/ClusterIamRole/ApplyStatus") == "adding");
  CHECK(w.cluster("ClusterAvailabilityStatus") == "Modifying");
  w.pass();
  CHECK(w.cluster("IamRoles/ClusterIamRole/ApplyStatus") == "in-sync");
  CHECK(w.cluster("DefaultIamRoleArn") == a);
  w.call("ModifyClusterIamRoles", {{"ClusterIdentifier", "w"}, {"RemoveIamRoles.IamRoleArn.1", a}});
  w.pass();
  CHECK(w.cluster("IamRoles/ClusterIamRole/ApplyStatus") == "");
  CHECK(w.cluster("DefaultIamRoleArn") == "");
}

TEST_CASE("logging and copies of snapshots are switched on and off") {
  Running w;
  CHECK(w.call("EnableLogging", {{"ClusterIdentifier", "w"}}).code() == "InvalidParameterValue");
  w.call("EnableLogging", {{"ClusterIdentifier", "w"}, {"BucketName", "b"}, {"S3KeyPrefix", "p/"}});
  CHECK(w.call("DescribeLoggingStatus", {{"ClusterIdentifier", "w"}}).text("DescribeLoggingStatusResult/BucketName") ==
        "b");
  w.call("DisableLogging", {{"ClusterIdentifier", "w"}});
  CHECK(w.call("DescribeLoggingStatus", {{"ClusterIdentifier", "w"}})
            .text("DescribeLoggingStatusResult/LoggingEnabled") == "false");
  w.call("EnableSnapshotCopy", {{"ClusterIdentifier", "w"}, {"DestinationRegion", "us-west-2"}});
  CHECK(w.cluster("ClusterSnapshotCopyStatus/DestinationRegion") == "us-west-2");
  CHECK(w.call("EnableSnapshotCopy", {{"ClusterIdentifier", "w"}, {"DestinationRegion", "us-west-2"}}).code() ==
        "SnapshotCopyAlreadyEnabledFault");
  w.call("DisableSnapshotCopy", {{"ClusterIdentifier", "w"}});
  CHECK(w.cluster("ClusterSnapshotCopyStatus/DestinationRegion") == "");
}

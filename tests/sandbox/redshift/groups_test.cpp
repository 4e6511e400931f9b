#include "tests/sandbox/redshift/redshift_test.h"

using namespace lakeform::sandbox;

TEST_CASE("a subnet group keeps its subnets, and is not deleted while a cluster stands in it") {
  Warehouse w;
  CHECK(w.call("CreateClusterSubnetGroup", {{"ClusterSubnetGroupName", "default"}, {"Description", "d"}}).code() ==
        "InvalidParameterValue");
  const TestClient::Form form = {
      {"ClusterSubnetGroupName", "Net"}, {"Description", "d"}, {"SubnetIds.SubnetIdentifier.1", "subnet-0a"}};
  CHECK(w.call("CreateClusterSubnetGroup", form)
            .text("CreateClusterSubnetGroupResult/ClusterSubnetGroup/ClusterSubnetGroupName") == "net");
  CHECK(w.call("CreateClusterSubnetGroup", form).code() == "ClusterSubnetGroupAlreadyExists");
  w.create("w", {{"ClusterSubnetGroupName", "net"}});
  CHECK(w.call("DeleteClusterSubnetGroup", {{"ClusterSubnetGroupName", "net"}}).code() ==
        "InvalidClusterSubnetGroupStateFault");
  CHECK(
      w.call("ModifyClusterSubnetGroup", {{"ClusterSubnetGroupName", "net"}, {"SubnetIds.SubnetIdentifier.1", "eni-1"}})
          .code() == "InvalidSubnet");
  w.call("ModifyClusterSubnetGroup",
         {{"ClusterSubnetGroupName", "net"}, {"SubnetIds.SubnetIdentifier.1", "subnet-0b"}});
  const auto group = w.call("DescribeClusterSubnetGroups", {{"ClusterSubnetGroupName", "net"}});
  CHECK(
      group.text(
          "DescribeClusterSubnetGroupsResult/ClusterSubnetGroups/ClusterSubnetGroup/Subnets/Subnet/SubnetIdentifier") ==
      "subnet-0b");
  CHECK(w.call("DescribeClusterSubnetGroups", {{"ClusterSubnetGroupName", "x"}}).code() ==
        "ClusterSubnetGroupNotFoundFault");
}

namespace {

TestClient::Form parameter(const std::string& name, const std::string& value) {
  return {{"ParameterGroupName", "p"},
          {"Parameters.Parameter.1.ParameterName", name},
          {"Parameters.Parameter.1.ParameterValue", value}};
}

std::size_t set_by_user(Warehouse& w) {
  return w.call("DescribeClusterParameters", {{"ParameterGroupName", "p"}, {"Source", "user"}})
      .count("DescribeClusterParametersResult/Parameters/Parameter");
}

}  // namespace

TEST_CASE("a parameter group shows what a user has set, and resets it") {
  Warehouse w;
  w.call("CreateClusterParameterGroup",
         {{"ParameterGroupName", "P"}, {"ParameterGroupFamily", "redshift-1.0"}, {"Description", "d"}});
  CHECK(set_by_user(w) == 0);
  CHECK(w.call("ModifyClusterParameterGroup", parameter("no_such", "1")).code() == "InvalidParameterValue");
  CHECK(w.call("ModifyClusterParameterGroup", parameter("require_ssl", "maybe")).code() == "InvalidParameterValue");
  w.call("ModifyClusterParameterGroup", parameter("require_ssl", "true"));
  CHECK(set_by_user(w) == 1);
  w.call("ResetClusterParameterGroup", {{"ParameterGroupName", "p"}, {"ResetAllParameters", "true"}});
  CHECK(set_by_user(w) == 0);
  CHECK(w.call("DeleteClusterParameterGroup", {{"ParameterGroupName", "default.redshift-1.0"}}).code() ==
        "InvalidClusterParameterGroupState");
}

TEST_CASE("a changed parameter waits for the next reboot of the group's clusters") {
  Warehouse w;
  w.call("CreateClusterParameterGroup",
         {{"ParameterGroupName", "p"}, {"ParameterGroupFamily", "redshift-1.0"}, {"Description", "d"}});
  w.create("w", {{"ClusterParameterGroupName", "p"}});
  w.pass();
  w.call("ModifyClusterParameterGroup", parameter("require_ssl", "true"));
  CHECK(w.cluster("ClusterParameterGroups/ClusterParameterGroup/ParameterApplyStatus") == "pending-reboot");
  w.call("RebootCluster", {{"ClusterIdentifier", "w"}});
  w.pass();
  CHECK(w.cluster("ClusterParameterGroups/ClusterParameterGroup/ParameterApplyStatus") == "in-sync");
  CHECK(w.call("DeleteClusterParameterGroup", {{"ParameterGroupName", "p"}}).code() ==
        "InvalidClusterParameterGroupState");
}

TEST_CASE("tags are set, listed and removed by ARN") {
  Warehouse w;
  w.create("w", {{"Tags.Tag.1.Key", "a"}, {"Tags.Tag.1.Value", "1"}});
  const std::string arn = "arn:aws:redshift:us-east-1:111111111111:cluster:w";
  w.call("CreateTags", {{"ResourceName", arn}, {"Tags.Tag.1.Key", "b"}, {"Tags.Tag.1.Value", "2"}});
  CHECK(w.call("DescribeTags", {{"ResourceName", arn}}).count("DescribeTagsResult/TaggedResources/TaggedResource") ==
        2);
  w.call("DeleteTags", {{"ResourceName", arn}, {"TagKeys.TagKey.1", "a"}});
  CHECK(w.call("DescribeTags", {{"ResourceType", "Cluster"}})
            .text("DescribeTagsResult/TaggedResources/TaggedResource/Tag/Key") == "b");
  CHECK(w.call("DescribeClusters", {{"TagKeys.TagKey.1", "a"}}).count("DescribeClustersResult/Clusters/Cluster") == 0);
  const auto listed = w.client
                          .json("tagging", "ResourceGroupsTaggingAPI_20170126.GetResources",
                                {{"ResourceTypeFilters", {"redshift:cluster"}}})
                          .json();
  CHECK(listed["ResourceTagMappingList"][0]["ResourceARN"] == arn);
  CHECK(w.call("CreateTags", {{"ResourceName", arn + "x"}, {"Tags.Tag.1.Key", "b"}}).code() == "ResourceNotFoundFault");
  CHECK(w.call("CreateTags", {{"ResourceName", arn}, {"Tags.Tag.1.Key", "aws:b"}}).code() == "InvalidTagFault");
}

#include <doctest/doctest.h>

#include "tests/sandbox/test_client.h"

using namespace lakeform::sandbox;

TEST_CASE("every region has a default network, and any subnet that is named lies in it") {
  Front front{Options{}};
  TestClient client(front);
  const auto vpcs =
      client.query("ec2", "DescribeVpcs", {{"Filter.1.Name", "is-default"}, {"Filter.1.Value.1", "true"}});
  const auto vpc = vpcs.text("vpcSet/item/vpcId");
  CHECK(vpcs.count("vpcSet/item") == 1);
  CHECK(client.query("ec2", "DescribeSubnets").count("subnetSet/item") == 3);
  const auto named = client.query("ec2", "DescribeSubnets", {{"SubnetId.1", "subnet-0a"}, {"SubnetId.2", "subnet-0b"}});
  CHECK(named.count("subnetSet/item") == 2);
  CHECK(named.text("subnetSet/item/vpcId") == vpc);
  CHECK(client.query("ec2", "DescribeSubnets", {{"SubnetId.1", "x"}}).text("Errors/Error/Code") ==
        "InvalidSubnetId.Malformed");
  CHECK(
      client.query("ec2", "DescribeSecurityGroups", {{"Filter.1.Name", "group-name"}, {"Filter.1.Value.1", "default"}})
          .text("securityGroupInfo/item/vpcId") == vpc);
  CHECK(client.query("ec2", "DescribeAvailabilityZones").text("availabilityZoneInfo/item/zoneName") == "us-east-1a");
  client.region = "eu-west-1";
  CHECK(client.query("ec2", "DescribeVpcs").text("vpcSet/item/vpcId") != vpc);
}

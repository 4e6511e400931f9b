"""The subnets that a cluster may be in."""
CONFIG = '''
variable "subnets" {
  type = list(string)
}

resource "aws_redshift_subnet_group" "test" {
  name        = "lakeform-${var.unique}${local.other}"
  description = local.changed ? "private, two zones" : "private"
  subnet_ids  = local.changed ? var.subnets : slice(var.subnets, 0, 1)
  tags = {
    Stage = "before"
  }
}
'''
ON = {"sandbox": {}, "moto": {"update": "moto has no ModifyClusterSubnetGroup", "drift": "moto has no ModifyClusterSubnetGroup"}}


def prepare(boto, server):
    """Subnets of a network of the server's, where it has networks."""
    if server != "moto":
        return {"subnets": ["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"]}
    ec2 = boto("ec2")
    network = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    return {"subnets": [ec2.create_subnet(VpcId=network, CidrBlock=f"10.9.{n}.0/24")["Subnet"]["SubnetId"] for n in range(2)]}


def look(boto, values):
    return boto("redshift").describe_cluster_subnet_groups(ClusterSubnetGroupName=values["name"])


def drift(boto, values):
    boto("redshift").modify_cluster_subnet_group(ClusterSubnetGroupName=values["name"], SubnetIds=values["subnet_ids"][:1])
    return "subnet_ids"


def remove(boto, values):
    boto("redshift").delete_cluster_subnet_group(ClusterSubnetGroupName=values["name"])

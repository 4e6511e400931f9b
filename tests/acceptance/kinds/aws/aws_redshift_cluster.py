"""A warehouse; the retention of snapshots changes in place."""
CONFIG = '''
resource "aws_redshift_cluster" "test" {
  cluster_identifier                  = "lakeform-${var.unique}${local.other}"
  database_name                       = "warehouse"
  master_username                     = "admin"
  master_password                     = "Example-Passw0rd"
  node_type                           = "ra3.xlplus"
  number_of_nodes                     = 2
  encrypted                           = true
  publicly_accessible                 = false
  skip_final_snapshot                 = true
  automated_snapshot_retention_period = local.changed ? 7 : 1
  tags = {
    Stage = local.changed ? "after" : "before"
  }
}
'''
UNKNOWN_TO_IMPORT = ("master_password", "skip_final_snapshot", "apply_immediately", "cluster_version", "allow_version_upgrade")
ON = {"sandbox": {}, "moto": {"settle": "moto answers neither maintenance track nor retention of manual snapshots", "update": "as settle",
                        "drift": "as settle", "import": "as settle"}}


def look(boto, values):
    return boto("redshift").describe_clusters(ClusterIdentifier=values["cluster_identifier"])


def drift(boto, values):
    boto("redshift").modify_cluster(ClusterIdentifier=values["cluster_identifier"], AutomatedSnapshotRetentionPeriod=3)
    return "automated_snapshot_retention_period"


def remove(boto, values):
    boto("redshift").delete_cluster(ClusterIdentifier=values["cluster_identifier"], SkipFinalClusterSnapshot=True)
    boto("redshift").get_waiter("cluster_deleted").wait(ClusterIdentifier=values["cluster_identifier"], WaiterConfig={"Delay": 1})

"""Settings of clusters."""
CONFIG = '''
resource "aws_redshift_parameter_group" "test" {
  name   = "lakeform-${var.unique}${local.other}"
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "true"
  }
  parameter {
    name  = "enable_user_activity_logging"
    value = local.changed ? "true" : "false"
  }
}
'''
ON = {"sandbox": {}, "moto": {"all": "moto has no ModifyClusterParameterGroup"}}


def look(boto, values):
    return boto("redshift").describe_cluster_parameter_groups(ParameterGroupName=values["name"])


def drift(boto, values):
    boto("redshift").modify_cluster_parameter_group(ParameterGroupName=values["name"], Parameters=[
        {"ParameterName": "require_ssl", "ParameterValue": "false", "ApplyType": "static"}])
    return "parameter"


def remove(boto, values):
    boto("redshift").delete_cluster_parameter_group(ParameterGroupName=values["name"])

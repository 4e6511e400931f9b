"""A connection with credentials; its address changes in place."""
CONFIG = '''
resource "aws_glue_connection" "test" {
  name        = "lakeform-${var.unique}${local.other}"
  description = local.changed ? "the warehouse, moved" : "the warehouse"
  connection_properties = {
    JDBC_CONNECTION_URL = local.changed ? "jdbc:redshift://new.internal:5439/sales" : "jdbc:redshift://old.internal:5439/sales"
    USERNAME            = "glue_reader"
    PASSWORD            = "not-a-real-one"
  }
  physical_connection_requirements {
    availability_zone      = "us-east-1a"
    subnet_id              = "subnet-0a1b2c3d4e5f60001"
    security_group_id_list = ["sg-0a1b2c3d4e5f60001"]
  }
}
'''
ON = {"sandbox": {}, "moto": {"all": "leaves the type and the network of a connection out of its answers"}}


def look(boto, values):
    return boto("glue").get_connection(Name=values["name"])


def drift(boto, values):
    connection = boto("glue").get_connection(Name=values["name"])["Connection"]
    known = ("Name", "ConnectionType", "ConnectionProperties", "PhysicalConnectionRequirements")
    boto("glue").update_connection(Name=values["name"], ConnectionInput={**{k: connection[k] for k in known}, "Description": "changed behind"})
    return "description"


def remove(boto, values):
    boto("glue").delete_connection(ConnectionName=values["name"])

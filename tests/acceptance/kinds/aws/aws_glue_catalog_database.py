"""A database of the catalog."""
CONFIG = '''
resource "aws_glue_catalog_database" "test" {
  name         = "lakeform_${var.unique}${replace(local.other, "-", "_")}"
  description  = local.changed ? "sales, cleaned" : "sales"
  location_uri = "s3://lakeform-${var.unique}/sales/"
  parameters = local.changed ? { owner = "sales", since = "2026" } : { owner = "sales" }
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}}


def look(boto, values):
    return boto("glue").get_database(Name=values["name"])


def drift(boto, values):
    boto("glue").update_database(Name=values["name"], DatabaseInput={
        "Name": values["name"], "Description": "elsewhere", "LocationUri": values["location_uri"], "Parameters": values["parameters"]})
    return "description"


def remove(boto, values):
    boto("glue").delete_database(Name=values["name"])

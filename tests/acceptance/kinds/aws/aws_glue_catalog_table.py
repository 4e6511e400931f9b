"""A table of the catalog: columns are added in place."""
CONFIG = '''
resource "aws_glue_catalog_database" "base" {
  name = "lakeform_${var.unique}"
}

resource "aws_glue_catalog_table" "test" {
  name          = "sales${replace(local.other, "-", "_")}"
  database_name = aws_glue_catalog_database.base.name
  table_type    = "EXTERNAL_TABLE"
  parameters    = { classification = "parquet" }

  storage_descriptor {
    location      = "s3://lakeform-${var.unique}/sales/"
    input_format  = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
    ser_de_info {
      serialization_library = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
    }
    columns {
      name = "sale_id"
      type = "bigint"
    }
    dynamic "columns" {
      for_each = local.changed ? ["amount"] : []
      content {
        name    = columns.value
        type    = "double"
        comment = "in euro"
      }
    }
  }

  partition_keys {
    name = "year"
    type = "int"
  }
}
'''
ON = {"sandbox": {}, "moto": {}, "ministack": {}}


def look(boto, values):
    return boto("glue").get_table(DatabaseName=values["database_name"], Name=values["name"])


def drift(boto, values):
    table = look(boto, values)["Table"]
    wanted = {key: table[key] for key in ("Name", "StorageDescriptor", "PartitionKeys", "TableType", "Parameters", "Retention") if key in table}
    wanted["StorageDescriptor"]["Columns"].append({"Name": "sneaked_in", "Type": "string"})
    boto("glue").update_table(DatabaseName=values["database_name"], TableInput=wanted)
    return "storage_descriptor"


def remove(boto, values):
    boto("glue").delete_table(DatabaseName=values["database_name"], Name=values["name"])

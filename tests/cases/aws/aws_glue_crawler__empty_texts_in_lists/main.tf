provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_crawler" "all" {
  name          = "all"
  role          = "glue"
  database_name = "raw"
  classifiers   = ["", "orders", ""]

  s3_target {
    path       = "s3://lake/raw/"
    exclusions = [""]
  }
  catalog_target {
    database_name = "raw"
    tables        = ["", "orders"]
  }
  delta_target {
    delta_tables   = ["", "s3://lake/delta/"]
    write_manifest = false
  }
  hudi_target {
    paths                   = ["s3://lake/hudi/", ""]
    maximum_traversal_depth = 2
    exclusions              = ["", "*.tmp"]
  }
  iceberg_target {
    paths                   = [""]
    maximum_traversal_depth = 2
    exclusions              = [""]
  }
  jdbc_target {
    connection_name = "dwh"
    path            = "orders/%"
    exclusions      = ["", "audit/%"]
  }
}

resource "aws_glue_catalog_table" "orders" {
  name          = "orders"
  database_name = "raw"
  table_type    = "EXTERNAL_TABLE"
  parameters    = { owner = "etl" }

  storage_descriptor {
    additional_locations = ["", "s3://lake/more/"]
    skewed_info {
      skewed_column_names  = ["country"]
      skewed_column_values = ["", "de"]
    }
  }
}

resource "aws_redshift_cluster" "dwh" {
  cluster_identifier     = "dwh"
  node_type              = "ra3.xlplus"
  master_username        = "admin"
  manage_master_password = true
  encrypted              = true
  publicly_accessible    = false
  iam_roles              = ["", "arn:aws:iam::123456789012:role/copy"]
  vpc_security_group_ids = [""]
}

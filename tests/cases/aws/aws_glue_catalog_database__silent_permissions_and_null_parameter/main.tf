provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_catalog_database" "empty_block" {
  name = "empty_block"
  create_table_default_permission {}
}

resource "aws_glue_catalog_database" "empty_list" {
  name = "empty_list"
  create_table_default_permission {
    permissions = []
  }
}

resource "aws_glue_catalog_database" "null_parameter" {
  name       = "null_parameter"
  parameters = { a = null, b = "" }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_catalog_database" "changed" {
  name = "changed"

  create_table_default_permission {
    permissions = ["SELECT", "ALTER"]
  }
}

resource "aws_glue_catalog_database" "emptied" {
  name = "emptied"

  create_table_default_permission {}
}

resource "aws_glue_catalog_database" "dropped" {
  name       = "dropped"
  parameters = { tier = "gold" }
}

resource "aws_glue_catalog_database" "link" {
  name = "link"

  target_database {
    catalog_id    = "771200456318"
    database_name = "other"
  }
}

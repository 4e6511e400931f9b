provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_catalog_database" "changed" {
  name = "changed"

  create_table_default_permission {
    permissions = ["SELECT"]

    principal {
      data_lake_principal_identifier = "IAM_ALLOWED_PRINCIPALS"
    }
  }
}

resource "aws_glue_catalog_database" "emptied" {
  name = "emptied"

  create_table_default_permission {
    permissions = ["SELECT"]
  }
}

resource "aws_glue_catalog_database" "dropped" {
  name = "dropped"

  create_table_default_permission {
    permissions = ["SELECT"]
  }
}

resource "aws_glue_catalog_database" "link" {
  name = "link"

  target_database {
    catalog_id    = "771200456318"
    database_name = "finance"
    region        = "eu-west-1"
  }
}

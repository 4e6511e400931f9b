provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}


resource "aws_glue_catalog_database" "given" {
  name       = "given"
  catalog_id = "123456789012"
  create_table_default_permission {
    permissions = ["SELECT"]
    principal {
      data_lake_principal_identifier = "IAM_ALLOWED_PRINCIPALS"
    }
  }
  create_table_default_permission {}
}

resource "aws_glue_catalog_database" "emptied" {
  name       = "emptied"
  catalog_id = "123456789012"
  create_table_default_permission {}
}

resource "aws_glue_catalog_database" "two" {
  name       = "two"
  catalog_id = "123456789012"
  create_table_default_permission {}
  create_table_default_permission {
    permissions = ["SELECT"]
    principal {
      data_lake_principal_identifier = "IAM_ALLOWED_PRINCIPALS"
    }
  }
}

resource "aws_glue_catalog_database" "created" {
  name       = "created"
  catalog_id = "123456789012"
  create_table_default_permission {}
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_catalog_table" "kept" {
  name          = "kept"
  database_name = "raw"
  description   = "without its columns"

  storage_descriptor {
    location = "s3://lake/raw/"
  }
}

resource "aws_glue_catalog_table" "referring" {
  name          = "referring"
  database_name = "raw"

  storage_descriptor {
    schema_reference {
      schema_version_number = 1
      schema_id {
        schema_arn = "arn:aws:glue:us-east-1:123456789012:schema/lake/sales"
      }
    }
  }
}

resource "aws_glue_catalog_table" "described" {
  name          = "described"
  database_name = "raw"

  storage_descriptor {
    location = "s3://lake/raw/"
  }
}

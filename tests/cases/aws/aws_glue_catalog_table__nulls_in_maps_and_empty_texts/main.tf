provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "terraform_data" "origin" {}

resource "aws_glue_catalog_table" "nulls" {
  name          = "nulls"
  database_name = "raw"
  table_type    = "EXTERNAL_TABLE"
  parameters    = { classification = null, comment = "", owner = "etl" }

  storage_descriptor {
    additional_locations = ["", "s3://lake/more/"]
    parameters           = { classification = null }

    columns {
      name       = "id"
      parameters = { pii = null }
    }

    ser_de_info {
      parameters = { "serialization.format" = null, path = "" }
    }

    skewed_info {
      skewed_column_values = ["", "0"]
    }
  }
}

resource "aws_glue_catalog_table" "partly_known" {
  name          = "partly_known"
  database_name = "raw"
  table_type    = "EXTERNAL_TABLE"
  parameters    = { origin = terraform_data.origin.id, owner = "etl" }

  storage_descriptor {
    bucket_columns       = [terraform_data.origin.id, "id"]
    additional_locations = []

    columns {
      name = terraform_data.origin.id
    }
  }
}

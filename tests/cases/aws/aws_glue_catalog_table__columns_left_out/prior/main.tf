provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_catalog_table" "kept" {
  name          = "kept"
  database_name = "raw"

  storage_descriptor {
    columns {
      name = "id"
      type = "bigint"
    }
    columns {
      name    = "note"
      type    = "string"
      comment = "free text"
    }
  }
}

resource "aws_glue_catalog_table" "referring" {
  name          = "referring"
  database_name = "raw"

  storage_descriptor {
    columns {
      name = "id"
      type = "bigint"
    }
    columns {
      name    = "note"
      type    = "string"
      comment = "free text"
    }
  }
}

resource "aws_glue_catalog_table" "described" {
  name          = "described"
  database_name = "raw"
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_catalog_database" "catalog" {
  name       = "raw"
  catalog_id = "123456789012"
}

resource "aws_glue_catalog_database" "location" {
  name         = "curated"
  location_uri = "s3://lake/curated/"
}

resource "aws_glue_catalog_database" "beside_a_change" {
  name         = "marts"
  catalog_id   = "123456789012"
  location_uri = "s3://lake/marts/"
}

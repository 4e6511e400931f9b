provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_catalog_database" "raw" {
  id   = "123456789012:raw"
  name = "raw"
}

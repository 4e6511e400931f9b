provider "aws" {
  region                      = "xx-nowhere-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  skip_region_validation      = true
}

resource "aws_s3_bucket" "b" {
  bucket = "lake"
}

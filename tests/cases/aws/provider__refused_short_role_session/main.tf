provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/r"
    duration = "5m"
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "lake"
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket_lifecycle_configuration" "lake" {
  bucket = "lake"
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    expiration {
      days = 2147483648
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket_lifecycle_configuration" "tag" {
  bucket = "tag"
  rule {
    id     = "tidy"
    status = "Enabled"
    filter {
      object_size_greater_than = 100
    }
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "both" {
  bucket = "both"
  rule {
    id     = "tidy"
    status = "Enabled"
    filter {
      object_size_less_than = 100
    }
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "prefix" {
  bucket = "prefix"
  rule {
    id     = "tidy"
    status = "Enabled"
    filter {
      object_size_less_than = 100
    }
    expiration {
      days = 30
    }
  }
}

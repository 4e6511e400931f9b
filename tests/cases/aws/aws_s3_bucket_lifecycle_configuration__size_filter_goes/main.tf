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
      tag {
        key   = "k"
        value = "v"
      }
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
      and {
        object_size_greater_than = 10
        object_size_less_than    = 100
      }
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
      prefix = "raw/"
    }
    expiration {
      days = 30
    }
  }
}

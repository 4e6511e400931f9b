provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "lake" {
  bucket = "lake"
  grant {
    type        = "Group"
    uri         = "http://acs.amazonaws.com/groups/s3/LogDelivery"
    permissions = []
  }
}

resource "aws_iam_role" "bounded" {
  name                 = "bounded"
  permissions_boundary = "arn:aws::::without-a-service"
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [] })
}

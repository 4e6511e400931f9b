provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_iam_policy" "read" {
  name   = "read"
  policy = "\ufeff{\"Version\":\"2012-10-17\",\"Statement\":[]}"
}

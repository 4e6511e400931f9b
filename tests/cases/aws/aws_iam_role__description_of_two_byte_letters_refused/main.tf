provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_iam_role" "glue" {
  name               = "glue"
  description        = join("", [for i in range(501) : "é"])
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

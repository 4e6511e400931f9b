provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_crawler" "numbers" {
  name          = "numbers"
  database_name = "db"
  role          = "r"
  configuration = "{\"Version\":1.0,\"a\":1e3,\"b\":0.10,\"c\":12345678901234567890,\"d\":9007199254740993}"
  s3_target {
    path = "s3://lake/raw"
  }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_crawler" "named" {
  name          = "named"
  database_name = "raw"
  role          = "crawler"

  s3_target {
    path = "s3://lake/raw/"
  }
}

resource "aws_glue_crawler" "spelled" {
  name          = "spelled"
  database_name = "raw"
  role          = "arn:aws:iam::123456789012:role/crawler"

  s3_target {
    path = "s3://lake/raw/"
  }
}

resource "aws_glue_crawler" "tagged" {
  name          = "tagged"
  database_name = "raw"
  role          = "crawler"
  tags          = { Team = "lake", Note = "" }

  s3_target {
    path = "s3://lake/raw/"
  }
}

resource "aws_glue_crawler" "untagged" {
  name          = "untagged"
  database_name = "raw"
  role          = "crawler"
  tags          = { Team = "lake" }

  s3_target {
    path = "s3://lake/raw/"
  }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_glue_crawler" "emptied" {
  name          = "emptied"
  role          = "glue"
  database_name = "raw"

  s3_target {
    path = "s3://lake/raw/"
  }

  schema_change_policy {}
  recrawl_policy {}
  lineage_configuration {}
  lake_formation_configuration {}
}

resource "aws_glue_crawler" "removed" {
  name          = "removed"
  role          = "arn:aws:iam::123456789012:role/glue"
  database_name = "raw"
  description   = ""

  s3_target {
    path = "s3://lake/raw/"
  }
}

resource "aws_glue_crawler" "retargeted" {
  name          = "retargeted"
  role          = "glue"
  database_name = "raw"

  jdbc_target {
    connection_name            = "erp"
    path                       = "erp/public/%"
    enable_additional_metadata = ["COMMENTS", "RAWTYPES"]
  }

  dynamodb_target {
    path      = "events"
    scan_rate = 0.5
  }
}

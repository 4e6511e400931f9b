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

  schema_change_policy {
    delete_behavior = "LOG"
    update_behavior = "LOG"
  }

  recrawl_policy {
    recrawl_behavior = "CRAWL_NEW_FOLDERS_ONLY"
  }

  lineage_configuration {
    crawler_lineage_settings = "ENABLE"
  }

  lake_formation_configuration {
    account_id                     = "123456789012"
    use_lake_formation_credentials = true
  }
}

resource "aws_glue_crawler" "removed" {
  name          = "removed"
  role          = "glue"
  database_name = "raw"
  description   = "nightly"
  schedule      = "cron(0 1 * * ? *)"
  table_prefix  = "raw_"

  s3_target {
    path = "s3://lake/raw/"
  }

  schema_change_policy {
    delete_behavior = "LOG"
    update_behavior = "LOG"
  }

  recrawl_policy {
    recrawl_behavior = "CRAWL_NEW_FOLDERS_ONLY"
  }
}

resource "aws_glue_crawler" "retargeted" {
  name          = "retargeted"
  role          = "glue"
  database_name = "raw"

  s3_target {
    path        = "s3://lake/raw/"
    sample_size = 10
  }

  jdbc_target {
    connection_name            = "erp"
    path                       = "erp/public/%"
    exclusions                 = ["erp/public/tmp_%"]
    enable_additional_metadata = ["COMMENTS"]
  }
}

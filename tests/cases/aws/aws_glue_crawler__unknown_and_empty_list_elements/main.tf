provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "terraform_data" "bucket" {}

resource "aws_glue_crawler" "partly_known" {
  name          = "partly-known"
  role          = "glue"
  database_name = "raw"
  classifiers   = ["", "orders", terraform_data.bucket.id]

  s3_target {
    path       = "s3://${terraform_data.bucket.id}/raw/"
    exclusions = ["**/_temporary/**", terraform_data.bucket.id]
  }

  delta_target {
    delta_tables   = ["s3://lake/delta/", terraform_data.bucket.id]
    write_manifest = false
  }
}

resource "aws_glue_crawler" "empty_texts" {
  name          = "empty-texts"
  role          = "glue"
  database_name = "raw"
  classifiers   = ["", "orders", ""]

  s3_target {
    path       = "s3://lake/raw/"
    exclusions = [""]
  }
}

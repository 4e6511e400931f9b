provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags { tags = { cost_centre = "7", owner = "data" } }
}
resource "aws_s3_bucket" "bare" {
  bucket = "lake-bare"
}
resource "aws_iam_role" "bare" {
  name               = "bare"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_glue_catalog_database" "bare" {
  name = "bare"
}
resource "aws_redshift_subnet_group" "bare" {
  name       = "bare"
  subnet_ids = ["subnet-1"]
}
resource "aws_s3_bucket" "own" {
  bucket = "lake-own"
  tags   = { zone = "raw" }
}
resource "aws_iam_role" "own" {
  name               = "own"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "raw" }
}
resource "aws_glue_catalog_database" "own" {
  name = "own"
  tags = { zone = "raw" }
}
resource "aws_redshift_subnet_group" "own" {
  name       = "own"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "raw" }
}
resource "aws_s3_bucket" "late" {
  bucket = "lake-late"
  tags   = { zone = "raw" }
}
resource "aws_iam_role" "late" {
  name               = "late"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "raw" }
}
resource "aws_glue_catalog_database" "late" {
  name = "late"
  tags = { zone = "raw" }
}
resource "aws_redshift_subnet_group" "late" {
  name       = "late"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "raw" }
}
resource "aws_s3_bucket" "null_and_blank" {
  bucket = "lake-null-and-blank"
  tags   = { zone = "" }
}
resource "aws_iam_role" "null_and_blank" {
  name               = "null-and-blank"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "" }
}
resource "aws_glue_catalog_database" "null_and_blank" {
  name = "null_and_blank"
  tags = { zone = "" }
}
resource "aws_redshift_subnet_group" "null_and_blank" {
  name       = "null-and-blank"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "" }
}

variable "nothing" {
  type    = string
  default = null
}
provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags { tags = { team = "lake", owner = var.nothing } }
}
provider "aws" {
  alias                       = "ignored"
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags { tags = { skip-provider = "p", owner = "data" } }
  ignore_tags { key_prefixes = ["skip-"] }
}
resource "aws_s3_bucket" "known_bare" {
  bucket = "lake-known-bare"
}
resource "aws_iam_role" "known_bare" {
  name               = "known-bare"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_glue_catalog_database" "known_bare" {
  name = "known_bare"
}
resource "aws_redshift_subnet_group" "known_bare" {
  name       = "known-bare"
  subnet_ids = ["subnet-1"]
}
resource "aws_s3_bucket" "known_own" {
  bucket = "lake-known-own"
  tags   = { zone = "raw" }
}
resource "aws_iam_role" "known_own" {
  name               = "known-own"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "raw" }
}
resource "aws_glue_catalog_database" "known_own" {
  name = "known_own"
  tags = { zone = "raw" }
}
resource "aws_redshift_subnet_group" "known_own" {
  name       = "known-own"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "raw" }
}
resource "aws_s3_bucket" "ignored_bare" {
  provider = aws.ignored
  bucket   = "lake-ignored-bare"
}
resource "aws_iam_role" "ignored_bare" {
  provider           = aws.ignored
  name               = "ignored-bare"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_glue_catalog_database" "ignored_bare" {
  provider = aws.ignored
  name     = "ignored_bare"
}
resource "aws_redshift_subnet_group" "ignored_bare" {
  provider   = aws.ignored
  name       = "ignored-bare"
  subnet_ids = ["subnet-1"]
}
resource "aws_s3_bucket" "ignored_own" {
  provider = aws.ignored
  bucket   = "lake-ignored-own"
  tags     = { zone = "raw" }
}
resource "aws_iam_role" "ignored_own" {
  provider           = aws.ignored
  name               = "ignored-own"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "raw" }
}
resource "aws_glue_catalog_database" "ignored_own" {
  provider = aws.ignored
  name     = "ignored_own"
  tags     = { zone = "raw" }
}
resource "aws_redshift_subnet_group" "ignored_own" {
  provider   = aws.ignored
  name       = "ignored-own"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "raw" }
}
resource "aws_s3_bucket" "null" {
  bucket = "lake-null"
  tags   = { stage = var.nothing }
}
resource "aws_iam_role" "null" {
  name               = "null"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { stage = var.nothing }
}
resource "aws_glue_catalog_database" "null" {
  name = "null"
  tags = { stage = var.nothing }
}
resource "aws_redshift_subnet_group" "null" {
  name       = "null"
  subnet_ids = ["subnet-1"]
  tags       = { stage = var.nothing }
}
resource "aws_s3_bucket" "null_and_blank" {
  bucket = "lake-null-and-blank"
  tags   = { zone = "", stage = var.nothing }
}
resource "aws_iam_role" "null_and_blank" {
  name               = "null-and-blank"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "", stage = var.nothing }
}
resource "aws_glue_catalog_database" "null_and_blank" {
  name = "null_and_blank"
  tags = { zone = "", stage = var.nothing }
}
resource "aws_redshift_subnet_group" "null_and_blank" {
  name       = "null-and-blank"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "", stage = var.nothing }
}
resource "aws_s3_bucket" "null_of_default" {
  bucket = "lake-null-of-default"
  tags   = { team = var.nothing }
}
resource "aws_iam_role" "null_of_default" {
  name               = "null-of-default"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { team = var.nothing }
}
resource "aws_glue_catalog_database" "null_of_default" {
  name = "null_of_default"
  tags = { team = var.nothing }
}
resource "aws_redshift_subnet_group" "null_of_default" {
  name       = "null-of-default"
  subnet_ids = ["subnet-1"]
  tags       = { team = var.nothing }
}
resource "aws_s3_bucket" "ignored_own_mixed" {
  provider = aws.ignored
  bucket   = "lake-ignored-own-mixed"
  tags     = { skip-resource = "r", zone = "raw" }
}
resource "aws_iam_role" "ignored_own_mixed" {
  provider           = aws.ignored
  name               = "ignored-own-mixed"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { skip-resource = "r", zone = "raw" }
}
resource "aws_glue_catalog_database" "ignored_own_mixed" {
  provider = aws.ignored
  name     = "ignored_own_mixed"
  tags     = { skip-resource = "r", zone = "raw" }
}
resource "aws_redshift_subnet_group" "ignored_own_mixed" {
  provider   = aws.ignored
  name       = "ignored-own-mixed"
  subnet_ids = ["subnet-1"]
  tags       = { skip-resource = "r", zone = "raw" }
}
resource "aws_s3_bucket" "ignored_only" {
  provider = aws.ignored
  bucket   = "lake-ignored-only"
  tags     = { skip-resource = "r" }
}
resource "aws_iam_role" "ignored_only" {
  provider           = aws.ignored
  name               = "ignored-only"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { skip-resource = "r" }
}
resource "aws_glue_catalog_database" "ignored_only" {
  provider = aws.ignored
  name     = "ignored_only"
  tags     = { skip-resource = "r" }
}
resource "aws_redshift_subnet_group" "ignored_only" {
  provider   = aws.ignored
  name       = "ignored-only"
  subnet_ids = ["subnet-1"]
  tags       = { skip-resource = "r" }
}

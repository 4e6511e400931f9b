variable "nothing" {
  type    = string
  default = null
}
resource "terraform_data" "cost" { input = "k" }
resource "terraform_data" "all" { input = { team = "lake" } }

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags { tags = { team = "lake", owner = var.nothing } }
}
provider "aws" {
  alias                       = "one"
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags { tags = { cost_centre = terraform_data.cost.id, owner = "data" } }
}
provider "aws" {
  alias                       = "all"
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags { tags = terraform_data.all.output }
}
provider "aws" {
  alias                       = "time"
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags { tags = { made_on = timestamp(), team = "x" } }
  ignore_tags { keys = ["made_on"] }
}
resource "aws_s3_bucket" "one_bare" {
  provider = aws.one
  bucket   = "lake-one-bare"
}
resource "aws_iam_role" "one_bare" {
  provider           = aws.one
  name               = "one-bare"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_glue_catalog_database" "one_bare" {
  provider = aws.one
  name     = "one_bare"
}
resource "aws_redshift_subnet_group" "one_bare" {
  provider   = aws.one
  name       = "one-bare"
  subnet_ids = ["subnet-1"]
}
resource "aws_s3_bucket" "one_own" {
  provider = aws.one
  bucket   = "lake-one-own"
  tags     = { zone = "raw" }
}
resource "aws_iam_role" "one_own" {
  provider           = aws.one
  name               = "one-own"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "raw" }
}
resource "aws_glue_catalog_database" "one_own" {
  provider = aws.one
  name     = "one_own"
  tags     = { zone = "raw" }
}
resource "aws_redshift_subnet_group" "one_own" {
  provider   = aws.one
  name       = "one-own"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "raw" }
}
resource "aws_s3_bucket" "all_bare" {
  provider = aws.all
  bucket   = "lake-all-bare"
}
resource "aws_iam_role" "all_bare" {
  provider           = aws.all
  name               = "all-bare"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_glue_catalog_database" "all_bare" {
  provider = aws.all
  name     = "all_bare"
}
resource "aws_redshift_subnet_group" "all_bare" {
  provider   = aws.all
  name       = "all-bare"
  subnet_ids = ["subnet-1"]
}
resource "aws_s3_bucket" "all_own" {
  provider = aws.all
  bucket   = "lake-all-own"
  tags     = { zone = "raw" }
}
resource "aws_iam_role" "all_own" {
  provider           = aws.all
  name               = "all-own"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "raw" }
}
resource "aws_glue_catalog_database" "all_own" {
  provider = aws.all
  name     = "all_own"
  tags     = { zone = "raw" }
}
resource "aws_redshift_subnet_group" "all_own" {
  provider   = aws.all
  name       = "all-own"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "raw" }
}
resource "aws_s3_bucket" "time_bare" {
  provider = aws.time
  bucket   = "lake-time-bare"
}
resource "aws_iam_role" "time_bare" {
  provider           = aws.time
  name               = "time-bare"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_glue_catalog_database" "time_bare" {
  provider = aws.time
  name     = "time_bare"
}
resource "aws_redshift_subnet_group" "time_bare" {
  provider   = aws.time
  name       = "time-bare"
  subnet_ids = ["subnet-1"]
}
resource "aws_s3_bucket" "time_own" {
  provider = aws.time
  bucket   = "lake-time-own"
  tags     = { zone = "raw" }
}
resource "aws_iam_role" "time_own" {
  provider           = aws.time
  name               = "time-own"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "raw" }
}
resource "aws_glue_catalog_database" "time_own" {
  provider = aws.time
  name     = "time_own"
  tags     = { zone = "raw" }
}
resource "aws_redshift_subnet_group" "time_own" {
  provider   = aws.time
  name       = "time-own"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "raw" }
}
resource "aws_s3_bucket" "late" {
  bucket = "lake-late"
  tags   = { zone = "raw", late = terraform_data.cost.id }
}
resource "aws_iam_role" "late" {
  name               = "late"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { zone = "raw", late = terraform_data.cost.id }
}
resource "aws_glue_catalog_database" "late" {
  name = "late"
  tags = { zone = "raw", late = terraform_data.cost.id }
}
resource "aws_redshift_subnet_group" "late" {
  name       = "late"
  subnet_ids = ["subnet-1"]
  tags       = { zone = "raw", late = terraform_data.cost.id }
}
resource "aws_s3_bucket" "all_late" {
  bucket = "lake-all-late"
  tags   = terraform_data.all.output
}
resource "aws_iam_role" "all_late" {
  name               = "all-late"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = terraform_data.all.output
}
resource "aws_glue_catalog_database" "all_late" {
  name = "all_late"
  tags = terraform_data.all.output
}
resource "aws_redshift_subnet_group" "all_late" {
  name       = "all-late"
  subnet_ids = ["subnet-1"]
  tags       = terraform_data.all.output
}
resource "aws_s3_bucket" "overridden" {
  provider = aws.one
  bucket   = "lake-overridden"
  tags     = { cost_centre = "own", owner = "me" }
}
resource "aws_iam_role" "overridden" {
  provider           = aws.one
  name               = "overridden"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { cost_centre = "own", owner = "me" }
}
resource "aws_glue_catalog_database" "overridden" {
  provider = aws.one
  name     = "overridden"
  tags     = { cost_centre = "own", owner = "me" }
}
resource "aws_redshift_subnet_group" "overridden" {
  provider   = aws.one
  name       = "overridden"
  subnet_ids = ["subnet-1"]
  tags       = { cost_centre = "own", owner = "me" }
}

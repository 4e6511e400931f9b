provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "ignored_comes" {
  bucket = "lake-ignored_comes"
  tags   = { a = "b" }
}

resource "aws_iam_role" "ignored_comes" {
  name               = "role-ignored_comes"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_policy" "ignored_comes" {
  name   = "policy-ignored_comes"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { a = "b" }
}

resource "aws_s3_bucket" "ignored_changes" {
  bucket = "lake-ignored_changes"
  tags   = { a = "b", LastSeen = "today" }
}

resource "aws_iam_role" "ignored_changes" {
  name               = "role-ignored_changes"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b", LastSeen = "today" }
}

resource "aws_iam_policy" "ignored_changes" {
  name   = "policy-ignored_changes"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { a = "b", LastSeen = "today" }
}

resource "aws_s3_bucket" "ignored_goes" {
  bucket = "lake-ignored_goes"
  tags   = { a = "b", Temp = "1" }
}

resource "aws_iam_role" "ignored_goes" {
  name               = "role-ignored_goes"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b", Temp = "1" }
}

resource "aws_iam_policy" "ignored_goes" {
  name   = "policy-ignored_goes"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { a = "b", Temp = "1" }
}

resource "aws_s3_bucket" "own_changes_beside" {
  bucket = "lake-own_changes_beside"
  tags   = { a = "b", "kubernetes.io/x" = "1" }
}

resource "aws_iam_role" "own_changes_beside" {
  name               = "role-own_changes_beside"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b", "kubernetes.io/x" = "1" }
}

resource "aws_iam_policy" "own_changes_beside" {
  name   = "policy-own_changes_beside"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { a = "b", "kubernetes.io/x" = "1" }
}

resource "aws_s3_bucket" "default_repeated" {
  bucket = "lake-default_repeated"
}

resource "aws_iam_role" "default_repeated" {
  name               = "role-default_repeated"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_policy" "default_repeated" {
  name   = "policy-default_repeated"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_s3_bucket" "default_overridden" {
  bucket = "lake-default_overridden"
  tags   = { a = "b" }
}

resource "aws_iam_role" "default_overridden" {
  name               = "role-default_overridden"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_policy" "default_overridden" {
  name   = "policy-default_overridden"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { a = "b" }
}

resource "aws_s3_bucket" "blank_ignored" {
  bucket = "lake-blank_ignored"
  tags   = { a = "b" }
}

resource "aws_iam_role" "blank_ignored" {
  name               = "role-blank_ignored"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_policy" "blank_ignored" {
  name   = "policy-blank_ignored"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { a = "b" }
}

resource "aws_s3_bucket" "all_go" {
  bucket = "lake-all_go"
  tags   = { a = "b" }
}

resource "aws_iam_role" "all_go" {
  name               = "role-all_go"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_policy" "all_go" {
  name   = "policy-all_go"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { a = "b" }
}

resource "aws_s3_bucket" "stays" {
  bucket = "lake-stays"
  tags   = { a = "b" }
}

resource "aws_iam_role" "stays" {
  name               = "role-stays"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_policy" "stays" {
  name   = "policy-stays"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { a = "b" }
}


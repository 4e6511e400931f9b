provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags {
    tags = { Env = "x", Blank = "" }
  }
}

resource "aws_iam_role" "r0" {
  name               = "r0"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role" "r1" {
  name               = "r1"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_role" "r2" {
  name               = "r2"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_role" "r3" {
  name               = "r3"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_role" "r4" {
  name               = "r4"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role" "r5" {
  name               = "r5"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "" }
}

resource "aws_iam_role" "r6" {
  name               = "r6"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

resource "aws_iam_role" "r7" {
  name               = "r7"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "" }
}

resource "aws_iam_role" "r8" {
  name               = "r8"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Blank = "" }
}

resource "aws_iam_role" "r9" {
  name               = "r9"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role" "r10" {
  name               = "r10"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { a = "b" }
}

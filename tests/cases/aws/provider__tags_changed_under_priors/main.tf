provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags {
    tags = { Env = "y", Add = "1" }
  }
  ignore_tags {
    keys = ["Ign"]
  }
}

resource "aws_s3_bucket" "b0" {
  bucket = "b0"
}

resource "aws_iam_role" "r0" {
  name               = "r0"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
}

resource "aws_s3_bucket" "b1" {
  bucket = "b1"
  tags   = { a = "b" }
}

resource "aws_iam_role" "r1" {
  name               = "r1"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  tags               = { a = "b" }
}

resource "aws_s3_bucket" "b2" {
  bucket = "b2"
  tags   = { Env = "x" }
}

resource "aws_iam_role" "r2" {
  name               = "r2"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  tags               = { Env = "x" }
}

resource "aws_s3_bucket" "b3" {
  bucket = "b3"
  tags   = { Env = "y" }
}

resource "aws_iam_role" "r3" {
  name               = "r3"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  tags               = { Env = "y" }
}

resource "aws_s3_bucket" "b4" {
  bucket = "b4"
  tags   = { Ign = "1" }
}

resource "aws_iam_role" "r4" {
  name               = "r4"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  tags               = { Ign = "1" }
}

resource "aws_s3_bucket" "b5" {
  bucket = "b5"
}

resource "aws_iam_role" "r5" {
  name               = "r5"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
}

resource "aws_s3_bucket" "b6" {
  bucket = "b6"
  tags   = { Add = "1" }
}

resource "aws_iam_role" "r6" {
  name               = "r6"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  tags               = { Add = "1" }
}

resource "aws_s3_bucket" "b7" {
  bucket = "b7"
  tags   = { a = "" }
}

resource "aws_iam_role" "r7" {
  name               = "r7"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  tags               = { a = "" }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket_policy" "text" {
  bucket = "text"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::text/*", Principal = "arn:aws:iam::123456789012:root" }] })
}

resource "aws_s3_bucket_policy" "kind" {
  bucket = "kind"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::kind/*", Principal = { AWS = "*" } }] })
}

resource "aws_s3_bucket_policy" "account" {
  bucket = "account"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::account/*", Principal = { AWS = ["arn:aws:iam::123456789012:root"] } }] })
}

resource "aws_s3_bucket_policy" "empty" {
  bucket = "empty"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::empty/*", Principal = { AWS = "*", Service = [] }, NotAction = [] }] })
}

resource "aws_s3_bucket_policy" "condition" {
  bucket = "condition"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::condition/*", Principal = { AWS = "*" }, Condition = { Bool = {} } }] })
}

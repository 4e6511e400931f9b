provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "p1" {
  bucket_prefix = "x-"
}

resource "aws_s3_bucket" "p2" {
  bucket_prefix = "y-"
}

resource "aws_s3_bucket" "p3" {

}

resource "aws_s3_bucket" "p4" {
  bucket_prefix = "x-"
}

resource "aws_s3_bucket" "p5" {

}

resource "aws_s3_bucket" "p6" {
  bucket = "x-20260102030405123400000001"
}

resource "aws_s3_bucket" "p7" {
  bucket_prefix = "n"
}

resource "aws_s3_bucket" "p8" {

}

resource "aws_s3_bucket" "p9" {
  bucket = ""
}

resource "aws_s3_bucket" "q1" {
  bucket        = "m"
  force_destroy = true
  tags          = { a = "b" }
  versioning {
    enabled = true
  }
}

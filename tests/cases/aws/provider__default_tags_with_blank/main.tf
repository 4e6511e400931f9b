provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
  default_tags {
    tags = { Env = "x", Blank = "" }
  }
}

resource "aws_s3_bucket" "seed" {
  bucket_prefix = "seed-"
}

resource "aws_s3_bucket" "t0" {
  bucket = "b"

}

resource "aws_s3_bucket" "t1" {
  bucket = "b"
  tags   = {}
}

resource "aws_s3_bucket" "t2" {
  bucket = "b"
  tags   = { Env = "x" }
}

resource "aws_s3_bucket" "t3" {
  bucket = "b"
  tags   = { Env = "y", New = "n" }
}

resource "aws_s3_bucket" "t4" {
  bucket = "b"
  tags   = { Owner = "me" }
}

resource "aws_s3_bucket" "t5" {
  bucket = "b"
  tags   = { Temporary = "1", Te = "2" }
}

resource "aws_s3_bucket" "t6" {
  bucket = "b"
  tags   = { Blank = "" }
}

resource "aws_s3_bucket" "t7" {
  bucket = "b"
  tags   = { Env = "" }
}

resource "aws_s3_bucket" "t8" {
  bucket = "b"
  tags   = { Env = aws_s3_bucket.seed.id }
}

resource "aws_s3_bucket" "t9" {
  bucket = "b"
  tags   = { "aws:x" = "y" }
}

resource "aws_iam_role" "t0" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })

}

resource "aws_iam_role" "t1" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = {}
}

resource "aws_iam_role" "t2" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Env = "x" }
}

resource "aws_iam_role" "t3" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Env = "y", New = "n" }
}

resource "aws_iam_role" "t4" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Owner = "me" }
}

resource "aws_iam_role" "t5" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Temporary = "1", Te = "2" }
}

resource "aws_iam_role" "t6" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Blank = "" }
}

resource "aws_iam_role" "t7" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Env = "" }
}

resource "aws_iam_role" "t8" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { Env = aws_s3_bucket.seed.id }
}

resource "aws_iam_role" "t9" {
  name               = "b"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { "aws:x" = "y" }
}

resource "aws_iam_policy" "t0" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })

}

resource "aws_iam_policy" "t1" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = {}
}

resource "aws_iam_policy" "t2" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { Env = "x" }
}

resource "aws_iam_policy" "t3" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { Env = "y", New = "n" }
}

resource "aws_iam_policy" "t4" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { Owner = "me" }
}

resource "aws_iam_policy" "t5" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { Temporary = "1", Te = "2" }
}

resource "aws_iam_policy" "t6" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { Blank = "" }
}

resource "aws_iam_policy" "t7" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { Env = "" }
}

resource "aws_iam_policy" "t8" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { Env = aws_s3_bucket.seed.id }
}

resource "aws_iam_policy" "t9" {
  name   = "b"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags   = { "aws:x" = "y" }
}

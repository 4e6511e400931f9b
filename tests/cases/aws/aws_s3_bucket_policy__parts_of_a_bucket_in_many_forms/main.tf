provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "seed" {
  bucket_prefix = "seed-"
}

resource "aws_s3_bucket_versioning" "v0" {
  bucket = "a"
  versioning_configuration {
    status = "Disabled"
  }
}

resource "aws_s3_bucket_versioning" "v1" {
  bucket                = "a"
  expected_bucket_owner = "123456789012"
  mfa                   = "x 1"
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Disabled"
  }
}

resource "aws_s3_bucket_versioning" "v2" {
  bucket                = aws_s3_bucket.seed.id
  expected_bucket_owner = aws_s3_bucket.seed.id
  mfa                   = aws_s3_bucket.seed.id
  versioning_configuration {
    status     = aws_s3_bucket.seed.id
    mfa_delete = aws_s3_bucket.seed.id
  }
}

resource "aws_s3_bucket_versioning" "v3" {
  bucket = "a"
  versioning_configuration {
    status     = "Suspended"
    mfa_delete = null
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e0" {
  bucket = "a"
  rule {
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e1" {
  bucket = "a"
  rule {
    bucket_key_enabled = false
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e2" {
  bucket                = "a"
  expected_bucket_owner = "123456789012"
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = ""
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e3" {
  bucket = aws_s3_bucket.seed.id
  rule {
    bucket_key_enabled = aws_s3_bucket.seed.id == ""
    apply_server_side_encryption_by_default {
      sse_algorithm     = aws_s3_bucket.seed.id
      kms_master_key_id = aws_s3_bucket.seed.arn
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e4" {
  bucket = "a"
  rule {
    bucket_key_enabled = true
  }
  rule {
  }
}

resource "aws_s3_bucket_public_access_block" "p0" {
  bucket = "a"
}

resource "aws_s3_bucket_public_access_block" "p1" {
  bucket                  = "a"
  block_public_acls       = true
  block_public_policy     = null
  ignore_public_acls      = aws_s3_bucket.seed.id == ""
  restrict_public_buckets = false
}

resource "aws_s3_bucket_public_access_block" "p2" {
  bucket = aws_s3_bucket.seed.id
}

resource "aws_s3_bucket_policy" "y0" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_s3_bucket_policy" "y1" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["b", "a"], Resource = "<>&" }] })
}

resource "aws_s3_bucket_policy" "y2" {
  bucket = aws_s3_bucket.seed.id
  policy = aws_s3_bucket.seed.id
}

resource "aws_s3_bucket_policy" "y3" {
  bucket = "a"
  policy = "  {\"b\":1e3, \"a\":[] }"
}

resource "aws_s3_bucket_policy" "y4" {
  bucket = "a"
  policy = "null"
}

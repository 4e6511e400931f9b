provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "seed" {
  bucket_prefix = "seed-"
}

resource "aws_s3_bucket_lifecycle_configuration" "e0" {
  bucket = "n-e0"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 0
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e1" {
  bucket = "n-e1"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      date = "2030-01-01T00:00:00Z"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e2" {
  bucket = "n-e2"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      date = "2030-01-01T00:00:00+00:00"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e3" {
  bucket = "n-e3"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      expired_object_delete_marker = true
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e4" {
  bucket = "n-e4"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      expired_object_delete_marker = false
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e5" {
  bucket = "n-e5"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {

    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e6" {
  bucket = "n-e6"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      days                         = 3
      expired_object_delete_marker = false
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e7" {
  bucket = "n-e7"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      days = aws_s3_bucket.seed.id == "" ? 1 : 2
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e8" {
  bucket = "n-e8"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      date = aws_s3_bucket.seed.id
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "e9" {
  bucket = "n-e9"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      expired_object_delete_marker = aws_s3_bucket.seed.id == ""
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x0" {
  bucket = "n-x0"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    abort_incomplete_multipart_upload {
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x1" {
  bucket = "n-x1"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 0
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x2" {
  bucket = "n-x2"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = aws_s3_bucket.seed.id == "" ? 1 : 2
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x3" {
  bucket = "n-x3"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    noncurrent_version_expiration {
      noncurrent_days           = 1
      newer_noncurrent_versions = 5
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x4" {
  bucket = "n-x4"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    noncurrent_version_expiration {
      noncurrent_days = aws_s3_bucket.seed.id == "" ? 1 : 2
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x5" {
  bucket = "n-x5"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    noncurrent_version_transition {
      noncurrent_days = 0
      storage_class   = "GLACIER"
    }
    noncurrent_version_transition {
      noncurrent_days           = 9
      newer_noncurrent_versions = 2
      storage_class             = "DEEP_ARCHIVE"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x6" {
  bucket = "n-x6"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    transition {
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x7" {
  bucket = "n-x7"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    transition {
      date          = "2030-01-01T00:00:00Z"
      storage_class = "GLACIER"
    }
    transition {
      days          = 4
      storage_class = "STANDARD_IA"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x8" {
  bucket = "n-x8"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    transition {
      days          = 0
      storage_class = aws_s3_bucket.seed.id
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x9" {
  bucket = "n-x9"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    transition {
      date          = aws_s3_bucket.seed.id
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x10" {
  bucket = "n-x10"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    transition {
      days          = aws_s3_bucket.seed.id == "" ? 1 : 2
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "x11" {
  bucket = "n-x11"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    transition {
      storage_class = ""
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "two" {
  bucket = "n-two"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 1
    }
  }
  rule {
    id     = "r1"
    status = "Enabled"
    filter {
      prefix = "q"
    }
    transition {
      days          = 1
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "owner" {
  bucket                                 = aws_s3_bucket.seed.id
  expected_bucket_owner                  = "123456789012"
  transition_default_minimum_object_size = "varies_by_storage_class"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "owner_unknown" {
  bucket                                 = "b"
  expected_bucket_owner                  = aws_s3_bucket.seed.id
  transition_default_minimum_object_size = aws_s3_bucket.seed.id
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "timeouts" {
  bucket = "b"
  timeouts {
    create = "9m"
  }
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "none" {
  bucket = "n-none"

}

resource "aws_s3_bucket_lifecycle_configuration" "dynamic" {
  bucket = "b"
  dynamic "rule" {
    for_each = { a = 1, b = 2 }
    content {
      id     = rule.key
      status = "Enabled"
      filter {}
      expiration {
        days = rule.value
      }
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "dynamic_unknown" {
  bucket = "b"
  dynamic "rule" {
    for_each = aws_s3_bucket.seed.id == "" ? [1] : [1, 2]
    content {
      id     = rule.key
      status = "Enabled"
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "seed" {
  bucket_prefix = "seed-"
}

resource "aws_s3_bucket_lifecycle_configuration" "r01" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 4
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r02" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
      prefix = "a"
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r03" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r04" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r05" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
      prefix = "x"
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r06" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r07" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r08" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r09" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      date = "2030-01-01T00:00:00Z"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r10" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      date = "2030-01-01T00:00:00+00:00"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r11" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 4
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r12" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Disabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r13" {
  bucket = "a"
  rule {
    id     = "b"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r14" {
  bucket = "a"
  rule {
    id     = "b"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r15" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r16" {
  bucket                = "a"
  expected_bucket_owner = "123456789012"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r17" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r18" {
  bucket                                 = "a"
  transition_default_minimum_object_size = "varies_by_storage_class"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r19" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r20" {
  bucket = "b"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r21" {
  bucket = aws_s3_bucket.seed.id
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r22" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    transition {
      days          = 9
      storage_class = "DEEP_ARCHIVE"
    }
    transition {
      days          = 3
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r23" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    transition {
      days          = 3
      storage_class = "GLACIER"
    }
    transition {
      days          = 9
      storage_class = "DEEP_ARCHIVE"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r24" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    transition {
      date          = "2030-01-01T00:00:00Z"
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r25" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    transition {
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r26" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
      and {
        prefix = "a"
        tags   = { a = "c" }
      }
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r27" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
      prefix = "a"
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r28" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
      and {
        tags = { a = "b" }
      }
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r29" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
      object_size_less_than = 5
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r30" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r31" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
      prefix = aws_s3_bucket.seed.id
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r32" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 4
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r33" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "r34" {
  bucket = "a"
  rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 3
    }
  }
  timeouts {
    create = "9m"
  }
}

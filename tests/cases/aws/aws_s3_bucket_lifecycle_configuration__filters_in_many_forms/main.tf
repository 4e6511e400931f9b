provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "seed" {
  bucket_prefix = "seed-"
}

resource "aws_s3_bucket_lifecycle_configuration" "f0" {
  bucket = "n-f0"
  rule {
    id     = "r0"
    status = "Enabled"

    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f1" {
  bucket = "n-f1"
  rule {
    id     = "r0"
    status = "Enabled"
    prefix = ""
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f2" {
  bucket = "n-f2"
  rule {
    id     = "r0"
    status = "Enabled"
    prefix = "x"
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f3" {
  bucket = "n-f3"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f4" {
  bucket = "n-f4"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      prefix = ""
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f5" {
  bucket = "n-f5"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      prefix = "a"
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f6" {
  bucket = "n-f6"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      object_size_greater_than = 0
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f7" {
  bucket = "n-f7"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      object_size_greater_than = 1
      object_size_less_than    = 5
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f8" {
  bucket = "n-f8"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      object_size_less_than = 1
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f9" {
  bucket = "n-f9"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      tag {
        key   = "k"
        value = "v"
      }
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f10" {
  bucket = "n-f10"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      tag {
        key   = "k"
        value = ""
      }
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f11" {
  bucket = "n-f11"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      and {
        prefix = "a"
        tags   = { a = "b" }
      }
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f12" {
  bucket = "n-f12"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      and {
        object_size_greater_than = 5
        object_size_less_than    = 9
      }
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f13" {
  bucket = "n-f13"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      and {
        tags = { a = "b", c = aws_s3_bucket.seed.id }
      }
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f14" {
  bucket = "n-f14"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      and {
      }
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f15" {
  bucket = "n-f15"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      prefix = aws_s3_bucket.seed.id
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f16" {
  bucket = "n-f16"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      tag {
        key   = aws_s3_bucket.seed.id
        value = aws_s3_bucket.seed.id
      }
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f17" {
  bucket = "n-f17"
  rule {
    id     = "r0"
    status = "Enabled"
    filter {
      object_size_greater_than = aws_s3_bucket.seed.id == "" ? 1 : 2
    }
    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "f18" {
  bucket = "n-f18"
  rule {
    id     = "r0"
    status = "Enabled"
    prefix = aws_s3_bucket.seed.id
    expiration {
      days = 1
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "b01" {
  bucket = "b01"
  acl    = "private"
}

resource "aws_s3_bucket" "b02" {
  bucket = "b02"
  acl    = "private"
}

resource "aws_s3_bucket" "b03" {
  bucket = "b03"
}

resource "aws_s3_bucket" "b04" {
  bucket = "b04"
  acl    = "private"
}

resource "aws_s3_bucket" "b05" {
  bucket = "b05"
  acl    = "private"
}

resource "aws_s3_bucket" "b06" {
  bucket = "b06"
  grant {
    id          = "i"
    type        = "CanonicalUser"
    permissions = ["READ", "WRITE"]
  }
}

resource "aws_s3_bucket" "b07" {
  bucket = "b07"
  grant {
    id          = "i"
    type        = "CanonicalUser"
    permissions = ["READ"]
  }
}

resource "aws_s3_bucket" "b08" {
  bucket = "b08"
  grant {
    id          = "i"
    type        = "CanonicalUser"
    permissions = ["READ"]
  }
}

resource "aws_s3_bucket" "b09" {
  bucket = "b09"
  grant {
    id          = "i"
    type        = "CanonicalUser"
    permissions = ["READ"]
  }
}

resource "aws_s3_bucket" "b10" {
  bucket              = "b10"
  acceleration_status = "Enabled"
}

resource "aws_s3_bucket" "b11" {
  bucket              = "b11"
  acceleration_status = "Enabled"
}

resource "aws_s3_bucket" "b12" {
  bucket = "b12"
}

resource "aws_s3_bucket" "b13" {
  bucket        = "b13"
  request_payer = "Requester"
}

resource "aws_s3_bucket" "b14" {
  bucket = "b14"
}

resource "aws_s3_bucket" "b15" {
  bucket = "b15"
}

resource "aws_s3_bucket" "b16" {
  bucket = "b16"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["a", "b"], Resource = "*", Principal = "*" }] })
}

resource "aws_s3_bucket" "b17" {
  bucket = "b17"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["a", "b"], Resource = "*", Principal = "*" }] })
}

resource "aws_s3_bucket" "b18" {
  bucket = "b18"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["a"], Resource = "*", Principal = "*" }] })
}

resource "aws_s3_bucket" "b19" {
  bucket = "b19"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["a"], Resource = "*", Principal = "*" }] })
}

resource "aws_s3_bucket" "b20" {
  bucket = "b20"
}

resource "aws_s3_bucket" "b21" {
  bucket = "b21"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["a"], Resource = "*", Principal = "*" }] })
}

resource "aws_s3_bucket" "b22" {
  bucket = "b22"
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]

  }
}

resource "aws_s3_bucket" "b23" {
  bucket = "b23"
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
    max_age_seconds = 5
  }
}

resource "aws_s3_bucket" "b24" {
  bucket = "b24"
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]

  }
}

resource "aws_s3_bucket" "b25" {
  bucket = "b25"
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]

  }
  cors_rule {
    allowed_methods = ["PUT"]
    allowed_origins = ["*"]

  }
}

resource "aws_s3_bucket" "b26" {
  bucket = "b26"
}

resource "aws_s3_bucket" "b27" {
  bucket        = "b27"
  force_destroy = true
}

resource "aws_s3_bucket" "b28" {
  bucket = "b28"
}

resource "aws_s3_bucket" "b29" {
  bucket        = "b29"
  force_destroy = true
}

resource "aws_s3_bucket" "b30" {
  bucket = "b30"
  tags   = { a = "b" }
}

resource "aws_s3_bucket" "b31" {
  bucket = "b31"
  tags   = { a = "b" }
}

resource "aws_s3_bucket" "b32" {
  bucket = "b32"
  tags   = { a = "b" }
}

resource "aws_s3_bucket" "b33" {
  bucket = "b33"
  tags   = { a = "b" }
}

resource "aws_s3_bucket" "b34" {
  bucket = "b34"
}

resource "aws_s3_bucket" "b35" {
  bucket = "b35"
}

resource "aws_s3_bucket" "b36" {
  bucket = "b36"
  lifecycle_rule {
    id      = "a"
    enabled = true
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket" "b37" {
  bucket = "b37"
  lifecycle_rule {
    id      = "a"
    enabled = true
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket" "b38" {
  bucket = "b38"
  lifecycle_rule {
    id      = "a"
    enabled = true
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket" "b39" {
  bucket = "b39"
  lifecycle_rule {
    id      = "a"
    enabled = true
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket" "b40" {
  bucket = "b40"
  lifecycle_rule {
    id      = "a"
    enabled = true
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket" "b41" {
  bucket = "b41"
  lifecycle_rule {
    id      = "a"
    enabled = true
    expiration {
      days = 3
    }
    prefix = "x"
    tags   = { a = "b" }
  }
}

resource "aws_s3_bucket" "b42" {
  bucket = "b42"
  lifecycle_rule {
    enabled = true
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket" "b43" {
  bucket = "b43"
  lifecycle_rule {
    id      = "a"
    enabled = true
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

resource "aws_s3_bucket" "b44" {
  bucket = "b44"
  lifecycle_rule {
    id      = "a"
    enabled = true
    transition {
      days          = 3
      storage_class = "GLACIER"
    }
  }
}

resource "aws_s3_bucket" "b45" {
  bucket = "b45"
  lifecycle_rule {
    id      = "a"
    enabled = true
    noncurrent_version_transition {
      days          = 3
      storage_class = "GLACIER"
    }
    noncurrent_version_expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket" "b46" {
  bucket = "b46"
  lifecycle_rule {
    id                                     = "a"
    enabled                                = true
    abort_incomplete_multipart_upload_days = 7
  }
}

resource "aws_s3_bucket" "b47" {
  bucket = "b47"
  lifecycle_rule {
    id      = "a"
    enabled = true
    expiration {
      days = 3
    }
  }
}

resource "aws_s3_bucket" "b48" {
  bucket = "b48"
  logging {
    target_bucket = "x"
  }
}

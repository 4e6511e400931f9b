provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "seed" {
  bucket_prefix = "seed-"
}

resource "aws_s3_bucket" "b49" {
  bucket = "b49"
  logging {
    target_bucket = "x"
  }
}

resource "aws_s3_bucket" "b50" {
  bucket = "b50"
}

resource "aws_s3_bucket" "b51" {
  bucket = "b51"
  versioning {
    enabled = false
  }
}

resource "aws_s3_bucket" "b52" {
  bucket = "b52"
  versioning {
  }
}

resource "aws_s3_bucket" "b53" {
  bucket = "b53"
}

resource "aws_s3_bucket" "b54" {
  bucket = "b54"
  versioning {
    enabled = true
  }
}

resource "aws_s3_bucket" "b55" {
  bucket = "b55"
  website {
    index_document = "i"
    error_document = "e"
  }
}

resource "aws_s3_bucket" "b56" {
  bucket = "b56"
  website {
    index_document = "i"

  }
}

resource "aws_s3_bucket" "b57" {
  bucket = "b57"
}

resource "aws_s3_bucket" "b58" {
  bucket = "b58"
  website {
    redirect_all_requests_to = "x"
  }
}

resource "aws_s3_bucket" "b59" {
  bucket = "b59"
  website {
    index_document = "i"
    routing_rules  = "[ {\"b\":2,\"a\":1} ]"
  }
}

resource "aws_s3_bucket" "b60" {
  bucket = "b60"
  website {
    index_document = "i"

  }
}

resource "aws_s3_bucket" "b61" {
  bucket = "b61"
  server_side_encryption_configuration {
    rule {

      apply_server_side_encryption_by_default {
        sse_algorithm = "aws:kms"

      }
    }
  }
}

resource "aws_s3_bucket" "b62" {
  bucket = "b62"
  server_side_encryption_configuration {
    rule {

      apply_server_side_encryption_by_default {
        sse_algorithm = "aws:kms"

      }
    }
  }
}

resource "aws_s3_bucket" "b63" {
  bucket = "b63"
}

resource "aws_s3_bucket" "b64" {
  bucket = "b64"
  server_side_encryption_configuration {
    rule {

      apply_server_side_encryption_by_default {
        sse_algorithm = "AES256"

      }
    }
  }
}

resource "aws_s3_bucket" "b65" {
  bucket              = "b65"
  object_lock_enabled = false
}

resource "aws_s3_bucket" "b66" {
  bucket = "b66"
}

resource "aws_s3_bucket" "b67" {
  bucket              = "b67"
  object_lock_enabled = true
}

resource "aws_s3_bucket" "b68" {
  bucket = "b68"
  object_lock_configuration {
    object_lock_enabled = "Enabled"
    rule {
      default_retention {
        mode = "GOVERNANCE"
        days = 1
      }
    }
  }
}

resource "aws_s3_bucket" "b69" {
  bucket = "b69"
  object_lock_configuration {
    object_lock_enabled = "Enabled"
    rule {
      default_retention {
        mode  = "COMPLIANCE"
        years = 1
      }
    }
  }
}

resource "aws_s3_bucket" "b70" {
  bucket = "b70"
  object_lock_configuration {
    object_lock_enabled = "Enabled"

  }
}

resource "aws_s3_bucket" "b71" {
  bucket = "b71"
}

resource "aws_s3_bucket" "b72" {
  bucket = "b72"
  object_lock_configuration {
    object_lock_enabled = "Enabled"

  }
}

resource "aws_s3_bucket" "b73" {
  bucket = "b73"
  object_lock_configuration {
  }
}

resource "aws_s3_bucket" "b74" {
  bucket = "b74"
  replication_configuration {
    role = "r2"
    rules {
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::b"

      }
    }
  }
}

resource "aws_s3_bucket" "b75" {
  bucket = "b75"
  replication_configuration {
    role = "r"
    rules {
      status = "Enabled"
      id     = "x"
      filter {
        prefix = "p"
      }
      destination {
        bucket = "arn:aws:s3:::b"

      }
    }
  }
}

resource "aws_s3_bucket" "b76" {
  bucket = "b76"
  replication_configuration {
    role = "r"
    rules {
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::b"

      }
    }
  }
}

resource "aws_s3_bucket" "b77" {
  bucket = "b77"
}

resource "aws_s3_bucket" "b78" {
  bucket = "b78"
  replication_configuration {
    role = "r"
    rules {
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::b"

      }
    }
  }
}

resource "aws_s3_bucket" "b79" {
  bucket = "b79"
}

resource "aws_s3_bucket" "b80" {
  bucket = "b80"
  timeouts {
    create = "5m"
  }
}

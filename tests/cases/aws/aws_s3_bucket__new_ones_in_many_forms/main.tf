provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "seed" {
  bucket_prefix = "seed-"
}

resource "aws_s3_bucket" "unset" {

}

resource "aws_s3_bucket" "empty" {
  bucket = ""
}

resource "aws_s3_bucket" "null" {
  bucket        = null
  force_destroy = null
  tags          = null
}

resource "aws_s3_bucket" "prefix" {
  bucket_prefix = "x-"
}

resource "aws_s3_bucket" "prefix_empty" {
  bucket_prefix = ""
}

resource "aws_s3_bucket" "unknown_name" {
  bucket = "${aws_s3_bucket.seed.id}-x"
}

resource "aws_s3_bucket" "unknown_prefix" {
  bucket_prefix = aws_s3_bucket.seed.arn
}

resource "aws_s3_bucket" "tags_empty" {
  bucket = "t1"
  tags   = {}
}

resource "aws_s3_bucket" "tags_blank" {
  bucket = "t2"
  tags   = { a = "" }
}

resource "aws_s3_bucket" "tags_unknown" {
  bucket = "t3"
  tags = { a = aws_s3_bucket.seed.id
  b = "c" }
}

resource "aws_s3_bucket" "lock" {
  bucket              = "l1"
  object_lock_enabled = true
}

resource "aws_s3_bucket" "lock_false" {
  bucket              = "l2"
  object_lock_enabled = false
}

resource "aws_s3_bucket" "lock_block" {
  bucket = "l3"
  object_lock_configuration {
    object_lock_enabled = "Enabled"
    rule {
      default_retention {
        mode  = "COMPLIANCE"
        years = 3
      }
    }
  }
}

resource "aws_s3_bucket" "lock_block_only" {
  bucket = "l4"
  object_lock_configuration {
  }
}

resource "aws_s3_bucket" "lock_flag_block" {
  bucket = "l5"
  object_lock_configuration {
    rule {
      default_retention {
        mode = "GOVERNANCE"
        days = 3
      }
    }
  }
}

resource "aws_s3_bucket" "acl" {
  bucket = "a1"
  acl    = "public-read"
}

resource "aws_s3_bucket" "acl_unknown" {
  bucket = "a2"
  acl    = aws_s3_bucket.seed.id
}

resource "aws_s3_bucket" "acl_empty" {
  bucket = "a4"
  acl    = null
}

resource "aws_s3_bucket" "grants" {
  bucket = "a3"
  grant {
    id          = "id1"
    type        = "CanonicalUser"
    permissions = ["FULL_CONTROL", "READ"]
  }
  grant {
    type        = "Group"
    uri         = "http://acs.amazonaws.com/groups/s3/LogDelivery"
    permissions = ["READ_ACP", "WRITE"]
  }
}

resource "aws_s3_bucket" "grants_unknown" {
  bucket = "a5"
  grant {
    id          = aws_s3_bucket.seed.id
    type        = "CanonicalUser"
    permissions = ["READ"]
  }
}

resource "aws_s3_bucket" "policy" {
  bucket = "p1"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "b", Effect = "Allow", Action = "s3:Get*", Resource = "*" }] })
}

resource "aws_s3_bucket" "policy_ws" {
  bucket = "p2"
  policy = " { \"b\" : 1.0, \"a\": \"<&>\" } "
}

resource "aws_s3_bucket" "policy_unknown" {
  bucket = "p3"
  policy = jsonencode({ a = aws_s3_bucket.seed.arn })
}

resource "aws_s3_bucket" "policy_empty" {
  bucket = "p4"
  policy = ""
}

resource "aws_s3_bucket" "small" {
  bucket              = "s1"
  acceleration_status = "Suspended"
  request_payer       = "Requester"
  force_destroy       = true
}

resource "aws_s3_bucket" "small_unknown" {
  bucket              = "s2"
  acceleration_status = aws_s3_bucket.seed.id
  request_payer       = aws_s3_bucket.seed.id
}

resource "aws_s3_bucket" "cors" {
  bucket = "c1"
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
  cors_rule {
    allowed_headers = ["a", "b"]
    allowed_methods = ["PUT", "GET"]
    allowed_origins = ["x", aws_s3_bucket.seed.id]
    expose_headers  = []
    max_age_seconds = 0
  }
}

resource "aws_s3_bucket" "logging" {
  bucket = "g1"
  logging {
    target_bucket = aws_s3_bucket.seed.id
  }
}

resource "aws_s3_bucket" "logging2" {
  bucket = "g2"
  logging {
    target_bucket = "x"
    target_prefix = ""
  }
}

resource "aws_s3_bucket" "versioning" {
  bucket = "v1"
  versioning {
  }
}

resource "aws_s3_bucket" "versioning2" {
  bucket = "v2"
  versioning {
    enabled    = true
    mfa_delete = null
  }
}

resource "aws_s3_bucket" "versioning3" {
  bucket = "v3"
  versioning {
    mfa_delete = true
  }
}

resource "aws_s3_bucket" "website" {
  bucket = "w1"
  website {
    index_document = "i"
    error_document = ""
  }
}

resource "aws_s3_bucket" "website2" {
  bucket = "w2"
  website {
    redirect_all_requests_to = "https://x.y"
  }
}

resource "aws_s3_bucket" "website3" {
  bucket = "w3"
  website {
    index_document = "i"
    routing_rules  = jsonencode([{ Redirect = { HostName = "x" }, Condition = { KeyPrefixEquals = "a<b" } }])
  }
}

resource "aws_s3_bucket" "website4" {
  bucket = "w4"
  website {
    index_document = aws_s3_bucket.seed.id
    routing_rules  = aws_s3_bucket.seed.id
  }
}

resource "aws_s3_bucket" "sse" {
  bucket = "e1"
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = aws_s3_bucket.seed.arn
      }
    }
  }
}

resource "aws_s3_bucket" "sse2" {
  bucket = "e2"
  server_side_encryption_configuration {
    rule {
      bucket_key_enabled = true
      apply_server_side_encryption_by_default {
        sse_algorithm     = "AES256"
        kms_master_key_id = ""
      }
    }
  }
}

resource "aws_s3_bucket" "dynamic" {
  bucket = "d1"
  dynamic "lifecycle_rule" {
    for_each = toset(["a", "b"])
    content {
      enabled = true
      id      = lifecycle_rule.key
      transition {
        days          = 3
        storage_class = "GLACIER"
      }
    }
  }
  dynamic "cors_rule" {
    for_each = []
    content {
      allowed_methods = []
      allowed_origins = []
    }
  }
}

resource "aws_s3_bucket" "lifecycle" {
  bucket = "y1"
  lifecycle_rule {
    enabled = false
  }
  lifecycle_rule {
    id                                     = ""
    enabled                                = true
    prefix                                 = aws_s3_bucket.seed.id
    tags                                   = { a = "b", c = "" }
    abort_incomplete_multipart_upload_days = 0
    expiration {
    }
    noncurrent_version_expiration {
    }
    transition {
      storage_class = "GLACIER"
    }
    transition {
      date          = "2030-01-01"
      storage_class = "DEEP_ARCHIVE"
    }
    noncurrent_version_transition {
      storage_class = "GLACIER"
      days          = aws_s3_bucket.seed.id == "" ? 1 : 2
    }
  }
  lifecycle_rule {
    id      = aws_s3_bucket.seed.id
    enabled = true
    tags    = { a = aws_s3_bucket.seed.id }
    expiration {
      expired_object_delete_marker = true
    }
  }
}

resource "aws_s3_bucket" "replication" {
  bucket = "r1"
  replication_configuration {
    role = aws_s3_bucket.seed.arn
    rules {
      status = "Enabled"
      destination {
        bucket = "arn:aws:s3:::b"
      }
    }
    rules {
      id                               = "x"
      status                           = "Disabled"
      priority                         = 3
      delete_marker_replication_status = "Enabled"
      filter {
        prefix = ""
        tags   = { a = "b" }
      }
      destination {
        bucket             = aws_s3_bucket.seed.arn
        storage_class      = "GLACIER"
        account_id         = "123456789012"
        replica_kms_key_id = "k"
        access_control_translation {
          owner = "Destination"
        }
        metrics {
        }
        replication_time {
        }
      }
      source_selection_criteria {
        sse_kms_encrypted_objects {
          enabled = false
        }
      }
    }
  }
}

resource "aws_s3_bucket" "timeouts" {
  bucket = "z1"
  timeouts {
    create = "5m"
  }
}

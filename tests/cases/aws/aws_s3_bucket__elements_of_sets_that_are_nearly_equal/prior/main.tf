provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}
resource "aws_s3_bucket" "dmr" {
  bucket = "hash-dmr"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "dmrgone" {
  bucket = "hash-dmrgone"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id                               = "r"
      status                           = "Enabled"
      delete_marker_replication_status = "Enabled"
      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "filter" {
  bucket = "hash-filter"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "filterpre" {
  bucket = "hash-filterpre"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"
      filter {
        prefix = "a"
      }
      priority = 1
      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "filtertag" {
  bucket = "hash-filtertag"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"
      filter {
        tags = { a = "1" }
      }
      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "prio" {
  bucket = "hash-prio"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"
      filter {}
      priority = 0
      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "metrics" {
  bucket = "hash-metrics"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::dst"
        metrics {}
      }
    }
  }
}
resource "aws_s3_bucket" "metricsadd" {
  bucket = "hash-metricsadd"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "rtc" {
  bucket = "hash-rtc"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::dst"
        replication_time {
          status = "Enabled"
        }
        metrics {}
      }
    }
  }
}
resource "aws_s3_bucket" "sc" {
  bucket = "hash-sc"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket        = "arn:aws:s3:::dst"
        storage_class = "STANDARD"
      }
    }
  }
}
resource "aws_s3_bucket" "ssc" {
  bucket = "hash-ssc"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "ssc2" {
  bucket = "hash-ssc2"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket = "arn:aws:s3:::dst"

      }
    }
  }
}
resource "aws_s3_bucket" "key" {
  bucket = "hash-key"
  replication_configuration {
    role = "arn:aws:iam::123456789012:role/r"
    rules {
      id     = "r"
      status = "Enabled"

      destination {
        bucket             = "arn:aws:s3:::dst"
        replica_kms_key_id = "k"
      }
    }
  }
}
resource "aws_s3_bucket" "tr0" {
  bucket = "hash-tr0"
  lifecycle_rule {
    id      = "x"
    enabled = true
    transition {
      days          = 0
      storage_class = "GLACIER"
    }
  }
}
resource "aws_s3_bucket" "trd" {
  bucket = "hash-trd"
  lifecycle_rule {
    id      = "x"
    enabled = true
    transition {
      date          = "2030-01-01"
      storage_class = "GLACIER"
    }
  }
}
resource "aws_s3_bucket" "tra" {
  bucket = "hash-tra"
  lifecycle_rule {
    id      = "x"
    enabled = true
    transition {
      days          = 30
      storage_class = "GLACIER"
    }
  }
}
resource "aws_s3_bucket" "gid" {
  bucket = "hash-gid"
  grant {
    type        = "CanonicalUser"
    id          = "abc"
    permissions = ["READ", "WRITE"]
  }
}
resource "aws_s3_bucket" "guri" {
  bucket = "hash-guri"
  grant {
    type        = "Group"
    uri         = "http://acs.amazonaws.com/groups/s3/LogDelivery"
    permissions = ["READ", "WRITE"]
  }
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket_versioning" "r01" {
  bucket = "a"

  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_versioning" "r02" {
  bucket = "a"

  versioning_configuration {
    status = "Suspended"

  }
}

resource "aws_s3_bucket_versioning" "r03" {
  bucket = "a"

  versioning_configuration {
    status = "Disabled"

  }
}

resource "aws_s3_bucket_versioning" "r04" {
  bucket = "a"

  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_versioning" "r05" {
  bucket = "a"

  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "r06" {
  bucket = "a"
  mfa    = "x"
  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_versioning" "r07" {
  bucket = "a"

  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_versioning" "r08" {
  bucket = "a"

  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_versioning" "r09" {
  bucket                = "a"
  expected_bucket_owner = "123456789012"
  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_versioning" "r10" {
  bucket = "a"

  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_versioning" "r11" {
  bucket = "a"

  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_versioning" "r12" {
  bucket = "a"

  versioning_configuration {
    status = "Enabled"

  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "r13" {
  bucket = "a"

  rule {

    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"

    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "r14" {
  bucket = "a"

  rule {

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "k"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "r15" {
  bucket = "a"

  rule {

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "k"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "r16" {
  bucket = "a"

  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"

    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "r17" {
  bucket = "a"

  rule {

    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"

    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "r18" {
  bucket = "a"

  rule {

    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"

    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "r19" {
  bucket = "a"

  rule {

    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"

    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "r20" {
  bucket = "a"

  rule {

    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"

    }
  }
}

resource "aws_s3_bucket_public_access_block" "r21" {
  bucket            = "a"
  block_public_acls = true
}

resource "aws_s3_bucket_public_access_block" "r22" {
  bucket = "a"
}

resource "aws_s3_bucket_public_access_block" "r23" {
  bucket = "a"
}

resource "aws_s3_bucket_public_access_block" "r24" {
  bucket             = "a"
  ignore_public_acls = true
}

resource "aws_s3_bucket_policy" "r25" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r26" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r27" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r28" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r29" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = { AWS = "123456789012" } }] })
}

resource "aws_s3_bucket_policy" "r30" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r31" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
}

resource "aws_s3_bucket_policy" "r32" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "x", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r33" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r34" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r35" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_s3_bucket_policy" "r36" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r37" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*", Condition = { StringLike = { "a" = ["x", "y"] } } }] })
}

resource "aws_s3_bucket_policy" "r38" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*", Condition = { StringLike = { "a" = ["x"] } } }] })
}

resource "aws_s3_bucket_policy" "r39" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["x", "y"], Principal = "*", Condition = { NumericLessThan = { "a" = 5 } } }] })
}

resource "aws_s3_bucket_policy" "r40" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "a"], Resource = ["x", "y"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r41" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "", Effect = "Allow", Action = ["a", "b"], Resource = ["b"], Principal = "*" }] })
}

resource "aws_s3_bucket_policy" "r42" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = ["b", "a"], NotResource = ["d", "c"], NotPrincipal = { Service = ["x", "y"] } }] })
}

resource "aws_s3_bucket_policy" "r43" {
  bucket = "a"
  policy = jsonencode({ Statement = [] })
}

resource "aws_s3_bucket_policy" "r44" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [], Id = "x" })
}

provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = "true"
}

resource "aws_s3_bucket" "seed" {
  bucket_prefix = "seed-"
}

resource "aws_iam_role" "r0" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })

}

resource "aws_iam_role" "r1" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  name               = null
}

resource "aws_iam_role" "r2" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  name_prefix        = "x-"
}

resource "aws_iam_role" "r3" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  name               = "n"
  path               = "/a/"
  description        = ""
}

resource "aws_iam_role" "r4" {
  assume_role_policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  name                  = "n"
  description           = "d\n€"
  max_session_duration  = 7200
  permissions_boundary  = "arn:aws:iam::aws:policy/A"
  force_detach_policies = true
}

resource "aws_iam_role" "r5" {
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  name                 = aws_s3_bucket.seed.id
  path                 = aws_s3_bucket.seed.id
  description          = aws_s3_bucket.seed.id
  max_session_duration = aws_s3_bucket.seed.id == "" ? 3600 : 7200
  permissions_boundary = aws_s3_bucket.seed.arn
}

resource "aws_iam_role" "r6" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  name_prefix        = aws_s3_bucket.seed.id
}

resource "aws_iam_role" "r7" {
  assume_role_policy  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  managed_policy_arns = []
}

resource "aws_iam_role" "r8" {
  assume_role_policy  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  managed_policy_arns = ["arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/A"]
}

resource "aws_iam_role" "r9" {
  assume_role_policy  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  managed_policy_arns = [aws_s3_bucket.seed.arn]
}

resource "aws_iam_role" "r10" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  inline_policy {
  }
}

resource "aws_iam_role" "r11" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  inline_policy {
    name   = "a"
    policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  }
  inline_policy {
    name   = "b"
    policy = jsonencode({ Statement = [], Version = "2012-10-17", Id = "z" })
  }
}

resource "aws_iam_role" "r12" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  inline_policy {
    name   = "a"
    policy = jsonencode({ a = aws_s3_bucket.seed.id })
  }
}

resource "aws_iam_role" "r13" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  inline_policy {
    name = aws_s3_bucket.seed.id
  }
}

resource "aws_iam_role" "r14" {
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  permissions_boundary = ""
  max_session_duration = null
  path                 = "/"
}

resource "aws_iam_role" "r15" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  path               = ""
}

resource "aws_iam_role" "ws" {
  assume_role_policy = "\n { \"b\" : 1.0, \"a\": \"<&>\" } "
}

resource "aws_iam_role" "unk" {
  assume_role_policy = aws_s3_bucket.seed.id
}

resource "aws_iam_policy" "p0" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_policy" "p1" {
  policy      = jsonencode({ b = 1, a = 2 })
  name        = "n"
  path        = "/x/y/"
  description = "d"
}

resource "aws_iam_policy" "p2" {
  policy      = aws_s3_bucket.seed.id
  name_prefix = "p"
  description = aws_s3_bucket.seed.id
}

resource "aws_iam_policy" "p3" {
  policy = " {\"a\": [1,  2]}"
  name   = aws_s3_bucket.seed.id
  path   = aws_s3_bucket.seed.id
}

resource "aws_iam_policy" "p4" {
  policy      = jsonencode({ Version = "2012-10-17", Statement = [] })
  description = ""
  name        = "z"
  path        = null
}

resource "aws_iam_role_policy" "q0" {
  role   = "r"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role_policy" "q1" {
  role        = aws_s3_bucket.seed.id
  name_prefix = "p"
  policy      = aws_s3_bucket.seed.id
}

resource "aws_iam_role_policy" "q2" {
  role   = "r"
  name   = "n"
  policy = " {\"Statement\":[], \"Id\":\"<\",\"Version\":\"2012-10-17\"}"
}

resource "aws_iam_role_policy" "q3" {
  role   = "r"
  name   = aws_s3_bucket.seed.id
  policy = jsonencode({ Version = "2008-10-17", A = 1 })
}

resource "aws_iam_role_policy_attachment" "t0" {
  role       = "r"
  policy_arn = "arn:aws:iam::aws:policy/A"
}

resource "aws_iam_role_policy_attachment" "t1" {
  role       = aws_s3_bucket.seed.id
  policy_arn = aws_s3_bucket.seed.arn
}

resource "aws_iam_role_policy_attachment" "each" {
  for_each   = toset(["A", "B"])
  role       = aws_iam_role.r0.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

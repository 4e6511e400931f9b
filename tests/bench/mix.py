"""A data platform of any size, with every resource type that the definitions of AWS cover, in the shares that such platforms have: tables above all."""

SETTINGS = 'provider "aws" {\n  region = "us-east-1"\n}\n'
TRUST = '''jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })'''
ALLOW = '''jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"], Resource = "*" }]
  })'''
CATALOG = '''
resource "aws_glue_catalog_database" "test" {
  count       = %(databases)d
  name        = "db_%(part)d_${count.index}"
  description = "one of many"
  tags        = { Team = "team${count.index %% 7}" }
}

resource "aws_glue_catalog_table" "test" {
  count         = %(tables)d
  database_name = aws_glue_catalog_database.test[count.index %% %(filled)d].name
  name          = "table_%(part)d_${count.index}"
  table_type    = "EXTERNAL_TABLE"
  parameters    = { classification = "parquet" }
  storage_descriptor {
    location = "s3://lake/raw/${count.index}/"
    columns {
      name = "id"
      type = "bigint"
    }
  }
}

resource "aws_glue_crawler" "test" {
  count         = %(crawlers)d
  name          = "crawler_%(part)d_${count.index}"
  database_name = aws_glue_catalog_database.test[0].name
  role          = aws_iam_role.test[count.index %% %(roles)d].name
  s3_target {
    path = "s3://lake/raw/${count.index}/"
  }
}
'''
ACCESS = '''
resource "aws_iam_role" "test" {
  count              = %(roles)d
  name               = "role-%(part)d-${count.index}"
  description        = "one of many"
  tags               = { Team = "team${count.index %% 7}" }
  assume_role_policy = ''' + TRUST + '''
}

resource "aws_iam_role_policy" "test" {
  count  = %(roles)d
  name   = "read"
  role   = aws_iam_role.test[count.index].name
  policy = ''' + ALLOW + '''
}

resource "aws_iam_policy" "test" {
  count  = %(policies)d
  name   = "policy-%(part)d-${count.index}"
  policy = ''' + ALLOW + '''
}

resource "aws_iam_role_policy_attachment" "test" {
  count      = %(roles)d
  role       = aws_iam_role.test[count.index].name
  policy_arn = aws_iam_policy.test[count.index %% %(policies)d].arn
}
'''
STORES = '''
resource "aws_s3_bucket" "test" {
  count  = %(buckets)d
  bucket = "lakeform-bench-%(part)d-${count.index}"
}

resource "aws_s3_bucket_versioning" "test" {
  count  = %(buckets)d
  bucket = aws_s3_bucket.test[count.index].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "test" {
  count  = %(buckets)d
  bucket = aws_s3_bucket.test[count.index].id
  rule {
    id     = "tidy"
    status = "Enabled"
    filter { prefix = "tmp/" }
    expiration { days = 30 }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "test" {
  count  = %(buckets)d
  bucket = aws_s3_bucket.test[count.index].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "test" {
  count                   = %(buckets)d
  bucket                  = aws_s3_bucket.test[count.index].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "test" {
  count  = %(buckets)d
  bucket = aws_s3_bucket.test[count.index].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "${aws_s3_bucket.test[count.index].arn}/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_redshift_subnet_group" "test" {
  count      = %(clusters)d
  name       = "subnets-%(part)d-${count.index}"
  subnet_ids = ["subnet-0a1b2c3d4e5f60001"]
}

resource "aws_redshift_parameter_group" "test" {
  count  = %(clusters)d
  name   = "parameters-%(part)d-${count.index}"
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "true"
  }
}

resource "aws_redshift_cluster" "test" {
  count                        = %(clusters)d
  cluster_identifier           = "warehouse-%(part)d-${count.index}"
  cluster_subnet_group_name    = aws_redshift_subnet_group.test[count.index].name
  cluster_parameter_group_name = aws_redshift_parameter_group.test[count.index].name
  master_username              = "admin"
  master_password              = "Example-Passw0rd"
  node_type                    = "ra3.xlplus"
  number_of_nodes              = 2
  encrypted                    = true
  publicly_accessible          = false
  skip_final_snapshot          = true
}
'''


def counts(total):
    """How many of each there are; a bucket comes with its five parts, a cluster with its two groups, a role with a policy and an attachment."""
    made = {"buckets": max(1, total // 250), "clusters": max(1, total // 500), "roles": max(1, total * 8 // 100), "policies": max(1, total // 100),
            "databases": max(5, total // 20), "filled": max(5, total // 200), "crawlers": total // 10}
    made["tables"] = total - 6 * made["buckets"] - 3 * made["clusters"] - 3 * made["roles"] - made["policies"] - made["databases"] - made["crawlers"]
    return made


def mixed(total, part=0):
    """The configuration of so many resources; those of one part have other names than those of another."""
    return SETTINGS + (CATALOG + ACCESS + STORES) % {**counts(total), "part": part}

# What the data means: a catalog database, the table of sales, and a crawler that finds new files every night.

locals {
  raw_sales = "data/raw/sales/"
}

resource "aws_glue_catalog_database" "analytics" {
  name = var.catalog_database
}

resource "aws_glue_catalog_table" "sales" {
  name          = "sales"
  database_name = aws_glue_catalog_database.analytics.name
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    classification = "parquet"
  }

  storage_descriptor {
    location      = "s3://${aws_s3_bucket.data_lake.bucket}/data/sales/"
    input_format  = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"

    ser_de_info {
      serialization_library = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
    }

    columns {
      name = "sale_id"
      type = "bigint"
    }

    columns {
      name = "customer_id"
      type = "bigint"
    }

    columns {
      name = "amount"
      type = "double"
    }

    columns {
      name = "sale_date"
      type = "date"
    }
  }

  partition_keys {
    name = "year"
    type = "int"
  }

  partition_keys {
    name = "month"
    type = "int"
  }
}

data "aws_iam_policy_document" "glue_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["glue.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "raw_sales_read" {
  statement {
    sid       = "ListRawSales"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.data_lake.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${local.raw_sales}*"]
    }
  }

  statement {
    sid       = "ReadRawSales"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.data_lake.arn}/${local.raw_sales}*"]
  }
}

data "aws_partition" "current" {}

resource "aws_iam_role" "glue_role" {
  name               = "glue_role"
  description        = "The crawler of the data lake: may read raw sales"
  assume_role_policy = data.aws_iam_policy_document.glue_trust.json
}

resource "aws_iam_role_policy" "raw_sales_read" {
  name   = "read-raw-sales"
  role   = aws_iam_role.glue_role.id
  policy = data.aws_iam_policy_document.raw_sales_read.json
}

# What every crawler needs: the catalog and its logs.
resource "aws_iam_role_policy_attachment" "glue_service" {
  role       = aws_iam_role.glue_role.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSGlueServiceRole"
}

resource "aws_glue_crawler" "sales" {
  name          = "sales_crawler"
  database_name = aws_glue_catalog_database.analytics.name
  role          = aws_iam_role.glue_role.arn
  schedule      = var.crawler_schedule

  s3_target {
    path = "s3://${aws_s3_bucket.data_lake.bucket}/${local.raw_sales}"
  }

  depends_on = [
    aws_iam_role_policy.raw_sales_read,
    aws_iam_role_policy_attachment.glue_service,
  ]
}

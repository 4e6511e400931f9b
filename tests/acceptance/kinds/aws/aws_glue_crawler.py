"""A crawler with its role; the schedule changes in place."""
CONFIG = '''
resource "aws_glue_catalog_database" "base" {
  name = "lakeform_${var.unique}"
}

resource "aws_iam_role" "base" {
  name = "lakeform-${var.unique}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_glue_crawler" "test" {
  name          = "lakeform-${var.unique}${local.other}"
  database_name = aws_glue_catalog_database.base.name
  role          = aws_iam_role.base.arn
  schedule      = local.changed ? "cron(30 2 * * ? *)" : "cron(0 1 * * ? *)"
  table_prefix  = local.changed ? "raw_" : null
  s3_target {
    path       = "s3://lakeform-${var.unique}/raw/sales/"
    exclusions = ["*.tmp"]
  }
}
'''
UNKNOWN_TO_IMPORT = ("role",)  # Glue answers the name of a role, whichever form it was given
ON = {"sandbox": {}, "moto": {"update": "moto has no UpdateCrawler", "drift": "moto has no UpdateCrawler"}, "ministack": {
    "settle": "ministack answers no lineage, recrawl and schema change blocks until an update", "import": "as settle"}}


def look(boto, values):
    return boto("glue").get_crawler(Name=values["name"])


def drift(boto, values):
    boto("glue").update_crawler(Name=values["name"], Schedule="cron(15 4 * * ? *)")
    return "schedule"


def remove(boto, values):
    boto("glue").delete_crawler(Name=values["name"])

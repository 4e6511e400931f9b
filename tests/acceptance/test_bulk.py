"""Reads are answered in bulk: the sandbox's request log counts them."""
import math

from harness.results import test

DATABASES = '''
resource "aws_glue_catalog_database" "test" {
  count = %d
  name  = "db_${count.index}"
}
'''
TABLES = '''
resource "aws_glue_catalog_database" "base" {
  name = "lake"
}

resource "aws_glue_catalog_table" "test" {
  count         = %d
  name          = "table_${count.index}"
  database_name = aws_glue_catalog_database.base.name
  storage_descriptor {
    location = "s3://lake/${count.index}/"
  }
}
'''
CRAWLERS = '''
resource "aws_glue_crawler" "test" {
  count         = %d
  name          = "crawler-${count.index}"
  database_name = "lake"
  role          = "arn:aws:iam::111111111111:role/crawler"
  s3_target {
    path = "s3://lake/${count.index}/"
  }
}
'''
CLUSTERS = '''
resource "aws_redshift_cluster" "test" {
  count               = %d
  cluster_identifier  = "warehouse-${count.index}"
  master_username     = "admin"
  master_password     = "Example-Passw0rd"
  node_type           = "ra3.xlplus"
  number_of_nodes     = 2
  skip_final_snapshot = true
}
'''
ROLES = '''
resource "aws_iam_role" "test" {
  count              = %d
  name               = "role-${count.index}"
  description        = "number ${count.index}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "test" {
  count  = length(aws_iam_role.test)
  name   = "read"
  role   = aws_iam_role.test[count.index].name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "test" {
  count      = length(aws_iam_role.test)
  role       = aws_iam_role.test[count.index].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}
'''
CONSTANT = 6  # who am I, and the few single reads before a list pays


def refreshed(context, config, count, page):
    """The calls of a refresh of `count` objects."""
    context.server.options(page=page, delay=0)
    workspace = context.workspace(config % count)
    if "crawler" in config:
        prepare_crawlers(context)
    workspace.apply("-parallelism=20")
    context.server.requests(clear=True)
    workspace.must_be_empty()
    return context.server.calls()


def prepare_crawlers(context):
    context.server.boto("iam").create_role(RoleName="crawler", AssumeRolePolicyDocument=(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"glue.amazonaws.com"}}]}'))
    context.server.boto("glue").create_database(DatabaseInput={"Name": "lake"})


def bounded(context, config, count, page):
    calls = refreshed(context, config, count, page)
    most = math.ceil(count / page) + CONSTANT
    counts = {call: calls.count(call) for call in sorted(set(calls))}
    context.check(len(calls) <= most, f"{len(calls)} calls for {count} objects in pages of {page}, at most {most}: {counts}")


@test("a refresh of 60 databases costs their pages and a constant", types=["aws_glue_catalog_database"], on=["sandbox"])
def databases(context):
    bounded(context, DATABASES, 60, 20)


@test("a refresh of 60 tables costs their pages and a constant", types=["aws_glue_catalog_table"], on=["sandbox"])
def tables(context):
    bounded(context, TABLES, 60, 20)


@test("a refresh of 60 crawlers costs their pages and a constant", types=["aws_glue_crawler"], on=["sandbox"])
def crawlers(context):
    bounded(context, CRAWLERS, 60, 20)


@test("a refresh of 60 clusters costs their pages and a constant", types=["aws_redshift_cluster"], on=["sandbox"])
def clusters(context):
    bounded(context, CLUSTERS, 60, 20)


@test("a refresh of 40 roles with their policies and attachments costs the pages of two lists and a constant", types=["aws_iam_role"], on=["sandbox"])
def roles(context):
    context.server.options(page=20, delay=0)
    workspace = context.workspace(ROLES % 40)
    workspace.apply("-parallelism=20")
    workspace.run("apply", "-refresh-only", "-auto-approve", "-input=false", check=True)
    context.server.requests(clear=True)
    workspace.must_be_empty()
    calls = context.server.calls()
    counts = {call: calls.count(call) for call in sorted(set(calls))}
    # Terraform reads roles before what is in them, ten at a time, so a few of each kind go alone before a list pays.
    context.check(len(calls) <= 2 * 2 + 4 * CONSTANT, f"{len(calls)} calls for 40 roles with two parts each: {counts}")

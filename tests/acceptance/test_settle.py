"""Configurations that people have and that once did not settle: after each step the plan is empty, whatever words the service answers in."""
from harness.results import test

# A block that is left out is answered as an empty one, one that is empty as none; times in other words.
RULES = '''
resource "aws_s3_bucket" "lake" {
  bucket = "lakeform-${var.unique}"
}

variable "unique" {}

variable "step" {
  default = "create"
}

locals {
  days = var.step == "create" ? 31 : 45
}

resource "aws_s3_bucket_lifecycle_configuration" "lake" {
  bucket = aws_s3_bucket.lake.id

  timeouts {
    create = "30s"
    update = "30s"
  }
  rule {
    id     = "neither filter nor prefix"
    status = "Enabled"
    noncurrent_version_expiration {
      noncurrent_days = local.days
    }
  }
  rule {
    id     = "a prefix that says nothing"
    status = "Enabled"
    prefix = ""
    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }
  rule {
    id     = "an empty filter"
    status = "Enabled"
    filter {}
    noncurrent_version_transition {
      noncurrent_days = local.days
      storage_class   = "GLACIER"
    }
  }
  rule {
    id     = "a time with an offset"
    status = "Enabled"
    filter {
      prefix = "a/"
    }
    expiration {
      date = "2031-01-01T00:00:00+00:00"
    }
  }
  rule {
    id     = "times with fractions, in a set"
    status = "Enabled"
    filter {
      prefix = "b/"
    }
    transition {
      date          = "2031-01-01T00:00:00.000Z"
      storage_class = "GLACIER_IR"
    }
    transition {
      date          = "2032-01-01T01:00:00+01:00"
      storage_class = "GLACIER"
    }
  }
}
'''


def settles(workspace, *steps):
    """Each step is applied, and leaves nothing to do."""
    for step in steps:
        workspace.environment["TF_VAR_step"] = step
        workspace.apply()
        workspace.must_be_empty()


@test("lifecycle rules without filter, with an empty one and with times in any form settle and are imported", types=["aws_s3_bucket_lifecycle_configuration"],
      on=["sandbox", "moto"])
def lifecycle_rules(context):
    workspace = context.workspace(RULES, environment={"TF_VAR_unique": context.unique})
    settles(workspace, "create", "changed")
    address = "aws_s3_bucket_lifecycle_configuration.lake"
    filters = [len(rule["filter"]) for rule in workspace.state()[address]["rule"]]
    context.equal(filters, [0, 0, 1, 1, 1], "filters in the state")
    workspace.run("state", "rm", address, check=True)
    workspace.run("import", "-input=false", address, f"lakeform-{context.unique}", check=True)
    rules = workspace.state()[address]["rule"]
    context.equal([len(rule["filter"]) for rule in rules], [0, 0, 1, 1, 1], "filters after an import")
    workspace.destroy()


CATALOG = '''
variable "step" {
  default = "create"
}

locals {
  new = var.step == "create"
}

resource "aws_s3_bucket" "lake" {
  bucket = "lakeform-settle"
}

resource "aws_iam_role" "crawler" {
  name               = "lakeform-settle"
  path               = local.new ? "/" : "/jobs/"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
}

resource "aws_glue_catalog_database" "lake" {
  name = "lakeform_settle"
  create_table_default_permission {}
}

resource "aws_glue_catalog_table" "view" {
  name               = "one"
  database_name      = aws_glue_catalog_database.lake.name
  table_type         = "VIRTUAL_VIEW"
  view_original_text = local.new ? "/* Presto View: a */" : "/* Presto View: b */"
  view_expanded_text = "/* Presto View */"
  storage_descriptor {
    columns {
      name = "one"
      type = "int"
    }
    ser_de_info {}
  }
}

resource "aws_glue_catalog_table" "partitioned" {
  name          = "partitioned"
  database_name = aws_glue_catalog_database.lake.name
  partition_keys {
    name = "year"
    type = "int"
  }
  partition_keys {
    name = "month"
    type = "int"
  }
  storage_descriptor {
    location = "s3://lakeform-settle/partitioned/"
    columns {
      name = "a"
      type = "string"
    }
  }
  partition_index {
    index_name = "by_time"
    keys       = local.new ? ["year"] : ["year", "month"]
  }
}

resource "aws_glue_crawler" "lake" {
  name          = "lakeform-settle"
  database_name = aws_glue_catalog_database.lake.name
  role          = local.new ? aws_iam_role.crawler.arn : "jobs/${aws_iam_role.crawler.name}"
  description   = local.new ? "nightly" : null
  s3_target {
    path = "s3://lakeform-settle/a"
  }
}

resource "aws_redshift_parameter_group" "lake" {
  name   = "lakeform-settle"
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = local.new ? "true" : "TRUE"
  }
  dynamic "parameter" {
    for_each = local.new ? ["max_concurrency_scaling_clusters"] : []
    content {
      name  = parameter.value
      value = 3
    }
  }
}

resource "aws_redshift_cluster" "lake" {
  cluster_identifier           = "lakeform-settle"
  cluster_parameter_group_name = aws_redshift_parameter_group.lake.name
  node_type                    = "ra3.xlplus"
  cluster_type                 = "multi-node"
  number_of_nodes              = 2
  encrypted                    = true
  master_username              = "admin"
  master_password              = "Warehouse-${local.new ? 1 : 2}"
  skip_final_snapshot          = true
  vpc_security_group_ids       = []
}
'''


@test("a catalog and a warehouse settle: names said otherwise, parts taken out, a crawler that runs, tags and a role that are still going",
      types=["aws_glue_crawler", "aws_glue_catalog_table", "aws_glue_catalog_database", "aws_redshift_parameter_group", "aws_redshift_cluster", "aws_iam_role"],
      on=["sandbox"])
def catalog_and_warehouse(context):
    workspace, glue = context.workspace(CATALOG), context.server.boto("glue")
    context.server.faults({"service": "glue", "operation": "CreateCrawler", "kind": "refuse", "status": 400, "code": "InvalidInputException", "times": 1,
                           "message": "Tags created previously on a crawler of the same name are in deleting state. Please retry after some time."})
    settles(workspace, "create")
    granted = glue.get_database(Name="lakeform_settle")["Database"].get("CreateTableDefaultPermissions", [])
    context.check(not any(one.get("Permissions") for one in granted), f"permissions of new tables: {granted}")
    context.server.options(delay=3000)
    glue.start_crawler(Name="lakeform-settle")
    context.server.options(delay=200)
    context.server.calls(clear=True)
    settles(workspace, "changed")
    calls = context.server.calls()
    context.check(calls.count("glue.UpdateCrawler") > 1, "the crawler did not run when it was changed")
    keys = glue.get_partition_indexes(DatabaseName="lakeform_settle", TableName="partitioned")["PartitionIndexDescriptorList"][0]["Keys"]
    context.equal([key["Name"] for key in keys], ["year", "month"], "keys of the index")
    context.check(not glue.get_crawler(Name="lakeform-settle")["Crawler"].get("Description"), "the description is still there")
    values = workspace.state()
    context.equal(values["aws_iam_role.crawler"]["arn"].split(":role")[-1], "/jobs/lakeform-settle", "path in the role's ARN")
    left = context.server.boto("redshift").describe_cluster_parameters(ParameterGroupName="lakeform-settle", Source="user")["Parameters"]
    context.equal([one["ParameterName"] for one in left], ["require_ssl"], "parameters that are set")
    workspace.destroy()

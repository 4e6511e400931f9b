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

"""Modules of the shape that the public registry has (written here, none is copied): they initialize, plan and apply on Lakeform unchanged."""
import os

from harness import reports
from harness.results import test

MODULE = """
terraform {
  required_version = ">= 1.5.7"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.28"
    }
  }
  provider_meta "aws" {
    user_agent = ["github.com/lakeform-tests/terraform-aws-lake"]
  }
}
variable "create" {
  type    = bool
  default = true
}
variable "bucket" {
  type    = string
  default = null
}
variable "versioning" {
  type    = map(string)
  default = {}
}
variable "encryption" {
  type    = any
  default = {}
}
variable "rules" {
  type = list(object({
    id      = string
    enabled = optional(bool, true)
    prefix  = optional(string)
    days    = optional(number)
    moves   = optional(list(object({ days = number, class = string })), [])
  }))
  default = []
}
variable "policy" {
  type = object({
    attach     = optional(bool, false)
    principals = optional(list(string), [])
  })
  default = {}
}
variable "tags" {
  type    = map(string)
  default = {}
}
data "aws_caller_identity" "current" {
  count = var.create ? 1 : 0
}
data "aws_partition" "current" {
  count = var.create ? 1 : 0
}
locals {
  partition = try(data.aws_partition.current[0].partition, "")
  rules     = try(jsondecode(var.rules), var.rules)
}
resource "aws_s3_bucket" "this" {
  count         = var.create ? 1 : 0
  bucket        = var.bucket
  force_destroy = true
  tags          = var.tags
}
resource "aws_s3_bucket_versioning" "this" {
  count  = var.create && length(keys(var.versioning)) > 0 ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  versioning_configuration {
    status = try(var.versioning["enabled"] ? "Enabled" : "Suspended", tobool(var.versioning["status"]) ? "Enabled" : "Suspended", title(lower(var.versioning["status"])))
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count  = var.create && length(keys(var.encryption)) > 0 ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  dynamic "rule" {
    for_each = try(flatten([var.encryption["rule"]]), [])
    content {
      bucket_key_enabled = try(rule.value.bucket_key_enabled, null)
      dynamic "apply_server_side_encryption_by_default" {
        for_each = try([rule.value.by_default], [])
        content {
          sse_algorithm     = apply_server_side_encryption_by_default.value.sse_algorithm
          kms_master_key_id = try(apply_server_side_encryption_by_default.value.kms_master_key_id, null)
        }
      }
    }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = var.create && length(local.rules) > 0 ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  dynamic "rule" {
    for_each = local.rules
    content {
      id     = rule.value.id
      status = rule.value.enabled ? "Enabled" : "Disabled"
      dynamic "filter" {
        for_each = rule.value.prefix == null ? [true] : []
        content {}
      }
      dynamic "filter" {
        for_each = rule.value.prefix == null ? [] : [rule.value.prefix]
        content {
          prefix = filter.value
        }
      }
      dynamic "expiration" {
        for_each = rule.value.days == null ? [] : [rule.value.days]
        content {
          days = expiration.value
        }
      }
      dynamic "transition" {
        for_each = rule.value.moves
        content {
          days          = transition.value.days
          storage_class = transition.value.class
        }
      }
    }
  }
  depends_on = [aws_s3_bucket_versioning.this]
}
data "aws_iam_policy_document" "this" {
  count = var.create && var.policy.attach ? 1 : 0
  dynamic "statement" {
    for_each = toset(var.policy.principals)
    content {
      actions   = ["s3:GetObject"]
      resources = ["${aws_s3_bucket.this[0].arn}/*"]
      principals {
        type        = "AWS"
        identifiers = ["arn:${local.partition}:iam::${one(data.aws_caller_identity.current[*].account_id)}:${statement.value}"]
      }
    }
  }
}
resource "aws_s3_bucket_policy" "this" {
  count  = var.create && var.policy.attach ? 1 : 0
  bucket = aws_s3_bucket.this[0].id
  policy = one(data.aws_iam_policy_document.this[*].json)
}
resource "aws_s3_bucket_public_access_block" "this" {
  count                   = var.create ? 1 : 0
  bucket                  = one(aws_s3_bucket.this[*].id)
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_glue_catalog_database" "unused" {
  count = 0
  name  = "unused"
}
output "arn" {
  value = try(aws_s3_bucket.this[0].arn, "")
}
"""
ROOT = """
module "full" {
  source     = "./modules/lake"
  bucket     = "full-lake"
  versioning = { status = true }
  encryption = { rule = { bucket_key_enabled = true, by_default = { sse_algorithm = "aws:kms" } } }
  rules = [
    { id = "logs", prefix = "log/", days = 90, moves = [{ days = 30, class = "STANDARD_IA" }, { days = 60, class = "GLACIER" }] },
    { id = "rest", enabled = false, days = %(days)d },
  ]
  policy = { attach = true, principals = ["root"] }
  tags   = { about = "lake" }
}
module "plain" {
  source   = "./modules/lake"
  for_each = toset(["a", "b"])
  bucket   = "plain-${each.key}"
}
# As monorepos have them: hundreds of modules that are switched off.
module "off" {
  source = "./modules/lake"
  count  = 120
  create = false
}
output "arns" {
  value = compact(concat([module.full.arn], values(module.plain)[*].arn, module.off[*].arn))
}
"""


@test("a module of the public ones' shape, with provider_meta and >= 6.28, 120 of it switched off, lives through create, empty plan, change and destroy",
      types=["aws_s3_bucket", "aws_s3_bucket_lifecycle_configuration"])
def test_bucket_module(ctx):
    settings = reports.write(ctx.folder(), "terraform.rc", reports.lakeform("mirror", ctx.folder("mirror"), "--as-official"))
    work = ctx.workspace(None, source="hashicorp/aws", server=ctx.sandbox(), environment={"TF_CLI_CONFIG_FILE": settings})
    folder = work.path("modules", "lake")
    os.makedirs(folder)
    reports.write(folder, "main.tf", MODULE)
    work.write(ROOT % {"days": 7})
    work.init()
    work.apply()
    work.must_be_empty()
    managed = [address for address in work.state() if ".data." not in address]
    ctx.equal(len(managed), 10, "managed resources")
    work.write(ROOT % {"days": 8})
    ctx.equal(list(work.plan()), ["module.full.aws_s3_bucket_lifecycle_configuration.this[0]"], "what a change of one rule does")
    work.apply()
    work.must_be_empty()
    work.destroy()
    ctx.equal(work.state(), {}, "the state after all")

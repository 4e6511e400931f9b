"""Provider blocks and tags of which something is unknown while planning, null or ignored: what is planned is applied, and then nothing is left to do."""
from harness.results import test

ROLE = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })'

# Each provider block has its own trouble; resources with and without tags of their own, of several kinds, hang on each.
BLOCKS = '''
variable "step" { default = "one" }
variable "nothing" {
  type    = string
  default = null
}
resource "terraform_data" "place" { input = "eu-central-1" }
resource "terraform_data" "cost" { input = "k" }
resource "terraform_data" "all" { input = { team = "lake", cost_centre = var.step } }

provider "aws" {
  default_tags { tags = { team = "lake", owner = var.nothing } }
}
provider "aws" {
  alias  = "place"
  region = terraform_data.place.output
}
provider "aws" {
  alias = "one_tag"
  default_tags { tags = { cost_centre = terraform_data.cost.id, owner = "data" } }
}
provider "aws" {
  alias = "all_tags"
  default_tags { tags = terraform_data.all.output }
}
provider "aws" {
  alias = "ignored_time"
  default_tags { tags = { made_on = timestamp(), team = "x" } }
  ignore_tags { keys = ["made_on"] }
}
provider "aws" {
  alias = "ignored"
  default_tags { tags = { skip-provider = var.step, owner = "data" } }
  ignore_tags { key_prefixes = ["skip-"] }
}
provider "aws" {
  alias = "time"
  default_tags { tags = { deployed = timestamp() } }
}
provider "aws" {
  alias = "endpoint"
  endpoints { glue = terraform_data.endpoint.output }
}
resource "terraform_data" "endpoint" { input = "%(url)s" }

resource "aws_s3_bucket" "null_and_blank" {
  bucket = "lakeform-null-%(unique)s"
  tags   = { zone = "", stage = var.nothing }
}
resource "aws_s3_bucket" "only_null" {
  bucket = "lakeform-only-null-%(unique)s"
  tags   = { stage = var.nothing }
}
resource "aws_redshift_parameter_group" "null_and_blank" {
  name   = "lakeform-null-%(unique)s"
  family = "redshift-1.0"
  tags   = { zone = "", stage = var.nothing }
}
resource "aws_iam_role" "own_for_null" {
  name               = "lakeform-null-%(unique)s"
  assume_role_policy = %(role)s
  tags               = { zone = "raw", owner = "me" }
}

resource "aws_s3_bucket" "place" {
  provider = aws.place
  bucket   = "lakeform-place-%(unique)s"
}
resource "aws_glue_catalog_database" "place" {
  provider = aws.place
  name     = "place_%(unique)s"
}
resource "aws_glue_catalog_database" "endpoint" {
  provider    = aws.endpoint
  name        = "endpoint_%(unique)s"
  description = var.step
}

resource "aws_s3_bucket" "one_tag" {
  provider = aws.one_tag
  bucket   = "lakeform-one-%(unique)s"
}
resource "aws_glue_catalog_database" "one_tag" {
  provider = aws.one_tag
  name     = "one_%(unique)s"
  tags     = { zone = "raw" }
}
resource "aws_iam_role" "one_tag" {
  provider           = aws.one_tag
  name               = "lakeform-one-%(unique)s"
  assume_role_policy = %(role)s
  tags               = { cost_centre = "own" }
}

resource "aws_s3_bucket" "all_tags" {
  provider = aws.all_tags
  bucket   = "lakeform-all-%(unique)s"
}
resource "aws_redshift_parameter_group" "all_tags" {
  provider = aws.all_tags
  name     = "lakeform-all-%(unique)s"
  family   = "redshift-1.0"
  tags     = { zone = "raw", made = terraform_data.all.id }
}

resource "aws_s3_bucket" "ignored_time" {
  provider = aws.ignored_time
  bucket   = "lakeform-ignored-time-%(unique)s"
}
resource "aws_s3_bucket" "ignored" {
  provider = aws.ignored
  bucket   = "lakeform-ignored-%(unique)s"
  tags     = { skip-resource = var.step, zone = "raw" }
}
resource "aws_iam_role" "ignored" {
  provider           = aws.ignored
  name               = "lakeform-ignored-%(unique)s"
  assume_role_policy = %(role)s
  tags               = { skip-resource = var.step, zone = "raw" }
  lifecycle { ignore_changes = [tags["skip-resource"]] }
}

resource "aws_s3_bucket" "time" {
  provider = aws.time
  bucket   = "lakeform-time-%(unique)s"
  tags     = { zone = "raw" }
}
resource "aws_glue_catalog_database" "time" {
  provider    = aws.time
  name        = "time_%(unique)s"
  description = var.step
}
'''


def tags_of(context, bucket):
    found = context.server.boto("s3").get_bucket_tagging(Bucket=f"lakeform-{bucket}-{context.unique}")["TagSet"]
    return {tag["Key"]: tag["Value"] for tag in found}


@test("unknown, null and ignored values in provider blocks and tags are planned, applied and settle", on=["sandbox"])
def unknown_provider_blocks(context):
    workspace = context.workspace(None)
    workspace.write(BLOCKS % {"unique": context.unique, "role": ROLE, "url": context.server.url})
    planned = workspace.plan()
    context.equal(planned["aws_s3_bucket.place"]["after_unknown"]["region"], True, "the region of a bucket under an unknown region")
    context.equal(planned["aws_glue_catalog_database.one_tag"]["after_unknown"]["tags_all"], True, "tags with one unknown default")
    context.equal(planned["aws_s3_bucket.ignored"]["after"]["tags_all"], {"owner": "data", "zone": "raw"}, "tags less the ignored ones")
    workspace.run("apply", "-input=false", "-no-color", "tfplan", check=True)
    workspace.must_be_empty()
    context.equal(tags_of(context, "null"), {"team": "lake", "zone": ""}, "tags beside null ones")
    context.equal(tags_of(context, "only-null"), {"team": "lake"}, "tags of a bucket that has only a null one")
    state = workspace.state()
    context.equal(state["aws_s3_bucket.place"]["region"], "eu-central-1", "where the bucket is")
    context.equal(set(state["aws_glue_catalog_database.one_tag"]["tags_all"]), {"cost_centre", "owner", "zone"}, "all tags of the database")

    workspace.environment["TF_VAR_step"] = "two"
    found = workspace.plan()
    context.equal(found["aws_s3_bucket.all_tags"]["actions"], ["update"], "the bucket whose default tags are unknown")
    context.equal(found["aws_redshift_parameter_group.all_tags"]["before"]["tags"]["zone"], "raw", "own tags after a refresh")
    context.check("team" not in found["aws_redshift_parameter_group.all_tags"]["before"]["tags"], "a default tag is taken for an own one while it is unknown")
    workspace.run("apply", "-input=false", "-no-color", "tfplan", check=True)
    workspace.must_be_empty()
    context.equal(tags_of(context, "all"), {"team": "lake", "cost_centre": "two"}, "default tags after their change")
    context.equal(set(tags_of(context, "time")), {"deployed", "zone"}, "tags of the bucket with a time stamp")
    workspace.destroy()

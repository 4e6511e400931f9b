"""Data sources and functions."""
import json

from harness.results import test

CONFIG = '''
data "aws_caller_identity" "test" {}
data "aws_partition" "test" {}
data "aws_region" "test" {}

resource "aws_s3_bucket" "test" {
  bucket = "lakeform-%s"
}

data "aws_s3_bucket" "test" {
  bucket = aws_s3_bucket.test.id
}

data "aws_iam_policy_document" "test" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.test.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.test.account_id]
    }
  }
}
'''


@test("data sources tell what the server knows", types=["aws_caller_identity", "aws_partition", "aws_region", "aws_s3_bucket", "aws_iam_policy_document"],
      on=["sandbox", "moto", "ministack"])
def data_sources(context):
    workspace = context.workspace(CONFIG % context.unique)
    workspace.apply()
    state = workspace.state()
    identity = context.server.boto("sts").get_caller_identity()
    for name, key in (("account_id", "Account"), ("arn", "Arn"), ("user_id", "UserId")):
        context.equal(state["data.aws_caller_identity.test"][name], identity[key], name)
    context.equal(state["data.aws_partition.test"]["dns_suffix"], "amazonaws.com", "dns_suffix")
    context.equal(state["data.aws_region.test"]["region"], "us-east-1", "region")
    bucket = "lakeform-" + context.unique
    context.equal(state["data.aws_s3_bucket.test"]["arn"], "arn:aws:s3:::" + bucket, "arn")
    context.equal(json.loads(state["data.aws_iam_policy_document.test"]["json"])["Statement"], [{
        "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*",
        "Principal": {"AWS": identity["Account"]}}], "statement")
    workspace.must_be_empty()
    workspace.destroy()


FUNCTIONS = '''
output "parsed" {
  value = provider::aws::arn_parse("arn:aws:iam::444455556666:role/lake/crawler")
}

output "built" {
  value = provider::aws::arn_build("aws", "glue", "us-east-1", "444455556666", "table/lake/sales")
}

output "trimmed" {
  value = provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:role/lake/crawler")
}
'''


@test("functions need no credentials")
def functions(context):
    workspace = context.workspace(FUNCTIONS)
    workspace.apply()
    outputs = {name: output["value"] for name, output in json.loads(workspace.run("output", "-json", check=True).out).items()}
    context.equal(outputs, {
        "parsed": {"partition": "aws", "service": "iam", "region": "", "account_id": "444455556666", "resource": "role/lake/crawler"},
        "built": "arn:aws:glue:us-east-1:444455556666:table/lake/sales",
        "trimmed": "arn:aws:iam::444455556666:role/crawler"}, "outputs")

"""Names of buckets in the namespace of an account and a region, which the official provider knows since 6.37: it cannot be asked here."""
import re

from harness.results import test
from test_refusals import said_once

BUCKET = '''
resource "aws_s3_bucket" "test" {
  %s
}
'''
ENDING = r"-\d{12}-us-east-1-an"


@test("a name in the namespace account-regional is made up with the ending that it needs, and read back by its parts", types=["aws_s3_bucket"], on=["sandbox"])
def made_up(context):
    for given, prefix in (('bucket_prefix = "lake-"', "lake-"), ("", "terraform-")):
        workspace = context.workspace(BUCKET % f'bucket_namespace = "account-regional"\n  {given}')
        workspace.apply()
        bucket = workspace.state()["aws_s3_bucket.test"]
        context.check(re.fullmatch(prefix + r"\d{18}[0-9a-f]{8}" + ENDING, bucket["bucket"]), f"name {bucket['bucket']}")
        workspace.must_be_empty()
        workspace.run("state", "rm", "aws_s3_bucket.test", check=True)
        workspace.run("import", "-no-color", "aws_s3_bucket.test", bucket["bucket"], check=True)
        context.equal(workspace.state()["aws_s3_bucket.test"]["bucket_prefix"], prefix, "bucket_prefix")
        workspace.must_be_empty()
        workspace.destroy()


@test("a bucket without the namespace is in the global one, and saying so later changes nothing", types=["aws_s3_bucket"], on=["sandbox"])
def without(context):
    workspace = context.workspace(BUCKET % 'bucket = "lake"')
    workspace.apply()
    context.equal(workspace.state()["aws_s3_bucket.test"]["bucket_namespace"], "global", "bucket_namespace")
    workspace.write(BUCKET % 'bucket = "lake"\n  bucket_namespace = "global"')
    workspace.must_be_empty()
    workspace.destroy()


@test("a name that does not fit its namespace is refused before anything is called", types=["aws_s3_bucket"], on=["sandbox"])
def unfit(context):
    workspace = context.workspace(BUCKET % 'bucket = "lake"\n  bucket_namespace = "account-regional"')
    said_once(context, workspace.run("plan", "-no-color"), "aws_s3_bucket.test", "ends in -ACCOUNT-REGION-an")
    workspace.write(BUCKET % 'bucket = "lake-123456789012-us-east-1-an"')
    said_once(context, workspace.apply(check=False), "aws_s3_bucket.test", "belongs to the namespace account-regional")
    context.equal(workspace.state(), {}, "state")
    context.equal([call for call in context.server.calls() if call.startswith("s3.")], [], "calls of S3")

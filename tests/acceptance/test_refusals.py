"""What users get wrong: one clear error each, with the resource, the call, the service's words and what to do."""
from harness.results import test
from harness.servers import free_port

DATABASE = '''
provider "aws" {}

resource "aws_glue_catalog_database" "test" {
  name = "sales"
}
'''
TRUST = '''{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] }'''
ROLE = '''
resource "aws_iam_role" "test" {
  name               = "crawler"
  assume_role_policy = jsonencode(%s)
}
''' % TRUST
CRAWLER = DATABASE + ROLE + '''
resource "aws_glue_crawler" "test" {
  name          = "sales"
  database_name = aws_glue_catalog_database.test.name
  role          = aws_iam_role.test.arn
  s3_target {
    path = "s3://lake/sales/"
  }
}
'''


def said_once(context, ended, *parts):
    """The command failed with exactly one error, which holds the parts."""
    context.check(ended.code == 1, f"ended with {ended.code}:\n{ended.text}")
    context.equal(ended.err.count("Error: "), 1, f"errors in\n{ended.err}\nnumber")
    # Terraform breaks lines in a frame; what was said is read without them.
    words = " ".join(ended.err.replace("│", " ").split())
    context.contains(words, *parts)


@test("a wrong secret key: one error that says where to look", on=["sandbox"])
def wrong_secret(context):
    context.workspace(DATABASE).apply()
    ended = context.workspace(DATABASE, environment={"AWS_SECRET_ACCESS_KEY": "not-the-secret"}).run("plan", "-no-color")
    said_once(context, ended, "SignatureDoesNotMatch", "secret key")


@test("an unknown access key: one error that says where to look", on=["sandbox"])
def wrong_key(context):
    ended = context.workspace(DATABASE, environment={"AWS_ACCESS_KEY_ID": "AKIANOBODY0000000001"}).run("plan", "-no-color")
    said_once(context, ended, "InvalidClientTokenId", "credentials")


@test("an expired session token: one error that says to renew it", types=["aws_glue_catalog_database"], on=["sandbox"])
def expired_token(context):
    context.server.faults({"service": "glue", "kind": "refuse", "status": 400, "code": "ExpiredTokenException", "times": -1,
                           "message": "The security token included in the request is expired"})
    ended = context.workspace(DATABASE).apply(check=False)
    said_once(context, ended, "aws_glue_catalog_database.test", "ExpiredTokenException", "CreateDatabase", "run the command once more")


@test("a denied action: one error that names the call and the permission", types=["aws_glue_catalog_database"], on=["sandbox"])
def denied(context):
    context.server.faults({"service": "glue", "operation": "CreateDatabase", "kind": "refuse", "status": 400, "code": "AccessDeniedException",
                           "message": "User is not authorized to perform: glue:CreateDatabase", "times": -1})
    workspace = context.workspace(DATABASE)
    said_once(context, workspace.apply(check=False), "aws_glue_catalog_database.test", "AccessDeniedException", "glue:CreateDatabase", "permission")
    context.equal(workspace.state(), {}, "state")


@test("a read that is refused is an error and not an object that is gone", types=["aws_glue_catalog_database"], on=["sandbox"])
def denied_read(context):
    workspace = context.workspace(DATABASE)
    workspace.apply()
    context.server.faults({"service": "glue", "operation": "*", "kind": "refuse", "status": 400, "code": "AccessDeniedException",
                           "message": "User is not authorized to perform: glue:GetDatabase", "times": -1})
    said_once(context, workspace.run("plan", "-no-color"), "aws_glue_catalog_database.test", "AccessDeniedException")
    context.equal(sorted(workspace.state()), ["aws_glue_catalog_database.test"], "state")


@test("an endpoint that nobody listens at: one error that names it", types=["aws_glue_catalog_database"])
def unreachable(context):
    endpoint = f"http://127.0.0.1:{free_port()}"
    workspace = context.workspace('provider "aws" {\n  skip_requesting_account_id = true\n  skip_credentials_validation = true\n  max_retries = 1\n}\n' + DATABASE.replace('provider "aws" {}', ""),
                                  environment={"AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1"})
    said_once(context, workspace.apply(check=False), "CreateDatabase", endpoint.removeprefix("http://").split(":")[0], "endpoint")


@test("no credentials at all: one error that lists where they may come from")
def no_credentials(context):
    workspace = context.workspace(DATABASE, environment={"AWS_REGION": "us-east-1"})
    said_once(context, workspace.run("plan", "-no-color"), "credentials", "AWS_ACCESS_KEY_ID")


@test("no region: one error that says how to set it")
def no_region(context):
    workspace = context.workspace(DATABASE, environment={"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"})
    said_once(context, workspace.run("plan", "-no-color"), "region", "AWS_REGION")


@test("a bucket that is in another region: one error that names the region", types=["aws_s3_bucket_versioning"], on=["sandbox"])
def other_region(context):
    s3 = context.server.boto("s3")
    s3.create_bucket(Bucket="lake-in-europe", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    workspace = context.workspace('''
resource "aws_s3_bucket_versioning" "test" {
  bucket = "lake-in-europe"
  region = "us-west-2"
  versioning_configuration {
    status = "Enabled"
  }
}
''')
    said_once(context, workspace.apply(check=False), "aws_s3_bucket_versioning.test", "eu-central-1")


@test("a bucket name that another account has: one error that says to choose another", types=["aws_s3_bucket"], on=["sandbox"])
def name_taken(context):
    import boto3  # pylint: disable=import-outside-toplevel
    other = boto3.session.Session("AKIASANDBOX000000002", "sandbox-secret-2", region_name="us-east-1")
    other.client("s3", endpoint_url=context.server.url).create_bucket(Bucket="taken")
    workspace = context.workspace('resource "aws_s3_bucket" "test" {\n  bucket = "taken"\n}\n')
    said_once(context, workspace.apply(check=False), "aws_s3_bucket.test", "BucketAlreadyExists", "choose another")
    context.equal(workspace.state(), {}, "state")


@test("a database that exists already: one error that offers the import", types=["aws_glue_catalog_database"], on=["sandbox", "moto"])
def exists(context):
    name = "sales_" + context.unique
    context.server.boto("glue").create_database(DatabaseInput={"Name": name})
    workspace = context.workspace(DATABASE.replace("sales", name))
    said_once(context, workspace.apply(check=False), "aws_glue_catalog_database.test", "AlreadyExistsException", "terraform import")


@test("a policy that is no JSON is refused before any call", types=["aws_iam_policy", "aws_s3_bucket_policy", "aws_iam_role"], on=["sandbox"])
def broken_policy(context):
    for config, where in (('resource "aws_iam_policy" "test" {\n  name = "p"\n  policy = "{ not json"\n}\n', "aws_iam_policy.test"),
                          ('resource "aws_s3_bucket_policy" "test" {\n  bucket = "b"\n  policy = "{ not json"\n}\n', "aws_s3_bucket_policy.test"),
                          ('resource "aws_iam_role" "test" {\n  name = "r"\n  assume_role_policy = "{ not json"\n}\n', "aws_iam_role.test")):
        ended = context.workspace(config).run("plan", "-no-color")
        said_once(context, ended, where, "JSON")
    context.check(not [call for call in context.server.calls() if not call.startswith("sts.")], "calls were made")


@test("a policy whose statement the service refuses: one error with the service's words", types=["aws_iam_policy"], on=["sandbox", "moto", "ministack"])
def refused_policy(context):
    workspace = context.workspace('resource "aws_iam_policy" "test" {\n  name = "p-%s"\n  policy = jsonencode({ Version = "2012-10-17", Statement = "none" })\n}\n' % context.unique)
    ended = workspace.apply(check=False)
    if context.test.server == "ministack" and ended.code == 0:
        return  # it takes any JSON
    said_once(context, ended, "aws_iam_policy.test", "MalformedPolicyDocument", "policy")


@test("a role that is not known yet is asked for again until it is", types=["aws_glue_crawler", "aws_iam_role"], on=["sandbox"])
def role_not_yet(context):
    context.server.faults({"service": "glue", "operation": "CreateCrawler", "kind": "refuse", "status": 400, "code": "InvalidInputException",
                           "message": "Service is unable to assume provided role. Please verify role's TrustPolicy", "times": 2})
    workspace = context.workspace(CRAWLER)
    workspace.apply()
    context.equal(context.server.calls().count("glue.CreateCrawler"), 3, "attempts")
    workspace.must_be_empty()


@test("a crawler that runs is stopped before it is destroyed", types=["aws_glue_crawler", "aws_iam_role"], on=["sandbox"])
def running_crawler(context):
    workspace = context.workspace(CRAWLER)
    workspace.apply()
    context.server.options(delay=3000)
    context.server.boto("glue").start_crawler(Name="sales")
    workspace.destroy()
    calls = [call for call in context.server.calls() if call in ("glue.DeleteCrawler", "glue.StopCrawler")]
    context.equal(calls[:3], ["glue.DeleteCrawler", "glue.StopCrawler", "glue.DeleteCrawler"], "calls")


@test("throttling is waited out", types=["aws_glue_catalog_database"], on=["sandbox"])
def throttled(context):
    context.server.faults({"service": "glue", "operation": "CreateDatabase", "kind": "refuse", "status": 400, "code": "ThrottlingException",
                           "message": "Rate exceeded", "times": 3})
    context.workspace(DATABASE).apply()
    context.equal(context.server.calls().count("glue.CreateDatabase"), 4, "attempts")

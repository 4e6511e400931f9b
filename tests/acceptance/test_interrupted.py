"""An apply that ends early: what was created is in the state, and the next apply goes on from there."""
import os
import signal

from harness.processes import provider_of, until
from harness.results import test

DATABASES = '''
resource "aws_glue_catalog_database" "test" {
  count = 12
  name  = "db_${count.index}"
}
'''
CLUSTER = '''
resource "aws_redshift_cluster" "test" {
  cluster_identifier  = "warehouse"
  master_username     = "admin"
  master_password     = "Example-Passw0rd"
  node_type           = "ra3.xlplus"
  number_of_nodes     = 2
  skip_final_snapshot = true
}
'''
SLOW = {"service": "glue", "operation": "CreateDatabase", "kind": "slow", "skip": 4, "times": -1, "wait_ms": 2000}


def created(sandbox):
    return sandbox.calls().count("glue.CreateDatabase")


def in_server(sandbox):
    return {database["Name"] for database in sandbox.boto("glue").get_databases()["DatabaseList"]}


def in_state(workspace):
    return {values["name"] for values in workspace.state().values()}


def begun(context):
    """An apply with four databases made and more on their way; sandbox, workspace and process."""
    workspace = context.workspace(DATABASES)
    context.server.faults(SLOW)
    process = workspace.start("apply", "-input=false", "-no-color", "-auto-approve", "-parallelism=3")
    until(lambda: created(context.server) >= 6, "the sixth database")
    return workspace, process


def finishes(context, workspace):
    """The next apply does the rest, then there is nothing to do, and destroy leaves nothing."""
    context.server.faults()
    workspace.apply()
    workspace.must_be_empty()
    workspace.destroy()
    context.equal(in_server(context.server), set(), "databases after destroy")


@test("Ctrl-C in mid-apply: everything that was created is in the state", types=["aws_glue_catalog_database"], on=["sandbox"])
def interrupted(context):
    workspace, process = begun(context)
    process.send_signal(signal.SIGINT)
    ended = workspace.finish(process, 60)
    context.check(ended.code != 0, "an interrupted apply succeeded")
    known = in_state(workspace)
    context.equal(in_server(context.server), known, "databases in the sandbox and in the state")
    context.check(6 <= len(known) < 12, f"{len(known)} databases were made")
    finishes(context, workspace)


@test("Ctrl-C while a cluster is being created: the cluster is in the state", types=["aws_redshift_cluster"], on=["sandbox"])
def interrupted_wait(context):
    context.server.options(delay=60000)
    workspace = context.workspace(CLUSTER)
    process = workspace.start("apply", "-input=false", "-no-color", "-auto-approve")
    until(lambda: context.server.calls().count("redshift.DescribeClusters") >= 2, "waiting for the cluster")
    process.send_signal(signal.SIGINT)
    ended = workspace.finish(process, 30)
    context.check(ended.code != 0, "an interrupted apply succeeded")
    context.equal([values["cluster_identifier"] for values in workspace.state().values()], ["warehouse"], "clusters in the state")


@test("the provider is killed in mid-apply: what had finished is in the state, what was under way can be imported",
      types=["aws_glue_catalog_database"], on=["sandbox"])
def killed(context):
    workspace, process = begun(context)
    os.kill(provider_of(process), signal.SIGKILL)
    ended = workspace.finish(process, 60)
    context.check(ended.code != 0, "the apply succeeded without a provider")
    known, there = in_state(workspace), in_server(context.server)
    context.check(len(known) >= 4 and known <= there, f"state {sorted(known)}, sandbox {sorted(there)}")
    # A call that was under way when the provider died is the one thing that Terraform cannot know of: never more than -parallelism.
    lost = there - known
    context.check(len(lost) <= 3, f"not in the state: {sorted(lost)}")
    context.server.faults()
    if lost:
        refused = workspace.apply(check=False)
        context.contains(refused.text, "AlreadyExistsException", "terraform import")
    account = context.server.boto("sts").get_caller_identity()["Account"]
    for name in lost:
        workspace.run("import", "-input=false", f"aws_glue_catalog_database.test[{name[3:]}]", f"{account}:{name}", check=True)
    finishes(context, workspace)


@test("Terraform itself is killed in mid-apply: the provider ends with it", types=["aws_glue_catalog_database"], on=["sandbox"])
def orphaned(context):
    _, process = begun(context)
    provider = provider_of(process)
    process.kill()
    process.communicate()
    until(lambda: not os.path.exists(f"/proc/{provider}"), "the end of the provider", 20)


@test("a connection that breaks in mid-answer leaves nothing out of the state", types=["aws_glue_catalog_database"], on=["sandbox"])
def dropped(context):
    workspace = context.workspace(DATABASES)
    context.server.faults({"service": "glue", "operation": "CreateDatabase", "kind": "drop", "skip": 2, "times": 3},
                          {"service": "glue", "operation": "GetDatabase*", "kind": "cut", "times": 3})
    workspace.apply(check=False)
    there = in_server(context.server)
    context.equal(there, in_state(workspace) & there, "databases in the sandbox and in the state")
    finishes(context, workspace)


ONCE = '''
locals {
  trust = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }] })
  read  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_s3_bucket" "once" {
  bucket = "lakeform-once"
  tags   = { stage = "test" }
}
resource "aws_iam_policy" "once" {
  name   = "once"
  path   = "/lake/"
  policy = local.read
}
resource "aws_iam_role" "once" {
  name               = "once"
  assume_role_policy = local.trust
  inline_policy {
    name   = "read"
    policy = local.read
  }
}
resource "aws_glue_catalog_database" "once" {
  name = "once"
}
resource "aws_glue_catalog_table" "once" {
  name          = "once"
  database_name = aws_glue_catalog_database.once.name
  storage_descriptor {
    location = "s3://lakeform-once/"
    columns {
      name = "id"
      type = "bigint"
    }
  }
}
resource "aws_glue_crawler" "once" {
  name          = "once"
  database_name = aws_glue_catalog_database.once.name
  role          = aws_iam_role.once.arn
  s3_target {
    path = "s3://lakeform-once/"
  }
}
resource "aws_redshift_parameter_group" "once" {
  name   = "once"
  family = "redshift-1.0"
  parameter {
    name  = "require_ssl"
    value = "true"
  }
}
resource "aws_redshift_subnet_group" "once" {
  name       = "once"
  subnet_ids = ["subnet-0a1b2c3d4e5f60001"]
}
'''
MAKING = {"s3": ["CreateBucket"], "iam": ["CreateRole", "CreatePolicy"], "glue": ["CreateDatabase", "CreateTable", "CreateCrawler"],
          "redshift": ["CreateClusterParameterGroup", "CreateClusterSubnetGroup"]}


def each_call(kind, **more):
    """Every creating call meets the fault once."""
    return [{"service": service, "operation": operation, "kind": kind, "times": 1, **more} for service, operations in MAKING.items() for operation in operations]


@test("creating calls whose answers are lost: everything is made once, is kept and settles; what another state owns is never taken over",
      types=["aws_iam_role", "aws_iam_policy", "aws_glue_catalog_table", "aws_glue_crawler", "aws_redshift_parameter_group", "aws_s3_bucket"], on=["sandbox"])
def lost(context):
    workspace = context.workspace(ONCE)
    context.server.faults(*each_call("drop"))
    workspace.apply()
    calls = context.server.calls()
    for service, operations in MAKING.items():
        for operation in operations:
            context.equal(calls.count(f"{service}.{operation}"), 1, operation)
    context.server.faults()
    workspace.must_be_empty()
    stranger = context.workspace(ONCE)
    for kind in ({"kind": "refuse", "status": 500, "code": "InternalFailure"}, {"kind": "cut"}):
        context.server.faults(*each_call(**kind))
        refused = stranger.apply(check=False)
        context.check(refused.code != 0, "an apply over another's objects succeeded")
        context.contains(refused.text, "there before the call", "terraform import")
        context.equal(list(stranger.state()), [], "objects taken over")
    context.server.faults()
    workspace.must_be_empty()
    workspace.destroy()

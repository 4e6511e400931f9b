"""What Lakeform does not cover, answered by the official provider beside it (`lakeform mirror --as-official --rest`)."""
import glob
import json
import os

from harness import places, processes, reports
from harness.results import test
from harness.workspace import Workspace

TRUST = '{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] }'

# Covered and uncovered types that refer to each other in both directions.
MIXED = """
resource "aws_iam_role" "runner" {
  name               = "runner"
  description        = "%(about)s"
  assume_role_policy = jsonencode(""" + TRUST + """)
}
resource "aws_iam_instance_profile" "%(profile)s" {
  for_each = toset(["a", "b"])
  name     = "profile-${each.key}"
  role     = aws_iam_role.runner.name
}
%(moved)s
resource "aws_s3_bucket" "lake" {
  bucket = "lake-of-${aws_iam_instance_profile.%(profile)s["a"].name}"
}
resource "aws_s3_object" "notes" {
  bucket  = aws_s3_bucket.lake.id
  key     = "notes"
  content = "%(about)s"
}
data "aws_iam_instance_profile" "b" {
  name = aws_iam_instance_profile.%(profile)s["b"].name
}
resource "aws_glue_catalog_database" "sales" {
  name        = "sales"
  description = "${aws_s3_object.notes.key} of ${data.aws_iam_instance_profile.b.role_name}"
}
"""
MOVED = "moved {\n  from = aws_iam_instance_profile.first\n  to   = aws_iam_instance_profile.second\n}\n"


def mirror(ctx):
    """The CLI configuration of a mirror with the official provider beside ours; links, so that no 700 MB are copied. 5.100.0 is of another line."""
    official = places.official("aws")
    return reports.write(ctx.folder(), "terraform.rc", reports.lakeform("mirror", ctx.folder("mirror"), "--as-official", "--rest", official, "--other-line"))


def mixed(profile="first", about="one", moved=""):
    return MIXED % {"profile": profile, "about": about, "moved": moved}


def plugins(folder):
    """The processes whose executable lies below a mirror's folder of the rest."""
    found = []
    for link in glob.glob("/proc/[0-9]*/exe"):
        try:
            path = os.readlink(link)
        except OSError:
            continue
        if path.startswith(folder):
            found.append(int(link.split("/")[2]))
    return found


def life(ctx, work):
    """Create, empty plan, change with a move, drift, import, destroy; the states in between."""
    work.write(mixed())
    work.init()
    work.apply()
    states = [work.state()]
    work.must_be_empty()
    work.write(mixed("second", "two", MOVED))
    ctx.equal({address: change["actions"] for address, change in work.plan().items()},
              {"aws_iam_role.runner": ["update"], "aws_s3_object.notes": ["update"]}, "what the change does")
    work.apply()
    states.append(work.state())
    work.must_be_empty()
    work.server.boto("iam").remove_role_from_instance_profile(InstanceProfileName="profile-a", RoleName="runner")
    # Terraform reads the data source in the apply then, so what refers to that is unknown until then.
    ctx.equal(sorted(work.plan()), ["aws_glue_catalog_database.sales", 'aws_iam_instance_profile.second["a"]'], "what drifted")
    work.apply()
    work.run("state", "rm", 'aws_iam_instance_profile.second["b"]', "aws_iam_role.runner", check=True)
    work.run("import", "-input=false", 'aws_iam_instance_profile.second["b"]', "profile-b", check=True)
    work.run("import", "-input=false", "aws_iam_role.runner", "runner", check=True)
    work.must_be_empty()
    states.append(work.state())
    work.destroy()
    ctx.equal(work.state(), {}, "the state after all")
    return states


@test("covered and uncovered types that refer to each other live in one configuration, and their states are those of the official provider alone",
      types=["aws_iam_role", "aws_s3_bucket", "aws_glue_catalog_database"], on=["sandbox", "moto"], group="trips", slow=True)
def test_mixed_life(ctx):
    alone = life(ctx, Workspace(ctx.folder("alone"), "hashicorp/aws", ctx.server, official=True))
    both = life(ctx, ctx.workspace(None, source="hashicorp/aws", server=ctx.server, environment={"TF_CLI_CONFIG_FILE": mirror(ctx)}))
    for ours, theirs in zip(both, alone):
        ctx.equal(sorted(ours), sorted(theirs), "the addresses")
        for address, values in ours.items():
            uncovered = address.startswith(("aws_iam_instance_profile", "aws_s3_object", "data.aws_iam_instance_profile"))
            if uncovered:
                ctx.equal(comparable(address, values), comparable(address, theirs[address]), address)


def comparable(address, values):
    """What the server makes up (an instance profile's unique id is the data source's id) is another on another server."""
    made_up = ("create_date", "unique_id", "role_id", "last_modified")
    return {key: value for key, value in values.items() if key not in made_up and not (key == "id" and address.startswith("data.aws_iam_instance_profile"))}


@test("a plan of covered types starts no other process, an uncovered type starts it, and none is left", types=["aws_s3_bucket"], group="parity")
def test_rest_process(ctx):
    settings = mirror(ctx)
    rest = os.path.join(glob.glob(os.path.join(os.path.dirname(os.path.dirname(settings)), "mirror-*"))[0], "rest")
    work = ctx.workspace('resource "aws_s3_bucket" "lake" {\n  bucket = "covered-only"\n}\n', source="hashicorp/aws", server=ctx.sandbox(), environment={"TF_CLI_CONFIG_FILE": settings})
    work.init()
    log = work.run("apply", "-input=false", "-auto-approve", check=True, environment={"TF_LOG_PROVIDER": "info"}).err
    ctx.check("Starting the official provider" not in log, "the official provider was started")
    schemas = json.loads(work.run("providers", "schema", "-json", check=True).out)["provider_schemas"]["registry.terraform.io/hashicorp/aws"]
    ctx.check(len(schemas["resource_schemas"]) > 1000 and "aws_sqs_queue" in schemas["resource_schemas"], "the schemas lack the rest")
    work.write('resource "aws_s3_bucket" "lake" {\n  bucket = "covered-only"\n}\nresource "aws_s3_object" "notes" {\n  bucket  = aws_s3_bucket.lake.id\n  key     = "k"\n  content = "c"\n}\n')
    process = work.start("apply", "-input=false", "-auto-approve")
    processes.until(lambda: plugins(rest), "the official provider's process")
    ended = work.finish(process)
    ended.must()
    ctx.equal(plugins(rest), [], "processes that are left")
    work.destroy()


@test("mirror --rest says what does not fit: nothing found, another major line, without --as-official")
def test_mirror_rest_refusals(ctx):
    folder = ctx.folder("mirror")
    ctx.contains(reports.lakeform("mirror", folder, "--as-official", "--rest", ctx.folder("empty"), code=1), "No official provider for linux_", "terraform init")
    other = ctx.folder("other")
    program = os.path.join(other, "terraform-provider-aws_v1.2.3_x5")
    reports.write(other, "terraform-provider-aws_v1.2.3_x5", "#!/bin/sh\necho planted greeting\n")
    os.chmod(program, 0o755)
    ctx.contains(reports.lakeform("mirror", folder, "--as-official", "--rest", program, code=1), "is 1.2.3, but Lakeform answers like 6.", "--other-line")
    ctx.contains(reports.lakeform("mirror", folder, "--as-official", "--rest", program, "--other-line", code=1), "planted greeting")
    ctx.contains(reports.lakeform("mirror", folder, "--rest", program, code=1), "--as-official")

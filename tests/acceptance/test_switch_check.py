"""`lakeform switch --check`: the switch of a whole repository rehearsed, with the official provider on both ends."""
import glob
import hashlib
import json
import os
import signal
import subprocess

from harness import places, processes, reports
from harness.planner import Planner
from harness.results import test
from harness.workspace import Workspace

# A repository as it is: a root beside its modules, one of them called twice, one with nothing in it.
ROOT = """
variable "owner" {
  type = string
}
module "lake" {
  source   = "../modules/lake"
  for_each = toset(["raw", "clean"])
  name     = "${each.key}-of-${var.owner}"
}
module "none" {
  source = "../modules/lake"
  count  = 0
  name   = "none"
}
resource "aws_glue_catalog_database" "sales" {
  name        = "sales"
  description = "in ${module.lake["raw"].id}"
}
"""
MODULE = """
variable "name" {
  type = string
}
resource "aws_s3_bucket" "this" {
  bucket = var.name
  tags   = { about = file("${path.module}/about.txt") }
}
%s
output "id" {
  value = aws_s3_bucket.this.id
}
"""
OBJECT = 'resource "aws_s3_object" "notes" {\n  bucket  = aws_s3_bucket.this.id\n  key     = "notes"\n  content = "notes"\n}\n'


def contents(folder):
    """{path: hash and mode} of everything below a folder, links as what they say."""
    found = {}
    for at, folders, names in os.walk(folder):
        for name in names + folders:
            path = os.path.join(at, name)
            if os.path.islink(path):
                found[os.path.relpath(path, folder)] = os.readlink(path)
            elif os.path.isfile(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = (hashlib.sha256(file.read()).hexdigest(), os.stat(path).st_mode)
            else:
                found[os.path.relpath(path, folder)] = os.stat(path).st_mode
    return found


class Repository:
    """Created by the official provider; the root module is in live/."""

    def __init__(self, ctx, more=""):
        self.ctx, self.folder = ctx, ctx.folder("repository")
        self.work = Workspace(os.path.join(self.folder, "live"), "hashicorp/aws", ctx.sandbox(), official=True)
        os.makedirs(os.path.join(self.folder, "modules", "lake"))
        reports.write(os.path.join(self.folder, "modules", "lake"), "main.tf", MODULE % more)
        reports.write(os.path.join(self.folder, "modules", "lake"), "about.txt", "lakes")
        self.work.write(ROOT)
        reports.write(self.work.folder, "own.auto.tfvars", 'owner = "us"\n')
        self.work.init()
        self.work.apply()
        self.scratch = ctx.folder("scratch")

    def check(self, *arguments, status=0):
        """What the rehearsal says; it leaves the repository as it was, byte for byte, and nothing of its own."""
        before = contents(self.folder)
        self.work.environment["TMPDIR"] = self.scratch
        ended = Planner(self.ctx, self.work).lakeform("switch", "--check", *arguments)
        self.ctx.equal(ended.returncode, status, f"status of lakeform switch:\n{ended.stdout[-3000:]}{ended.stderr[-3000:]}")
        self.ctx.equal(contents(self.folder), before, "the repository after the rehearsal")
        self.ctx.equal(os.listdir(self.scratch), [], "what the rehearsal left")
        return ended.stdout

    def found(self, *arguments, status=0):
        return json.loads(self.check("--json", *arguments, status=status))


@test("a repository that Lakeform covers is rehearsed there and back, differs nowhere and is left as it was", types=["aws_s3_bucket"], group="trips", slow=True)
def test_covered(ctx):
    repository = Repository(ctx)
    ctx.contains(repository.check(".").strip().split("\n")[-1], "3 resources, 0 differ; provider_meta, version constraints, functions: ok; to switch: lakeform mirror",
                 "to go back: ")
    found = repository.found()
    ctx.equal((found["clean"], found["compared"], found["planned"], found["back"], found["resources"]), (True, True, True, True, 3), "the outcome")
    # What is to be done today, too, is no difference.
    repository.work.run("state", "rm", "aws_glue_catalog_database.sales", check=True)
    ctx.equal(repository.found()["differ"], [], "what differs when both would create one")
    # A state that is another one than that of the repository.
    ctx.equal(repository.found("--state", os.path.join(repository.work.folder, "terraform.tfstate"))["differ"], [], "what differs with a state file")


@test("types that nobody answers are named with their places; with the official provider beside, they are counted and nothing differs",
      types=["aws_s3_bucket"], group="trips", slow=True)
def test_uncovered(ctx):
    repository = Repository(ctx, OBJECT)
    found = repository.found(status=2)
    ctx.equal(found["unanswered"], [{"kind": "resource", "name": "aws_s3_object", "places": ["../modules/lake/main.tf:9"]}], "what nobody answers")
    ctx.check(not found["planned"], "it was planned all the same")
    ctx.contains(repository.check(status=2), "Nobody answers aws_s3_object (resource; ../modules/lake/main.tf:9).", "1 type or function that nobody answers")
    rest = ("--rest", places.official("aws"), "--other-line")
    found = repository.found(*rest)
    ctx.equal(found["official"], {"resources": 2, "types": ["aws_s3_object"]}, "what the official provider answers")
    ctx.equal((found["differ"], found["resources"], found["back"]), ([], 5, True), "what differs")
    ctx.contains(repository.check(*rest), "5 resources, 0 differ; 2 resources of 1 type answered by the official provider; ")


@test("a version constraint that keeps Lakeform out is named with its place", types=["aws_s3_bucket"], group="trips")
def test_pinned(ctx):
    repository = Repository(ctx)
    reports.write(repository.work.folder, "versions_override.tf", 'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "~> 5.0" # since March\n    }\n  }\n}\n')
    found = repository.found(status=2)
    ctx.equal(found["pins"], [{"source": "hashicorp/aws", "constraint": "~> 5.0", "place": "versions_override.tf:5", "offered": "6.58.0"}], "what pins")
    ctx.contains(repository.check(status=2), "versions_override.tf:5 asks for hashicorp/aws ~> 5.0; Lakeform answers like 6.58.0.", "1 version constraint in the way")


@test("a rehearsal that is interrupted leaves nothing: its copies hold the state", types=["aws_s3_bucket"], group="trips")
def test_interrupted(ctx):
    repository = Repository(ctx)
    before = contents(repository.folder)
    environment = {**repository.work.environment, "LAKEFORM_TERRAFORM": places.terraform(), "TMPDIR": repository.scratch}
    with subprocess.Popen([places.Build.binary("lakeform"), "switch", "--check", repository.work.folder], env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        processes.until(lambda: glob.glob(os.path.join(repository.scratch, "*", "copy", "**", "terraform.tfstate"), recursive=True), "the copied state")
        modes = {os.stat(one).st_mode & 0o777 for one in glob.glob(os.path.join(repository.scratch, "*"))}
        process.send_signal(signal.SIGINT)
        process.wait(60)
    ctx.equal(modes, {0o700}, "who may look into the copies")
    ctx.equal(process.returncode, -signal.SIGINT, "how it ended")
    ctx.equal(os.listdir(repository.scratch), [], "what is left")
    ctx.equal(contents(repository.folder), before, "the repository")


@test("what Terraform cannot plan today, a folder that is none and a missing --check are errors")
def test_errors(ctx):
    work = ctx.workspace('resource "aws_s3_bucket" "raw" {\n  bucket = var.missing\n}\n', source="hashicorp/aws", server=ctx.sandbox())
    ended = Planner(ctx, work).lakeform("switch", "--check", "nowhere")
    ctx.equal(ended.returncode, 1, "status for a folder that is none")
    ctx.contains(ended.stderr, "nowhere", "It is no folder")
    ctx.equal(Planner(ctx, work).lakeform("switch").returncode, 1, "status without --check")

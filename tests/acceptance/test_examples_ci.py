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

    def load(*name):
        with open(os.path.join(CI, *name), encoding="utf-8") as file:
            return yaml.safe_load(file)
    job = load("fleet", "kubernetes-job.yaml")
    ctx.equal((job["apiVersion"], job["kind"], job["spec"]["completionMode"]), ("batch/v1", "Job", "Indexed"), "the job's kind")
    container = job["spec"]["template"]["spec"]["containers"][0]
    ctx.equal([one["value"] for one in container["env"] if one["name"] == "SHARDS"], [str(job["spec"]["completions"])], "shards and completions")
    repos = load("atlantis", "repos.yaml")
    ctx.check(repos["repos"][0]["workflow"] in repos["workflows"], "Atlantis' workflow is not defined")
    hook = load("pre-commit", ".pre-commit-config.yaml")["repos"][0]["hooks"][0]
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


@test("shards of a fleet, started as each engine starts them, merge into the report of one run")
def test_fleet(ctx):
    folder = ctx.folder()
    os.makedirs(os.path.join(folder, "plans"))
    state = {"version": 4, "terraform_version": "1.11.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": []}
    inputs = []
    for i in range(9):
        reports.write(os.path.join(folder, "plans"), f"{i}.tfstate", state)
        inputs.append(f"plans/{i}.tfstate")
    engines = [{"SHARD": "1/3"}, {"SHARDS": "3", "JOB_COMPLETION_INDEX": "1"}, {"SHARDS": "3", "AWS_BATCH_JOB_ARRAY_INDEX": "2"}]
    for environment in engines:
        run("fleet/shard.sh", "out", *inputs, cwd=folder, environment=environment)
    run("fleet/merge.sh", "out", cwd=folder)
    whole = reports.lakeform("plan", *inputs, "--json", cwd=folder)
    with open(os.path.join(folder, "out", "report.json"), encoding="utf-8") as file:
        ctx.equal(file.read(), whole, "the merged report")


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

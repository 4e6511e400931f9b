"""The gate of lakeform plan on plans that once opened it, in `plans/`: exit statuses and what is said, from the file and through merge."""
import json
import os

import jsonschema

from harness import places
from harness.planner import Planner
from harness.results import test

PLANS = os.path.join(places.ROOT, "tests", "acceptance", "plans")
RECIPE = ("--fail-on", "data-lost,access-cut,error,could-not-check")

# file: (status without flags, with the words of the recipes, what the text says). The sandbox holds a bucket with three objects and a cluster.
READ = {
    "block-without-full-name.json": (2, 10, ["Checked 1 of 1 resource in 1 account and 1 region.", "will be destroyed", "data lost", "3 objects"]),
    "state-of-0.12.tfstate": (None, None, ["Checked 1 of 1 resource in 1 account and 1 region."]),
    "uncovered-delete.json": (2, 10, ["Checked 0 of 1 resource; 1 resource of 1 type is Terraform's word only.", "will be destroyed", "Heaviest impact: unknown"]),
    "byte-order-mark.json": (2, 10, ["aws_db_instance.orders will be destroyed"]),
    "utf16.json": (2, 10, ["aws_db_instance.orders will be destroyed"]),
    "wrapper.txt": (2, 10, ["aws_db_instance.orders will be destroyed", "wrapper"]),
    "replace-without-configuration.json": (2, 10, ["will be replaced", "data lost", "has no configuration"]),
    "drift-left.json": (2, 0, ["was changed outside of Terraform", "a new plan would set it back", "1 drifted"]),
    "update-of-gone.json": (2, 0, ["is gone, though the state has it", "its apply fails here"]),
    "cluster-without-snapshot-name.json": (2, 14, ["the destroy is refused", "names no snapshot"]),
    "errored.json": (1, 1, ["Incomplete: Terraform could not finish this plan"]),
    "besides-resources.json": (1, 1, ["Terraform leaves changes to a later plan: aws_s3_bucket.later[*]", "Output db_url is changed", "Action action.aws_lambda_invoke.x runs", "check.health fails: site is down", "aws_db_instance.drifted was changed"]),
}
REFUSED = {
    "no-format-version.json": "has no format_version",
    "wrong-types.json": "resource_changes[0].address is a number, where a text belongs",
    "nan.json": "NaN at resource_changes[0].change.after.number_of_nodes",
}


def furnished(context):
    """A workspace on a server that holds what the plans speak of."""
    s3 = context.server.boto("s3")
    s3.create_bucket(Bucket="lake-raw")
    for i in range(3):
        s3.put_object(Bucket="lake-raw", Key=f"raw/{i}", Body=b"12345")
    context.server.boto("redshift").create_cluster(ClusterIdentifier="data-warehouse-dev", NodeType="ra3.xlplus", NumberOfNodes=2, ClusterType="multi-node", MasterUsername="admin", MasterUserPassword="Planted-Passw0rd")
    return Planner(context, context.workspace(None))


def folded(text):
    return " ".join(text.split())


@test("plans and states of every age and form are read, and none opens the gate; merge keeps what they say", types=["aws_s3_bucket", "aws_redshift_cluster"], on=["sandbox"])
def read(context):
    planner = furnished(context)
    with open(os.path.join(places.ROOT, "plan", "report.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    for name, (plain, gated, parts) in READ.items():
        ended, held = planner.run(os.path.join(PLANS, name)), planner.run(os.path.join(PLANS, name), "--json", *RECIPE)
        context.check(plain is None or ended.returncode == plain, f"status of {name}: {ended.returncode}\n{ended.stdout}{ended.stderr}")
        context.check(gated is None or held.returncode == gated, f"status of {name} with {RECIPE}: {held.returncode}\n{ended.stdout}{held.stderr}")
        for part in parts:
            context.contains(folded(ended.stdout), part)
        with open(planner.workspace.path("report.json"), "w", encoding="utf-8") as file:
            file.write(held.stdout)
        context.equal(planner.lakeform("merge", planner.workspace.path("report.json"), *RECIPE).returncode, held.returncode, f"status of {name} through merge")
        report = json.loads(held.stdout)
        jsonschema.validate(report, schema)
        context.equal(list(report)[0], "checked", "the first member of the JSON")


@test("what no Terraform writes is an error that names the place, and never a verdict", on=["sandbox"])
def refused(context):
    planner = Planner(context, context.workspace(None))
    for name, part in REFUSED.items():
        ended = planner.run(os.path.join(PLANS, name))
        context.equal((ended.returncode, ended.stdout), (1, ""), f"status and output of {name}")
        context.contains(ended.stderr, part)


@test("without credentials, with access denied and with --max-calls a destroy stays one of unknown impact, and the gate holds", types=["aws_s3_bucket"], on=["sandbox"])
def unread(context):
    planner = furnished(context)
    plan = os.path.join(PLANS, "block-without-full-name.json")
    right = dict(planner.workspace.environment)
    for about, change in {"no credentials": {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None, "AWS_EC2_METADATA_DISABLED": "true"}, "a wrong key": {"AWS_SECRET_ACCESS_KEY": "wrong"}}.items():
        planner.workspace.environment.clear()
        planner.workspace.environment.update({key: value for key, value in {**right, **change}.items() if value is not None})
        for words, status in ((["data-lost"], 10), (["destroy"], 16), (["replace"], 19), (["data-lost", "--accept", "could-not-check"], 10), (["replace", "--accept", "could-not-check"], 0)):
            ended = planner.run(plan, "--fail-on", *words)
            context.equal(ended.returncode, status, f"status with {about} and {words}\n{ended.stdout}{ended.stderr}")
            context.contains(folded(ended.stdout), "1 could not be read.", "will be destroyed", "Heaviest impact: unknown")
    planner.workspace.environment.update(right)
    ended = planner.run(plan, plan, os.path.join(PLANS, "drift-left.json"), "--max-calls", "1", *RECIPE)
    context.equal(ended.returncode, 10, f"status with --max-calls\n{ended.stdout}")


@test("a note of a check is the quietest in the text and on the page, an error the loudest", types=["aws_redshift_cluster"], on=["sandbox"])
def loudness(context):
    planner = furnished(context)
    page = planner.workspace.path("report.html")
    ended = planner.run(os.path.join(PLANS, "resize.json"), "--output", "html=" + page)
    context.contains(ended.stdout, "note [")
    with open(page, encoding="utf-8") as file:
        style = file.read().split("</style>")[0]
    context.contains(style, ".error .severity", ".note .severity { background: var(--blue-soft)")
    context.check("\n.note {" not in style, "the page has a rule for notes as a whole that findings of that severity take too")

"""lakeform plan beside terraform plan: what a change loses, what is not covered, what stays secret, and that both say the same."""
import json
import os
import random

from harness.planner import Planner, quiet
from harness.results import test

CATALOG = '''
variable "databases" { type = map(string) }
variable "tables" { type = map(object({ database = string, location = string, columns = list(string) })) }
variable "tags" { type = map(string) }

resource "aws_glue_catalog_database" "d" {
  for_each    = var.databases
  name        = each.key
  description = each.value
  tags        = var.tags
}

resource "aws_glue_catalog_table" "t" {
  for_each      = var.tables
  name          = each.key
  database_name = aws_glue_catalog_database.d[each.value.database].name
  table_type    = "EXTERNAL_TABLE"
  storage_descriptor {
    location = each.value.location
    dynamic "columns" {
      for_each = each.value.columns
      content {
        name = columns.value
        type = "string"
      }
    }
  }
}
'''


class Catalog:
    """A catalog that changes at random, by its configuration or behind Terraform's back."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.tags = {"round": "0"}
        self.databases = {f"d{i}": f"description {i}" for i in range(3)}
        self.tables = {f"t{i}": {"database": f"d{i % 3}", "location": f"s3://lake/t{i}/", "columns": ["a", "b"]} for i in range(4)}
        self.made = 0

    def variables(self):
        return {"TF_VAR_" + name: json.dumps(getattr(self, name)) for name in ("databases", "tables", "tags")}

    def change(self):
        table = self.random.choice(sorted(self.tables))
        self.made += 1
        kind = self.random.randrange(6)
        if kind == 0:
            self.databases[self.random.choice(sorted(self.databases))] = f"changed {self.made}"
        elif kind == 1:
            self.tables[table]["columns"] = self.tables[table]["columns"] + [f"c{self.made}"]
        elif kind == 2:
            self.tables[table]["database"] = self.random.choice(sorted(self.databases))
        elif kind == 3:
            self.tables[f"n{self.made}"] = {"database": self.random.choice(sorted(self.databases)), "location": "s3://lake/new/", "columns": []}
        elif kind == 4 and len(self.tables) > 2:
            del self.tables[table]
        else:
            self.tags = {"round": str(self.made)} if self.random.random() < 0.7 else {}

    def disturb(self, glue, stored):
        """Changes or removes something that the state has."""
        address = self.random.choice(sorted(stored))
        values = stored[address]
        if address.startswith("aws_glue_catalog_database"):
            glue.update_database(Name=values["name"], DatabaseInput={"Name": values["name"], "Description": "elsewhere"})
        elif self.random.random() < 0.3:
            glue.delete_table(DatabaseName=values["database_name"], Name=values["name"])
        else:
            glue.update_table(DatabaseName=values["database_name"], TableInput={"Name": values["name"], "TableType": "EXTERNAL_TABLE", "StorageDescriptor": {
                "Location": "s3://lake/elsewhere/", "Columns": [{"Name": "a", "Type": "int"}]}})


@test("generated changes, by configuration and by other clients, give the same set of changes as terraform plan", types=["aws_glue_catalog_table"], on=["sandbox"])
def generated(context):
    catalog = Catalog(20261)
    workspace = context.workspace(CATALOG)
    planner, glue = Planner(context, workspace), context.server.boto("glue")
    workspace.environment.update(catalog.variables())
    workspace.apply()
    for step in range(8):
        for _ in range(catalog.random.randrange(4)):
            catalog.change()
        if catalog.random.random() < 0.7:
            catalog.disturb(glue, workspace.state())
        workspace.environment.update(catalog.variables())
        planner.must_agree(f"in round {step}")
        workspace.apply()
    quiet(planner, ".")


LAKE = '''
resource "aws_s3_bucket" "lake" {
  bucket        = "lakeform-%(unique)s"
  force_destroy = true
}

resource "aws_glue_catalog_database" "d" {
  name = "lakeform_%(unique)s"
}

resource "aws_glue_catalog_table" "sales" {
  name          = "sales"
  database_name = aws_glue_catalog_database.d.name
  storage_descriptor {
    location = "s3://${aws_s3_bucket.lake.bucket}/raw/sales/"
  }
}
'''
EXPIRY = '''
resource "aws_s3_bucket_lifecycle_configuration" "l" {
  bucket = aws_s3_bucket.lake.bucket
  rule {
    id     = "tidy"
    status = "Enabled"
    filter { prefix = "raw/" }
    expiration { days = 30 }
  }
}
'''


@test("a plan that destroys a full bucket, and one that expires a table's files, say what is lost", types=["aws_s3_bucket"], on=["sandbox", "moto"])
def lost(context):
    config = LAKE % {"unique": context.unique}
    workspace = context.workspace(config)
    planner = Planner(context, workspace)
    workspace.apply()
    bucket = "lakeform-" + context.unique
    for i in range(3):
        context.server.boto("s3").put_object(Bucket=bucket, Key=f"raw/sales/{i}", Body=b"12345")
    workspace.write(config + EXPIRY)
    rule = planner.resources(".", status=2)["aws_s3_bucket_lifecycle_configuration.l"]
    context.equal([finding["check"] for finding in rule["findings"]], ["expiry-covers-table"], "findings on the rule")
    context.equal(rule["impact"], "data-lost", "impact of the rule")
    workspace.write("")
    found = planner.resources(".", status=2)["aws_s3_bucket.lake"]
    context.equal((found["verdict"], found["impact"]), ("destroy", "data-lost"), "verdict and impact")
    facts = {fact["name"]: fact["value"] for fact in found["facts"]}
    context.equal(facts, {"objects": 3, "bytes": 15}, "facts")
    context.equal(sorted(finding["check"] for finding in found["findings"]), ["forced-destroy", "store-not-empty"], "findings")
    context.equal(planner.run("--fail-on", "data-loss", ".").returncode, 10, "exit status with --fail-on data-loss")
    context.equal(planner.run("--fail-on", "create", ".").returncode, 0, "exit status with --fail-on create")
    left = planner.resources("--skip-check", "forced-destroy,store-not-empty", ".")["aws_s3_bucket.lake"]
    context.check("findings" not in left, "skipped checks found something")
    workspace.write(config)
    workspace.destroy()


@test("objects that no state owns are reported with import blocks that work", types=["aws_glue_catalog_database"], on=["sandbox"])
def unmanaged(context):
    workspace = context.workspace(LAKE % {"unique": context.unique} + ROLE_WITH_LISTS)
    workspace.apply()
    glue, s3 = context.server.boto("glue"), context.server.boto("s3")
    glue.create_database(DatabaseInput={"Name": "stray"})
    glue.create_table(DatabaseName="stray", TableInput={"Name": "lost"})
    s3.create_bucket(Bucket="stray-bucket")
    stray_roles(context.server.boto("iam"))
    redshift = context.server.boto("redshift")
    redshift.create_cluster_parameter_group(ParameterGroupName="stray", ParameterGroupFamily="redshift-1.0", Description="stray")
    report = Planner(context, workspace).report("--unmanaged", ".", status=2)
    found = {one["type"]: one["import_block"] for one in report["resources"] if one["verdict"] == "unmanaged"}
    context.equal(sorted(found), ["aws_glue_catalog_database", "aws_glue_catalog_table", "aws_iam_policy", "aws_iam_role", "aws_iam_role_policy",
                                  "aws_iam_role_policy_attachment", "aws_redshift_parameter_group", "aws_s3_bucket"], "types of what is unmanaged")
    context.equal(sum(one["verdict"] == "unmanaged" for one in report["resources"]), len(found), "objects, one of each type")
    workspace.write("\n".join(found.values()), settings=False, name="import.tf")
    ended = workspace.run("plan", "-input=false", "-no-color", "-generate-config-out=generated.tf")
    context.contains(ended.text, f"{len(found)} to import")


ROLE_WITH_LISTS = '''
resource "aws_iam_role" "lists" {
  name                = "lists"
  managed_policy_arns = ["arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"]
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
  inline_policy {
    name   = "owned"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Get*", Resource = "*" }] })
  }
}
'''


def stray_roles(iam):
    """A role with all that a role can have, and one of AWS's own."""
    trust = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "glue.amazonaws.com"}}]})
    allow = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
    iam.create_role(RoleName="stray", AssumeRolePolicyDocument=trust)
    iam.put_role_policy(RoleName="stray", PolicyName="inside", PolicyDocument=allow)
    iam.attach_role_policy(RoleName="stray", PolicyArn=iam.create_policy(PolicyName="stray", PolicyDocument=allow)["Policy"]["Arn"])
    iam.create_role(RoleName="AWSServiceRoleForRedshift", Path="/aws-service-role/redshift.amazonaws.com/", AssumeRolePolicyDocument=trust)


@test("what can't be read could not be checked, and says why; it is never unchanged", types=["aws_glue_catalog_database"], on=["sandbox"])
def denied(context):
    workspace = context.workspace(LAKE % {"unique": context.unique})
    workspace.apply()
    few = Planner(context, workspace).resources("--max-calls", "1", ".", status=2)
    unread = [one for one in few.values() if one["verdict"] == "could-not-check"]
    context.check(len(unread) >= len(few) - 1, f"one call told more than one resource's verdict: {few}")  # which one has the call is a race
    context.check(all("--max-calls" in one["reason"] for one in unread), "a reason that does not name --max-calls")
    workspace.environment["AWS_SECRET_ACCESS_KEY"] = "wrong"
    refused = Planner(context, workspace).resources("terraform.tfstate", status=2)
    context.equal({one["verdict"] for one in refused.values()}, {"could-not-check"}, "verdicts with a wrong key")
    context.check(all(one["reason"] for one in refused.values()), "a verdict without its reason")


@test("broken and foreign input ends with status 1 and words that help; other providers are covered in part, said plainly", on=["sandbox"])
def broken(context):
    workspace = context.workspace('resource "terraform_data" "x" {\n  input = 1\n}\n')
    planner = Planner(context, workspace)
    workspace.run("plan", "-input=false", "-out=tfplan", check=True)
    shown = workspace.run("show", "-json", "tfplan", check=True).out
    for name, content, word in (("cut.json", shown[:len(shown) // 2], "cut off"), ("newer.json", '{"format_version": "2.0", "planned_values": {}}', "version 2.0"),
                                ("pulumi.json", '{"version": 3, "deployment": {}}', "neither")):
        with open(workspace.path(name), "w", encoding="utf-8") as file:
            file.write(content)
        ended = planner.run(name)
        context.equal(ended.returncode, 1, f"status with {name}")
        context.contains(ended.stderr, word)
    ended = planner.run("tfplan")
    context.equal(ended.returncode, 1, "status with a saved plan")
    context.contains(ended.stderr, "terraform show -json")
    with open(workspace.path("plan.json"), "w", encoding="utf-8") as file:
        file.write(shown)
    report = planner.report("plan.json", status=2)
    context.equal(report["resources"][0]["verdict"], "create", "verdict on a resource of another provider")
    context.check(any("Not covered" in note for note in report["notes"]), "partial coverage is not said")
    context.equal(planner.run("nowhere.json").returncode, 1, "status without input")


@test("passwords and sensitive tags, their keys too, are in no format of the report, and not in tags_all", types=["aws_redshift_cluster"], on=["sandbox"])
def secret(context):
    workspace = context.workspace('''
variable "password" {
  type      = string
  sensitive = true
}
resource "aws_redshift_cluster" "w" {
  cluster_identifier  = "warehouse"
  node_type           = "ra3.xlplus"
  master_username     = "admin"
  master_password     = var.password
  skip_final_snapshot = true
}
resource "aws_glue_catalog_database" "d" {
  name        = "d"
  description = var.password
  tags        = { token = var.password }
}
variable "tags" {
  type      = map(string)
  sensitive = true
}
resource "aws_glue_catalog_database" "e" {
  name = "e"
  tags = var.tags
}
''')
    workspace.environment.update(TF_VAR_password="Planted-Secret-One-1", TF_VAR_tags='{"Planted-Secret-Key": "Planted-Secret-Three"}')
    workspace.apply()
    workspace.environment.update(TF_VAR_password="Planted-Secret-Two-2", TF_VAR_tags='{"Planted-Secret-Key-2": "Planted-Secret-Four"}')
    planner = Planner(context, workspace)
    out = "".join(planner.run(".", "--format", name).stdout + planner.run("terraform.tfstate", "--verbose", "--format", name).stdout
                  for name in ("text", "json", "markdown", "html", "sarif", "junit"))
    context.check("Planted-Secret" not in out, "a password is in a report")
    found = planner.resources(".", status=2)
    context.equal({address: one["verdict"] for address, one in found.items()}, {"aws_redshift_cluster.w": "update", "aws_glue_catalog_database.d": "update", "aws_glue_catalog_database.e": "update"}, "verdicts")
    context.equal([change["path"] for change in found["aws_glue_catalog_database.e"]["attributes"]], ["tags", "tags_all"], "paths without the keys of a sensitive map")


@test("a directory is left as it was, and its name, a plan or a state give reports of the same bytes each time", types=["aws_glue_catalog_database"], on=["sandbox"])
def steady(context):
    workspace = context.workspace(LAKE % {"unique": context.unique})
    workspace.apply()
    planner = Planner(context, workspace)
    before = sorted(os.listdir(workspace.folder))
    first, second = planner.run("--json", "."), planner.run("--json", ".", "--parallelism", "1")
    context.equal(first.stdout, second.stdout, "two reports")
    context.equal(sorted(os.listdir(workspace.folder)), before, "files in the directory")
    others = [context.workspace(f'resource "aws_glue_catalog_database" "x" {{\n  name = "fleet_{i}"\n}}\n') for i in range(4)]
    for other in others:
        other.apply()
    states = [other.path("terraform.tfstate") for other in others]
    whole = planner.run("--json", *states)
    parts = []
    for i in (1, 2, 3):
        parts.append(workspace.path(f"shard{i}.json"))
        with open(parts[-1], "w", encoding="utf-8") as file:
            file.write(planner.run("--json", "--shard", f"{i}/3", *states).stdout)
    merged = planner.lakeform("merge", *parts)
    context.equal(merged.stdout, whole.stdout, "merged shards beside the whole")

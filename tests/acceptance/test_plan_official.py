"""Plans and states of the official provider, read as they are."""
import json

from harness import places
from harness.planner import Planner, quiet
from harness.results import test
from harness.workspace import Workspace

LAKE = '''
provider "aws" {
  region                  = "us-east-1"
  skip_metadata_api_check = "true"
  default_tags {
    tags = { Team = "lake" }
  }
}

resource "aws_s3_bucket" "lake" {
  bucket        = "lakeform-%(unique)s"
  force_destroy = true
}

resource "aws_s3_bucket_versioning" "lake" {
  bucket = aws_s3_bucket.lake.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "lake" {
  bucket = aws_s3_bucket.lake.id
  rule {
    id     = "tidy"
    status = "Enabled"
    filter { prefix = "tmp/" }
    expiration { days = %(days)d }
  }
}

resource "aws_glue_catalog_database" "d" {
  name        = "lakeform_%(unique)s"
  description = "sales"
}

resource "aws_glue_catalog_table" "sales" {
  name          = "sales"
  database_name = aws_glue_catalog_database.d.name
  table_type    = "EXTERNAL_TABLE"
  storage_descriptor {
    location = "s3://${aws_s3_bucket.lake.bucket}/raw/sales/"
    columns {
      name = "id"
      type = "bigint"
    }
  }
}

resource "aws_iam_role" "glue" {
  name = "lakeform-%(unique)s"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.glue.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:ListBucket"], Resource = "*" }]
  })
}

resource "aws_iam_policy" "more" {
  name   = "lakeform-%(unique)s"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["glue:*"], Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "more" {
  role       = aws_iam_role.glue.name
  policy_arn = aws_iam_policy.more.arn
}

resource "aws_glue_crawler" "sales" {
  name          = "lakeform-%(unique)s"
  database_name = aws_glue_catalog_database.d.name
  role          = aws_iam_role.glue.arn
  s3_target {
    path = "s3://${aws_s3_bucket.lake.bucket}/raw/sales/"
  }
}

resource "aws_redshift_cluster" "w" {
  cluster_identifier  = "lakeform-%(unique)s"
  node_type           = "ra3.xlplus"
  number_of_nodes     = 2
  master_username     = "admin"
  master_password     = "Planted-Passw0rd"
  encrypted           = true
  publicly_accessible = false
  skip_final_snapshot = true
}
'''


def shown(workspace, name, *what):
    """`terraform show -json` into a file."""
    with open(workspace.path(name), "w", encoding="utf-8") as file:
        file.write(workspace.run("show", "-json", *what, check=True).out)
    return name


def planned(workspace):
    workspace.run("plan", "-input=false", "-refresh=false", "-out=tfplan", check=True)
    return shown(workspace, "plan.json", "tfplan")


def disturb(context, unique):
    """Changes by another client: address -> the attribute that they touch."""
    boto = context.server.boto
    boto("glue").update_database(Name=f"lakeform_{unique}", DatabaseInput={"Name": f"lakeform_{unique}", "Description": "elsewhere"})
    boto("iam").put_role_policy(RoleName=f"lakeform-{unique}", PolicyName="read", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}))
    boto("s3").put_bucket_versioning(Bucket=f"lakeform-{unique}", VersioningConfiguration={"Status": "Suspended"})
    boto("redshift").modify_cluster(ClusterIdentifier=f"lakeform-{unique}", AutomatedSnapshotRetentionPeriod=9)
    return {"aws_glue_catalog_database.d": "description", "aws_iam_role_policy.read": "policy", "aws_s3_bucket_versioning.lake": "versioning_configuration",
            "aws_redshift_cluster.w": "automated_snapshot_retention_period"}


@test("plans and states of the official provider are read as they are: nothing while nothing changed, what another client changed by name, what a plan loses",
      types=["aws_s3_bucket", "aws_redshift_cluster"], on=["sandbox"], slow=True)
def official(context):
    places.official("aws")  # skips the test where there is none
    workspace = Workspace(context.folder("official"), "hashicorp/aws", context.server, official=True)
    config = {"unique": context.unique, "days": 30}
    workspace.write(LAKE % config).init()
    workspace.apply()
    workspace.run("apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color", check=True)  # so that the role knows its policies
    planner = Planner(context, workspace)
    for given in (planned(workspace), shown(workspace, "state.json"), "terraform.tfstate"):
        quiet(planner, given)
    touched = disturb(context, context.unique)
    for given, verdict in ((planned(workspace), "update"), (shown(workspace, "state.json"), "drifted"), ("terraform.tfstate", "drifted")):
        found = {address: one for address, one in planner.resources(given, status=2).items() if one["verdict"] != "unchanged"}
        context.equal(sorted(found), sorted(touched), f"what has drifted, from {given}")
        for address, attribute in touched.items():
            drifted = [change["path"] for change in found[address]["attributes"] if change.get("drift")]
            context.check(any(path.startswith(attribute) for path in drifted), f"{attribute} is not among {drifted} of {address}, from {given}")
            context.check(found[address]["verdict"] in (verdict, "drifted"), f"{address} is {found[address]['verdict']} from {given}")
    workspace.write((LAKE % {**config, "days": 3}).replace('"tmp/"', '"raw/"').replace('"bigint"', '"string"'))
    found = planner.resources(planned(workspace), status=2)
    context.equal([one["check"] for one in found["aws_s3_bucket_lifecycle_configuration.lake"]["findings"]], ["expiry-covers-table"], "findings on the rule")
    context.equal(found["aws_glue_catalog_table.sales"]["verdict"], "update", "verdict on the table")
    workspace.destroy()

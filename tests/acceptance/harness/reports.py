"""Reports of lakeform plan as data, for tests of what is made from them, and the program that makes it."""
import json
import os
import subprocess

from harness import places


def resource(address, verdict="update", impact="none", **more):
    return {"address": address, "type": address.split(".")[0], "verdict": verdict, "impact": impact, **more}


def report(resources, **more):
    return {"format": "lakeform-plan-report", "format_version": 1, "title": "infra", "summary": {"counts": {}, "heaviest_impact": "none"}, "resources": resources, **more}


def sample():
    """A bit of everything."""
    return report([
        resource("aws_glue_catalog_database.analytics", "unchanged", depends_on=["aws_s3_bucket.raw"]),
        resource("aws_glue_catalog_table.sales", "drifted", "metadata-only", depends_on=["aws_glue_catalog_database.analytics", "aws_s3_bucket.raw"],
                 attributes=[{"path": "parameters[\"classification\"]", "desired": "parquet", "state": "parquet", "live": "csv", "drift": True, "change": True}],
                 impact_text="Readers see another classification."),
        resource("aws_iam_role.glue", "could-not-check", reason="iam:GetRole was denied: AccessDenied. Allow iam:GetRole."),
        resource("aws_redshift_cluster.warehouse", "update", "downtime", attributes=[{"path": "master_password", "sensitive": True, "change": True},
                 {"path": "number_of_nodes", "desired": 4, "state": 2, "live": 2, "change": True}], impact_text="An elastic resize cuts connections for some minutes."),
        resource("aws_s3_bucket.raw", "replace", "data-lost", id="my-data-lake-dev", scope="123456789012 eu-west-1",
                 attributes=[{"path": "arn", "desired_unknown": True, "state": "arn:aws:s3:::my-data-lake-dev", "live": "arn:aws:s3:::my-data-lake-dev", "change": True},
                             {"path": "bucket", "desired": "my-data-lake-prod", "state": "my-data-lake-dev", "live": "my-data-lake-dev", "change": True, "replaces": True},
                             {"path": "policy", "desired": json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject"}]}), "state": "", "live": "", "change": True}],
                 impact_text="12,345 objects are deleted with the bucket, for force_destroy is set.", way_back="None for unversioned objects. Copy them before the apply.",
                 facts=[{"name": "objects", "value": 12345, "text": "12,345 objects"}, {"name": "bytes", "value": 1200000000000, "text": "1.2 TB"}],
                 findings=[{"check": "store-not-empty", "severity": "error", "message": "aws_s3_bucket.raw is replaced and holds 12,345 objects.", "related": ["aws_glue_catalog_table.sales"]}]),
        resource("aws_s3_bucket.stray", "unmanaged", import_block="import {\n  to = aws_s3_bucket.stray\n  id = \"stray\"\n}"),
    ], notes=["1 of 6 resources could not be checked."])


def lakeform(*arguments, code=0, cwd=None, environment=None):
    """Runs the program to its end and gives standard output; another exit status than `code` fails the test."""
    ended = subprocess.run([places.Build.binary("lakeform"), *arguments], cwd=cwd, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                           timeout=120, check=False)
    if ended.returncode != code:
        raise AssertionError(f"lakeform {' '.join(arguments)} ended with {ended.returncode}, not {code}:\n{ended.stdout[-3000:]}{ended.stderr[-3000:]}")
    return ended.stdout if code == 0 else ended.stdout + ended.stderr


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content if isinstance(content, str) else json.dumps(content))
    return path


def html(folder, content):
    """The page of a report; its path."""
    page = os.path.join(folder, "report.html")
    lakeform("merge", write(folder, "report.json", content), "--output", "html=" + page)
    return page

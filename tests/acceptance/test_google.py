"""Google Cloud: the example's whole life on a small server, imports in every form, functions."""
import json
import os
import re
import shutil

from harness import places
from harness.google import Google
from harness.results import test

EXAMPLE = os.path.join(places.ROOT, "examples", "data-lake-google")
TYPES = ["google_bigquery_dataset", "google_bigquery_table", "google_project_iam_member", "google_pubsub_topic", "google_service_account", "google_storage_bucket",
         "google_storage_bucket_iam_member", "google_storage_bucket_object"]
FUNCTIONS = '''
output "answers" {
  value = [
    provider::google::project_from_id("projects/acme/locations/eu/things/a"),
    provider::google::location_from_id("projects/acme/locations/eu/things/a"),
    provider::google::name_from_id("projects/acme/locations/eu/things/a"),
    provider::google::region_from_id("https://x/projects/acme/regions/europe-west1/a"),
    provider::google::zone_from_id("https://x/projects/acme/zones/europe-west1-b/a"),
    provider::google::region_from_zone("europe-west1-b"),
  ]
}
'''


def example(context, server):
    workspace = context.workspace(None, source="lakeform/google", environment=dict(server.environment, TF_VAR_project="acme"))
    shutil.copytree(EXAMPLE, workspace.folder, dirs_exist_ok=True)
    return workspace


def change(workspace, name, pattern, text):
    path = workspace.path(name)
    with open(path, encoding="utf-8") as file:
        before = file.read()
    after = re.sub(pattern, text, before)
    assert after != before, pattern
    with open(path, "w", encoding="utf-8") as file:
        file.write(after)


def nothing_to_do(context, workspace):
    ended = workspace.run("plan", "-detailed-exitcode", "-no-color")
    context.check(ended.code == 0, f"a second plan is not empty:\n{ended.out[-3000:]}{ended.err[-2000:]}")


@test("the data lake's whole life: made, looked at, changed in place, protected, destroyed; two members of one policy lose nothing", types=TYPES)
def life(context):
    server = Google()
    try:
        workspace = example(context, server)
        workspace.apply()
        nothing_to_do(context, workspace)
        policy = server.store.policies["/storage/v1/b/my-data-lake-dev/iam"]
        context.equal(sorted(b["role"] for b in policy["bindings"]), ["roles/storage.objectAdmin", "roles/storage.objectViewer"], "roles in the bucket's policy")

        refused = workspace.destroy(check=False)
        context.check(refused.code == 1, "tables with deletion_protection were destroyed")
        context.contains(refused.text, "deletion_protection")

        change(workspace, "versions.tf", 'owner       = "data-platform"', 'owner       = "lake-team"')
        change(workspace, "warehouse.tf", r'\{ name = "total", type = "NUMERIC" \},', '{ name = "total", type = "NUMERIC" },\n    { name = "note", type = "STRING" },')
        change(workspace, "storage.tf", "One folder a source", "One folder for each source")
        change(workspace, "warehouse.tf", r"(?m)^(  table_id +=)", r"  deletion_protection = false\n\1")
        before = len(server.store.requests)
        workspace.apply()
        made = [r for r in server.store.requests[before:] if not r.startswith("GET")]
        context.check(not [r for r in made if r.startswith("DELETE")], f"something was replaced: {made}")
        nothing_to_do(context, workspace)
        bucket = server.store.objects["/storage/v1/b/my-data-lake-dev"]
        context.equal(bucket["labels"], {"environment": "dev", "owner": "lake-team", "goog-terraform-provisioned": "true"}, "labels of the bucket")

        workspace.destroy()
        context.equal(server.store.objects, {}, "what is left")
    finally:
        server.close()


@test("what vanished is made again, and what is there is imported in every form", types=TYPES)
def imports(context):
    server = Google()
    try:
        workspace = example(context, server)
        workspace.apply()
        del server.store.objects["/pubsub/v1/projects/acme/topics/lake-arrivals"]
        workspace.apply()
        etl = "serviceAccount:lake-etl@acme.iam.gserviceaccount.com"
        forms = {
            "google_storage_bucket.lake": ["my-data-lake-dev", "acme/my-data-lake-dev"],
            "google_bigquery_dataset.analytics": ["projects/acme/datasets/analytics", "acme/analytics", "analytics"],
            "google_bigquery_table.sales": ["projects/acme/datasets/analytics/tables/sales", "acme/analytics/sales", "analytics/sales"],
            "google_pubsub_topic.arrivals": ["projects/acme/topics/lake-arrivals", "acme/lake-arrivals", "lake-arrivals"],
            "google_service_account.etl": ["projects/acme/serviceAccounts/lake-etl@acme.iam.gserviceaccount.com", "lake-etl@acme.iam.gserviceaccount.com"],
            "google_storage_bucket_iam_member.etl": [f"b/my-data-lake-dev roles/storage.objectAdmin {etl}", f"my-data-lake-dev roles/storage.objectAdmin {etl}"],
            "google_project_iam_member.etl_jobs": [f"acme roles/bigquery.jobUser {etl}"],
        }
        for address, ids in forms.items():
            for identifier in ids:
                workspace.run("state", "rm", address, check=True)
                workspace.run("import", "-no-color", address, identifier, check=True)
        plan = workspace.run("plan", "-no-color", "-out=plan", check=True) and json.loads(workspace.run("show", "-json", "plan", check=True).out)
        actions = {c["address"]: c["change"]["actions"] for c in plan["resource_changes"]}
        context.check(not [a for a in actions.values() if "delete" in a or "create" in a], f"an import is made anew: {actions}")
    finally:
        server.close()


@test("Google's functions need no credentials")
def functions(context):
    workspace = context.workspace(FUNCTIONS, source="lakeform/google")
    workspace.apply()
    context.equal(json.loads(workspace.run("output", "-json", "answers", check=True).out), ["acme", "eu", "a", "europe-west1", "europe-west1-b", "europe-west1"], "answers")

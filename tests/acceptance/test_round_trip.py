"""Round trips beside the official provider (parity apply): both create, change, import and destroy the same on an emptied server, each
plans nothing on the other's state, and the changing requests are the same."""
import os
import shutil

from harness import places
from harness.lives import KINDS, modules, write, write_modules
from harness.parity import agrees
from harness.results import test
from harness.servers import moto


def trip(context, name, case, *options):
    """Takes a case through both providers on a server of its own."""
    if context.test.server == "moto":
        server, reset = moto(), "/moto-api/reset"
    else:
        server, reset = context.sandbox(), "/_sandbox/reset"
    keys = {name: value for name, value in server.environment.items() if name != "AWS_ENDPOINT_URL"}
    try:
        agrees(context, "apply", name, case, "aws", "--peer", places.official("aws"), "--endpoint", server.url,
               "--reset", f"curl -fsS -o /dev/null -X POST {server.url}{reset}", *options, environment=keys)
    finally:
        server.stop()


def types_case(context, names):
    """A case with a module for each type: created, then changed in place."""
    case = context.folder("case")
    write_modules(case, names)
    write(case, "main.tf", modules("create", names))
    write(os.path.join(case, "then"), "main.tf", modules("update", names))
    return case


def declare(service, server):
    """Types of a service that the server can create and change with the official provider too."""
    names = [name for name, kind in KINDS.items() if name.startswith("aws_" + service) and server in kind.ON
             and not {"all", "settle", "update"} & set(kind.ON[server])]
    imports = ["--imports"] if server == "sandbox" else []  # each takes the official provider seconds, and is the same call on every server
    if names:
        test("goes the same way as with the official provider", types=names, on=[server], group="trips", name="round trip " + service)(
            lambda context: trip(context, service, types_case(context, names), *imports))


for its_service in ("s3", "iam", "glue", "redshift"):
    for its_server in ("sandbox", "moto"):
        declare(its_service, its_server)


@test("the example goes the same way as with the official provider", on=["sandbox"], group="trips", name="round trip example")
def example(context):
    case = context.folder("case")
    shutil.copytree(os.path.join(places.ROOT, "examples", "data-lake-aws"), case, dirs_exist_ok=True)
    with open(os.path.join(case, "versions.tf"), encoding="utf-8") as file:
        versions = file.read()
    context.contains(versions, "lakeform/aws")
    write(case, "versions.tf", versions.replace("lakeform/aws", "hashicorp/aws"))
    write(case, "terraform.tfvars", 'redshift_password = "Example-Passw0rd"\n')
    write(os.path.join(case, "then"), "terraform.tfvars", 'redshift_password = "Example-Passw0rd"\ncrawler_schedule = "cron(30 2 * * ? *)"\n')
    trip(context, "example", case)

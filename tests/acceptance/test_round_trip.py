"""Round trips beside the official provider (parity apply): both create, change, import and destroy the same on an emptied server, each
plans nothing on the other's state, and the changing requests are the same."""
import os
import re
import shutil

from harness import places
from harness.lives import KINDS, modules, write, write_modules
from harness.parity import agrees
from harness.results import test
from harness.servers import moto

SEEN = "\nthe server saw:\n"


def trip(context, name, case, *options):
    """Takes a case through both providers on a server of its own. The official provider was once seen to send a request more, and not the next
    time: what only it sent has to show twice."""
    try:
        once(context, name, case, *options)
    except AssertionError as difference:
        if not all(re.search("request only of the peer: ", line) for line in str(difference).split(SEEN)[0].splitlines()):
            raise
        print(f"{name}: again, since only the official provider sent\n{difference}", flush=True)
        once(context, name, case, *options)


def seen(server, difference):
    """The requests in the sandbox's log whose operation a difference names."""
    named = set(re.findall(r"\w+", difference))
    return SEEN + "\n".join(" ".join(str(line.get(key)) for key in ("time", "operation", "status", "error", "body"))[:300]
                            for line in server.requests() if line.get("operation") in named)


def once(context, name, case, *options):
    if context.test.server == "moto":
        server, reset = moto(), "/moto-api/reset"
    else:
        server, reset = context.sandbox(), "/_sandbox/reset"
    keys = {name: value for name, value in server.environment.items() if name != "AWS_ENDPOINT_URL"}
    try:
        agrees(context, "apply", name, case, "aws", "--peer", places.official("aws"), "--endpoint", server.url,
               "--reset", f"curl -fsS -o /dev/null -X POST {server.url}{reset}", *options, environment=keys)
    except AssertionError as difference:
        raise AssertionError(str(difference) + (seen(server, str(difference)) if context.test.server == "sandbox" else "")) from None
    finally:
        server.stop()


def types_case(context, names):
    """A case with a module for each type: created, then changed in place where the server can do that."""
    case = context.folder("case")
    write_modules(case, names)
    write(case, "main.tf", modules(dict.fromkeys(names, "create")))
    write(os.path.join(case, "then"), "main.tf", modules({
        name: "create" if "update" in KINDS[name].ON[context.test.server] else "update" for name in names}))
    return case


def declare(name, server, prefix, *options):
    """One trip of the types with that prefix that the server can create with the official provider too, on what it has from the start."""
    names = [one for one, kind in KINDS.items() if one.startswith(prefix) and server in kind.ON
             and not {"all", "settle"} & set(kind.ON[server]) and (server == "sandbox" or not hasattr(kind, "prepare"))]
    test("goes the same way as with the official provider", types=names, on=[server], group="trips", name="round trip " + name)(
        lambda context: trip(context, name, types_case(context, names), *options))


# Imports take the official provider seconds each, and are the same calls on every server.
for service in ("s3", "iam", "glue", "redshift"):
    declare(service, "sandbox", "aws_" + service, "--imports")
declare("types", "moto", "aws_")


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

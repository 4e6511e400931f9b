"""Import by identity, which Terraform knows from 1.12 on."""
import json

from harness import places
from harness.definitions import definitions
from harness.lives import KINDS, modules, write_modules
from harness.results import Skipped, test

WITH_IDENTITY = {name: definition["identity"]["attributes"] for name, definition in definitions("aws")["resource"].items() if "identity" in definition}


def needs(context, *version):
    said = json.loads(context.workspace(None).run("version", "-json", check=True).out)["terraform_version"]
    if tuple(int(part) for part in said.split("-")[0].split(".")[:2]) < version:
        raise Skipped(f"Terraform {said} knows no identity of resources: that takes {version[0]}.{version[1]} ({places.terraform()})")


def import_block(name, values):
    wanted = "".join(f"    {attribute} = {json.dumps(values[attribute])}\n" for attribute, mode in WITH_IDENTITY[name].items() if mode == "required")
    return f"import {{\n  to = module.{name}.{name}.test\n  identity = {{\n{wanted}  }}\n}}\n"


@test("every type that has an identity is imported by it", types=sorted(WITH_IDENTITY), on=["sandbox"])
def import_by_identity(context):
    needs(context, 1, 12)
    names = sorted(WITH_IDENTITY)
    workspace = context.workspace(None, source="hashicorp/aws")
    write_modules(workspace.folder, names)
    workspace.write(modules(dict.fromkeys(names, "create")), settings=False)
    workspace.run("get", check=True)
    workspace.apply()
    state = workspace.state()
    addresses = {name: f"module.{name}.{name}.test" for name in names}
    workspace.run("state", "rm", *addresses.values(), check=True)
    workspace.write("".join(import_block(name, state[address]) for name, address in addresses.items()), settings=False, name="import.tf")
    found = workspace.plan()
    for name, address in addresses.items():
        change = found.pop(address, {"before": {}, "after": {}})
        changed = {key for key in change["after"] if change["before"].get(key) != change["after"][key]}
        more = changed - set(getattr(KINDS[name], "UNKNOWN_TO_IMPORT", ()))
        context.check(not more, f"{address}: the plan changes {sorted(more)}")
    context.equal(found, {}, "other changes")
    workspace.apply()
    workspace.must_be_empty()
    workspace.destroy()

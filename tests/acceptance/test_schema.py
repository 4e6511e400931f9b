"""The schema that Terraform is told equals the official provider's, for every type that has a definition."""
import json

from harness import places
from harness.definitions import definitions
from harness.results import test

FLAGS = ("required", "optional", "computed", "sensitive", "deprecated", "write_only")


def reference(provider):
    with open(places.reference(provider + ".schema.json"), encoding="utf-8") as file:
        return json.load(file)


def differences(where, ours, theirs, additions):
    """Sentences about every difference between two blocks as `terraform providers schema -json` shows them."""
    attributes, wanted = ours.get("attributes", {}), theirs.get("attributes", {})
    for name in sorted(set(attributes) | set(wanted)):
        path = f"{where}.{name}"
        if name not in wanted:
            if name not in additions:
                yield f"{path} is not in the official schema and not listed as an addition"
        elif name not in attributes:
            yield f"{path} is missing"
        else:
            yield from attribute_differences(path, attributes[name], wanted[name])
    blocks, wanted = ours.get("block_types", {}), theirs.get("block_types", {})
    for name in sorted(set(blocks) | set(wanted)):
        path = f"{where}.{name}"
        if name not in blocks or name not in wanted:
            yield f"{path} is " + ("missing" if name in wanted else "no block of the official schema")
            continue
        for key in ("nesting_mode", "min_items", "max_items"):
            if blocks[name].get(key, 0) != wanted[name].get(key, 0):
                yield f"{path}: {key} is {blocks[name].get(key)}, official {wanted[name].get(key)}"
        yield from differences(path, blocks[name]["block"], wanted[name]["block"], ())


def attribute_differences(path, ours, theirs):
    if ours.get("type") != theirs.get("type"):
        yield f"{path}: type {ours.get('type')}, official {theirs.get('type')}"
    for flag in FLAGS:
        if bool(ours.get(flag)) != bool(theirs.get(flag)):
            yield f"{path}: {flag} is {bool(ours.get(flag))}, official {bool(theirs.get(flag))}"


def shown_schema(context, provider):
    workspace = context.workspace(None, source="lakeform/" + provider)
    workspace.write('terraform {\n  required_providers {\n    %s = { source = "lakeform/%s" }\n  }\n}\n' % (provider, provider), settings=False)
    schemas = json.loads(workspace.run("providers", "schema", "-json", check=True).out)["provider_schemas"]
    return next(iter(schemas.values()))


def compare(context, provider):
    shown, official, known = shown_schema(context, provider), reference(provider), definitions(provider)
    found = list(differences("provider", shown["provider"]["block"], official["provider"]["block"], ()))
    for kind, key in (("resource", "resource_schemas"), ("data_source", "data_source_schemas")):
        context.equal(sorted(shown.get(key, {})), sorted(known[kind]), key)
        for name, definition in sorted(known[kind].items()):
            ours, theirs = shown[key][name], official[key][name]
            if ours["version"] != theirs["version"]:
                found.append(f"{name}: version {ours['version']}, official {theirs['version']}")
            found += differences(name, ours["block"], theirs["block"], definition.get("additions", ()))
    context.check(not found, f"{len(found)} differences:\n" + "\n".join(found[:60]))


@test("the aws schema equals the official one: types, flags, nesting, limits, versions")
def aws_schema(context):
    compare(context, "aws")


@test("the google schema equals the official one for what has a definition")
def google_schema(context):
    compare(context, "google")


@test("the azurerm schema equals the official one for what has a definition")
def azurerm_schema(context):
    compare(context, "azurerm")


def identities(context):
    """{type: identity} as Terraform shows it, or, before Terraform 1.12 which shows none, as the definitions say."""
    shown = shown_schema(context, "aws").get("resource_identity_schemas")
    if shown:
        return shown
    words = {"required": "required_for_import", "optional": "optional_for_import"}
    return {name: {"version": definition["identity"].get("version", 0), "attributes": {
        attribute: {"type": "string", words[mode]: True} for attribute, mode in definition["identity"]["attributes"].items()}}
            for name, definition in definitions("aws")["resource"].items() if "identity" in definition}


@test("resource identities have the official attributes and versions")
def aws_identity(context):
    shown, official = identities(context), reference("aws")["resource_identity_schemas"]
    for name in definitions("aws")["resource"]:
        context.equal(shown.get(name), official.get(name), f"identity of {name}")

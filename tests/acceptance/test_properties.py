"""Ten configurations of tests/properties under a real Terraform, where unknowns hang on resources that the same apply makes."""
import json
import subprocess

from harness import places
from harness.harness_kinds import TRUST, Life, commit_seed, together, write
from harness.results import test

HOW_MANY = 10


def samples(number):
    """[{"type", "life", "create", "update", "provider_create", "provider_update"}]: what the model takes, one seed of every type."""
    said = subprocess.run([places.Build.binary("properties"), "--json", "--first", str(number), "--seeds", "1"], stdout=subprocess.PIPE, text=True, check=False)
    if said.returncode:
        raise AssertionError(f"already in process: build/bin/properties --first {number} --seeds 1\n{said.stdout[-3000:]}")
    return [json.loads(line) for line in said.stdout.splitlines() if line.startswith("{")]


def is_unknown(value):
    return isinstance(value, dict) and "$unknown" in value


def known(value):
    if is_unknown(value):
        return known(value["$unknown"])
    if isinstance(value, dict):
        return {key: known(item) for key, item in value.items()}
    return [known(item) for item in value] if isinstance(value, list) else value


def are_blocks(value):
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and not is_unknown(item) for item in value)


class Writer:
    """Terraform's JSON syntax for bodies with unknowns: conditions on the id of `anchor`, which only the apply tells. JSON is HCL, too."""

    def __init__(self, anchor):
        self.anchor = anchor

    def unknown(self, value, otherwise="null"):
        return '${terraform_data.%s.id == "never" ? %s : %s}' % (self.anchor, otherwise, json.dumps(known(value)))

    def body(self, given):
        out = {}
        for key, value in given.items():
            if is_unknown(value) and are_blocks(known(value)):
                self.blocks(out, key, known(value))
            elif is_unknown(value) and known(value) == []:
                continue  # a block that may come and does not needs a content to be written
            elif are_blocks(value):
                out[key] = [self.body(item) for item in value]
            else:
                out[key] = self.value(value)
        return out

    def blocks(self, out, key, items):
        if len(items) > 1:
            out[key] = items
        else:
            out.setdefault("dynamic", {})[key] = {"for_each": self.unknown([1], "[]"), "content": items[0]}

    def value(self, value):
        if is_unknown(value):
            return self.unknown(value)
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        return [self.value(item) for item in value] if isinstance(value, list) else value


class Together:
    """Samples beside each other in one workspace, each with a provider block of its own."""

    def __init__(self, chosen):
        self.chosen = [(sample, Life(sample["type"], sample["life"], f"lf{index}x")) for index, sample in enumerate(chosen)]

    def write(self, workspace, step):
        parts, blocks, anchors = [], [], {}
        for sample, life in self.chosen:
            writer = Writer(f"{life.prefix}_{step}")
            anchors[writer.anchor] = {}
            blocks.append({"alias": life.prefix, **writer.body(sample["provider_" + step])})
            resources = life.resources("create", lambda _, its=life, said=sample, by=writer: by.body(its.own(said[step])))
            for named in resources.values():
                for body in named.values():
                    body["provider"] = "aws." + life.prefix
            parts.append(resources)
        write(workspace, together([*parts, {"terraform_data": anchors}]), provider={"aws": blocks})


@test("ten configurations with unknowns are planned, applied, changed and destroyed by a real Terraform, and settle", on=["sandbox"])
def unknowns(context):
    number = commit_seed()
    context.server.boto("iam").create_role(RoleName="lakeform-harness", AssumeRolePolicyDocument=json.dumps(TRUST))
    found = samples(number)
    context.check(len(found) >= HOW_MANY, f"only {len(found)} samples of seed {number}")
    begin = number % len(found)
    several = Together((found[begin:] + found[:begin])[:HOW_MANY])
    workspace = context.workspace(None)
    try:
        for step in ("create", "update"):
            several.write(workspace, step)
            workspace.apply()
            workspace.must_be_empty()
        workspace.destroy()
    except AssertionError as failure:
        raise AssertionError(f"{failure}\nagain: LAKEFORM_SEED={number} tests/run --filter unknowns acceptance") from failure

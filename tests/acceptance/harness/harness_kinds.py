"""The lives of tests/harness/kinds as configurations for a real Terraform: each with names and addresses of its own, so that many share a run."""
import copy
import json
import os
import re
import subprocess

from harness import places

TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}]}
FOLDER = os.path.join(places.ROOT, "tests", "harness", "kinds")


def commit_seed():
    """LAKEFORM_SEED, else a number from the commit."""
    given = os.environ.get("LAKEFORM_SEED")
    if given:
        return int(given)
    said = subprocess.run(["git", "rev-parse", "HEAD"], cwd=places.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return int(said.stdout[:7] or "1", 16)


def merged(body, patch):
    """A JSON merge patch (RFC 7386)."""
    if not isinstance(patch, dict):
        return patch
    out = dict(body) if isinstance(body, dict) else {}
    for key, value in patch.items():
        if value is None:
            out.pop(key, None)
        else:
            out[key] = merged(out.get(key), value)
    return out


class Life:
    """`prefix` stands in all its names: "l3"."""

    def __init__(self, kind, name, prefix):
        with open(os.path.join(FOLDER, kind.split("_")[0], kind + ".json"), encoding="utf-8") as file:
            said = json.load(file)[name]
        self.kind, self.prefix, self.said = kind, prefix, said
        self.address = f"{kind}.{prefix}_test"

    def own(self, value):
        """Names and references of this life in place of those of the file."""
        text = json.dumps(value).replace("lakeform", self.prefix)
        return json.loads(re.sub(r"\$\{(\w+)\.(\w+)\.", rf"${{\1.{self.prefix}_\2.", text))

    def resources(self, step="create", spoil=lambda body: body):
        """{type: {name: body}}; step: "base", "create" or "update"; `spoil` changes the body of the one under test."""
        out = {kind: {f"{self.prefix}_{name}": body for name, body in named.items()} for kind, named in self.own(self.said.get("base", {})).items()}
        if step != "base":
            body = self.said["create"]
            if step == "update":
                body = merged(body, self.said.get("update", {}))
            out.setdefault(self.kind, {})[f"{self.prefix}_test"] = spoil(self.own(copy.deepcopy(body)))
        return out

    def import_id(self, values):
        return re.sub(r"\$\{\w+\.\w+\.(\w+)\}", lambda found: str(values[found[1]]), self.said["import"])


def together(parts):
    """The resources of several lives as one."""
    out = {}
    for part in parts:
        for kind, named in part.items():
            out.setdefault(kind, {}).update(named)
    return out


def write(workspace, resources, **more):
    document = {"terraform": {"required_providers": {"aws": {"source": workspace.source}}}, **({"resource": resources} if resources else {}), **more}
    workspace.write(json.dumps(document, indent=1), settings=False, name="main.tf.json")

"""Every resource type by lakeform plan: what another client changes is found and named, nothing else is, and terraform plan says the same.

What servers differ in is what is read from them. Changes of the configuration are compared with terraform plan's on the sandbox."""
from harness.lives import KINDS
from harness.planner import Planner, quiet
from harness.results import test
from test_life import Life


def lived(context, kind):
    life = Life(context, kind)
    planner = Planner(context, life.workspace)
    compared = context.test.server == "sandbox"
    for step in ("create", "update", "replace") if compared else ("create", "update"):
        if life.step(step):
            if compared:
                planner.must_agree(f"before the {step}")
            life.workspace.apply()
    if "settle" not in life.cannot:
        quiet(planner, ".")
        quiet(planner, "terraform.tfstate")
    if hasattr(kind, "drift") and "drift" not in life.cannot:
        drifted(planner, life, kind)
    if hasattr(kind, "remove"):
        kind.remove(context.server.boto, life.values())
        context.equal(planner.resources(".")[life.address]["verdict"], "missing", "verdict on what was removed")
        context.equal(planner.resources("terraform.tfstate")[life.address]["verdict"], "missing", "verdict on what was removed, from the state")
        planner.must_agree("once it is gone")
        life.workspace.apply()
    life.workspace.destroy()


def drifted(planner, life, kind):
    attribute = kind.drift(planner.context.server.boto, life.values())
    for given, verdict in ((".", "update"), ("terraform.tfstate", "drifted")):
        found = planner.resources(given, status=2)[life.address]
        planner.context.equal(found["verdict"], verdict, f"verdict on a change by another client, from {given}")
        named = [change["path"] for change in found["attributes"] if change.get("drift")]
        planner.context.check(any(path.startswith(attribute) for path in named), f"{attribute} is not among {named}")
    planner.must_agree("once another client has changed it")
    life.workspace.apply()


def declare(kind):
    name = kind.__name__.split(".")[-1]
    servers = [server for server, cannot in kind.ON.items() if "all" not in cannot]
    test("lakeform plan finds what another client changed, and nothing else, and agrees with terraform plan", types=[name], on=servers,
         name="planner " + name)(lambda context: lived(context, kind))


for its_kind in KINDS.values():
    declare(its_kind)

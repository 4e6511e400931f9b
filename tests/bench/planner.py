"""`lakeform plan` over a large state, beside `terraform plan -refresh-only` with both providers."""
import collections
import json
import os
import shutil
import subprocess
import time

from harness import places
from mix import mixed

def calls(sandbox):
    """Calls by service, and all of them; who the caller is, is asked once and does not count."""
    made = collections.Counter(line.get("service") for line in sandbox.requests(clear=True) if line.get("service") != "sts")
    return {"all": sum(made.values()), **made}


class Run:
    """`lakeform plan` in a workspace: seconds, peak MB, calls."""

    def __init__(self, workspace, sandbox):
        sandbox.requests(clear=True)
        started = time.monotonic()
        with open(workspace.path("report.json"), "wb") as out:
            process = subprocess.Popen([places.Build.binary("lakeform"), "plan", "--json", "terraform.tfstate"], cwd=workspace.folder,
                                       env=workspace.environment, stdin=subprocess.DEVNULL, stdout=out)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds, self.memory = time.monotonic() - started, usage.ru_maxrss / 1024
        self.calls = calls(sandbox)
        if process.returncode != 0:
            raise AssertionError(f"lakeform plan ended with {process.returncode}: something was found in a state that nobody has changed")


PART = 500


def applied(side, count):
    """A workspace whose state has that many resources. They are made in parts and the states joined: Terraform's own time grows with the square."""
    parts = max(1, count // PART)
    workspaces = [side.workspace(mixed(count // parts, part)) for part in range(parts)]
    for workspace in workspaces:
        workspace.run("apply", "-input=false", "-no-color", "-auto-approve", "-parallelism=50", check=True, timeout=3600)
    join([workspace.path("terraform.tfstate") for workspace in workspaces])
    return workspaces[0]


def join(states):
    """Puts the instances of all states into the first one, with indices that go on."""
    with open(states[0], encoding="utf-8") as file:
        whole = json.load(file)
    of = {(resource["type"], resource["name"]): resource["instances"] for resource in whole["resources"]}
    for path in states[1:]:
        with open(path, encoding="utf-8") as file:
            for resource in json.load(file)["resources"]:
                instances = of[resource["type"], resource["name"]]
                instances += [{**one, "index_key": len(instances) + i} for i, one in enumerate(resource["instances"])]
    with open(states[0], "w", encoding="utf-8") as file:
        json.dump(whole, file)


def planner(sides, table, count, watched):
    """Adds the figures to the table. `watched` runs a Terraform command and measures it."""
    ours, sandbox = sides[0], sides[0].sandbox
    few = Run(applied(ours, count // 4), sandbox)
    sandbox.control("POST", "reset")
    workspace = applied(ours, count)
    many = Run(workspace, sandbox)
    table.add(f"`lakeform plan` of {count}: memory", ours, many.memory, "MB", most=200)
    table.add(f"`lakeform plan`: time of {count} by time of {count // 4}", ours, many.seconds / few.seconds, "", most=6)
    state = workspace.path("terraform.tfstate")
    for side in sides:
        run, made = refresh_only(side, count, state, watched)
        table.add(f"`terraform plan -refresh-only` of {count}", side, run.seconds, "s")
        table.add(f"`terraform plan -refresh-only` of {count}: API calls", side, made["all"], "")
        if side.official:
            beside(table, f"`lakeform plan` of {count} by the official refresh", ours, many, side, run, made)
    if len(sides) == 1:
        table.add(f"`lakeform plan` of {count}", ours, many.seconds, "s")
        table.add(f"`lakeform plan` of {count}: API calls", ours, many.calls["all"], "")


def beside(table, figure, ours, many, official, run, made):
    """Time and calls as a whole, for which there is a budget, and the calls to each service."""
    rows = [("time", many.seconds, run.seconds, "s", 10), ("API calls", many.calls["all"], made["all"], "", 20)]
    rows += [(f"calls to {service}", many.calls.get(service, 0), made[service], "", None) for service in sorted(set(made) - {"all"})]
    for name, mine, theirs, unit, ratio in rows:
        table.add(f"{figure}: {name}", ours, mine, unit, least_ratio=ratio)
        table.add(f"{figure}: {name}", official, theirs, unit, least_ratio=ratio)


def refresh_only(side, count, state, watched):
    workspace = side.workspace(mixed(count))
    shutil.copy(state, workspace.path("terraform.tfstate"))
    side.sandbox.requests(clear=True)
    run = watched(workspace, "plan", "-refresh-only", "-no-color")
    return run, calls(side.sandbox)

"""`lakeform plan` in a workspace, and beside terraform plan."""
import json
import subprocess

from harness import places

ACTIONS = {"create": "create", "update": "update", "delete": "destroy", "delete,create": "replace", "create,delete": "replace"}


class Planner:
    """`lakeform plan` in a workspace."""

    def __init__(self, context, workspace):
        self.context, self.workspace = context, workspace

    def lakeform(self, *arguments):
        environment = {**self.workspace.environment, "LAKEFORM_TERRAFORM": places.terraform()}
        return subprocess.run([places.Build.binary("lakeform"), *arguments], cwd=self.workspace.folder, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=180, check=False)

    def run(self, *arguments):
        return self.lakeform("plan", "--no-progress", *arguments)

    def report(self, *arguments, status=None):
        ended = self.run("--json", *arguments)
        self.context.check(ended.returncode in ([0, 2] if status is None else [status]), f"lakeform plan ended with {ended.returncode}:\n{ended.stderr}{ended.stdout[-3000:]}")
        return json.loads(ended.stdout)

    def resources(self, *arguments, status=None):
        return {one["address"]: one for one in self.report(*arguments, status=status)["resources"]}

    def changes(self, *arguments):
        """{address: action}; what is missing would be created."""
        found = {address: "create" if one["verdict"] == "missing" else one["verdict"] for address, one in self.resources(*arguments).items()}
        return {address: verdict for address, verdict in found.items() if verdict not in ("unchanged", "drifted")}

    def must_agree(self, when):
        """The set of changes equals what terraform plan reports."""
        wanted = {address: ACTIONS[",".join(change["actions"])] for address, change in self.workspace.plan().items()}
        self.context.equal(self.changes("."), wanted, f"changes by lakeform plan {when}, beside those by terraform plan")


def quiet(planner, *arguments):
    """Nothing is reported, and everything was checked."""
    said = {address: (one["verdict"], one.get("reason"), one.get("attributes")) for address, one in planner.resources(*arguments).items() if one["verdict"] != "unchanged"}
    planner.context.equal(said, {}, "found though nothing was changed")

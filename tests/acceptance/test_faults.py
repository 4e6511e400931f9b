"""One cell in a hundred of the fault matrix (tests/faults), chosen by the commit, again under a real Terraform: all of an operation in one run."""
import json
import subprocess

from harness import places
from harness.harness_kinds import TRUST, Life, commit_seed, together, write
from harness.results import test

ONE_IN = 100


def cells(operation, number):
    """[(type, life, "service.Operation", fault)]"""
    said = subprocess.run([places.Build.binary("faults"), "--list", "--operation", operation, "--seed", str(number), "--one-in", str(ONE_IN)],
                          stdout=subprocess.PIPE, text=True, check=True)
    out = []
    for line in said.stdout.splitlines():
        name, fault = line.split("\t")
        kind, life, _, call, _ = name.split("/")
        out.append((kind, life, call.split(".", 1)[1], json.loads(fault)))
    return out


class Matrix:
    """The chosen cells of one operation: their lives stand beside each other in one workspace."""

    def __init__(self, context, operation, number):
        self.context, self.operation, self.said = context, operation, ""
        self.cells = cells(operation, number)
        names = sorted({(kind, life) for kind, life, _, _ in self.cells})
        self.lives = [Life(kind, life, f"lf{index}x") for index, (kind, life) in enumerate(names)]
        boto = context.server.boto("iam")
        boto.create_role(RoleName="lakeform-harness", AssumeRolePolicyDocument=json.dumps(TRUST))
        self.held = context.server.control("GET", "inventory")
        self.workspace = context.workspace(None)

    def configure(self, step, imports=()):
        provider = {"assume_role": {"role_arn": "arn:aws:iam::111111111111:role/lakeform-harness"}}
        more = {"import": [{"to": to, "id": key} for to, key in imports]} if imports else {}
        write(self.workspace, together(life.resources(step) for life in self.lives), provider={"aws": provider}, **more)

    def strike(self):
        """The first call of each chosen operation meets its fault; a second cell of the same call meets the next one."""
        faults, met = [], {}
        for _, _, call, fault in self.cells:
            service, operation = call.split(".", 1)
            met[call] = met.get(call, -1) + 1
            more = {"wait_ms": 1500} if fault["kind"] == "slow" else {}
            faults.append({**fault, **more, "service": service, "operation": operation})
        self.context.server.faults(*faults)

    def operate(self):
        """The operation itself, under the faults; may fail, but not taint."""
        target = "update" if self.operation == "update" else "create"
        if self.operation in ("create", "update"):
            self.configure(target)
        self.strike()
        command = {"read": lambda: self.workspace.run("plan", "-input=false", "-no-color"), "delete": lambda: self.workspace.destroy(check=False)}
        self.said = command.get(self.operation, lambda: self.workspace.apply(check=False))().err
        self.context.server.faults()

    def prepare(self):
        if self.operation == "create":
            self.configure("base")
            self.workspace.apply()
        else:
            self.configure("create")
            self.workspace.apply()
        if self.operation == "import":
            state, imports = self.workspace.state(), []
            for life in self.lives:
                imports.append((life.address, life.import_id(state[life.address])))
                self.workspace.run("state", "rm", life.address, check=True)
            self.configure("create", imports)

    def tainted(self):
        with open(self.workspace.path("terraform.tfstate"), encoding="utf-8") as file:
            resources = json.load(file)["resources"]
        return [f"{one['type']}.{one['name']}" for one in resources for instance in one["instances"] if instance.get("status") == "tainted"]

    def judge(self):
        self.context.equal(self.tainted(), [], "tainted objects")
        if self.operation != "delete":
            self.workspace.apply()
            self.workspace.must_be_empty()
        self.workspace.destroy()
        left = set(self.context.server.control("GET", "inventory")) - set(self.held)
        meant = {one for life in self.lives for one in life.own(life.said.get("leaves", []))}
        self.context.equal(sorted(left - meant), [], "left in the sandbox after destroy")


def declare(operation):
    @test("the chosen cells of the fault matrix under a real Terraform", on=["sandbox"], name="faults " + operation)
    def faults(context):
        number = commit_seed()
        matrix = Matrix(context, operation, number)
        context.check(matrix.cells, f"no cell was chosen for {operation} by {number}")
        try:
            matrix.prepare()
            matrix.operate()
            matrix.judge()
        except AssertionError as failure:
            chosen = "\n".join(f"{kind}/{life} {call} {fault}" for kind, life, call, fault in matrix.cells)
            raise AssertionError(f"{failure}\nagain: LAKEFORM_SEED={number} tests/run --filter 'faults {operation}' acceptance\n{chosen}\nunder the faults it said:\n{matrix.said}") from failure


for its_operation in ("create", "read", "update", "delete", "import"):
    declare(its_operation)

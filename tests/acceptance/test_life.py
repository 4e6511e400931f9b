"""The life of every resource type, on every server that knows it: see kinds/README.md."""
import json

from harness.definitions import defined
from harness.lives import KINDS, SETTINGS
from harness.results import test

STEPS = ("create", "update", "replace", "import", "drift", "gone", "destroy")


def without_zeros(value):
    """Zeros as nulls: an import has no zero that a configuration could not have, where a refresh keeps it."""
    if isinstance(value, list):
        return [without_zeros(item) for item in value]
    if isinstance(value, dict):
        return {key: without_zeros(item) for key, item in value.items()}
    return None if value == 0 and not isinstance(value, bool) else value


class Life:
    """One type's way through its steps."""

    def __init__(self, context, kind):
        self.context, self.kind = context, kind
        self.name = kind.__name__.split(".")[-1]
        self.address = self.name + ".test"
        self.cannot = kind.ON[context.test.server]
        variables = {"unique": context.unique}
        if hasattr(kind, "prepare"):
            variables.update(kind.prepare(context.server.boto, context.test.server))
        self.workspace = context.workspace(SETTINGS + kind.CONFIG, environment={
            "TF_VAR_" + name: value if isinstance(value, str) else json.dumps(value) for name, value in variables.items()})

    def step(self, name):
        """Later commands run with the configuration of this step, unless the server cannot do it."""
        if name in self.cannot or hasattr(self.kind, "NO_" + name.upper()):
            return False
        self.workspace.environment["TF_VAR_step"] = name
        return True

    def values(self):
        return self.workspace.state()[self.address]

    def must_plan(self, action, *attributes):
        """The plan does this to the resource, at these attributes among others."""
        found = self.workspace.plan()
        self.context.check(self.address in found, f"{self.address} is not in the plan: {sorted(found)}")
        change = found[self.address]
        self.context.equal(change["actions"], action, "planned actions")
        for attribute in attributes:
            before, after = (change[side] or {} for side in ("before", "after"))
            self.context.check(before.get(attribute) != after.get(attribute), f"{attribute} is not in the plan")

    def create(self):
        self.step("create")
        self.settle()
        self.context.check(self.kind.look(self.context.server.boto, self.values()), "another client does not see the object")

    def update(self):
        if self.step("update"):
            self.must_plan(["update"])
            self.settle()

    def replace(self):
        if self.step("replace"):
            self.must_plan(["delete", "create"])
            self.settle()

    def settle(self):
        self.workspace.apply()
        if "settle" not in self.cannot:
            self.workspace.must_be_empty()

    def reimport(self):
        """By id and by id@region: both give the state that a refresh gives."""
        if "import" in self.cannot:
            return
        self.workspace.run("apply", "-refresh-only", "-auto-approve", "-input=false", check=True)
        values = self.values()
        plain = getattr(self.kind, "IMPORT", "{id}").format_map(values)
        for identifier in [plain] + ([f"{plain}@{values['region']}"] if "region" in values else []):
            self.forget()
            self.workspace.run("import", "-input=false", "-no-color", self.address, identifier, check=True)
            self.as_before(values, f"after the import of {identifier}")

    def forget(self):
        self.workspace.run("state", "rm", self.address, check=True)

    def as_before(self, values, when):
        """What is left to do after an import is what no API tells; then everything is as before."""
        change = self.workspace.plan().get(self.address)
        if change:
            self.context.equal(change["actions"], ["update"], "planned actions " + when)
            changed = {key for key in change["after"] if change["before"].get(key) != change["after"][key]}
            more = changed - set(getattr(self.kind, "UNKNOWN_TO_IMPORT", ()))
            self.context.check(not more, f"{when} the plan changes {sorted(more)}")
            self.workspace.apply()
        now = self.values()
        unknown = getattr(self.kind, "UNKNOWN_TO_IMPORT", ())
        differing = {key: (values[key], now.get(key)) for key in values if without_zeros(values[key]) != without_zeros(now.get(key)) and key not in unknown}
        self.context.check(not differing, f"{when} these differ (before, after): {differing}")

    def drift(self):
        if "drift" in self.cannot or not hasattr(self.kind, "drift"):
            return
        attribute = self.kind.drift(self.context.server.boto, self.values())
        self.must_plan(["update"], attribute)
        self.settle()

    def gone(self):
        if hasattr(self.kind, "remove"):
            self.kind.remove(self.context.server.boto, self.values())
            self.must_plan(["create"])
            self.settle()

    def destroy(self):
        values = self.values()
        self.workspace.destroy()
        self.context.equal(self.workspace.state(), {}, "state after destroy")
        boto = self.context.server.boto
        try:
            found = self.kind.look(boto, values)
        except Exception as error:  # pylint: disable=broad-except
            self.context.check("response" in vars(error), f"looking for what was destroyed: {error!r}")
            return
        self.context.check(not found, f"still there after destroy: {found}")


def live(context, kind):
    life = Life(context, kind)
    for name in STEPS:
        try:
            getattr(life, "reimport" if name == "import" else name)()
        except AssertionError as failure:
            raise AssertionError(f"{name}: {failure}") from failure


def declare(kind):
    name = kind.__name__.split(".")[-1]
    servers = [server for server, cannot in kind.ON.items() if "all" not in cannot]
    test("is created, changed, replaced, imported, found changed, found gone, destroyed", types=[name], on=servers,
         name="life " + name)(lambda context: live(context, kind))


for its_kind in KINDS.values():
    declare(its_kind)


@test("every resource type has a life")
def every_type(context):
    types = {name for kind, name in defined("aws") if kind == "resource"}
    context.equal(sorted(KINDS), sorted(types), "types with a file in kinds/")

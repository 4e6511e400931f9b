"""Every call of every definition has a class: whether it may be sent again when nobody knows whether it was carried out. Prints them all.

The classes agree with what the vendor's models say: what HTTP calls safe or idempotent, what is marked idempotent, and that the names in the service files exist and are used."""
import collections
import copy
import glob
import json
import os
import sys

import botocore.session

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "provider", "schema", "compile"))
from check import Checker  # noqa: E402
from expand import definition as expanded  # noqa: E402


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def calls_in(part):
    """Every call of an expanded definition, wherever it stands."""
    if isinstance(part, dict):
        if isinstance(part.get("call"), str):
            yield part
        part = [v for k, v in part.items() if k not in ("body", "save")]
    for item in part if isinstance(part, list) else []:
        yield from calls_in(item)


class Test:
    def __init__(self):
        self.problems, self.classes, self.session = [], collections.defaultdict(set), botocore.session.get_session()
        self.services = {tuple(p.split(os.sep)[-3:-1]): read(p) for p in glob.glob(os.path.join(ROOT, "schemas", "*", "*", "service.json"))}
        self.files = sorted(p for p in glob.glob(os.path.join(ROOT, "schemas", "*", "**", "*.json"), recursive=True)
                            if os.path.join("schemas", "_meta") not in p and os.path.basename(p) != "service.json" and "functions" not in p)

    def checked(self, path, written):
        """The problems that the compiler finds."""
        provider = os.path.relpath(path, os.path.join(ROOT, "schemas")).split(os.sep)[0]
        checker = Checker(os.path.join(ROOT, "schemas", "_meta"))
        checker.check_meaning(path, expanded(written, provider, self.services.get((provider, written.get("service")), {})))
        return checker.problems

    def collect(self):
        for path in self.files:
            written = read(path)
            provider = os.path.relpath(path, os.path.join(ROOT, "schemas")).split(os.sep)[0]
            for step in calls_in(expanded(written, provider, self.services.get((provider, written.get("service")), {}))):
                self.classes[provider, step.get("service") or written["service"], step["call"]].add(step["repeat"])
        for (provider, service, call), classes in sorted(self.classes.items()):
            print("%-6s %s %s %s" % ("/".join(map(str, classes)), provider, service, call))
            if len(classes) != 1 or None in classes:
                self.problems.append("%s %s: is of the classes %s" % (service, call, classes))

    def against_models(self):
        for (provider, service, call), classes in self.classes.items():
            if provider != "aws":
                continue
            operation = self.session.get_service_model(self.services.get((provider, service), {}).get("model", service)).operation_model(call)
            method = operation.http.get("method")
            if method in ("GET", "HEAD") and classes != {"read"}:
                self.problems.append("%s %s: %s in the model, and yet %s" % (service, call, method, classes))
            if operation._operation_model.get("idempotent") and "once" in classes:  # botocore has no public name for it
                self.problems.append("%s %s: idempotent in the model, and yet once" % (service, call))

    def lists(self):
        for (provider, name), service in self.services.items():
            for call in service.get("repeatable", []) + service.get("once", []):
                if (provider, name, call) not in self.classes:
                    self.problems.append("%s: %s is named in the service's file and called by nothing" % (name, call))

    def new_calls(self):
        """What nobody has looked up fails the build, and so does a creating call without a way to see what it made."""
        path = os.path.join(ROOT, "schemas", "aws", "iam", "iam_role.json")
        good = read(path)
        if self.checked(path, good):
            self.problems.append("%s: %s" % (path, self.checked(path, good)))
        new = copy.deepcopy(good)
        new["calls"]["update"].append({"call": "FrobnicateRole", "with": {"RoleName": "{id}"}})
        blind = {k: v for k, v in good.items() if k != "made"}
        silent = dict(good, made={"call": "GetRole", "with": {"RoleName": "{name}"}, "take": "Role"})
        for written, words in ((new, "FrobnicateRole: may it be sent again"), (blind, "CreateRole: must not run twice"), (silent, 'needs the "time"')):
            if not any(words in problem for problem in self.checked(path, written)):
                self.problems.append("nothing says %r" % words)

    def run(self):
        self.collect()
        self.against_models()
        self.lists()
        self.new_calls()
        for problem in self.problems:
            print(problem)
        print("%d calls, %d problems" % (len(self.classes), len(self.problems)))
        return 1 if self.problems or not self.classes else 0


if __name__ == "__main__":
    sys.exit(Test().run())

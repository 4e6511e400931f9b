"""Plans, requests and round trips compared with the official provider by the parity tool (shared/tools/parity)."""
import json
import os
import re

from harness import cases, places
from harness.parity import compare
from harness.results import test

HERE = os.path.dirname(os.path.abspath(__file__))
REASONS = {}
for verb_of_list in ("plan", "wire"):
    with open(os.path.join(HERE, verb_of_list + "_differences.json"), encoding="utf-8") as listed:
        REASONS[verb_of_list] = json.load(listed)


def unexplained(verb, case, differences):
    """Those that plan_differences.json or wire_differences.json gives no reason for."""
    reasons = [entry["difference"] for entry in REASONS[verb] if case in entry["cases"]]
    return [line for line in differences if not any(re.search(reason, line) for reason in reasons)]


def compare_plan(provider, case):
    def plan(context):
        found = unexplained("plan", case.name, compare(context, "plan", case.folder, provider))
        context.check(not found, "\n".join(found))
    test("plans as the official provider", types=case.types, group="parity", name="plan " + case.name)(plan)


def compare_wire(provider, case):
    def wire(context):
        found = unexplained("wire", case.name, compare(context, "wire", case.folder, provider))
        context.check(not found, "\n".join(found))
    test("sends the requests of the official provider", types=case.types, group="parity", name="wire " + case.name)(wire)


for its_provider in ("aws", "google", "azurerm"):
    for recorded in cases.recorded(its_provider):
        if recorded.has("peer.json"):
            compare_plan(its_provider, recorded)
        if recorded.has("wire.json"):
            compare_wire(its_provider, recorded)


@test("the recorded cases are there", group="parity")
def cases_are_there(context):
    places.shared("cases", "aws")
    context.check(cases.recorded("aws"), "no recorded case has all its types defined")

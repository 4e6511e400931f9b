"""The parity tool (shared/tools/parity)."""
import json
import os
import re
import subprocess

from harness import places

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def agrees(context, verb, name, folder, provider, *options, environment=None):
    """Holds when the parity tool finds nothing in the case but what VERB_differences.json gives a reason for."""
    with open(os.path.join(HERE, verb + "_differences.json"), encoding="utf-8") as file:
        reasons = [entry["difference"] for entry in json.load(file) if name in entry["cases"]]
    found = [line for line in compare(context, verb, folder, provider, *options, environment=environment)
             if not any(re.search(reason, line) for reason in reasons)]
    context.check(not found, "\n".join(found))


def compare(context, verb, folder, provider, *options, environment=None):
    """The differences that the parity tool finds in one case."""
    home = context.folder("home")
    report = os.path.join(home, "report.json")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "TF_"))}
    command = [places.PYTHON, places.shared("tools", "parity"), verb, folder, "--terraform", places.terraform(), "--lakeform",
               places.Build.binaries(), "--source", "hashicorp/" + provider, "--json", report, *options]
    ended = subprocess.run(command, cwd=home, env={**kept, "HOME": home, "TMPDIR": home, **(environment or {})}, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=3000, check=False)
    context.check(os.path.exists(report), f"parity ended with {ended.returncode}:\n{ended.stdout}")
    with open(report, encoding="utf-8") as file:
        return json.load(file)[0]["differences"]

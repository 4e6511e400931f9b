"""A folder in which a real Terraform runs with the built provider, cut off from the machine's own settings."""
import json
import os
import re
import signal
import subprocess

from harness import places

SANITIZERS = ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Ended:
    """How a command ended: its status, and what it wrote."""

    def __init__(self, command, code, out, err):
        self.command, self.code, self.out, self.err = command, code, COLOUR.sub("", out), COLOUR.sub("", err)
        self.text = self.out + self.err

    def must(self, code=0):
        if self.code != code:
            said = (self.err if "Error" in self.err else self.text)[-4000:]
            raise AssertionError(f"terraform {' '.join(self.command)} ended with {self.code}, not {code}:\n{said}")
        return self


class Workspace:
    def __init__(self, folder, source, server, official=False, environment=None):
        self.folder, self.source, self.server = folder, source, server
        self.home = os.path.join(folder, ".home")
        os.makedirs(self.home)
        self.rc = os.path.join(self.home, "terraform.rc")
        with open(self.rc, "w", encoding="utf-8") as file:
            file.write("provider_installation {\n  %s\n  direct { exclude = [\"*/*/*\"] }\n}\n" % (
                'filesystem_mirror { path = "%s" }' % places.official(self.name) if official
                else 'dev_overrides { "%s" = "%s" }' % (source, places.Build.binaries())))
        self.environment = self._environment(environment or {})
        self.official = official

    @property
    def name(self):
        return self.source.split("/")[-1]

    def _environment(self, more):
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "GOGC", "GOMEMLIMIT", "LAKEFORM_DEFINITIONS", *SANITIZERS) if key in os.environ}
        given = self.server.environment if self.server else {}
        return {**kept, "HOME": self.home, "TF_CLI_CONFIG_FILE": self.rc, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1",
                "AWS_EC2_METADATA_DISABLED": "true", **given, **more}

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, text, settings=True, name="main.tf"):
        """Writes a file of the configuration; `settings` puts the provider's source in front, and its block where the text has none."""
        if settings:
            text = 'terraform {\n  required_providers {\n    %s = { source = "%s" }\n  }\n}\n%s\n%s' % (
                self.name, self.source, "" if 'provider "' in text or not self.server else self.server.provider_block, text)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self

    def start(self, *arguments, environment=None):
        """Starts Terraform and does not wait for it."""
        return subprocess.Popen([places.terraform(), *arguments], cwd=self.folder, env={**self.environment, **(environment or {})},
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def run(self, *arguments, check=False, environment=None, timeout=180):
        """Runs Terraform to its end; `check` fails the test when Terraform fails."""
        ended = self.finish(self.start(*arguments, environment=environment), timeout)
        return ended.must() if check else ended

    @staticmethod
    def finish(process, timeout=180):
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            raise AssertionError(f"terraform {' '.join(process.args[1:])} took more than {timeout} s:\n{out[-3000:]}{err[-3000:]}") from None
        return Ended(process.args[1:], process.returncode, out, err)

    def init(self):
        return self.run("init", "-input=false", "-no-color", check=True)

    def apply(self, *arguments, check=True):
        return self.run("apply", "-input=false", "-no-color", "-auto-approve", *arguments, check=check)

    def destroy(self, *arguments, check=True):
        return self.apply("-destroy", *arguments, check=check)

    def plan(self, *arguments):
        """{address: change} of what a plan would do, without what it leaves alone."""
        self.run("plan", "-input=false", "-no-color", "-out=tfplan", *arguments, check=True)
        shown = json.loads(self.run("show", "-json", "tfplan", check=True).out)
        return {c["address"]: c["change"] for c in shown.get("resource_changes", []) if c["change"]["actions"] not in (["no-op"], ["read"])}

    def must_be_empty(self, *arguments):
        found = self.plan(*arguments)
        said = [f"{address}: {'/'.join(change['actions'])} at {', '.join(differing(change))}" for address, change in found.items()]
        if found:
            raise AssertionError("the plan is not empty:\n" + "\n".join(said))

    def state(self):
        """{address: values} of every object in the state, modules included."""
        def walk(module):
            for resource in module.get("resources", []):
                yield resource["address"], resource["values"]
            for child in module.get("child_modules", []):
                yield from walk(child)
        shown = json.loads(self.run("show", "-json", check=True).out)
        return dict(walk(shown.get("values", {}).get("root_module", {})))


def differing(change):
    before, after = change.get("before") or {}, change.get("after") or {}
    unknown = change.get("after_unknown") or {}
    return [f"{key} ({json.dumps(before.get(key))} -> {'unknown' if unknown.get(key) is True else json.dumps(after.get(key))})"
            for key in sorted(set(before) | set(after)) if before.get(key) != after.get(key)]

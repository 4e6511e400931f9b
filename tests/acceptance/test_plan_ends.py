"""lakeform plan damages nothing and leaves nothing behind: outputs, and every way in which a run can end."""
import json
import os
import shutil
import signal
import stat
import subprocess
import threading
import time

from harness import places, reports
from harness.processes import until
from harness.results import test

PLAN = {"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {}}, "resource_changes": []}
SECRET = "Planted-Secret-in-a-plan"
# Stands for Terraform: writes a secret where the plan goes, starts a plugin, and takes its time over what `SLOW` names.
FAKE = f'''#!/bin/bash
say() {{ echo "$1" >> "$STEPS"; }}
for word in "$@"; do case $word in -out=*) out=${{word#-out=}};; plan|show) what=$word;; esac; done
say "$what began"
if [ "$what" = plan ]; then echo "{SECRET}" > "$out"; else echo '{json.dumps(PLAN)}'; fi
sleep 300 > /dev/null 2>&1 &
echo $! >> "$PLUGINS"
if [ "$SLOW" = "$what" ]; then
  if [ "$STUBBORN" ]; then trap 'say "asked to end"' INT TERM; else trap 'say "asked to end"; exit 1' INT TERM; fi
  say "$what is slow"
  while true; do sleep 0.05; done
fi
[ "$STAYS" ] || kill $!
[ "$FAILS" != "$what" ]
'''


class Run:
    """lakeform plan DIR with a stand-in for Terraform, in a temporary folder of its own."""

    def __init__(self, ctx, **how):
        self.folder, self.temporary = ctx.folder(), ctx.folder()
        self.steps, self.plugins = (os.path.join(self.folder, name) for name in ("steps", "plugins"))
        program = reports.write(ctx.folder(), "terraform", FAKE)
        os.chmod(program, 0o755)
        environment = {**os.environ, "LAKEFORM_TERRAFORM": program, "TMPDIR": self.temporary, "STEPS": self.steps, "PLUGINS": self.plugins, **how}
        self.process = subprocess.Popen([places.Build.binary("lakeform"), "plan", "-q", "."], cwd=ctx.folder(), env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def said(self):
        with open(self.steps, encoding="utf-8") as file:
            return file.read().splitlines()

    def reached(self, step):
        until(lambda: os.path.exists(self.steps) and step in self.said(), step)
        return self

    def ended(self, timeout=60):
        self.process.communicate(timeout=timeout)
        return self.process.returncode

    def plugin_runs(self):
        with open(self.plugins, encoding="utf-8") as file:
            return [pid for pid in file.read().split() if alive(pid)]


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def holding(folder):
    return [os.path.join(where, name) for where, folders, files in os.walk(folder) for name in folders + files]


@test("Ctrl-C, SIGTERM and SIGHUP at any moment of lakeform plan DIR leave no file and no process behind, and the status says which it was")
def interrupted(ctx):
    for slow in ("plan", "show"):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            run = Run(ctx, SLOW=slow).reached(f"{slow} is slow")
            run.process.send_signal(number)
            ctx.equal(run.ended(), -number, f"end by {number.name} during {slow}; a shell shows {128 + number}")
            if number != signal.SIGHUP:
                ctx.contains("\n".join(run.said()), "asked to end")
            ctx.equal(holding(run.temporary), [], f"files in the temporary folder after {number.name} during {slow}")
            until(lambda: not run.plugin_runs(), f"the end of Terraform's plugins after {number.name}", 5)  # pylint: disable=cell-var-from-loop


@test("a Terraform that does not end when it is asked is killed at the second Ctrl-C, with its plugins")
def stubborn(ctx):
    run = Run(ctx, SLOW="plan", STUBBORN="1").reached("plan is slow")
    run.process.send_signal(signal.SIGINT)
    run.reached("asked to end")
    ctx.check(run.process.poll() is None, "the program ended before Terraform did")
    run.process.send_signal(signal.SIGINT)
    ctx.equal(run.ended(), -signal.SIGINT, "end")
    until(lambda: not run.plugin_runs(), "the end of Terraform's plugins", 5)
    ctx.equal(holding(run.temporary), [], "files in the temporary folder")


@test("a crash, a kill and an error of lakeform plan DIR leave no file behind, and Terraform ends with it")
def crashed(ctx):
    for number in (signal.SIGKILL, signal.SIGSEGV):
        run = Run(ctx, SLOW="show").reached("show is slow")
        run.process.send_signal(number)
        run.ended()
        run.reached("asked to end")
        ctx.equal(holding(run.temporary), [], f"files in the temporary folder after {number.name}")
        subprocess.run(["kill", *run.plugin_runs()], check=False, capture_output=True)
    for how in ({"FAILS": "plan"}, {"FAILS": "show"}, {}):
        run = Run(ctx, **how)
        ctx.equal(run.ended(), 1 if how else 0, f"status with {how}")
        ctx.equal(holding(run.temporary), [], f"files in the temporary folder with {how}")


@test("the plan of a directory with a sensitive value is on no disk at any time, and an interrupted real Terraform leaves nothing", on=["sandbox"])
def real(ctx):
    workspace = ctx.workspace(f'variable "p" {{\n  default   = "{SECRET}"\n  sensitive = true\n}}\nresource "terraform_data" "x" {{\n  input = var.p\n}}\n')
    temporary, found = ctx.folder(), []
    environment = {**workspace.environment, "LAKEFORM_TERRAFORM": places.terraform(), "TMPDIR": temporary}
    started = [places.Build.binary("lakeform"), "plan", "-q", "."]
    process = subprocess.Popen(started, cwd=workspace.folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while process.poll() is None:
        found += [path for path in holding(temporary) if os.path.isfile(path)]
        time.sleep(0.02)
    ctx.equal(process.returncode, 2, f"status of the plan: {process.stderr.read()}")
    ctx.equal(found, [], "files in the temporary folder during the plan")
    for after in (0.1, 0.4):
        ended = subprocess.run(["timeout", "-s", "TERM", str(after), *started], cwd=workspace.folder, env=environment, capture_output=True, check=False)
        ctx.check(ended.returncode in (124, 2), f"status {ended.returncode}")
        ctx.equal([path for path in holding(temporary) if os.path.isfile(path)], [], f"files in the temporary folder after {after} s")


def bare(ctx):
    """A folder with a plan that needs no cloud."""
    folder = ctx.folder()
    change = {"address": "other_thing.x", "mode": "managed", "type": "other_thing", "name": "x", "provider_name": "registry.terraform.io/some/other",
              "change": {"actions": ["create"], "before": None, "after": {}, "after_unknown": {}}}
    reports.write(folder, "plan.json", {**PLAN, "resource_changes": [change]})
    return folder


def plan(folder, *arguments, stdout=subprocess.PIPE):
    return subprocess.run([places.Build.binary("lakeform"), "plan", "plan.json", "-q", *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, text=True,
                          timeout=60, check=False)


@test("--output goes through links, pipes and devices, and replaces files only, with the mode they had")
def special_files(ctx):
    folder = bare(ctx)
    at = lambda name: os.path.join(folder, name)  # noqa: E731
    os.symlink("elsewhere.json", at("link.json"))
    reports.write(folder, "elsewhere.json", "x" * 100000)
    os.symlink("/proc/self/fd/1", at("stdout"))
    os.mkfifo(at("pipe"))
    reports.write(folder, "private.json", "")
    os.chmod(at("private.json"), 0o600)
    read = []
    reader = threading.Thread(target=lambda: read.append(open(at("pipe"), encoding="utf-8").read()))  # pylint: disable=consider-using-with
    reader.start()
    ended = plan(folder, "--output", "json=link.json", "--output", "json=pipe", "--output", "json=stdout", "--output", "json=private.json", stdout=subprocess.DEVNULL)
    ctx.equal((ended.returncode, ended.stderr), (2, ""), "status and errors")
    reader.join(30)
    kinds = {name: stat.S_IFMT(os.lstat(at(name)).st_mode) for name in ("link.json", "elsewhere.json", "pipe", "stdout", "private.json")}
    ctx.equal(kinds, {"link.json": stat.S_IFLNK, "elsewhere.json": stat.S_IFREG, "pipe": stat.S_IFIFO, "stdout": stat.S_IFLNK, "private.json": stat.S_IFREG}, "kinds of files")
    with open(at("elsewhere.json"), encoding="utf-8") as file:
        ctx.equal([file.read()], read, "what went through the link beside what went through the pipe")
    json.loads(read[0])
    ctx.equal(stat.S_IMODE(os.stat(at("private.json")).st_mode), 0o600, "mode of the file that was replaced")
    full = plan(folder, "--output", "json=/dev/full")
    ctx.equal(full.returncode, 1, "status with a full device")
    ctx.contains(full.stderr, "Cannot write /dev/full", "No space left")
    ctx.equal(sorted(os.listdir(folder)), ["elsewhere.json", "link.json", "pipe", "plan.json", "private.json", "stdout"], "files afterwards")


@test("two outputs on one file, an output on an input and one into no folder are refused before anything is read")
def clashes(ctx):
    folder = bare(ctx)
    os.symlink("a.json", os.path.join(folder, "link.json"))
    for arguments in (["json=a.json", "html=./a.json"], ["json=a.json", "html=link.json"], ["json=plan.json"], ["json=nowhere/a.json"]):
        ended = plan(folder, *(word for one in arguments for word in ("--output", one)), "missing.json")
        ctx.equal(ended.returncode, 1, f"status with {arguments}")
        ctx.check("missing.json" not in ended.stderr, f"an input was read before {arguments} was looked at: {ended.stderr}")
    with open(os.path.join(folder, "out.txt"), "w", encoding="utf-8") as out:
        ended = plan(folder, "--output", "json=out.txt", stdout=out)
    ctx.equal(ended.returncode, 1, "status with standard output as a second output")
    ctx.equal(sorted(os.listdir(folder)), ["link.json", "out.txt", "plan.json"], "files afterwards")
    shutil.rmtree(folder)

"""What the official provider beside Lakeform costs (`lakeform mirror --as-official --rest`): plans that need it, and plans that do not.

The seconds that the rest adds to a plan without it are Terraform's: it reads the schemas of all 1500 types at each command (0.97 s of
1.2 s on two cores, by its log), as it does with the official provider. Ours are told as processor time, and that has the budget."""
import os
import tempfile
import threading
import time

from harness import places, reports
from harness.processes import children
from harness.workspace import Workspace
from measure import cpu_seconds

COVERED = 'resource "aws_glue_catalog_database" "test" {\n  name = "db"\n}\n'
UNCOVERED = COVERED + 'resource "aws_sqs_queue" "test" {\n  name = "queue"\n}\n'
PLAN = ("plan", "-refresh=false", "-no-color", "-out=tfplan")


class Started:
    """A Terraform command: its seconds, the most MB and the CPU seconds of our processes, and the executables that ran below it."""

    def __init__(self, workspace, *arguments):
        started = time.monotonic()
        process = workspace.start(*arguments)
        self.memory, self.used, self.executables = 0.0, {}, set()
        watcher = threading.Thread(target=self._watch, args=(process,))
        watcher.start()
        ended = workspace.finish(process, 600)
        self.seconds = time.monotonic() - started
        watcher.join()
        ended.must()

    def _watch(self, process):
        while process.poll() is None:
            for pid in children(process.pid):
                try:
                    executable = os.readlink(f"/proc/{pid}/exe")
                    self.executables.add(executable)
                    if os.path.basename(os.path.dirname(executable)) != "rest" and "terraform-provider" in executable:
                        with open(f"/proc/{pid}/status", encoding="utf-8") as file:
                            self.used[pid] = cpu_seconds(pid)
                            self.memory = max(self.memory, next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) / 1024)
                except (OSError, StopIteration, IndexError):
                    pass
            time.sleep(0.01)

    def officials(self):
        return sum("terraform-provider" in one and os.path.getsize(one) > 100e6 for one in self.executables)


def beside(sides, table, settings, median_of):
    """`sides`: Lakeform and the official provider."""
    ours, official = sides
    folder = tempfile.mkdtemp(dir=ours.folder)

    def workspace(name, config, *options):
        rc = reports.write(folder, name + ".rc", reports.lakeform("mirror", os.path.join(folder, name), "--as-official", *options))
        made = Workspace(tempfile.mkdtemp(dir=folder), "hashicorp/aws", ours.sandbox, environment={"TF_CLI_CONFIG_FILE": rc})
        made.write(settings + config)
        made.init()
        return made

    def median(made, *arguments):
        return median_of(5, lambda: Started(made, *arguments))

    rest = ("--rest", places.official("aws"), "--other-line")
    alone, both = workspace("alone", COVERED), workspace("both", COVERED, *rest)
    for what, arguments in (("`providers schema -json`", ("providers", "schema", "-json")), ("`plan` of a covered type", PLAN)):
        without, with_rest = median(alone, *arguments), median(both, *arguments)
        table.add(f"{what}: what the rest adds", ours, with_rest.seconds - without.seconds, "s")
        table.add(f"{what}: CPU of ours that the rest adds", ours, sum(with_rest.used.values()) - sum(without.used.values()), "s", most=0.5)
        table.add(f"{what}: memory of ours that the rest adds", ours, with_rest.memory - without.memory, "MB", most=25)
        table.add(f"{what}: official processes started", ours, with_rest.officials(), "", most=0)
    mixed = workspace("both", UNCOVERED, *rest)
    figure = "`plan` of an uncovered type, the rest beside"
    run = median(mixed, *PLAN)
    if run.officials() != 1:
        raise AssertionError(f"an uncovered type started {run.officials()} official executables: {run.executables}")
    table.add(figure, ours, run.seconds, "s", least_ratio=1 / 1.15)
    made = official.workspace(settings + UNCOVERED)
    table.add(figure, official, median(made, *PLAN).seconds, "s")

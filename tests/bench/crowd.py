"""Many provider blocks in one plan, as a platform team's root module has them: Terraform starts a process for each."""
import threading
import time

from harness.processes import children

ALIASES = 17


def configuration(settings):
    """One provider block and alias for each of the regions, and one resource planned under each."""
    blocks = [settings]
    for number in range(ALIASES):
        blocks.append('provider "aws" {\n  alias = "r%d"\n%s' % (number, settings.strip().partition("\n")[2]) + "\n")
        blocks.append('resource "aws_glue_catalog_database" "r%d" {\n  provider = aws.r%d\n  name     = "db_%d"\n}\n' % (number, number, number))
    return "\n".join(blocks)


def shared_out_kb(pid):
    """The process's memory, pages that it shares with others counted by its part of them."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))


class Crowd:
    """A Terraform command: its seconds, and the most MB that all its provider processes have taken together."""

    def __init__(self, workspace, *arguments):
        started = time.monotonic()
        process = workspace.start(*arguments)
        self.memory = 0.0
        watcher = threading.Thread(target=self._watch, args=(process,))
        watcher.start()
        ended = workspace.finish(process, 1800)
        self.seconds = time.monotonic() - started
        watcher.join()
        ended.must()

    def _watch(self, process):
        while process.poll() is None:
            total = 0
            for pid, command in children(process.pid).items():
                if command.startswith("terraform-provi"):
                    try:
                        total += shared_out_kb(pid)
                    except (OSError, StopIteration):
                        pass
            self.memory = max(self.memory, total / 1024)
            time.sleep(0.02)

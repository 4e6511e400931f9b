"""Starting providers and watching them."""
import os
import statistics
import subprocess
import threading
import time

from harness.processes import provider_of

COOKIE = {"TF_PLUGIN_MAGIC_COOKIE": "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2", "PLUGIN_PROTOCOL_VERSIONS": "5,6"}
TICK = os.sysconf("SC_CLK_TCK")


def status_kb(pid, field):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(field + ":"))


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def handshake(executable, times):
    """(median seconds from start to the handshake line, median resident MB a moment later)."""
    seconds, memory = [], []
    for _ in range(times):
        started = time.monotonic()
        with subprocess.Popen([executable], env={**COOKIE, "PATH": os.environ["PATH"]}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True) as process:
            line = process.stdout.readline()
            seconds.append(time.monotonic() - started)
            if "|unix|" not in line:
                raise AssertionError(f"{executable} said {line!r}")
            time.sleep(0.3)
            memory.append(status_kb(process.pid, "VmRSS") / 1024)
            process.kill()
    return statistics.median(seconds), statistics.median(memory)


class Watched:
    """A Terraform command and the provider that it started: seconds, the provider's peak MB and CPU seconds."""

    def __init__(self, workspace, *arguments, status=0):
        started = time.monotonic()
        process = workspace.start(*arguments)
        self.memory, self.cpu = 0.0, 0.0
        watcher = threading.Thread(target=self._watch, args=(process,))
        watcher.start()
        ended = workspace.finish(process, 1800)
        self.seconds = time.monotonic() - started
        watcher.join()
        ended.must(status)

    def _watch(self, process):
        """Terraform starts the provider more than once in a command: memory is the greatest, processor time the sum."""
        used = {}
        while process.poll() is None:
            pid = provider_of(process)
            if pid:
                try:
                    self.memory = max(self.memory, status_kb(pid, "VmHWM") / 1024)
                    used[pid] = cpu_seconds(pid)
                except (OSError, StopIteration, IndexError):
                    pass
            time.sleep(0.01)
        self.cpu = sum(used.values())


def median_of(times, make):
    """The run of median duration of several."""
    runs = sorted((make() for _ in range(times)), key=lambda run: run.seconds)
    return runs[len(runs) // 2]

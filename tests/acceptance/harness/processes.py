"""Processes that Terraform started, found in /proc."""
import os
import time


def children(pid):
    """{pid: name of the executable} of a process's children and theirs."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8") as file:
                    name, _, rest = file.read().rpartition(")")
                parent, command = int(rest.split()[1]), name.partition("(")[2]
            except (OSError, IndexError, ValueError):
                continue
            found.setdefault(parent, []).append((int(entry), command))
    out, waiting = {}, [pid]
    while waiting:
        for child, command in found.get(waiting.pop(), []):
            out[child] = command
            waiting.append(child)
    return out


def provider_of(terraform):
    """The pid of the provider that a running Terraform has started."""
    # The kernel keeps 15 characters of a name.
    return next((pid for pid, command in children(terraform.pid).items() if command.startswith("terraform-provi")), None)


def until(condition, what, seconds=30):
    """Waits for the condition and returns what it gave."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} did not happen within {seconds} s")

"""Tests and what came of them."""
import contextlib
import io
import os
import queue
import threading
import time
import traceback

TESTS = []


class Skipped(Exception):
    """Why a test cannot run here."""


class Test:
    def __init__(self, function, name, sentence, group, types, server, slow):
        self.function, self.sentence, self.group, self.types, self.server, self.slow = function, sentence, group, tuple(types), server, slow
        self.name = (name or f"{function.__module__}.{function.__name__}") + (f" on {server}" if server else "")

    def wanted(self, groups, type_name, word):
        text = f"{self.name} {self.sentence} {' '.join(self.types)}"
        return self.group in groups and (not type_name or type_name in self.types) and (not word or word in text)


def test(sentence, types=(), on=(), group="acceptance", name=None, slow=False):
    """Declares a test: a sentence that holds, the resource types it is about, and the servers it needs: it runs once on each.
    A slow one starts before the others, so as not to end alone."""
    def declare(function):
        TESTS.extend(Test(function, name, sentence, group, types, server, slow) for server in (on or (None,)))
        return function
    return declare


def outcome(one, make_context):
    """("ok" | "FAILED" | "skipped", seconds, what it said)."""
    started = time.monotonic()
    said, verdict = "", "ok"
    context = make_context(one)
    try:
        one.function(context)
    except Skipped as reason:
        verdict, said = "skipped", str(reason)
    except AssertionError as failure:
        verdict, said = "FAILED", str(failure) or traceback.format_exc()
    except Exception:  # pylint: disable=broad-except
        verdict, said = "FAILED", traceback.format_exc()
    try:
        context.close(keep=verdict == "FAILED")
    except Exception:  # pylint: disable=broad-except
        verdict, said = "FAILED", said + traceback.format_exc()
    if verdict == "FAILED" and context.kept():
        said += f"\nkept: {context.kept()}"
    return verdict, time.monotonic() - started, said


def run_all(tests, make_context):
    """Runs the tests side by side, prints a line for each and returns the three counts. Round trips wait more than they work: they have
    threads of their own."""
    counts, lock = {"ok": 0, "FAILED": 0, "skipped": 0}, threading.Lock()
    cores = os.cpu_count() or 1

    def work(waiting):
        with contextlib.suppress(queue.Empty):
            while True:
                one = waiting.get_nowait()
                verdict, seconds, said = outcome(one, make_context)
                with lock:
                    counts[verdict] += 1
                    print(line(one, verdict, seconds, said), flush=True)

    threads = []
    for trips, workers in ((True, 2 * cores), (False, cores + 1)):
        waiting = queue.SimpleQueue()
        for one in sorted(tests, key=lambda one: not one.slow):
            if (one.group == "trips") == trips:
                waiting.put(one)
        threads += [threading.Thread(target=work, args=(waiting,)) for _ in range(min(workers, waiting.qsize()))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts


def line(one, verdict, seconds, said):
    out = io.StringIO()
    out.write(f"{verdict:<7}{seconds:7.2f} s  {one.group} {one.name}: {one.sentence}")
    if said:
        out.write("".join("\n    " + part for part in said.strip().splitlines()))
    return out.getvalue()

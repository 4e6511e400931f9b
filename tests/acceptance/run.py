#!/usr/bin/env python3
"""Runs the acceptance tests, the parity tests and the round trips; `tests/run` calls it. Every test prints one line; the last is
`N passed, N failed[, N skipped]`.

  run.py GROUP... [--build DIR] [--type TYPE] [--filter WORD]

A test is a function in a test_*.py of this folder. A tool that is missing fails a test where CI=true and is said plainly elsewhere.
LAKEFORM_KEEP=1 keeps the folders of failed tests.
"""
import argparse
import glob
import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)

from harness import places, results  # noqa: E402
from harness.context import Context  # noqa: E402

# Terraform and the official provider live for seconds: collecting garbage seldom takes a third off their processor time.
GO = {"GOGC": "600", "GOMEMLIMIT": "1GiB"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="+", choices=["acceptance", "parity", "trips"])
    parser.add_argument("--build", default=places.Build.folder)
    parser.add_argument("--type")
    parser.add_argument("--filter")
    options = parser.parse_args()
    places.Build.folder = os.path.abspath(options.build)
    for name, value in GO.items():
        os.environ.setdefault(name, value)
    for path in sorted(glob.glob(os.path.join(HERE, "test_*.py"))):
        importlib.import_module(os.path.basename(path)[:-3])
    tests = [one for one in results.TESTS if one.wanted(options.groups, options.type, options.filter)]
    counts = results.run_all(tests, Context)
    print(f"{counts['ok']} passed, {counts['FAILED']} failed" + (f", {counts['skipped']} skipped" if counts["skipped"] else ""))
    return 1 if counts["FAILED"] else 0


if __name__ == "__main__":
    sys.exit(main())

"""The recorded cases that Lakeform can be compared on: those all of whose types have definitions."""
import glob
import os
import re

from harness import places
from harness.definitions import defined
from harness.results import Skipped

TYPE = re.compile(r'^\s*(resource|data)\s+"(\w+)"', re.MULTILINE)
BUILT_IN = {("resource", "terraform_data")}


class Case:
    def __init__(self, folder):
        self.folder, self.name = folder, os.path.basename(folder)
        self.uses = set()
        for path in glob.glob(os.path.join(folder, "**", "*.tf"), recursive=True):
            with open(path, encoding="utf-8") as file:
                self.uses |= set(TYPE.findall(file.read()))
        self.types = sorted({type_name for _, type_name in self.uses})

    def has(self, name):
        return os.path.exists(os.path.join(self.folder, name))


def folders(provider):
    """The cases beside the repository, where they are, and the repository's own (tests/cases)."""
    own = os.path.join(places.ROOT, "tests", "cases", provider)
    try:
        return [places.shared("cases", provider), own]
    except Skipped:
        return [own]


def recorded(provider):
    known = defined(provider) | BUILT_IN
    paths = [path for folder in folders(provider) for path in sorted(glob.glob(os.path.join(folder, "*"))) if os.path.isdir(path)]
    return [case for case in map(Case, paths) if case.uses and case.uses <= known]

#!/usr/bin/env python3
"""The tree keeps its shape: which way includes go, what the engine may name, how long files get, what its README says."""
import os
import re
import statistics
import subprocess
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INCLUDE = re.compile(r'^#include "((?:provider|plan|tests)/[^"]+)"', re.M)

# What a folder's files may include, besides their own folder.
ARROWS = {
    "provider/value": [],
    "provider/schema": ["provider/value"],
    "provider/language": ["provider/value", "provider/schema"],
    "provider/cloud": ["provider/value"],
    "provider/engine": ["provider/value", "provider/schema", "provider/language", "provider/cloud/call", "provider/cloud/codec"],
    "provider/faces": ["provider/value", "provider/schema", "provider/language", "provider/engine", "provider/cloud"],
    "provider/rpc": ["provider/value", "provider/schema", "provider/language", "provider/engine"],
    # `lakeform mirror --rest` asks an official provider for its schemas, which only rpc/rest can.
    "plan/command": ["provider/rpc/rest", "provider/value", "provider/schema", "provider/language", "provider/engine", "plan"],
    "plan/check/": ["provider/faces/{rest}/policy", "provider/value", "provider/schema", "provider/language", "provider/engine", "plan"],
    "plan/states/": ["provider/cloud/{rest}", "provider/value", "provider/schema", "provider/language", "provider/engine", "plan"],
    "plan": ["provider/value", "provider/schema", "provider/language", "provider/engine", "provider/cloud/call", "plan"],
}
CLOUD_WORDS = re.compile(r"\b(aws|arn|iam|s3|glue|redshift|athena|emr|google|gcp|bigquery|dataflow|azure|azurerm|synapse)\b", re.I)
CLOUD_PLACES = re.compile(r"^plan/(check|states|prices)/")
LONGEST, MEDIAN = 400, 110


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def sources(*folders):
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.split("\n")
    return [p for p in listed if p.endswith((".h", ".cpp")) and os.path.exists(os.path.join(ROOT, p))]


def without_comments(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"//.*", "", text)


def circles(graph):
    """Groups of units that include each other, each from the first to the last of a way around."""
    done, found = set(), []

    def walk(unit, way):
        if unit in way:
            found.append(way[way.index(unit):] + [unit])
        elif unit not in done:
            for other in sorted(graph.get(unit, ())):
                walk(other, way + [unit])
            done.add(unit)

    for unit in sorted(graph):
        walk(unit, [])
    return found


def allowed(path, target):
    folder = max((f for f in ARROWS if path.startswith(f)), key=len)
    own = folder.rstrip("/")
    rest = path[len(folder):].split("/")[0] if folder.endswith("/") else ""
    return target.startswith(own + "/") or any(target.startswith(to.format(rest=rest)) for to in ARROWS[folder])


class Tree(unittest.TestCase):
    def test_no_unit_includes_itself_by_a_detour(self):
        graph = {}
        for path in sources("provider", "plan"):
            unit = re.sub(r"\.(h|cpp)$", "", path)
            graph.setdefault(unit, set()).update(re.sub(r"\.h$", "", i) for i in INCLUDE.findall(read(path)))
        for unit, others in graph.items():
            others.discard(unit)
        self.assertEqual(circles(graph), [])
        self.assertTrue(circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}))

    def test_includes_go_one_way(self):
        wrong = ["%s includes %s" % (path, target) for path in sources("provider", "plan") if path != "provider/main.cpp"
                 for target in INCLUDE.findall(read(path)) if not allowed(path, target)]
        self.assertEqual(wrong, [])
        self.assertFalse(allowed("provider/language/path.cpp", "provider/engine/face.h"))
        self.assertFalse(allowed("plan/check/aws/x.cpp", "provider/faces/google/policy/x.h"))

    def test_engine_language_and_planner_name_no_cloud(self):
        named = []
        for path in sources("provider/engine", "provider/language", "plan"):
            if CLOUD_PLACES.match(path):
                continue
            for i, line in enumerate(without_comments(read(path)).split("\n"), 1):
                if CLOUD_WORDS.search(line):
                    named.append("%s:%d: %s" % (path, i, line.strip()))
        self.assertEqual(named, [])

    def test_files_stay_short(self):
        lengths = {path: read(path).count("\n") for path in sources("provider", "plan", "tests")}
        self.assertEqual({p: n for p, n in lengths.items() if n > LONGEST}, {})
        self.assertLess(statistics.median(lengths.values()), MEDIAN)

    def test_the_table_of_operations_names_every_rpc_and_where_it_is(self):
        rpcs = re.findall(r"^ *rpc (\w+)\(", read("provider/rpc/tfplugin6.proto"), re.M)
        rows = {row[0]: row[1:] for row in re.findall(r"^\| `(\w+)` \| `([^`]+)` \| `(\w+)` \|", read("provider/engine/README.md"), re.M)}
        self.assertEqual(sorted(rpcs), sorted(rows))
        for rpc, (path, function) in rows.items():
            self.assertRegex(read("provider/" + path), r"\b%s\b" % function, "%s is not in %s (%s)" % (function, path, rpc))

    def test_every_folder_says_what_lives_in_it(self):
        folders = {os.path.dirname(p) for p in sources("provider", "plan")}
        missing = sorted(f for f in folders if not any(os.path.exists(os.path.join(ROOT, up, "README.md")) for up in (f, os.path.dirname(f))))
        self.assertEqual(missing, [])


def main():
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tree)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors)
    print("test cases: %d | %d passed | %d failed" % (result.testsRun, result.testsRun - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

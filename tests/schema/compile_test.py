#!/usr/bin/env python3
"""The compiler of definitions refuses what is wrong, with file, path and the nearest word.

Each file of wrong/ is one definition and, under "says", what the compiler must say of it."""
import importlib.util, json, os, re, sys, tempfile, unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
COMPILER = os.path.join(ROOT, "provider", "schema", "compile")


sys.path.insert(0, COMPILER)
SPEC = importlib.util.spec_from_file_location("compiler", os.path.join(COMPILER, "__main__.py"))
compiler = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(compiler)


def compiled(definition):
    """What the compiler says of one definition; none when it takes it."""
    checker = compiler.Checker(os.path.join(ROOT, "schemas", "_meta"))
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "thing.json"), "w", encoding="utf-8") as f:
            json.dump(definition, f)
        compiler.load_definitions(folder, "aws", {}, checker)
        return "\n".join(checker.problems).replace(folder + "/", "")


def wrong():
    for name in sorted(os.listdir(os.path.join(HERE, "wrong"))):
        with open(os.path.join(HERE, "wrong", name), encoding="utf-8") as f:
            yield name, json.load(f)


class Compiler(unittest.TestCase):
    def test_a_right_definition_is_taken(self):
        self.assertEqual(compiled({"resource": "aws_thing", "about": "A thing that is right.", "id": "{name}",
                                   "attributes": {"name": {"type": "string", "mode": "required", "replace": True}}}), "")

    def test_wrong_ones_are_refused_with_file_path_and_the_nearest_word(self):
        for name, case in wrong():
            with self.subTest(name):
                self.assertIn(case["says"], compiled(case["definition"]))

    def test_the_files_to_paste_of_the_readme_are_taken(self):
        with open(os.path.join(ROOT, "schemas", "README.md"), encoding="utf-8") as f:
            text = f.read().split("## A resource from start to end")[1]
        service, resource = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.S)]
        checker = compiler.Checker(os.path.join(ROOT, "schemas", "_meta"))
        with tempfile.TemporaryDirectory() as folder:
            for path, content in (("athena/service.json", service), ("athena/athena_workgroup.json", resource)):
                os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
                with open(os.path.join(folder, path), "w", encoding="utf-8") as f:
                    json.dump(content, f)
            compiler.load_definitions(folder, "aws", compiler.load_services(folder, checker), checker)
        self.assertEqual(checker.problems, [])

    def test_every_word_of_the_vocabulary_has_a_meaning(self):
        with open(os.path.join(ROOT, "schemas", "_meta", "words.json"), encoding="utf-8") as f:
            words = json.load(f)
        for group, entries in words["words"].items():
            for word, entry in entries.items():
                self.assertTrue(entry["means"], "%s %s" % (group, word))
        for name, spec in words["objects"].items():
            for key, entry in spec["keys"].items():
                self.assertTrue(entry["means"], "%s %s" % (name, key))


def main():
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(Compiler)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors)
    print("test cases: %d | %d passed | %d failed" % (result.testsRun, result.testsRun - failed, failed))
    return 1 if failed else 0


sys.exit(main())

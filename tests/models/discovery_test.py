"""Every call of the definitions of schemas/google exists in Google's discovery documents (package google-api-python-client), with fitting
path, verb, query and members in requests and answers."""
import glob
import json
import os
import re
import sys

import googleapiclient

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "provider", "schema", "compile"), os.path.dirname(os.path.abspath(__file__))]
from expand import definition as expanded  # noqa: E402
from walk import Place, Walk  # noqa: E402

DOCUMENTS = os.path.join(os.path.dirname(googleapiclient.__file__), "discovery_cache", "documents")
VERSIONS = {"bigquery": "v2", "cloudresourcemanager": "v1", "dataflow": "v1b3"}  # else v1
# What the documents do not have, and why it is right all the same: "TYPE PLACE" → reason.
EXCEPTIONS = {
    "google_pubsub_topic update/0 projects.topics.patch": "updateMask stands in the body there; the service takes it in the query as well, where the official provider has it",
}


class Shape:
    """A schema of a discovery document as the walk sees it."""

    def __init__(self, document, schema, name=""):
        while "$ref" in schema:
            name = schema["$ref"]
            schema = document["schemas"][name]
        self.document, self.schema, self.name, self.serialization, self.required_members = document, schema, name, {}, []

    @property
    def type_name(self):
        kind, form = self.schema.get("type"), self.schema.get("format", "")
        if kind == "object" and "properties" not in self.schema and isinstance(self.schema.get("additionalProperties"), dict):
            return "map"
        if kind == "string" and form in ("int64", "uint64"):
            return "long"
        return {"object": "structure", "array": "list", "any": "any", "number": "double"}.get(kind, kind)

    @property
    def members(self):
        return {name: Shape(self.document, schema, name) for name, schema in self.schema.get("properties", {}).items()}

    @property
    def member(self):
        return Shape(self.document, self.schema["items"])

    @property
    def value(self):
        return Shape(self.document, self.schema["additionalProperties"])

    @property
    def enum(self):
        return None  # most are documented in words, and services learn new ones


class Model:
    """A service's document in the walk's words: nothing is wrapped, names are as they are."""

    style = "rest-json"

    def __init__(self, name):
        with open(os.path.join(DOCUMENTS, "%s.%s.json" % (name, VERSIONS.get(name, "v1"))), encoding="utf-8") as file:
            self.document = json.load(file)
        self.methods = dict(self.found(self.document, ""))

    def found(self, tree, above):
        for name, method in tree.get("methods", {}).items():
            yield above + name, method
        for name, inner in tree.get("resources", {}).items():
            yield from self.found(inner, above + name + ".")

    def wraps(self, shape):
        return False

    def wire_name(self, key, shape):
        return key

    def place(self, method, side):
        schema = method.get(side)
        return Place(self, Shape(self.document, schema)) if schema else None


class Test:
    def __init__(self):
        self.models, self.problems, self.calls, self.used = {}, [], 0, set()

    def model(self, name):
        if name not in self.models:
            self.models[name] = Model(name)
        return self.models[name]

    def say(self, where, what):
        if what == "is a string, the model has long":
            return  # JSON has 64-bit numbers as texts
        for known in EXCEPTIONS:
            if where.startswith(known):
                self.used.add(known)
                return
        self.problems.append("%s: %s" % (where, what))

    def definition(self, d):
        walk = Walk(d, self.say)
        self.reads = {}
        for operation, steps in d["calls"].items():
            for i, step in enumerate(steps):
                self.step(d, walk, step, "%s %s/%d" % (d["type"], operation, i))
        for name, waiter in d["waiters"].items():
            self.step(d, walk, waiter["step"], "%s waiter %s" % (d["type"], name))
        for i, bulk in enumerate(d["bulk"]):
            self.step(d, walk, bulk["step"], "%s bulk/%d" % (d["type"], i))
        for i, measure in enumerate(d["data"].get("measures", [])):
            if measure.get("step", {}).get("call"):
                self.step(d, walk, measure["step"], "%s data/facts/%d" % (d["type"], i))
        self.answers(d, walk)

    def step(self, d, walk, step, where):
        if not step.get("call"):
            return
        self.calls += 1
        model, where = self.model(step.get("service") or d["service"]), "%s %s" % (where, step["call"])
        method = model.methods.get(step["call"])
        if method is None:
            return self.say(where, "the service has no such method")
        self.target(model, method, step, where)
        place, answer = model.place(method, "request"), model.place(method, "response")
        if step.get("body"):
            if place is None:
                self.say(where, "has a body, the method takes none")
            else:
                walk.members(step["body"], place, where, set(), place)
        if answer is not None:
            self.paths(step, answer, where)
        return None

    def target(self, model, method, step, where):
        """Verb, path and query are the document's; a part of a path there may be several here ({+resource})."""
        base = re.sub(r"\{\+?[^}]*\}", "{}", method.get("flatPath") or method["path"])
        version = VERSIONS.get(model.document["name"], "v1") + "/"
        base = base[len(version):] if base.startswith(version) else base
        path = re.sub(r"\{[^}]*\}", "{}", step["path"]).lstrip("/")
        if step["method"] != method["httpMethod"] or not fits(path, base):
            self.say(where, "is %s %s, the document has %s %s" % (step["method"], path, method["httpMethod"], base))
        known = set(method.get("parameters", {})) | set(model.document.get("parameters", {}))
        for name, _ in step.get("query", []):
            if name not in known:
                self.say(where, "query %r is not in the document" % name)
        for key in ("page_token",):
            if step.get(key) and step[key] not in known:
                self.say(where, "%s %r is not in the document" % (key, step[key]))

    def paths(self, step, answer, where):
        for key in ("items", "take", "page_next"):
            if step.get(key) and answer.at(step[key]) is None:
                self.say(where, "%s %r is not in the answer" % (key, step[key]))
        place = answer.at(step["take"]) if step.get("take") else answer
        for name in step.get("names", []) if place else []:
            if place.at(name.partition("=")[0]) is None:
                self.say(where, "names %r is not in the answer" % name)
        for name, path in step.get("save", {}).items():
            if path not in ("", ".") and not path.startswith(("header:", "status:")) and answer.at(path) is None:
                self.say(where, "save %s: %r is not in the answer" % (name, path))

    def answers(self, d, walk):
        """Every field with a place in answers is found in one of the reads that fill it. What a hook makes of an answer is its own."""
        reads = d["calls"].get("read", [])
        by_hook = {n for s in reads if s.get("hook") for n in s.get("into", [])}
        places = [self.place_of(d, s) for s in reads if s.get("call")]
        for field in d["root"]:
            if not field.get("take") or field["name"] in by_hook or not any(places):
                continue
            if not any(walk.reads(field, p, "%s %s" % (d["type"], field["name"])) for p in places if p):
                self.say("%s %s" % (d["type"], field["name"]), "%r is in no answer of the read" % field["take"])

    def place_of(self, d, step):
        model = self.model(step.get("service") or d["service"])
        method = model.methods.get(step["call"])
        place = model.place(method, "response") if method else None
        return place.at(step["take"]) if place and step.get("take") else place


def fits(path, base):
    pattern = re.escape(base).replace(r"\{\}", "[^/]+(?:/[^/]+)*?")
    whole = path.startswith("{}") and re.fullmatch(re.escape(path).replace(r"\{\}", ".+"), base)  # an attribute that holds a full name
    return re.fullmatch(pattern, path) is not None or bool(whole)


def main():
    test, services = Test(), {}
    for path in glob.glob(os.path.join(ROOT, "schemas", "google", "*", "service.json")):
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        services[content["service"]] = content
    for path in sorted(glob.glob(os.path.join(ROOT, "schemas", "google", "**", "*.json"), recursive=True)):
        folder = os.path.basename(os.path.dirname(path))
        if os.path.basename(path) in ("service.json", "provider.json") or folder == "functions":
            continue
        with open(path, encoding="utf-8") as file:
            written = json.load(file)
        test.definition(expanded(written, "google", services.get(written.get("service"), {})))
    for problem in test.problems:
        print(problem)
    for known in sorted(set(EXCEPTIONS) - test.used):
        test.problems.append(known)
        print("%s: the exception is not needed" % known)
    print("%d calls, %d problems" % (test.calls, len(test.problems)))
    return 1 if test.problems else 0


if __name__ == "__main__":
    sys.exit(main())

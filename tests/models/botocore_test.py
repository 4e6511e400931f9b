"""Every call of the definitions of schemas/aws exists in botocore's service models, with fitting members in requests and answers."""
import glob
import json
import os
import re
import sys

import botocore.session

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "provider", "schema", "compile"), os.path.dirname(os.path.abspath(__file__))]
from expand import definition as expanded  # noqa: E402
from walk import Place, Walk  # noqa: E402

# Headers of the HTTP layer, which the models leave to the client.
PLAIN_HEADERS = {"content-md5", "content-type"}
# Services whose models list few of the errors that they answer; their codes come from the service's documentation.
UNLISTED_ERRORS = {"s3", "s3control"}


class Model:
    """A service's model and how its style writes names and lists."""

    def __init__(self, service, operation=None):
        self.service, self.protocol = service, service.metadata["protocol"]
        protocols = service.metadata.get("protocols", [self.protocol])
        self.style = next((p for p in ("query", "ec2", "rest-xml", "rest-json", "json") if p in protocols), self.protocol)
        self.operation = operation

    def of(self, operation):
        return Model(self.service, self.service.operation_model(operation))

    def wire_name(self, key, shape):
        """A flattened list goes by the name of its elements where they have one."""
        if self.style in ("query", "rest-xml") and shape.type_name == "list" and shape.serialization.get("flattened"):
            return shape.serialization.get("name") or shape.member.serialization.get("name") or key
        return shape.serialization.get("name", key)

    def wraps(self, shape):
        return shape.type_name == "list" and self.style in ("query", "rest-xml") and not shape.serialization.get("flattened")

    def wrapper(self, shape):
        return shape.member.serialization.get("name", "member")

    def input(self):
        """The place of the request's body, and the members that travel elsewhere: {name: location}."""
        shape = self.operation.input_shape
        if shape is None:
            return None, {}
        elsewhere = {self.wire_name(k, s): s.serialization["location"] for k, s in shape.members.items() if "location" in s.serialization}
        payload = shape.serialization.get("payload")
        return Place(self, shape.members[payload] if payload else shape), elsewhere

    def output(self):
        shape = self.operation.output_shape
        if shape is None:
            return None
        payload = shape.serialization.get("payload")
        return Place(self, shape.members[payload] if payload and shape.members[payload].type_name == "structure" else shape)

    def root(self):
        """The root element of a REST-XML answer, "json" where the body is a text of its own. The model names it where the answer has a payload, or where
        the call that puts the same thing has one; else None."""
        put = "Put" + self.operation.name[3:] if self.operation.name.startswith("Get") else ""
        shapes = [self.operation.output_shape] + ([self.service.operation_model(put).input_shape] if put in self.service.operation_names else [])
        for shape in shapes:
            payload = shape.serialization.get("payload")
            if payload:
                inner = shape.members[payload]
                return inner.serialization.get("name", inner.name) if inner.type_name == "structure" else "json"
        return None

    def error_codes(self):
        return {c for e in self.service.error_shapes for c in (e.name, e.error_code)}


def definition_files():
    files = glob.glob(os.path.join(ROOT, "schemas", "aws", "**", "*.json"), recursive=True)
    return sorted(p for p in files if os.path.basename(p) != "service.json" and os.path.basename(os.path.dirname(p)) != "functions")


class Test:
    def __init__(self):
        self.session, self.models, self.problems, self.calls = botocore.session.get_session(), {}, [], 0
        self.services = {}
        for path in glob.glob(os.path.join(ROOT, "schemas", "aws", "*", "service.json")):
            with open(path, encoding="utf-8") as file:
                content = json.load(file)
            self.services[content["service"]] = content

    def model(self, name):
        if name not in self.models:
            self.models[name] = Model(self.session.get_service_model(self.services.get(name, {}).get("model", name)))
        return self.models[name]

    def say(self, where, what):
        self.problems.append("%s: %s" % (where, what))

    def definition(self, written):
        d = expanded(written, "aws", self.services.get(written.get("service"), {}))
        walk, kind = Walk(d, self.say), d["type"]
        for operation, steps in d["calls"].items():
            for i, step in enumerate(steps):
                self.step(d, walk, step, "%s %s/%d" % (kind, operation, i), operation)
                if "made" in step:
                    self.made(d, walk, step["made"], "%s %s/%d made" % (kind, operation, i))
        self.answers(d, walk, kind)
        for name, waiter in d["waiters"].items():
            self.waiter(d, walk, waiter, "%s waiter %s" % (kind, name))
        for i, bulk in enumerate(d["bulk"]):
            self.step(d, walk, bulk["step"], "%s bulk/%d" % (kind, i), "list")
            self.key(d, bulk, "%s bulk/%d" % (kind, i))
        self.listed(d, walk, kind)
        for i, measure in enumerate(d["data"].get("measures", [])):
            self.measure(d, walk, measure, "%s data/facts/%d" % (kind, i))
        self.tagging(d, walk, kind)

    def made(self, d, walk, made, where):
        """The look after an unclear end is a call like others, and the time that it goes by is one."""
        step = made["step"]
        self.step(d, walk, step, where, "read")
        if made["time"] and step["call"] in self.at(d, step).service.operation_names:
            place = self.at(d, step).of(step["call"]).output().at(step.get("items") or step.get("take", ""))
            place = place.element() if place and step.get("items") else place
            time = place.at(made["time"]) if place else None
            if time is None or time.kind != "timestamp":
                self.say(where, "%r is no time in the answer" % made["time"])

    # --- one call ----------------------------------------------------------------------------------------------------

    def at(self, d, step):
        return self.model(step.get("service") or d["service"])

    def step(self, d, walk, step, where, operation):
        if not step.get("call"):
            return
        self.calls += 1
        model, where = self.at(d, step), "%s %s" % (where, step["call"])
        if step["call"] not in model.service.operation_names:
            self.say(where, "the service has no such operation")
            return
        model = model.of(step["call"])
        place, elsewhere = model.input()
        self.target(model, step, where)
        given = self.carried(step, elsewhere, where)
        if operation == "create" and step.get("creates") and step.get("tags", True) and d.get("tagging", {}).get("send"):
            given.add(d["tagging"]["send"].split(".")[0])
            if place is None or place.at(d["tagging"]["send"]) is None:
                self.say(where, "has no place %r for tags" % d["tagging"]["send"])
        if step.get("body") and place is not None:
            self.body(walk, step["body"], place, where, given, elsewhere)
        elif place is not None and not step.get("raw_body"):
            for name in sorted(place.required() - given - {"Body"}):
                self.say(where, "%s is required and never given" % name)
        for key, side in (("page_token", place), ("page_next", model.output())):
            name = step.get(key)
            if name and (side is None or side.at(name) is None) and name not in elsewhere:
                self.say(where, "%s %r is not in the model" % (key, name))
        self.errors(d, model, step, where)
        if model.output() is not None:
            self.paths(step, model.output(), where)

    @staticmethod
    def body(walk, body, place, where, given, elsewhere):
        needed = place.required() - set(elsewhere) - given
        written = set()
        walk.members(body, place, where, written, place)
        for name in sorted(needed - written):
            walk.say(where, "%s is required and never written" % name)

    def target(self, model, step, where):
        """REST: the verb and the path with its fixed query are those of the model."""
        if "method" not in step:
            return
        http = model.operation.http
        path, _, query = http["requestUri"].partition("?")
        path = re.sub(r"^/\{Bucket\}(?=/|$)", "", path) or "/"
        fixed = {part.partition("=")[0] for part in query.split("&") if part}
        if step["method"] != http["method"] or re.sub(r"\{[^}]*\}", "{}", step["path"]) != re.sub(r"\{[^}]*\}", "{}", path):
            self.say(where, "is %s %s, the model has %s %s" % (step["method"], step["path"], http["method"], path))
        missing = fixed - {name for name, _ in step.get("query", [])}
        if missing:
            self.say(where, "lacks %s in its query" % ", ".join(sorted(missing)))

    def carried(self, step, elsewhere, where):
        """Members that travel in the path, the query or headers."""
        given = {n for n, location in elsewhere.items() if location == "uri"}
        located = {n.lower(): n for n, location in elsewhere.items() if location == "header"}
        for name, _ in step.get("headers", []):
            if name.lower() in located:
                given.add(located[name.lower()])
            elif name.lower() not in PLAIN_HEADERS:
                self.say(where, "header %r is not in the model" % name)
        given |= {name for name, _ in step.get("query", []) if elsewhere.get(name) == "querystring"}
        return given

    def paths(self, step, output, where):
        place = output
        for key in ("items", "take"):
            if step.get(key):
                start = place if step.get("match") else output  # without a match the answer is the whole list
                place = start and start.at(step[key])
                if place is None:
                    self.say(where, "%s %r is not in the answer" % (key, step[key]))
                    return
                place = place.element() or place if key == "items" else place
        if step.get("match"):
            name = step["match"].partition("=")[0]
            if place.at(name) is None:
                self.say(where, "match %r is not in an item" % name)
        for name in step.get("names", []):
            named = output if step.get("match") else place
            if named.at(name.partition("=")[0]) is None:
                self.say(where, "names %r is not in the answer" % name)
        root = output.model.root() if step.get("answer") else None
        if root and step["answer"] != root:
            self.say(where, "answer %r is not the model's root element" % step["answer"])
        for name, path in step.get("save", {}).items():
            if step.get("call") and not path.startswith(("header:", "status:")) and output.at(path) is None:
                self.say(where, "save %s: %r is not in the answer" % (name, path))

    def errors(self, d, model, step, where):
        if (step.get("service") or d["service"]) in UNLISTED_ERRORS:
            return
        known = model.error_codes()
        for e in step.get("gone", []) + step.get("ignore", []) + [e for r in step.get("retry", []) for e in r["errors"]]:
            if e["code"] != "*" and e["code"] not in known:
                self.say(where, "error %r is not in the model" % e["code"])

    # --- answers -----------------------------------------------------------------------------------------------------

    def taken(self, d, step):
        """The place that a step's fields are read from, None without an answer."""
        place = self.at(d, step).of(step["call"]).output()
        if place is not None and step.get("items") and step.get("match"):
            place = place.at(step["items"])
            place = place and place.element()
        return place.at(step["take"]) if place and step.get("take") else place

    def answers(self, d, walk, kind):
        """Every field with a place in answers is found in one of the reads that fill it."""
        reads = [s for s in d["calls"].get("read", []) if s.get("call") and s["call"] in self.at(d, s).service.operation_names]
        named = {n for s in reads for n in s.get("into", []) if n != "*"}
        for field in d["root"] if reads else []:
            if not field.get("take") or field["name"] in ("tags", "tags_all"):
                continue
            steps = [s for s in reads if field["name"] in s.get("into", []) or ("*" in s.get("into", []) and field["name"] not in named)]
            places = [p for p in (self.taken(d, s) for s in steps) if p is not None]
            if field.get("keep_absent"):
                places += [i for b in d["bulk"] for i in self.items(d, b) if i]
            if not field["take"].startswith(("header:", "raw:")) and not any(walk.reads(field, p, "%s %s" % (kind, field["name"])) for p in places):
                self.say("%s %s" % (kind, field["name"]), "%r is in no answer of the read" % field["take"])

    def waiter(self, d, walk, waiter, where):
        step = waiter["step"]
        self.step(d, walk, step, where, "wait")
        if not step.get("call") or step["call"] not in self.at(d, step).service.operation_names:
            return
        place = self.taken(d, step)
        for key in ("state", "fallback_state", "reason"):
            path = waiter.get(key)
            inner = place.at(path) if path and place else None
            if path and inner is None:
                self.say(where, "%s %r is not in the answer" % (key, path))
            known = getattr(inner.shape, "enum", None) if inner else None
            if key == "state" and known:
                for value in waiter["target"] + waiter.get("pending", []):
                    if value not in known and value not in ("", "gone"):
                        self.say(where, "state %r is none of the model's %s" % (value, ", ".join(known)))

    def items(self, d, bulk):
        """The place of one item of a list, and those of the items that it is inside of."""
        step = bulk["step"]
        place = self.at(d, step).of(step["call"]).output() if step["call"] in self.at(d, step).service.operation_names else None
        found = []
        for path in [step["items"]] + ([bulk["inside"]] if bulk.get("inside") else []):
            place = place and place.at(path)
            place = place and place.element()
            found.insert(0, place)
        return found

    def key(self, d, bulk, where):
        found = self.items(d, bulk)
        if not all(found):
            return self.say(where, "its items are not in the answer")
        for name in re.findall(r"\{([^{}]*)\}", bulk["key"]):
            if not any(item.at(name) for item in found):
                self.say(where, "key {%s} is not in an item" % name)
        for name, path in bulk.get("save", {}).items():
            if found[0].at(path) is None:
                self.say(where, "save %s: %r is not in an item" % (name, path))

    def listed(self, d, walk, kind):
        """What a read step fills is in the items of the lists that serve it, taken together."""
        reads = d["calls"].get("read", [])
        named = {n for s in reads for n in s.get("into", []) if n != "*"}
        for step in reads:
            items = [i for b in d["bulk"] if step.get("call") in b["serves"] for i in self.items(d, b) if i]
            for field in d["root"] if items else []:
                fills = field["name"] in step.get("into", []) or ("*" in step.get("into", []) and field["name"] not in named)
                if fills and field.get("take") and field["name"] not in ("tags", "tags_all"):
                    if not any(i.at(path) for i in items for path in ([""] if field["take"] == "." else field["take"].split("|"))):
                        self.say("%s %s" % (kind, field["name"]), "%r is in no item of the lists that serve %s" % (field["take"], step["call"]))

    def measure(self, d, walk, measure, where):
        step = measure["step"]
        if not step.get("call"):
            return
        self.step(d, walk, step, where, "read")
        if step["call"] in self.at(d, step).service.operation_names:
            output = self.at(d, step).of(step["call"]).output()
            for name, rule in measure["give"].items():
                if output is None or output.at(rule["path"]) is None:
                    self.say(where, "%s: %r is not in the answer" % (name, rule["path"]))

    def tagging(self, d, walk, kind):
        tagging = d.get("tagging", {})
        for key in ("read", "tag", "untag", "tag_some", "untag_some"):
            for i, step in enumerate(tagging.get(key, [])):
                self.step(d, walk, step, "%s tagging %s/%d" % (kind, key, i), "tag")
        if "bulk" in tagging:
            self.step(d, walk, dict(tagging["bulk"]["step"], take=""), "%s tagging bulk" % kind, "list")
            self.key(d, tagging["bulk"], "%s tagging bulk" % kind)


def definitions():
    for path in definition_files():
        with open(path, encoding="utf-8") as file:
            yield json.load(file)


# Mistakes that must be found: (definition, place in it, what is written there, a part of the complaint).
PLANTED = [
    ("aws_glue_crawler", ["attributes", "table_prefix", "wire"], "TablePrefx", "no member"),
    ("aws_glue_crawler", ["blocks", "s3_target", "attributes", "sample_size", "type"], "string", "is a string, the model has integer"),
    ("aws_glue_crawler", ["blocks", "s3_target", "array"], False, "is an object, the model has list"),
    ("aws_glue_crawler", ["calls", "read", 0, "call"], "GetTheCrawler", "no such operation"),
    ("aws_iam_policy", ["made", "time"], "CreationDate", "is no time in the answer"),
    ("aws_iam_role", ["bulk", 0, "serves"], [], "'Description' is in no item of the lists that serve GetRole"),
    ("aws_iam_role_policy", ["bulk", 0, "inside"], "RolePolicies.member", "its items are not in the answer"),
    ("aws_glue_crawler", ["calls", "read", 0, "take"], "Crawlr", "not in the answer"),
    ("aws_glue_crawler", ["calls", "read", 0, "names"], "Nam={id}", "names 'Nam={id}' is not in the answer"),
    ("aws_s3_bucket_versioning", ["calls", "read", 0, "answer"], "Versioning", "is not the model's root element"),
    ("aws_glue_crawler", ["calls", "delete", 0, "with"], {}, "Name is required"),
    ("aws_glue_crawler", ["calls", "create", 0, "retry", 0, "errors"], ["NoSuchException"], "is not in the model"),
    ("aws_redshift_cluster", ["attributes", "iam_roles", "send"], "IamRoles", "is a list, the model has list whose elements"),
    ("aws_redshift_cluster", ["attributes", "iam_roles", "take"], "IamRoles.ClusterIamRole[].Arn", "in no answer"),
    ("aws_redshift_cluster", ["waiters", "available", "state"], "Availability", "not in the answer"),
    ("aws_glue_catalog_table", ["waiters", "view", "target"], ["DONE"], "none of the model's"),
    ("aws_s3_bucket", ["data", "facts", 0, "give", "bytes"], "sum:Version[].Bytes", "bytes: 'Version[].Bytes' is not in the answer"),
    ("aws_redshift_cluster", ["data", "facts", 1, "call"], "ListSnapshots", "no such operation"),
]


def planted(written):
    """Sentences about the planted mistakes that were not found."""
    for kind, place, value, complaint in PLANTED:
        document = json.loads(json.dumps(written[kind]))
        inner = document
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = value
        test = Test()
        test.definition(document)
        if not any(complaint in problem for problem in test.problems):
            yield "%s with %s = %r is not refused with %r, but: %s" % (kind, "/".join(map(str, place)), value, complaint, test.problems)


def main():
    test, failed, written = Test(), 0, list(definitions())
    for document in written:
        before = len(test.problems)
        test.definition(document)
        failed += len(test.problems) > before
    missed = list(planted({d["resource"]: d for d in written if "resource" in d}))
    print("\n".join(test.problems + missed))
    print("%d calls checked" % test.calls)
    cases, failed = len(written) + len(PLANTED), failed + len(missed)
    print("test cases: %d | %d passed | %d failed" % (cases, cases - failed, failed))
    return 1 if failed or not test.calls else 0


sys.exit(main())

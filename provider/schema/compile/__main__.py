"""Compiles the definitions of one provider into one C++ file of constant data.

  python3 provider/schema/compile SCHEMAS_DIR PROVIDER OUTPUT.cpp [--at-least N]
  python3 provider/schema/compile --bundle SCHEMAS_DIR PROVIDER    the same as JSON, for development builds
  python3 provider/schema/compile --words OUTPUT.h     the C++ enums of the vocabulary
  python3 provider/schema/compile --write              brings what is made of the vocabulary in the tree up to date

With --at-least the definitions are repeated under made-up names until there are N: what a program of so many types weighs (make bench).

Every problem of every file is reported, each with file, path and the likely fix; then nothing is written and the exit status is 1."""
import argparse, glob, json, os, sys, zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import protobuf  # noqa: E402
from check import Checker  # noqa: E402
from expand import KINDS, definition  # noqa: E402
from words import Words  # noqa: E402


def read_json(path, checker):
    def strict(pairs):
        keys = [k for k, _ in pairs]
        for key in {k for k in keys if keys.count(k) > 1}:
            checker.say(path, "", "key %r stands there twice" % key)
        return dict(pairs)
    try:
        with open(path) as f:
            return json.load(f, object_pairs_hook=strict)
    except ValueError as e:
        checker.say(path, "", "is not JSON: %s" % e)


def files_below(folder):
    """Every JSON file of a provider's folder, at any depth."""
    return sorted(glob.glob(os.path.join(folder, "**", "*.json"), recursive=True))


def is_service(path):
    return os.path.basename(path) == "service.json"


def is_function(path):
    return os.path.basename(os.path.dirname(path)) == "functions"


def load_services(root, checker):
    services = {}
    for path in filter(is_service, files_below(root)):
        document = read_json(path, checker)
        if not document or not checker.check_form(path, document, "service"):
            continue
        if document["service"] != os.path.basename(os.path.dirname(path)):
            checker.say(path, "service", "%r in a folder of another name" % document["service"])
        services[document["service"]] = document
    return services


def load_definitions(root, provider, services, checker):
    found = []
    for path in files_below(root):
        if is_service(path) or is_function(path):
            continue
        document = read_json(path, checker)
        if not document or not checker.check_form(path, document, "resource"):
            continue
        stem, kind = os.path.basename(path)[:-5], next((document[k] for k in KINDS if k in document), None)
        if kind and kind != "%s_%s" % (provider, stem):
            checker.say(path, "resource", "%r in a file that is named for %s_%s" % (kind, provider, stem))
        name = document.get("service")
        if name and name not in services:
            checker.say(path, "service", "no file %s/service.json" % name)
            continue
        expanded = definition(document, provider, services.get(name, {}))
        checker.check_meaning(path, expanded)
        found.append(expanded)
    return found


def load_functions(root, checker):
    found = []
    for path in filter(is_function, files_below(root)):
        document = read_json(path, checker)
        if not document or not checker.check_form(path, document, "function"):
            continue
        if document["function"] != os.path.basename(path)[:-5]:
            checker.say(path, "function", "%r in a file of another name" % document["function"])
        found.append(document)
    return found


CAMEL = dict(zip(KINDS, ("Resource", "Data", "Ephemeral", "Action")))


def literal(data):
    """A C++ string literal of any bytes, in lines."""
    data = data.encode() if isinstance(data, str) else data
    lines = []
    for i in range(0, len(data), 100):
        chunk = data[i:i + 100]
        lines.append('"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in chunk) + '"')
    return "\n    ".join(lines) or '""'


def view(data):
    size = len(data.encode() if isinstance(data, str) else data)
    return "std::string_view(\n    %s, %d)" % (literal(data), size)


def packed(data):
    data = data.encode() if isinstance(data, str) else data
    return "{%s, %d}" % (view(zlib.compress(data, 9)), len(data))


def lean(tree):
    """What the program reads: no texts for people that the schema answer has already, no empty lists of steps and fields."""
    if isinstance(tree, list):
        return [lean(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    spare = {"about"} if "impact" not in tree else set()
    if "gone" in tree:  # a step; a waiter's reason is a path
        spare.add("reason")
    lists = "gone" in tree or "shape" in tree
    return {k: lean(v) for k, v in tree.items() if k not in spare and not (lists and v == [])}


def compact(d):
    return json.dumps(lean(d), separators=(",", ":"), sort_keys=True)


def repeated(definitions, provider, least):
    """Copies under names such as aws_copy1_s3_bucket, in an order in which no copy stands near its like when the answer is deflated."""
    out, copy = list(definitions), 0
    while definitions and len(out) < least:
        copy += 1
        out += [dict(d, type=d["type"].replace(provider, "%s_copy%d" % (provider, copy), 1)) for d in definitions[:least - len(out)]]
    return out


def source(held):
    provider = held["name"]
    entries = ",\n".join("  {%s, %s, %s}" % (view(e["type"]), "Kind::" + CAMEL[e["kind"]], packed(e["text"])) for e in held["entries"])
    return "\n".join([
        "// Made by provider/schema/compile; do not edit.", '#include "provider/schema/registry.h"', "", "namespace lakeform::schema {", "",
        "extern const Compiled kCompiled_%s;" % provider,
        "static const Compiled::Entry kEntries[] = {\n%s\n};" % entries if entries else "static const std::span<const Compiled::Entry> kEntries;", "",
        "const Compiled kCompiled_%s = {" % provider, "  %s," % view(provider),
        *("  %s," % packed(held[key]) for key in ("schema", "identities", "metadata", "functions")),
        "  %s," % view(held["source"]), "  %s," % view(held["version"]),
        "  %s," % packed(held["block"]), "  kEntries,", "};", "", "}  // namespace lakeform::schema", ""])


def parts(provider, block, definitions, functions):
    """What a program holds of a provider, by name; bytes are not yet deflated."""
    by_kind = {kind: sorted((d for d in definitions if d["kind"] == kind), key=lambda d: d["type"]) for kind in KINDS}
    resources = by_kind["resource"]
    listable = [d for d in resources if d["list"] and "identity" in d]
    return {"name": provider, "source": block["official"]["source"], "version": block["official"]["version"], "block": compact(block),
            "schema": protobuf.provider_schema(block, by_kind, listable, functions), "identities": protobuf.identities(resources),
            "metadata": protobuf.metadata(by_kind, listable, functions), "functions": protobuf.functions(1, functions),
            "entries": [{"type": d["type"], "kind": d["kind"], "text": compact(d)} for kind in KINDS for d in by_kind[kind]]}


def bundle(held):
    """The parts as JSON, for a development build that reads definitions when it runs."""
    def hexed(data):
        data = data.encode() if isinstance(data, str) else data
        return {"bytes": zlib.compress(data, 1).hex(), "size": len(data)}
    out = {key: hexed(held[key]) for key in ("block", "schema", "identities", "metadata", "functions")}
    out.update({key: held[key] for key in ("name", "source", "version")})
    out["entries"] = [dict(entry, text=hexed(entry["text"])) for entry in held["entries"]]
    return json.dumps(out)


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("schemas", nargs="?", default="schemas")
    parser.add_argument("provider", nargs="?")
    parser.add_argument("output", nargs="?")
    parser.add_argument("--words")
    parser.add_argument("--meta", help="where the vocabulary is, unless in SCHEMAS_DIR/_meta")
    parser.add_argument("--hook", action="append", default=[], metavar="OF=NAME", help="a hook beside those of the vocabulary, for tests")
    parser.add_argument("--bundle", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--at-least", type=int, default=0)
    given = parser.parse_args()
    given.meta = given.meta or os.path.join(given.schemas, "_meta")
    return given


def vocabulary(given):
    words = Words(given.meta)
    if given.write:
        words.write()
    if given.words:
        with open(given.words, "w", encoding="utf-8") as f:
            f.write(words.header())
    return 0


def main():
    given = options()
    if given.words or given.write:
        return vocabulary(given)
    schemas, provider = given.schemas, given.provider
    checker, root = Checker(given.meta), os.path.join(schemas, provider)
    for of, name in (hook.split("=", 1) for hook in given.hook):
        checker.words.groups["hook"][name] = {"of": of, "means": "a hook of a test"}
    services = load_services(root, checker)
    definitions = load_definitions(root, provider, services, checker)
    functions = load_functions(root, checker)
    block = next((d for d in definitions if d["type"] == provider), None)
    if block is None and not checker.problems:
        checker.say(os.path.join(root, "provider.json"), "", "is missing or has no \"provider\"")
    if block and "official" not in block:
        checker.say(os.path.join(root, "provider.json"), "official", "is missing: name the source and version of the provider that this one stands in for")
    if checker.problems:
        print("\n".join(checker.problems), file=sys.stderr)
        return 1
    others = repeated([d for d in definitions if d is not block], provider, given.at_least)
    held = parts(provider, block, others, functions)
    if given.bundle:
        print(bundle(held))
        return 0
    with open(given.output, "w") as f:
        f.write(source(held))
    return 0


if __name__ == "__main__":
    sys.exit(main())

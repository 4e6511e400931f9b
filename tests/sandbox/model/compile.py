"""Brings botocore's service models into the sandbox as constant data, without their documentation.

  python tests/sandbox/model/compile.py OUTPUT.cpp SERVICE...

botocore comes from the pinned package that set-up installs (.cache/models); nothing of it stands in this repository."""
import glob, gzip, importlib.util, json, os, sys, zlib

SPARE = {"documentation", "documentationUrl", "exception", "fault", "synthetic", "sensitive", "deprecated", "deprecatedMessage", "deprecatedSince", "box", "pattern",
         "retryable", "senderFault"}


def lean(tree):
    if isinstance(tree, dict):
        # A member may have the name of a spare key: members are kept whole.
        return {k: ({n: lean(m) for n, m in v.items()} if k == "members" else lean(v)) for k, v in tree.items() if k not in SPARE}
    return [lean(item) for item in tree] if isinstance(tree, list) else tree


def read(service, kind):
    """The newest version of a service's file; the package itself is not imported, since it would want others."""
    data = os.path.join(importlib.util.find_spec("botocore").submodule_search_locations[0], "data", service)
    path = max(glob.glob(os.path.join(data, "*", kind + ".json*")))
    with (gzip.open(path) if path.endswith(".gz") else open(path, "rb")) as f:
        return json.load(f)


def model(service):
    document, pages = read(service, "service-2"), read(service, "paginators-1").get("pagination", {})
    operations = {name: {key: op[key]["shape"] for key in ("input", "output") if key in op}
                  | {"errors": [e["shape"] for e in op.get("errors", [])], "http": op.get("http", {})} for name, op in document["operations"].items()}
    return {"target": document["metadata"].get("targetPrefix", ""), "operations": operations, "shapes": lean(document["shapes"]), "pages": pages}


def literal(data):
    lines = []
    for i in range(0, len(data), 120):
        lines.append('"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data[i:i + 120]) + '"')
    return "\n    ".join(lines)


def main():
    output, services = sys.argv[1], sys.argv[2:]
    rows = []
    for service in services:
        text = json.dumps(model(service), separators=(",", ":"), sort_keys=True).encode()
        packed = zlib.compress(text, 9)
        rows.append('  {"%s", std::string_view(\n    %s, %d), %d},' % (service, literal(packed), len(packed), len(text)))
    os.makedirs(os.path.dirname(output), exist_ok=True)
    with open(output, "w", encoding="utf-8") as f:
        f.write("\n".join(["// Made by tests/sandbox/model/compile.py from botocore's models; do not edit.", '#include "tests/sandbox/model/packed.h"', "",
                           "namespace lakeform::sandbox {", "", "static const PackedModel kRows[] = {", *rows, "};", "",
                           "const std::span<const PackedModel> kPackedModels = kRows;", "", "}  // namespace lakeform::sandbox", ""]))


main()

"""The definitions in schemas/."""
import glob
import json
import os

from harness import places


def definitions(provider):
    """{type: definition} of resources and of data sources."""
    found = {"resource": {}, "data_source": {}}
    for path in glob.glob(os.path.join(places.ROOT, "schemas", provider, "**", "*.json"), recursive=True):
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        for kind, types in found.items():
            if kind in content:
                types[content[kind]] = content
    return found


def defined(provider):
    """{("resource" or "data", type)} of everything whose definition has calls: a provider without services knows schemas only."""
    if not glob.glob(os.path.join(places.ROOT, "schemas", provider, "*", "service.json")):
        return set()
    words = {"resource": "resource", "data_source": "data"}
    return {(words[kind], name) for kind, types in definitions(provider).items() for name in types}

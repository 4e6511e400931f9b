"""Writes the few messages of tfplugin6 that answer "what do you offer", so that the program starts without building them.

Field numbers: the plugin protocol, version 6.10 (tfplugin6.proto)."""
import json

NESTING = {"single": 1, "list": 2, "set": 3}


def varint(n):
    out = b""
    while True:
        n, low = n >> 7, n & 0x7F
        out += bytes([low | 0x80]) if n else bytes([low])
        if not n:
            return out


def number(field, value):
    return varint(field << 3) + varint(value) if value else b""


def text(field, value):
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def flag(field, value):
    return number(field, 1 if value else 0)


def entry(field, key, message):
    """One entry of a map<string, message>."""
    return text(field, text(1, key) + text(2, message))


def type_of(field):
    """Terraform's type signature of an attribute."""
    shape = field["shape"]
    if shape in ("bool", "number", "string"):
        return shape
    if shape == "object":
        return ["object", {f["name"]: type_of(f) for f in field["fields"]}]
    inner = type_of(field["element"]) if "element" in field else ["object", {f["name"]: type_of(f) for f in field["fields"]}]
    return [shape, inner]


def attribute(field):
    mode = field["mode"]
    out = text(1, field["name"]) + text(2, json.dumps(type_of(field), separators=(",", ":")))
    if field.get("about"):
        out += text(3, field["about"])
    out += flag(4, mode == "required") + flag(5, mode.startswith("optional")) + flag(6, mode.endswith("computed"))
    out += flag(7, field.get("sensitive")) + flag(9, field.get("deprecated")) + flag(11, field.get("write_only"))
    return out


def block(fields, deprecated=False):
    out = b""
    for field in sorted(fields, key=lambda f: f["name"]):
        if not field.get("block"):
            out += text(2, attribute(field))
    for field in sorted(fields, key=lambda f: f["name"]):
        if field.get("block"):
            nesting = NESTING["single" if field["shape"] == "object" else field["shape"]]
            out += text(3, text(1, field["name"]) + text(2, block(field["fields"], field.get("deprecated"))) + number(3, nesting) +
                        number(4, field.get("min_items", 0)) + number(5, field.get("max_items", 0)))
    return out + flag(6, deprecated)


def schema(definition):
    return number(1, definition["version"]) + text(2, block(definition["root"]))


def identity_schema(definition):
    identity = definition["identity"]
    out = number(1, identity["version"])
    for field in sorted(identity["fields"], key=lambda f: f["name"]):
        out += text(2, text(1, field["name"]) + text(2, '"string"') + flag(3, field["mode"] == "required") +
                    flag(4, field["mode"] == "optional"))
    return out


CAPABILITIES = flag(1, True) + flag(2, True) + flag(3, True) + flag(4, True)


def list_schema(definition):
    """The configuration of a list resource: the region, where there are several."""
    region = text(2, text(1, "region") + text(2, '"string"') + flag(5, True)) if definition["regional"] else b""
    return text(2, region)


def function(spec):
    """A function; without a return type Terraform would crash."""
    out = b""
    for parameter in spec["parameters"]:
        out += text(1, text(1, parameter["name"]) + text(2, json.dumps(parameter["type"])) + text(5, parameter["about"]))
    returns = spec["returns"]
    returned = returns if isinstance(returns, str) else ["object", dict(sorted(returns.items()))]
    return out + text(3, text(1, json.dumps(returned, separators=(",", ":")))) + text(4, spec["about"]) + text(5, spec["about"])


def functions(field, specs):
    return b"".join(entry(field, spec["function"], function(spec)) for spec in specs)


def provider_schema(provider, by_kind, listable, specs):
    out = text(1, schema(provider))
    for d in by_kind["resource"]:
        out += entry(2, d["type"], schema(d))
    for d in by_kind["data_source"]:
        out += entry(3, d["type"], schema(d))
    if provider.get("meta"):
        out += text(5, text(2, block(provider["meta"])))
    for d in by_kind["ephemeral"]:
        out += entry(8, d["type"], schema(d))
    for d in by_kind["action"]:
        out += entry(11, d["type"], text(1, schema(d)))
    out += functions(7, specs)
    for d in listable:
        out += entry(9, d["type"], list_schema(d))
    return out + text(6, CAPABILITIES)


def identities(resources):
    return b"".join(entry(1, d["type"], identity_schema(d)) for d in resources if "identity" in d)


def metadata(by_kind, listable, specs):
    out = text(1, CAPABILITIES)
    for d in by_kind["data_source"]:
        out += text(3, text(1, d["type"]))
    for d in by_kind["resource"]:
        out += text(4, text(1, d["type"]))
    for spec in specs:
        out += text(5, text(1, spec["function"]))
    for d in by_kind["ephemeral"]:
        out += text(6, text(1, d["type"]))
    for d in listable:
        out += text(7, text(1, d["type"]))
    for d in by_kind["action"]:
        out += text(9, text(1, d["type"]))
    return out

"""Turns a definition as people write it into the form the program loads: shorthands written out, one spelling for everything."""
import re

from repeat import repetition

KINDS = ("resource", "data_source", "ephemeral", "action")
UNITS = {"ms": 1, "s": 1000, "m": 60000, "h": 3600000}
CHECKS = {"min": "min", "max": "max", "min_length": "min_length", "max_length": "max_length", "not_pattern": "not_pattern",
          "pattern_message": "pattern_message", "format": "format"}


def milliseconds(duration):
    number, unit = re.match(r"^(\d+)(ms|s|m|h)$", duration).groups()
    return int(number) * UNITS[unit]


def checks(spec):
    out = {new: spec[old] for old, new in CHECKS.items() if old in spec}
    if "pattern" in spec:
        out["patterns"] = [spec["pattern"]] if isinstance(spec["pattern"], str) else spec["pattern"]
    if "enum" in spec or "enum_ignore_case" in spec:
        out["one_of"] = [str(v) for v in spec.get("enum", spec.get("enum_ignore_case"))]
        out["ignore_case"] = "enum_ignore_case" in spec
    return out


def chosen(choice, out, condition_key, else_key):
    """{"if", "then", "else"}: the first place or template, after the other is noted with its conditions."""
    out[condition_key], out[else_key] = conditions(choice["if"]), choice.get("else", "")
    return choice["then"]


def made(spec, out):
    """Values that come from templates."""
    for key in ("derive", "generate"):
        template = spec.get(key)
        if isinstance(template, dict):
            template = chosen(template, out, key + "_if", key + "_else")
        if template:
            out[key] = template


def places(spec, out):
    if "mask" in spec:
        out["mask"] = spec["mask"] or "-"
    for key in ("send", "take"):
        place = spec.get(key, spec.get("wire"))
        if isinstance(place, dict):
            place = chosen(place, out, "send_if", "send_else")
        if place and not (key == "send" and out["mode"] == "computed" and "send" not in spec):
            out[key] = place


def sending(spec, out):
    """When a field is in a request, and which keys of an answer's map are not taken."""
    zero = spec.get("send_zero", False)
    if zero:
        out["send_zero"] = True
        if zero is not True:
            out["send_zero_when"] = conditions(zero)
    if "send_when" in spec:
        out["send_when"] = conditions(spec["send_when"])
    if "drop_keys" in spec:
        out["drop_keys"], out["drop_when"] = spec["drop_keys"]["keys"], spec["drop_keys"].get("if", "")


def planning(spec, out):
    """What forces a replacement, and what stands in for what is not configured."""
    replace = spec.get("replace")
    if replace is True:
        out["replace"] = True
    elif replace:
        out["replace_rule"] = {"when": conditions(replace.get("when", [])), "unless_own": replace.get("unless_own", "")}
    fallback = spec.get("fallback")
    if fallback:
        out["fallback"] = {"fact": fallback, "always": False} if isinstance(fallback, str) else {"always": False, **fallback}


def copied(spec, out, keys):
    for key in keys:
        if spec.get(key) not in (None, False, "", []):
            out[key] = spec[key]


def attribute(name, spec):
    out = {"name": name, "mode": spec["mode"]}
    kind, _, inner = spec["type"].partition("(")
    out["shape"] = kind
    if inner == "object)":
        out["fields"] = fields_of(spec.get("fields", {}), {})
    elif inner:
        out["element"] = {"name": "", "mode": "optional", "shape": inner[:-1], "checks": checks(spec.get("element", {}))}
        if "same-elements" in spec.get("equal", ()):  # the other words say when two of them are
            out["element"]["equal"] = [word for word in spec["equal"] if word != "same-elements"]
    copied(spec, out, ("min_items", "max_items", "fraction", "sensitive", "write_only", "equal", "same_element", "store", "plan", "as", "take_as", "send_config", "as_answered", "keep_absent", "own_keys", "order", "about"))
    made(spec, out)
    sending(spec, out)
    out["deprecated"] = bool(spec.get("deprecated"))
    planning(spec, out)
    if "default" in spec:
        out["default"] = spec["default"]
    out["checks"] = checks(spec)
    if "keys" in spec:
        out["key_checks"] = checks(spec["keys"])
    places(spec, out)
    return out


def block(name, spec):
    nesting = spec["nesting"]
    out = {"name": name, "block": True, "mode": spec.get("mode", "optional"), "shape": "object" if nesting == "single" else nesting,
           "fields": fields_of(spec.get("attributes", {}), spec.get("blocks", {})), "deprecated": bool(spec.get("deprecated"))}
    copied(spec, out, ("min_items", "max_items", "equal", "plan", "as", "keep_absent", "order", "about"))
    planning(spec, out)
    sending(spec, out)
    out["array"] = spec.get("array", spec.get("max_items") != 1 and nesting != "single")
    places(spec, out)
    return out


def fields_of(attributes, blocks):
    return [attribute(n, s) for n, s in attributes.items()] + [block(n, s) for n, s in blocks.items()]


def condition(text):
    negated = text.startswith("!")
    word, _, rest = text.lstrip("!").partition(":")
    out = {"word": word, "negated": negated}
    if word in ("is", "was", "above", "like"):
        rest, _, out["value"] = rest.partition("=")
    out["paths"] = rest.split("|") if rest else []
    return out


def conditions(given):
    return [condition(c) for c in ([given] if isinstance(given, str) else given)]


def shared(spec, own):
    """A call with what all calls of its definition share: the path behind "~", query and headers."""
    if not own or "http" not in spec:
        return spec
    method, target = spec["http"].split(" ", 1)
    path, _, query = target.partition("?")
    if path.startswith("~"):
        path = own.get("path", "~") + path[1:]
    query = "&".join(part for part in (query, own.get("query", "")) if part)
    headers = {**own.get("headers", {}), **spec.get("headers", {})}
    out = dict(spec, http="%s %s%s" % (method, path, "?" + query if query else ""))
    return dict(out, headers=headers) if headers else out


def error(text):
    code, _, part = text.partition(": ")
    return {"code": code, "text": part}


def step(spec, service, operation="", first=False):
    spec, out = shared(spec, service.get("share")), {}
    for key in ("call", "service", "body_root", "raw_body", "bucket", "each", "take", "items", "match", "answer", "new_is", "into", "save", "fail", "tags", "pause", "hook", "reason", "progress"):
        if key in spec:
            out[key] = spec[key]
    out["gone"] = [error(e) for e in spec.get("gone", [])] + ([error(e) for e in service.get("gone", [])] if operation in ("read", "open", "delete", "close", "wait") else [])
    out["ignore"] = [error(e) for e in spec.get("ignore", [])]
    out["retry"] = [{"errors": [error(e) for e in r["errors"]], "time": milliseconds(r["for"])} for r in spec.get("retry", []) + (service.get("retry", []) if operation in ("create", "update", "tag") else [])]
    out["when"] = conditions(spec.get("when", []))
    if "http" in spec:
        out["method"], target = spec["http"].split(" ", 1)
        out["path"], _, query = target.partition("?")
        out["query"] = [[k, v] for k, _, v in (part.partition("=") for part in query.split("&") if part)]
    out["headers"] = [[k, v] for k, v in spec.get("headers", {}).items()]
    if "with" in spec:
        out["body"] = spec["with"]
    if "names" in spec:
        out["names"] = [spec["names"]] if isinstance(spec["names"], str) else spec["names"]
    page = spec.get("page") or (service.get("page") if "items" in spec else None)
    if page:
        out["page_token"], out["page_next"] = page["token"], page["next"]
    if operation in ("read", "open") and "into" not in spec:
        out["into"] = ["*"]
    if "at" in spec:
        out["fail_at"] = spec["at"]
    if "wait" in spec:
        out["wait"] = [spec["wait"]] if isinstance(spec["wait"], str) else spec["wait"]
    out["creates"] = spec.get("creates", operation == "create" and first)
    if "call" in spec:
        out["repeat"] = repetition(spec, service)
        out["idempotent"] = out["repeat"] != "once"
    if "made" in spec:
        out["made"] = made_by(spec["made"], service)
    if "again" in spec:
        out["again_after"], out["again_from"] = [error(e) for e in spec["again"]["errors"]], spec["again"]["from"]
    return out


def made_by(spec, service):
    """How to see what a call has made; `step` is left to the read's first step where no call is written."""
    out = {"time": spec.get("time", ""), "before": spec.get("before", False)}
    call = {k: v for k, v in spec.items() if k not in out}
    return dict(out, step=step(call, service, "read")) if call else out


def steps(specs, service, operation):
    marked = any(s.get("creates") for s in specs)
    first = next((i for i, s in enumerate(specs) if "fail" not in s), None)
    return [step(s, service, operation, i == first and not marked) for i, s in enumerate(specs)]


def operations(d, service):
    out = {operation: steps(specs, service, operation) for operation, specs in d.get("calls", {}).items()}
    for one in (s for found in out.values() for s in found if s.get("repeat") == "once"):
        if one["creates"] and "made" in d:
            one.setdefault("made", made_by(d["made"], service))
        if "made" in one:
            one["made"].setdefault("step", out.get("read", [{}])[0])
    return out


def waiter(name, spec, service):
    out = {"name": name, "step": step(spec, service, "wait"), "target": spec["target"], "every": milliseconds(spec["every"]), "timeout": spec["timeout"]}
    for key in ("state", "same", "pending", "fallback_state", "fallback_target", "reason", "in_a_row"):
        if key in spec:
            out[key] = spec[key]
    if "first" in spec:
        out["first"] = milliseconds(spec["first"])
    return out


def bulk(spec, service):
    call = {k: v for k, v in spec.items() if k not in ("key", "value", "inside", "serves", "save", "tags", "reason", "form", "except", "over")}
    out = {"step": step(call, service, "list"), "key": spec["key"], "serves": spec.get("serves", []), "has_tags": spec.get("tags", True)}
    for key in ("value", "inside", "save", "except"):
        if key in spec:
            out[key] = spec[key]
    if "over" in spec:
        out["over"], out["over_give"] = spec["over"]["type"], spec["over"]["give"]
    return out


def data(spec, service):
    """What the object holds: measures as steps, effects with their conditions; the other words as they are."""
    out = {k: v for k, v in spec.items() if k not in ("facts", "effects")}
    out["measures"] = [{"step": step({k: v for k, v in fact.items() if k not in ("pages", "give")} if "call" in fact else {"when": fact.get("when", [])},
                                     dict(service, gone=[]), "read"),
                        "pages": fact.get("pages", 1), "give": {name: dict(zip(("how", "path"), rule.split(":", 1))) for name, rule in fact["give"].items()}}
                       for fact in spec.get("facts", [])]
    out["effects"] = [{"on": e.get("on", "update"), "when": conditions(e.get("when", [])), "impact": e["impact"], "about": e["about"],
                       "way_back": e.get("way_back", "")} for e in spec.get("effects", [])]
    return out


def tagging(spec, service):
    merged = dict(service.get("tagging", {}), **(spec if isinstance(spec, dict) else {}))
    out = {"form": merged.get("form", "map")}
    for key in ("send", "take", "after", "whole", "policy"):
        if merged.get(key):
            out[key] = merged[key]
    for key in ("read", "tag", "untag", "tag_some", "untag_some"):
        out[key] = [dict(step(s, service, "read" if key == "read" else "tag"), into=[]) for s in merged.get(key, [])]
    if "bulk" in merged:
        out["bulk"], out["bulk_form"] = bulk(merged["bulk"], service), merged["bulk"].get("form", "map")
    return out


def labelling(spec):
    return {"own": "labels", "all": "terraform_labels", "effective": "effective_labels", "wire": "labels", "attribution": True, "replace": False,
            **(spec if isinstance(spec, dict) else {})}


def label_fields(names):
    """What is configured, that with the provider's, and all that the object has. Only the last is sent."""
    keys = {"keys": {"pattern": names["key_pattern"]}} if "key_pattern" in names else {}
    yield attribute(names["own"], {"type": "map(string)", "mode": "optional", "take": names["wire"], "own_keys": True, "mask": False, **keys})
    yield attribute(names["all"], {"type": "map(string)", "mode": "computed", "take": names["wire"], "own_keys": True})
    yield attribute(names["effective"], {"type": "map(string)", "mode": "computed", "send": names["wire"], "take": names["wire"], "replace": names["replace"]})


def upgrade(spec):
    out = {"from": spec["from"]}
    for key in ("rename", "drop", "set", "split", "to_block", "from_block", "hook"):
        if key in spec:
            out[key] = spec[key]
    return out


def shared_fields(d, data_source):
    """Attributes that a definition has by a word of its own."""
    legacy = d.get("planning", "legacy") == "legacy"
    has_id = not {"provider", "ephemeral", "action"} & set(d)
    if d.get("scope") == "regional" and "region" not in d.get("attributes", {}):
        yield attribute("region", {"type": "string", "mode": "optional_computed", "format": "region-of-partition",
                                   **({"replace": {"unless_own": "region"}} if "resource" in d else {})})
    mode = d.get("id_mode", "optional_computed" if legacy else "computed")
    if mode != "none" and "id" not in d.get("attributes", {}) and has_id:
        yield attribute("id", {"type": "string", "mode": mode, "deprecated": d.get("id_deprecated", False), **({} if legacy else {"plan": "keep-prior"})})
    if d.get("tags"):
        yield attribute("tags", {"type": "map(string)", "mode": "optional"})
        yield attribute("tags_all", {"type": "map(string)", "mode": "optional_computed" if legacy else "computed"})
    if d.get("labels"):
        yield from label_fields(labelling(d["labels"]))
    if d.get("timeouts"):
        yield block("timeouts", {"nesting": "single", "attributes": {
            name: {"type": "string", "mode": "optional", "format": "duration"} for name in d["timeouts"]}})


def definition(d, provider, service):
    kind = next((k for k in KINDS if k in d), "provider")
    data_source = kind == "data_source"
    if "share" in d:
        service = dict(service, share={**service.get("share", {}), **d["share"]})
    out = {
        "type": d[kind], "provider": provider, "kind": kind, "data_source": data_source,
        "legacy": d.get("planning", "legacy") == "legacy", "regional": d.get("scope") == "regional", "service": d.get("service", ""),
        "version": d.get("version", 0), "id": d.get("id", ""), "about": d.get("about", ""), "additions": d.get("additions", []),
        "root": sorted(fields_of(d.get("attributes", {}), d.get("blocks", {})) + list(shared_fields(d, data_source)), key=lambda f: f["name"]),
        "timeouts": {k: milliseconds(v) for k, v in d.get("timeouts", {}).items()},
        "rules": [{"kind": kind, "at": rule.get("at", ""), "fields": rule[kind]}
                  for rule in d.get("rules", []) for kind in rule if kind != "at"],
        "refuse": [{"when": conditions(r["when"]), "at": r.get("at", ""), "message": r["message"]} for r in d.get("refuse", [])],
        "unknown": [{"when": conditions(u["when"]), "fields": u["fields"]} for u in d.get("unknown", [])],
        "calls": operations(d, service),
        "waiters": {n: waiter(n, w, service) for n, w in d.get("waiters", {}).items()},
        "bulk": [bulk(b, service) for b in d.get("bulk", [])],
        "hooks": [h["name"] for h in d.get("hooks", [])], "list": d.get("list", False), "data": data(d.get("data", {}), service),
    }
    if "import" in d:
        out["imports"] = [d["import"]] if isinstance(d["import"], str) else d["import"]
        out["import_parts"] = not isinstance(d["import"], str)
    if "meta" in d:
        out["meta"] = sorted(fields_of(d["meta"], {}), key=lambda f: f["name"])
    for key in ("import_sets", "official", "parts", "exists", "lock", "renew_at"):
        if key in d:
            out[key] = d[key]
    if "forbid" in d:
        out["forbid"] = [{"when": conditions(r["when"]), "at": r.get("at", ""), "message": r["message"]} for r in d["forbid"]]
    if "upgrades" in d:
        out["upgrades"] = [upgrade(u) for u in d["upgrades"]]
    if d.get("labels"):
        out["labels"] = {k: v for k, v in labelling(d["labels"]).items() if k != "key_pattern"}
    if d.get("tags"):
        out["tagging"] = tagging(d["tags"], service)
    if "identity" in d:
        spec = d["identity"]
        out["identity"] = {"version": spec.get("version", 0), "id": spec["id"], "values": spec.get("values", {}), "fields": [
            {"name": n, "shape": "string", "mode": m, "checks": {}} for n, m in spec["attributes"].items()]}
    return out

"""Checks definitions: first their form (JSON Schema), then their meaning. Collects every problem before anything is reported."""
import difflib, json, os, re

import jsonschema

from expand import conditions

WORDS = {"id", "account_id", "partition", "dns_suffix", "region", "now", "unique", "each", "prior", "added", "removed", "dropped", "save", "tags", "keys", "item", "arn_region"}
CONDITIONS = {"changed", "set", "is", "was", "above", "creating", "replied", "added", "removed", "dropped", "known", "like"}
CONVERSIONS = {"time", "pairs", "url-json", "json", "enabled", "one-or-none", "joined", "lower", "arn-name", "many", "document", "custom", "url", "day", "name-prefix", "no-blanks"}
PLACEHOLDER = re.compile(r"\{([^{}\"]*)\}")


class Checker:
    def __init__(self, meta):
        self.problems = []
        with open(os.path.join(meta, "resource.schema.json")) as f:
            resource = json.load(f)
        with open(os.path.join(meta, "service.schema.json")) as f:
            service = json.load(f)
        with open(os.path.join(meta, "function.schema.json")) as f:
            function = json.load(f)
        store = {"resource.schema.json": resource, "": service}
        self.form = {
            "resource": jsonschema.Draft202012Validator(resource),
            "function": jsonschema.Draft202012Validator(function),
            "service": jsonschema.Draft202012Validator(service, resolver=jsonschema.RefResolver("", service, store=store)),
        }

    def say(self, file, path, message):
        self.problems.append("%s#/%s: %s" % (file, path, message))

    # --- form ------------------------------------------------------------------------------------------------------

    def check_form(self, file, document, kind):
        good = True
        for error in sorted(self.form[kind].iter_errors(document), key=lambda e: list(map(str, e.absolute_path))):
            good = False
            self.say(file, "/".join(map(str, error.absolute_path)), self.worded(error))
        return good

    @staticmethod
    def worded(error):
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = list(error.schema.get("properties", {}))
            unknown = [k for k in error.instance if k not in known]
            near = ["%s (did you mean %s?)" % (k, m[0]) if (m := difflib.get_close_matches(k, known, 1)) else k for k in unknown]
            return "unknown key: " + ", ".join(near)
        if error.validator == "enum":
            near = difflib.get_close_matches(str(error.instance), [str(v) for v in error.validator_value], 1)
            return "%r is not one of %s%s" % (error.instance, ", ".join(map(str, error.validator_value)),
                                              "; did you mean %s?" % near[0] if near else "")
        return error.message[:300]

    # --- meaning ---------------------------------------------------------------------------------------------------

    def check_meaning(self, file, d):
        """`d` is the expanded definition."""
        self.file, self.names = file, {f["name"]: f for f in d["root"]}
        for field in d["root"]:
            self.check_field(field, "attributes/" + field["name"], d["root"])
        for i, rule in enumerate(d.get("rules", [])):
            for name in rule["fields"]:
                self.known_path(name, "rules/%d" % i)
        for kind in ("refuse", "unknown"):
            for i, item in enumerate(d.get(kind, [])):
                self.check_conditions(item["when"], "%s/%d/when" % (kind, i))
                for name in item.get("fields", []) + ([item["at"]] if item.get("at") else []):
                    self.known_path(name, "%s/%d" % (kind, i))
        for operation, steps in d.get("calls", {}).items():
            saved = set()
            for i, step in enumerate(steps):
                self.check_step(d, step, "calls/%s/%d" % (operation, i), saved)
        for name, waiter in d.get("waiters", {}).items():
            self.check_step(d, waiter["step"], "waiters/" + name, set())
            if waiter["timeout"] not in ("create", "update", "delete", "read") and not re.match(r"^\d+(ms|s|m|h)$", waiter["timeout"]):
                self.say(file, "waiters/%s/timeout" % name, "%r is neither an operation nor a duration" % waiter["timeout"])
        for i, bulk in enumerate(d.get("bulk", [])):
            self.check_tree(bulk["step"].get("body"), "bulk/%d/with" % i, set())
            reads = {s.get("call"): set(s.get("save", {})) for s in d.get("calls", {}).get("read", [])}
            self.check_template(bulk.get("value", ""), "bulk/%d/value" % i, set().union(*reads.values()))
            for name in bulk["serves"]:
                if name not in reads:
                    self.say(file, "bulk/%d/serves" % i, "%r is no call of the read" % name)
            for name in set(bulk.get("save", {})) - set().union(*(reads.get(call, set()) for call in bulk["serves"])):
                self.say(file, "bulk/%d/save" % i, "%r is saved by none of the calls that it serves" % name)
        self.check_data(d)
        self.check_repetition(d, "")
        self.check_template(d.get("id", ""), "id", set())
        updates = d.get("calls", {}).get("update")
        if d.get("calls") and not d["data_source"] and not updates and not d.get("tagging"):
            for field in d["root"]:
                changeable = field["mode"] in ("required", "optional") and not field.get("replace") and not field.get("replace_when")
                if changeable and field.get("send") and field["name"] not in ("timeouts", "region"):
                    self.say(file, "attributes/" + field["name"], "can change in place, but there is no update; add one, or \"replace\": true")

    def check_repetition(self, part, where):
        """Every call of the definition, wherever it stands, has a class; what must not run twice says how to see what it has made."""
        if isinstance(part, list):
            for i, item in enumerate(part):
                self.check_repetition(item, "%s%d/" % (where, i))
        elif isinstance(part, dict):
            if part.get("call") and part.get("repeat", "") is None:
                self.say(self.file, where + part["call"], "may it be sent again when nobody knows whether it was carried out? Name it under \"repeatable\" or \"once\" "
                         "in the service's file, or set \"idempotent\" in the step")
            if part.get("repeat") == "once" and not part.get("made"):
                self.say(self.file, where + part["call"], "must not run twice: say with \"made\" how to see whether it has made something")
            if part.get("made") and part.get("repeat") != "once":
                self.say(self.file, where + "made", "is for calls that must not run twice")
            for key, item in part.items():
                if key not in ("body", "save"):
                    self.check_repetition(item, "%s%s/" % (where, key))

    def check_made(self, d, made, where):
        if not made["time"] and not made["before"]:
            self.say(self.file, where, "needs the \"time\" at which the service says it was made, or \"before\": true")
        if not made["step"].get("call"):
            self.say(self.file, where, "needs a call: the definition has no read")
        else:
            self.check_step(d, made["step"], where, set())

    def check_data(self, d):
        for i, measure in enumerate(d["data"].get("measures", [])):
            where = "data/facts/%d" % i
            if measure["step"].get("call"):
                self.check_step(d, measure["step"], where, set())
            for name, rule in measure["give"].items():
                if not measure["step"].get("call") and rule["how"] != "value":
                    self.say(self.file, where + "/give/" + name, "without a call there is nothing to %s" % rule["how"])
        for i, effect in enumerate(d["data"].get("effects", [])):
            self.check_conditions(effect["when"], "data/effects/%d/when" % i)
            for key in ("about", "way_back"):
                self.check_template(effect[key], "data/effects/%d/%s" % (i, key), set())
        for name in d["data"].get("shows", {}):
            self.known_path(name, "data/shows")
        for key in ("guards", "location", "columns", "partitions", "reads", "writes"):
            if key in d["data"]:
                self.known_path(d["data"][key], "data/" + key)

    def check_field(self, field, path, siblings):
        if field.get("default") is not None and field["mode"] in ("required", "computed"):
            self.say(self.file, path, "has a default, which a %s attribute can't have" % field["mode"])
        if field.get("write_only") and "computed" in field["mode"]:
            self.say(self.file, path, "is write_only and computed at once")
        for key in ("as", "take_as"):
            conversion = field.get(key, "").split(":")[0]
            if conversion and conversion not in CONVERSIONS:
                self.say(self.file, path + "/" + key, "%r is no conversion (%s)" % (conversion, ", ".join(sorted(CONVERSIONS))))
        for checks in (field.get("checks", {}), field.get("element", {}).get("checks", {})):
            for pattern in checks.get("patterns", []) + [checks.get("not_pattern", "")]:
                self.check_pattern(pattern, path + "/pattern")
        for key in ("derive", "derive_else"):
            self.check_template(field.get(key, ""), "%s/%s" % (path, key), set())
        for key in ("generate", "generate_else"):
            self.check_template(field.get(key, "").replace("{generated}", ""), "%s/%s" % (path, key), set())
            if field.get(key) and "{generated}" not in field[key]:
                self.say(self.file, "%s/%s" % (path, key), "makes the same name each time; it needs {generated}")
        if field["mode"] == "computed" and field.get("send"):
            self.say(self.file, path, "is computed only, yet has a place in requests; use \"take\" instead of \"wire\"")
        for key in ("send_when", "send_zero_when", "send_if", "derive_if", "generate_if"):
            self.check_conditions(field.get(key, []), path + "/" + key, siblings={f["name"] for f in siblings})
        for inner in field.get("fields", []):
            self.check_field(inner, "%s/%s" % (path, inner["name"]), field["fields"])

    def check_pattern(self, pattern, where):
        try:
            re.compile(pattern)
        except re.error as problem:
            self.say(self.file, where, "%r is no pattern: %s" % (pattern, problem))
        if re.search(r"\(\?[=!<]", pattern):
            self.say(self.file, where, "%r has lookaround, which RE2 has not; use several patterns, or not_pattern" % pattern)

    def known_path(self, dotted, where):
        fields = self.names
        for part in re.sub(r"\[\d+\]|\.(\d+|\*)(?=\.|$)", "", dotted).split("."):
            if part not in fields:
                near = difflib.get_close_matches(part, list(fields), 1)
                self.say(self.file, where, "%r names no attribute%s" % (dotted, "; did you mean %s?" % near[0] if near else ""))
                return
            fields = {f["name"]: f for f in fields[part].get("fields", [])}

    def check_conditions(self, conditions, where, saved=None, siblings=()):
        for c in conditions:
            if c["word"] not in CONDITIONS:
                self.say(self.file, where, "%r is no condition (%s)" % (c["word"], ", ".join(sorted(CONDITIONS))))
                continue
            if c["word"] == "above" and not c["value"].lstrip("-").isdigit():
                self.say(self.file, where, "above:%s=%s: %r is no whole number" % ("|".join(c["paths"]), c["value"], c["value"]))
            if c["word"] == "like":
                self.check_pattern(c["value"], where)
            if c["word"] != "replied":
                for path in c.get("paths", []):
                    if path.startswith("."):
                        if path[1:] not in siblings:
                            self.say(self.file, where, "%r names no attribute beside this one" % path)
                    elif path.startswith("save."):
                        if saved is not None and path[5:] not in saved:
                            self.say(self.file, where, "%s: no earlier step saves it" % path)
                    elif not (path == "*" and c["word"] == "changed") and path.split(".")[0] != "each":
                        self.known_path(path, where)

    def check_template(self, template, where, saved):
        for inner in PLACEHOLDER.findall(template):
            for option in inner.split("|"):
                option = option.strip()
                head = option.split(".")[0]
                if option.startswith("'") or head in WORDS - {"save", "prior", "added", "removed", "dropped"}:
                    continue
                if head == "save":
                    if option.split(".")[1] not in saved:
                        self.say(self.file, where, "{%s}: no earlier step saves it" % option)
                elif head in ("prior", "added", "removed", "dropped"):
                    self.known_path(option.split(".", 1)[1], where)
                else:
                    self.known_path(option, where)

    def check_tree(self, tree, where, saved):
        if isinstance(tree, str):
            self.check_template(tree, where, saved)
        elif isinstance(tree, list):
            for item in tree:
                self.check_tree(item, where, saved)
        elif isinstance(tree, dict):
            for key, value in tree.items():
                if key == "*if":
                    for i, part in enumerate(value):
                        self.check_conditions(conditions(part["when"]), "%s/*if/%d/when" % (where, i), saved)
                        self.check_tree(part["with"], "%s/*if/%d/with" % (where, i), saved)
                elif key in ("*", "*changed"):
                    for name in value if isinstance(value, list) else []:
                        self.known_path(name, where + "/" + key)
                else:
                    self.check_tree(value, where + "/" + key, saved)

    def check_step(self, d, step, where, saved):
        kinds = sum(bool(step.get(k)) for k in ("call", "hook", "fail"))
        if kinds > 1 or (kinds == 0 and not step.get("wait") and not step.get("save")):
            self.say(self.file, where, "a step has one of call, hook and fail, or only a wait or a save")
        if step.get("fail_at"):
            self.known_path(step["fail_at"], where + "/at")
        if step.get("hook") and not step.get("reason"):
            self.say(self.file, where, "a hook needs its reason")
        self.check_conditions(step.get("when", []), where + "/when", saved)
        self.check_tree(step.get("body"), where + "/with", saved)
        for name in step.get("names", []):
            self.check_template(name.split("=", 1)[1], where + "/names", saved)
        if step.get("answer") and step.get("method") != "GET":
            self.say(self.file, where + "/answer", "only a GET of a REST style has an answer to name")
        for key in ("raw_body", "path", "bucket", "pause"):
            self.check_template(step.get(key, ""), where, saved)
        for _, template in step.get("query", []) + step.get("headers", []):
            self.check_template(template, where, saved)
        for name in step.get("into", []):
            if name != "*":
                self.known_path(name, where + "/into")
        for name in step.get("wait", []):
            if name not in d.get("waiters", {}):
                self.say(self.file, where + "/wait", "no waiter %r" % name)
        if step.get("made"):
            self.check_made(d, step["made"], where + "/made")
        if step.get("new_is") and not any(step["new_is"].endswith("={save.%s}" % name) for made in d["calls"].get("create", []) for name in made.get("save", {})):
            self.say(self.file, where + "/new_is", "no step of create saves what %r compares with" % step["new_is"])
        saved.update(step.get("save", {}))

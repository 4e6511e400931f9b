"""Checks definitions: first their form (JSON Schema), then their meaning. Collects every problem before anything is reported."""
import difflib, json, os, re

import jsonschema

from expand import conditions
from words import HINT, Words

PLACEHOLDER = re.compile(r"\{([^{}\"]*)\}")


class Checker:
    def __init__(self, meta):
        self.problems, self.words = [], Words(meta)
        resource = self.words.schema(lambda group: {"word": group})
        service, function = (self.read(meta, name) for name in ("service", "function"))
        store = {"resource.schema.json": resource, "": service}
        self.form = {
            "resource": self.validator(resource),
            "function": self.validator(function),
            "service": self.validator(service, resolver=jsonschema.RefResolver("", service, store=store)),
        }
        for path in self.words.stale():
            self.say(path, "", "is not what words.json says; " + HINT)

    @staticmethod
    def read(meta, name):
        with open(os.path.join(meta, name + ".schema.json"), encoding="utf-8") as f:
            return json.load(f)

    def validator(self, schema, **options):
        """Draft 2020-12 with one keyword more: {"word": GROUP} takes the words of that group."""
        def word(_, group, text, __):
            if not isinstance(text, str):
                problem = "%r is no text" % (text,)
            else:
                problem = self.words.problem(group, text) if group != "hook" else None  # check_hook knows what it stands in for
            if problem:
                yield jsonschema.ValidationError(problem)
        return jsonschema.validators.extend(jsonschema.Draft202012Validator, {"word": word})(schema, **options)

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
        if error.validator in ("oneOf", "anyOf") and error.context:
            # The alternative that has the right type says best what is wrong.
            near = [e for e in error.context if e.validator != "type"] or error.context
            return Checker.worded(near[0])
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = list(error.schema.get("properties", {}))
            unknown = [k for k in error.instance if k not in known]
            near = ["%s (did you mean %s?)" % (k, m[0]) if (m := difflib.get_close_matches(k, known, 1)) else k for k in unknown]
            return "unknown key: " + ", ".join(near)
        if error.validator == "enum":
            near = difflib.get_close_matches(str(error.instance), [str(v) for v in error.validator_value], 1)
            return "%r is not one of %s%s" % (error.instance, ", ".join(map(str, error.validator_value)),
                                              "; did you mean %s?" % near[0] if near else "")
        return error.message[:1000]

    # --- meaning ---------------------------------------------------------------------------------------------------

    def check_meaning(self, file, d):
        """`d` is the expanded definition."""
        self.file, self.names, self.parts = file, {f["name"]: f for f in d["root"]}, d.get("parts", {})
        self.effective = d.get("labels", {}).get("effective")
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
            saved = {name for step in d["calls"].get("open", []) for name in step.get("save", {})} if operation in ("renew", "close") else set()
            for i, step in enumerate(steps):
                self.check_step(d, step, "calls/%s/%d" % (operation, i), saved)
        for name, waiter in d.get("waiters", {}).items():
            # A waiter is part of the steps that wait with it; which those are, and what they saved, is not followed.
            saved = {key for steps in d.get("calls", {}).values() for one in steps for key in one.get("save", {})}
            self.check_step(d, waiter["step"], "waiters/" + name, saved)
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
        for i, name in enumerate(d.get("hooks", [])):
            self.check_hook(({"data_source": "data", "ephemeral": "data"}.get(d["kind"], "plan"), "conversion"), name, "hooks/%d/name" % i)
        self.check_kind(d)
        self.check_more(d)
        self.check_data(d)
        self.check_repetition(d, "")
        self.check_template(d.get("id", ""), "id", set())
        updates = d.get("calls", {}).get("update")
        if d.get("calls") and d["kind"] == "resource" and not updates and not d.get("tagging"):
            for field in d["root"]:
                changeable = field["mode"] in ("required", "optional") and not field.get("replace") and not field.get("replace_rule")
                if changeable and field.get("send") and field["name"] not in ("timeouts", "region"):
                    self.say(file, "attributes/" + field["name"], "can change in place, but there is no update; add one, or \"replace\": true")

    def check_kind(self, d):
        """Each kind of thing has its own operations."""
        own = {"resource": {"create", "read", "update", "delete"}, "data_source": {"read"}, "ephemeral": {"open", "renew", "close"}, "action": {"invoke"}}.get(d["kind"], set())
        for operation in d.get("calls", {}):
            if operation not in own:
                self.say(self.file, "calls/" + operation, "%s has no such operation (%s)" % (d["kind"], ", ".join(sorted(own)) or "it has none"))
        saved = {name for steps in d.get("calls", {}).values() for step in steps for name in step.get("save", {})}
        if d.get("renew_at") and d["renew_at"] not in saved:
            self.say(self.file, "renew_at", "no step saves %r" % d["renew_at"])
        if d.get("meta") and d["kind"] != "provider":
            self.say(self.file, "meta", "belongs to the provider block")

    def check_more(self, d):
        """Import forms, parts of ids, upgrades, what is forbidden, locks, labels."""
        for i, form in enumerate(d.get("imports", [])):
            if d["import_parts"]:
                form = re.sub(r"\{\+", "{", form)
            for inner in PLACEHOLDER.findall(form):
                name = inner.split("|")[0]
                if name not in self.words.groups["placeholder"]:
                    self.known_path(name, "import/%d" % i)
        for name in d.get("parts", {}):
            self.known_path(name, "parts/" + name)
        for i, one in enumerate(d.get("forbid", [])):
            self.check_conditions(one["when"], "forbid/%d/when" % i)
            if one["at"]:
                self.known_path(one["at"], "forbid/%d/at" % i)
        self.check_template(d.get("lock", ""), "lock", set())
        self.check_upgrades(d)
        if d.get("exists") and not d["calls"].get("read"):
            self.say(self.file, "exists", "needs a read to look with")
        if "labels" in d and "tagging" in d:
            self.say(self.file, "labels", "there are tags already")

    def check_upgrades(self, d):
        steps = d.get("upgrades", [])
        wanted = list(range(d["version"] - len(steps), d["version"]))
        if [one["from"] for one in steps] != wanted:
            self.say(self.file, "upgrades", "lead from %s to version %d; they must start from %s" % (
                ", ".join(str(one["from"]) for one in steps) or "none", d["version"], ", ".join(map(str, wanted))))
        for i, one in enumerate(steps):
            if one.get("hook"):
                self.check_hook(("upgrade",), one["hook"], "upgrades/%d/hook" % i)
            if set(one) == {"from"}:
                self.say(self.file, "upgrades/%d" % i, "changes nothing; name what it does")

    def check_again(self, d, step, where):
        calls = [s.get("call") for steps in d["calls"].values() for s in steps]
        if step.get("again_from") and step["again_from"] not in calls:
            near = difflib.get_close_matches(step["again_from"], [c for c in calls if c], 1)
            self.say(self.file, where + "/again/from", "%r is no call here%s" % (step["again_from"], "; did you mean %s?" % near[0] if near else ""))

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

    def check_hook(self, of, name, where):
        problem = self.words.hook_problem(of, name)
        if problem:
            self.say(self.file, where, problem)

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
        for checks in (field.get("checks", {}), field.get("key_checks", {}), field.get("element", {}).get("checks", {})):
            for pattern in checks.get("patterns", []) + [checks.get("not_pattern", "")]:
                self.check_pattern(pattern, path + "/pattern")
        for key in ("derive", "derive_else"):
            self.check_template(field.get(key, ""), "%s/%s" % (path, key), set())
        for key in ("generate", "generate_else"):
            self.check_template(field.get(key, "").replace("{generated}", ""), "%s/%s" % (path, key), set())
            if field.get(key) and "{generated}" not in field[key]:
                self.say(self.file, "%s/%s" % (path, key), "makes the same name each time; it needs {generated}")
        if field["mode"] == "computed" and field.get("send") and field["name"] != self.effective:
            self.say(self.file, path, "is computed only, yet has a place in requests; use \"take\" instead of \"wire\"")
        self.check_conditions(field.get("replace_rule", {}).get("when", []), path + "/replace/when", siblings={f["name"] for f in siblings})
        if field.get("own_keys") and field["shape"] != "map":
            self.say(self.file, path, "own_keys is for maps")
        if field.get("fallback") and "/" in path.removeprefix("attributes/"):
            self.say(self.file, path, "only what stands at the top has a fallback")
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
            if c["word"] not in self.words.groups["condition"]:
                self.say(self.file, where, self.words.problem("condition", c["word"]))
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
                option = option.strip().removeprefix("%")
                head = option.split(".")[0]
                if option.startswith("'") or head in self.words.groups["placeholder"].keys() - {"save", "prior", "added", "removed", "dropped", "parts"}:
                    continue
                if head == "save":
                    if option.split(".")[1] not in saved:
                        self.say(self.file, where, "{%s}: no earlier step saves it" % option)
                elif head == "parts":
                    self.check_part(option, where)
                elif head in ("prior", "added", "removed", "dropped"):
                    self.known_path(option.split(".", 1)[1], where)
                else:
                    self.known_path(option, where)

    def check_part(self, option, where):
        """{parts.account_id.name}: a part of an attribute's ids."""
        _, attribute, part = (option.split(".", 2) + ["", ""])[:3]
        pattern = self.parts.get(attribute)
        known = PLACEHOLDER.findall(pattern) if pattern else list(self.parts)
        wanted = part if pattern else attribute
        if wanted not in known:
            near = difflib.get_close_matches(wanted, known, 1)
            self.say(self.file, where, "{%s}: %r is no part (%s)%s" % (option, wanted, ", ".join(known) or "there are none", "; did you mean %s?" % near[0] if near else ""))

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
        if step.get("hook"):
            self.check_hook(("step",), step["hook"], where + "/hook")
        self.check_conditions(step.get("when", []), where + "/when", saved)
        self.check_tree(step.get("body"), where + "/with", saved)
        for name in step.get("names", []):
            self.check_template(name.split("=", 1)[1], where + "/names", saved)
        if step.get("answer") and step.get("method") != "GET":
            self.say(self.file, where + "/answer", "only a GET of a REST style has an answer to name")
        if step.get("progress") and d["kind"] != "action":
            self.say(self.file, where + "/progress", "only an action tells its progress")
        for key in ("raw_body", "path", "bucket", "pause", "progress"):
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
        if step.get("path", "").startswith("~"):
            self.say(self.file, where + "/http", "~ stands for the shared path, which there is not: name it under \"share\"")
        self.check_again(d, step, where)
        if step.get("new_is") and not any(step["new_is"].endswith("={save.%s}" % name) for made in d["calls"].get("create", []) for name in made.get("save", {})):
            self.say(self.file, where + "/new_is", "no step of create saves what %r compares with" % step["new_is"])
        saved.update(step.get("save", {}))

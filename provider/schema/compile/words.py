"""The vocabulary of the definition language: schemas/_meta/words.json, and what is made from it.

The editor schema (resource.schema.json) and the tables of schemas/README.md are made from it and stand in the tree, where people and editors find them; the build
refuses them when they are not current. The C++ enums (generated/words.h) are made by the build."""
import difflib, json, os, re

HINT = "run `python3 provider/schema/compile --write`"
TABLE = re.compile(r"(<!-- words: (\w+) (\w+) -->\n).*?(<!-- end -->)", re.S)


class Words:
    def __init__(self, meta):
        self.meta = meta
        with open(os.path.join(meta, "words.json"), encoding="utf-8") as f:
            document = json.load(f)
        self.objects, self.forms, self.groups = document["objects"], document["forms"], document["words"]

    # --- judging -----------------------------------------------------------------------------------------------------

    def problem(self, group, text):
        """Why the text is no word of the group, or its arguments are wrong; none when it is right."""
        known = self.groups[group]
        name, colon, rest = text.partition(":")
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            return "%r is no word here (%s)%s" % (name, ", ".join(known), "; did you mean %s?" % near[0] if near else "")
        asked = known[name].get("arguments", [])
        if not asked and colon:
            return "%s takes no argument, here is %r" % (name, rest)
        if asked and not rest and not asked[0].startswith("["):
            return "%s needs an argument: %s:%s" % (name, name, ",".join(asked))
        if len(asked) == 2 and rest.count(",") != 1:
            return "%s takes two arguments: %s:%s" % (name, name, ",".join(asked))
        if asked == ["HOOK"]:
            return self.hook_problem(("conversion",), rest)
        return None

    def hook_problem(self, of, name):
        """Hooks are told apart by what they stand in for: a step, a data source, a conversion, a part of a plan."""
        known = [n for n, hook in self.groups["hook"].items() if hook["of"] in of]
        if name in known:
            return None
        near = difflib.get_close_matches(name, known, 1)
        return "%r is no hook of a %s (%s)%s" % (name, " or ".join(of), ", ".join(known) or "there is none", "; did you mean %s?" % near[0] if near else "")

    # --- the editor schema -------------------------------------------------------------------------------------------

    def schema(self, form):
        """resource.schema.json with {"word": GROUP} turned into what `form` makes of the group's name."""
        defs = {name: self.object_schema(spec, form) for name, spec in self.objects.items()}
        defs.update({name: replaced(spec, form) for name, spec in self.forms.items()})
        top = defs.pop("resource")
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A Lakeform resource, data source or provider block",
                "$comment": "Made from words.json; " + HINT, **top, "$defs": defs}

    def object_schema(self, spec, form):
        out = {"type": "object", "additionalProperties": False, **{k: v for k, v in spec.items() if k != "keys"}}
        out["properties"] = {name: {**replaced(key["form"], form), "description": key["means"]} for name, key in spec["keys"].items()}
        return out

    def editor_form(self, group):
        plain = [w for w, entry in self.groups[group].items() if not entry.get("arguments") or entry["arguments"][0].startswith("[")]
        more = [re.escape(w) for w, entry in self.groups[group].items() if entry.get("arguments")]
        forms = ([{"enum": plain}] if plain else []) + ([{"type": "string", "pattern": "^(%s):" % "|".join(more)}] if more else [])
        return forms[0] if len(forms) == 1 else {"anyOf": forms}

    def editor_schema(self):
        return json.dumps(self.schema(self.editor_form), indent=1, ensure_ascii=False) + "\n"

    # --- tables for people -------------------------------------------------------------------------------------------

    def table(self, kind, name):
        if kind == "keys":
            rows = [("`%s`" % key, spec["means"]) for key, spec in self.objects[name]["keys"].items() if not key.startswith("$")]
            head = "key"
        else:
            rows = [("`%s`" % ":".join([word] + ([",".join(entry["arguments"])] if entry.get("arguments") else [])),
                     entry["means"] + (" (%s)" % entry["cloud"] if entry.get("cloud") else "")) for word, entry in self.groups[name].items()]
            head = "word"
        return "| %s | meaning |\n|---|---|\n" % head + "".join("| %s | %s |\n" % (a.replace("|", "\\|"), b.replace("|", "\\|")) for a, b in rows)

    def readme(self, text):
        return TABLE.sub(lambda m: m[1] + self.table(m[2], m[3]) + m[4], text)

    # --- C++ ---------------------------------------------------------------------------------------------------------

    def header(self):
        out = ["// Made by provider/schema/compile from schemas/_meta/words.json; do not edit.", "#pragma once", "", "#include <array>", "#include <optional>",
               "#include <string_view>", "#include <utility>", "", "namespace lakeform::schema::words {", "",
               "/// The word of that name; none when there is no such word.",
               "template <class Word>", "std::optional<Word> find(std::string_view name);", ""]
        for group, entries in self.groups.items():
            out += enum(group, entries)
        return "\n".join(out + ["}  // namespace lakeform::schema::words", ""])

    # --- keeping the tree current ------------------------------------------------------------------------------------

    def made_files(self):
        """(path, what it should hold) of the files in the tree that are made from the vocabulary."""
        readme = os.path.join(os.path.dirname(self.meta), "README.md")
        with open(readme, encoding="utf-8") as f:
            yield readme, self.readme(f.read())
        yield os.path.join(self.meta, "resource.schema.json"), self.editor_schema()

    def stale(self):
        for path, wanted in self.made_files():
            with open(path, encoding="utf-8") as f:
                if f.read() != wanted:
                    yield path

    def write(self):
        for path, wanted in list(self.made_files()):
            with open(path, "w", encoding="utf-8") as f:
                f.write(wanted)


def replaced(form, make):
    if isinstance(form, list):
        return [replaced(item, make) for item in form]
    if not isinstance(form, dict):
        return form
    if set(form) == {"word"}:
        return make(form["word"])
    return {key: replaced(value, make) for key, value in form.items()}


def camel(word):
    return "".join(part.capitalize() for part in re.split(r"[^A-Za-z0-9]+", word) if part)


def enum(group, entries):
    name = camel(group)
    rows = ", ".join('std::pair<std::string_view, %s>{"%s", %s::%s}' % (name, word, name, camel(word)) for word in entries)
    return ["enum class %s { %s };" % (name, ", ".join(camel(word) for word in entries)), "template <>",
            "inline std::optional<%s> find(std::string_view name) {" % name, "  for (const auto& [text, word] : std::array{%s}) {" % rows,
            "    if (text == name) return word;", "  }", "  return std::nullopt;", "}", ""]

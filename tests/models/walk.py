"""Walks the calls of one definition beside the shapes of a model and says what does not fit.

A place is a shape of the model together with the question whether a list's wrapping element, which XML and the query style have and JSON has
not, has been named yet."""
import re

PLACEHOLDER = re.compile(r"^\{([^{}]*)\}$")
TEXT, NUMBER, BOOL, ANY = "text", "number", "bool", "any"
SCALARS = {"string": TEXT, "timestamp": TEXT, "blob": TEXT, "character": TEXT, "boolean": BOOL, "integer": NUMBER, "long": NUMBER,
           "double": NUMBER, "float": NUMBER}
FIELD_SCALARS = {"string": TEXT, "number": NUMBER, "bool": BOOL}
WORDS = {"id", "account_id", "partition", "dns_suffix", "region", "now", "unique", "arn_region"}

# Shapes with values that the official provider takes (aws.schema.json of 6.58) and the pinned model does not list.
NOT_YET_IN_THE_MODEL = {"ConnectionType": {"SNOWFLAKE"}}


class Place:
    def __init__(self, model, shape, unwrapped=False):
        self.model, self.shape = model, shape
        self.kind = shape.type_name
        self.unwrapped = unwrapped or not model.wraps(shape)

    def member(self, name):
        """The place that a name in a request or an answer leads to; None when there is none."""
        if name.endswith("[]") or name.endswith("[0]"):
            inner = self.member(name[:name.index("[")])
            return inner.element() if inner else None
        if self.kind == "structure":
            for key, shape in self.shape.members.items():
                if name == self.model.wire_name(key, shape):
                    return Place(self.model, shape)
        elif self.kind == "map":
            return Place(self.model, self.shape.value)
        elif self.kind == "list" and not self.unwrapped and name == self.model.wrapper(self.shape):
            return Place(self.model, self.shape, True)
        return None

    def element(self):
        return Place(self.model, self.shape.member) if self.kind == "list" and self.unwrapped else None

    def at(self, dotted):
        place = self
        for name in dotted.split(".") if dotted else []:
            place = place.member(name) if place else None
        return place

    def names(self):
        if self.kind == "structure":
            return sorted(self.model.wire_name(k, s) for k, s in self.shape.members.items())
        return [self.model.wrapper(self.shape)] if self.kind == "list" and not self.unwrapped else []

    def required(self):
        if self.kind != "structure":
            return set()
        return {self.model.wire_name(k, self.shape.members[k]) for k in self.shape.required_members}

    def single(self):
        """Where one object stands: itself, or in XML also a list without wrapping element, which is then a list of one."""
        flat = self.kind == "list" and self.model.style == "rest-xml" and not self.model.wraps(self.shape)
        return self.element() if flat else self

    def is_structure(self):
        return self.kind == "structure"


class Walk:
    """One definition, as provider/schema/compile expands it."""

    def __init__(self, definition, say):
        self.definition, self.say = definition, say
        self.fields = {f["name"]: f for f in definition["root"]}

    # --- requests ----------------------------------------------------------------------------------------------------

    def body(self, tree, place, where, given=None, top=None):
        """Every member that a body can have exists, fits, and the required ones are among them."""
        given = set() if given is None else given
        self.members(tree, place, where, given, place if top is None else top)
        for name in sorted(place.required() - given):
            self.say(where, "%s is required and never written" % name)

    def members(self, tree, place, where, given, top):
        for key, value in tree.items():
            if key == "*if":
                for part in value:
                    self.members(part["with"], place, where, given, top)
            elif key in ("*", "*changed"):
                for name in self.merged(value, tree):
                    self.send(self.fields[name], place, "%s/%s" % (where, name), given)
            elif not key.startswith("@"):
                inner = place.member(key)
                if inner is None:
                    self.say(where, "%r is no member (%s)" % (key, ", ".join(place.names())))
                else:
                    given.add(key)
                    self.value(value, inner, "%s/%s" % (where, key))

    def merged(self, value, tree):
        if value != "all":
            return value
        named = set(re.findall(r"\{([a-z_]+)", str({k: v for k, v in tree.items() if k != "*"})))
        return [n for n, f in self.fields.items() if f.get("send") and n not in named]

    def value(self, value, place, where):
        if isinstance(value, dict):
            if place.kind in ("structure", "list", "map"):
                self.body(value, place, where)
            else:
                self.say(where, "is an object, the model has %s" % place.kind)
        elif isinstance(value, list):
            element = place.element()
            if element is None:
                self.say(where, "is a list, the model has %s%s" % (place.kind, " in %r" % place.names()[0] if place.kind == "list" else ""))
            for item in value if element else []:
                self.value(item, element, where)
        elif isinstance(value, str) and (inner := PLACEHOLDER.match(value)):
            self.placeholder(inner[1], place, where)
        else:
            self.literal(value, place, where)

    def literal(self, value, place, where):
        wanted = SCALARS.get(place.kind)
        if isinstance(value, bool):
            good = wanted == BOOL
        elif isinstance(value, (int, float)):
            good = wanted == NUMBER
        else:
            good = wanted == TEXT or (wanted == BOOL and value in ("true", "false"))
            choices = getattr(place.shape, "enum", None)
            if choices and "{" not in value and value not in choices:
                self.say(where, "%r is none of the model's %s" % (value, ", ".join(choices)))
        if not good:
            self.say(where, "%r does not fit the model's %s" % (value, place.kind))

    def placeholder(self, inner, place, where):
        for option in inner.split("|"):
            head, _, rest = option.partition(".")
            if head in ("save", "each", "tags", "keys", "item") or option.startswith("'"):
                continue
            if head in WORDS:
                if SCALARS.get(place.kind) != TEXT:
                    self.say(where, "{%s} is text, the model has %s" % (option, place.kind))
                continue
            field, whole = self.field_at(rest if head in ("prior", "added", "removed") else option)
            if field is not None:
                self.fits(field, place, where, one=not whole)

    def field_at(self, dotted):
        """The field of a dotted path, and whether the path ends at the whole of it rather than at an element."""
        field, fields, whole = None, self.fields, True
        for part in dotted.split("."):
            whole = not part.isdigit()
            if whole:
                field = fields.get(part)
                fields = {f["name"]: f for f in (field or {}).get("fields", [])}
        return field, whole

    def send(self, field, place, where, given):
        if not field.get("send"):
            self.say(where, "is merged into a body but has no place in requests")
        elif field["send"] == ".":
            given.update(inner["send"].split(".")[0] for inner in field["fields"] if inner.get("send"))
            self.fits(field, place, where)
        else:
            for dotted in filter(None, (field["send"], field.get("send_else"))):
                self.sent(field, dotted, place, where, given)

    def sent(self, field, dotted, place, where, given):
        names = dotted.split(".")
        given.add(names[0])
        inner = place
        for i, name in enumerate(names):
            outer, inner = inner, inner.member(name)
            if inner is None:
                self.say(where, "%r leads nowhere: %r is no member (%s)" % (dotted, name, ", ".join(outer.names())))
                return
            if i and outer.is_structure():
                given.add(".".join(names[:i + 1]))
        self.fits(field, inner, where)

    def fits(self, field, place, where, one=False):
        """A field's value, or one element of it, fits what the model has at the place."""
        conversion = (field.get("as") or "").split(":")[0]
        if conversion in ("custom", "url"):
            return None
        if conversion == "document":
            return None if place.kind in ("structure", "map", "list") else self.say(where, "is a document, the model has %s" % place.kind)
        if conversion in ("pairs", "enabled", "one-or-none", "joined"):
            return self.converted(conversion, field, place, where)
        shape = field["shape"]
        if shape in FIELD_SCALARS:
            if SCALARS.get(place.kind) != FIELD_SCALARS[shape]:
                self.say(where, "is a %s, the model has %s" % (shape, place.kind))
            return self.choices(field, place, where)
        if shape == "map":
            return None if place.kind == "map" else self.say(where, "is a map, the model has %s" % place.kind)
        if field.get("fields") is not None and (one or not field.get("array", True) or shape == "object"):
            return self.object(field, place.single(), where)
        element = place.element()
        if element is None:
            return self.say(where, "is a list, the model has %s%s" % (place.kind, " whose elements are in %r" % place.names()[0] if place.names() else ""))
        if field.get("fields") is not None:
            return self.object(field, element, where)
        return self.fits(dict(field["element"], checks=field["element"].get("checks", {})), element, where)

    def object(self, field, place, where):
        if not place.is_structure():
            return self.say(where, "is an object, the model has %s" % place.kind)
        given = set()
        for inner in field["fields"]:
            if inner.get("send"):
                self.send(inner, place, "%s/%s" % (where, inner["name"]), given)
        for name in sorted(place.required() - given):
            self.say(where, "%s is required and never written" % name)
        return None

    def converted(self, conversion, field, place, where):
        words = field["as"].partition(":")[2].split(",")
        if conversion == "enabled":
            choices = getattr(place.shape, "enum", None) or words
            for word in (w for w in words if w and w not in choices):
                self.say(where, "%r is none of the model's %s" % (word, ", ".join(choices)))
        elif conversion == "pairs":
            element = place.element()
            for name in words:
                if element is None or element.member(name) is None:
                    self.say(where, "no list of objects with %r" % name)
        elif conversion == "joined" and place.kind != "string":
            self.say(where, "is joined text, the model has %s" % place.kind)

    def choices(self, field, place, where):
        """The values a field accepts are among those of the model, where both say; a word of ours for "nothing there" aside."""
        known = getattr(place.shape, "enum", None)
        for value in (field.get("checks") or {}).get("one_of", []) if known else []:
            if value in NOT_YET_IN_THE_MODEL.get(place.shape.name, ()):
                continue
            if value and value not in known and value != field.get("derive") and not field["checks"].get("ignore_case"):
                self.say(where, "accepts %r, which is none of the model's %s" % (value, ", ".join(known)))

    # --- answers -----------------------------------------------------------------------------------------------------

    def reads(self, field, place, where):
        """Whether the field's place in answers exists below `place`; what does not fit is said."""
        found = [place if path == "." else place.at(path) for path in field["take"].split("|")]
        if not any(found):
            return False
        inner = next(place for place in found if place)
        if not field.get("fields") or field.get("as") or field.get("take_as"):
            return True
        if field.get("array", True) and field["shape"] != "object":
            inner = inner.element() or inner
        else:
            inner = inner.single()
        for member in field["fields"]:
            if member.get("take") and not self.reads(member, inner, "%s/%s" % (where, member["name"])):
                self.say("%s/%s" % (where, member["name"]), "%r is not in the answer (%s)" % (member["take"], ", ".join(inner.names())))
        return True

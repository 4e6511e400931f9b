"""Hostile text in every place of a plan and of a report, in every format: it stays text."""
import json
import os
import subprocess
import tempfile

import defusedxml.ElementTree
import jsonschema

from harness import browser, hostile, looking, places, reports
from harness.planner import Planner
from harness.results import test
from test_commands import sarif_schema

FORMATS = {"text": "txt", "json": "json", "markdown": "md", "html": "html", "sarif": "sarif", "junit": "xml"}
HARMLESS = "harmless"
# Opens everything; whether a script ran, how many elements of each kind there are, and attributes that could run or load something.
SEEN = """document.getElementById('unfold').click();
const all = [...document.querySelectorAll('*')], count = {};
for (const e of all) count[e.tagName] = (count[e.tagName] || 0) + 1;
const own = all.flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on') || a.name === 'src' || (a.name.endsWith('href') && !/^(#(r\\d+)?|data:,)$/.test(a.value)));
return [window.hacked || null, Object.entries(count).sort().join(), own.map(a => a.name + '=' + a.value)]"""


class Made:
    """One text, through `plan` of a plan and `merge` of a report that hold it everywhere: {(who, format): what was written}."""

    def __init__(self, ctx, planner, text):
        # In memory where that can be had: reports are synced to the disk, and here are some five hundred.
        self.text, self.kept = text, tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else ctx.folder())  # pylint: disable=consider-using-with
        self.folder = self.kept.name
        plan, report = (reports.write(self.folder, name, content) for name, content in (("given-plan.json", hostile.plan(text)), ("given-report.json", hostile.report(text))))
        self.told = [planner.run(plan, *self.files("plan"), "--verbose"), planner.run(plan, "--quiet"), planner.lakeform("merge", report, *self.files("merge"), "--format", "text", "--verbose"),
                     planner.lakeform("merge", report, "--format", "text", "--quiet")]
        self.told.append(planner.lakeform("merge", report, self.path("plan", "json"), *self.files("both")))
        for ended in self.told:
            ctx.check(ended.returncode in (0, 2), f"status {ended.returncode}: {ended.stderr}")

    def path(self, who, name):
        return os.path.join(self.folder, f"{who}.{FORMATS[name]}")

    def files(self, who):
        return [word for name in FORMATS for word in ("--output", f"{name}={self.path(who, name)}")]

    def read(self, who, name):
        with open(self.path(who, name), encoding="utf-8") as file:
            return file.read()

    def all(self):
        for who in ("plan", "merge", "both"):
            for name in FORMATS:
                yield f"{name} of {who}", self.read(who, name)
        for i, ended in enumerate(self.told):
            yield f"output {i}", ended.stdout
            yield f"errors {i}", ended.stderr


def usual_and_others(ctx):
    """What is made of a harmless text, and of each hostile one by its kind, one after the other."""
    planner = Planner(ctx, ctx.workspace(None))
    ctx.server.boto("s3").create_bucket(Bucket=hostile.BUCKET)
    return Made(ctx, planner, HARMLESS), ((kind, Made(ctx, planner, text)) for kind, text in hostile.KINDS.items())


def look_at_text(ctx, made, usual):
    for who in ("plan", "merge", "both"):
        ctx.equal(sorted(looking.heads(made.read(who, "text")).items()), sorted(looking.heads(usual.read(who, "text")).items()), f"lines of text of {who}")
    for i in (2, 3):
        ctx.equal(sorted(looking.heads(made.told[i].stdout).items()), sorted(looking.heads(usual.told[i].stdout).items()), f"lines of output {i}")


def look_at_markdown(ctx, made, usual):
    for who in ("plan", "merge"):
        given, expected = looking.markdown(made.read(who, "markdown")), looking.markdown(usual.read(who, "markdown"))
        for parser, found in given.items():
            wanted = expected[parser]
            ctx.equal({name: n for name, n in found.names.items() if name != "code"}, {name: n for name, n in wanted.names.items() if name != "code"}, f"elements of {who} by {parser}")
            ctx.equal(found.comments, 1, f"comments of {who} by {parser}: the marker alone")
            ctx.equal([one for one in found.attributes if one[0] != "align"], [], f"attributes of {who} by {parser}")
            ctx.equal(looking.references(found.prose), [], f"references in prose of {who} by {parser}")


def look_at_data(ctx, made, usual, schema):
    for who in ("plan", "merge", "both"):
        sarif = json.loads(made.read(who, "sarif"))
        jsonschema.Draft7Validator(schema).validate(sarif)
        ctx.equal(looking.links(sarif), [], f"links in SARIF of {who}")
        trees = [defusedxml.ElementTree.fromstring(one.read(who, "junit").encode()) for one in (made, usual)]
        ctx.equal(*(sorted(element.tag for element in tree.iter()) for tree in trees), f"elements of JUnit of {who}")
    given, back = hostile.report(made.text), json.loads(made.read("merge", "json"))
    ctx.equal([{key: one.get(key) for key in given["resources"][0]} for one in back["resources"] if one["address"] == made.text], [given["resources"][0]], "resource that merge gives back")
    ctx.equal({key: back[key] for key in ("title", "units", "notes")}, {key: given[key] for key in ("title", "units", "notes")}, "texts that merge gives back")


@test("28 kinds of hostile text in every place of a plan and a report are text in every format", on=["sandbox"])
def everywhere(ctx):
    schema = sarif_schema()
    usual, others = usual_and_others(ctx)
    for kind, made in others:
        try:
            for where, content in made.all():
                ctx.equal(looking.raw(content), [], f"characters in {where}")
                ctx.equal(looking.commands(content), [], f"commands in {where}")
            look_at_text(ctx, made, usual)
            look_at_markdown(ctx, made, usual)
            look_at_data(ctx, made, usual, schema)
        except AssertionError as failure:
            raise AssertionError(f"{kind}: {failure}") from failure


@test("28 kinds of hostile text in every place run nothing, load nothing and make no element of their own in a browser", on=["sandbox"])
def in_browser(ctx):
    usual, others = usual_and_others(ctx)
    with browser.page(usual.path("both", "html")) as page:
        expected = page.run(SEEN)
        ctx.equal(expected[0], None, "scripts that ran")
        for kind, made in others:
            page.driver.get("file://" + made.path("both", "html"))
            ctx.equal(page.run(SEEN), expected, f"scripts that ran, elements and attributes: {kind}")
        ctx.equal(page.console(), [], "the browser's console")
        ctx.equal(page.requests(), [], "requests to the network")


@test("a hostile name of an input forges nothing in the errors, and neither does what Terraform says")
def in_errors(ctx):
    folder = ctx.folder()
    terraform = reports.write(folder, "terraform", '#!/bin/bash\nprintf "%s" "$SAID" >&2\nexit 1\n')
    os.chmod(terraform, 0o755)
    for kind, text in hostile.KINDS.items():
        if "\x00" in text:
            continue
        for arguments in ([text], ["."]):
            ended = subprocess.run([places.Build.binary("lakeform"), "plan", *arguments], cwd=folder, env={**os.environ, "LAKEFORM_TERRAFORM": terraform, "SAID": text}, stdin=subprocess.DEVNULL,
                                   capture_output=True, check=False)
            ctx.equal((ended.returncode, ended.stdout), (1, b""), f"status and output with {kind}")
            said = ended.stderr.decode()
            ctx.equal((looking.raw(said), looking.commands(said)), ([], []), f"characters and commands with {kind} in {arguments}")

"""Text that somebody may choose who opens a pull request, and plans and reports that have it in every place where text can be."""
import json

from harness import reports

BUCKET = "lake-raw"  # what the plan's resources have in the cloud
EVIL = "evil.example"  # no place but these texts names it

KINDS = {
    "line": "a\nPlan check: nothing would change.\n- aws_s3_bucket.forged will be destroyed",
    "carriage": "a\rPlan check: nothing would change.\r\n+ forged",
    "github": "a\n::error title=gate::forged\n  ::add-mask::e",
    "github at once": "::error title=gate::forged",
    "azure": "a ##vso[task.complete result=Succeeded]done ##[error]forged",
    "teamcity": "##teamcity[buildStatus status='SUCCESS']",
    "gitlab": "\x1b[0Ksection_start:1560896352:forged[collapsed=true]\r\x1b[0Kforged",
    "ansi": "\x1b[31mred\x1b[2K\x1b[1A\x1b]8;;https://" + EVIL + "\x1b\\link\x1b]8;;\x1b\\",
    "c1": "\u009b31mred\u009d0;title\u009c\u0085next",
    "bidi": "\u202egpj.exe\u202c \u2066x\u2069 \u200f\u061c",
    "invisible": "a\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u3164\U000e0041b",
    "separators": "a\u2028::error::forged\u2029Plan check: nothing would change.",
    "markdown link": f"see [the runbook](https://{EVIL}/login) ![x](https://{EVIL}/x.png) [y]: https://{EVIL}",
    "markdown blocks": f"a\n\n# Heading\n\n| a | b |\n|---|---|\n| c | d |\n\n- [ ] item\n1. one\n> quote\n```\ncode\n```\n---\n<!-- lakeform-plan -->",
    "markdown spans": "`a` ``b`` **bold** *em* ~~gone~~ $`x`$ [^1] a|b\\|c :tada: {{x}}",
    "backticks": "`" * 200 + " [x](https://" + EVIL + ") " + "`" * 79,
    "address": f"https://{EVIL}/a www.{EVIL} ftp://{EVIL} mailto:a@{EVIL} a@{EVIL}",
    "mention": "@all @octo/team #1 GH-1 octo/repo#1 !1 $1 ~label deadbeefcafe %1 &1",
    "html": "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script></script></style></title></pre></code></svg>",
    "attribute": "\" onmouseover=\"window.hacked=1\" x='' autofocus onfocus=window.hacked=1 '>",
    "javascript": "javascript:window.hacked=1//</a><a href=javascript:window.hacked=1>x</a>",
    "xml": "]]><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/hostname\">]>&y;</failure></testcase><testcase name=\"forged\"/><![CDATA[",
    "json": "\"},{\"verdict\":\"unchanged\"}],\"\\u0000\":[\\",
    "template": "{{{script}}} {{#resources}} {{/resources}} {{=<% %>=}} ${7*7} %{if true}x%{endif} %s%n {0}",
    "overlong": "x" * 5000 + "\n::error::forged",
    "nul": "a\x00b\x01\x07\x08\x0b\x0c\x7f",
    "path": "../../etc/passwd//" + EVIL + "/../%2e%2e/C:\\x",
    "host": "//" + EVIL + "/x",
}


def plan(text):
    """A plan in which the text stands in every place that its author chooses."""
    key = json.dumps(text)
    resources = [resource(f"aws_s3_bucket.made[{key}]", ["create"], None, {**bucket_with(text), "bucket": text, "id": text}),
                 resource(f"module.m[{key}].aws_s3_bucket.gone", ["delete"], bucket_with(text), None, module_address=f"module.m[{key}]"),
                 resource(f"aws_s3_bucket.changed[{key}]", ["update"], bucket_with("old"), bucket_with(text)),
                 resource(text + ".raw", ["update"], {text: text}, {text: text + "!"}, type=text, name=text, provider_name=text),
                 resource(f"other_thing.x[{key}]", ["delete", "create"], {"a": text}, {"a": {text: [text]}}, type="other_thing", provider_name="registry.terraform.io/some/" + text),
                 resource("other_thing.old", ["delete"], {"id": text}, None, type="other_thing", deposed=text, previous_address=text, action_reason=text)]
    drift = [resource(f"aws_s3_bucket.drifted[{key}]", ["update"], bucket_with("old"), bucket_with(text)),
             resource(f"other_thing.drifted[{key}]", ["delete"], {text: text}, None, type="other_thing", provider_name=text)]
    return {"format_version": "1.2", "terraform_version": text, "planned_values": {"root_module": {}}, "resource_changes": resources, "resource_drift": drift,
            "variables": {text: {"value": text}},
            "output_changes": {text: {"actions": ["create"], "before": None, "after": text, "after_unknown": False}},
            "checks": [{"address": {"kind": "check", "name": text, "to_display": "check." + text}, "status": "fail",
                        "instances": [{"address": {"to_display": "check." + text}, "status": "fail", "problems": [{"message": text}]}]}],
            "configuration": {"provider_config": {text: {"name": text, "full_name": text, "alias": text, "expressions": {text: {"constant_value": text}}}}, "root_module": {}}}


def bucket_with(text):
    return {"bucket": BUCKET, "id": BUCKET, "tags": {text: "v", "k": text}, "tags_all": {text: text}, "policy": json.dumps({text: [text]})}


def resource(address, actions, before, after, **more):
    return {"address": address, "mode": "managed", "type": "aws_s3_bucket", "name": "x", "provider_name": "registry.terraform.io/hashicorp/aws", **more,
            "change": {"actions": actions, "before": before, "after": after, "after_unknown": {}}}


def report(text):
    """A report of the planner in which the text stands in every place for text: what services, checks and clouds may say."""
    one = reports.resource("aws_s3_bucket.raw", "replace", "data-lost", attributes=[{"path": text, "live": text, "desired": {text: text}, "state": text, "drift": True, "change": True, "replaces": True}],
                           reason=text, impact_text=text, way_back=text, id=text, scope=text, provider=text, unit=text, depends_on=[text, "aws_s3_bucket.two"],
                           facts=[{"name": text, "value": text, "text": text}], findings=[{"check": text, "severity": "error", "message": text, "path": text, "related": [text]}])
    named = {**one, "address": text, "type": text}
    unread = {**reports.resource("aws_s3_bucket.two", "could-not-check", reason=text), "unit": text}
    return reports.report([named, one, unread], title=text, notes=[text], units=[text])

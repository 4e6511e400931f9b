"""What a format says to those who read it, by parsers that nobody here wrote: what is a link, an element, a command, a line."""
import html.parser
import re
import unicodedata
import urllib.parse
from collections import Counter

from harness.results import Skipped

LINK = re.compile(r"\[((?:[^\\\[\]]|\\.)*)\]\([^)]+\)")  # SARIF 2.1.0, 3.11.6
NOT_SEEN = {0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xffa0, 0xfffe, 0xffff}  # beside the categories below


def raw(text):
    """Characters that a terminal obeys or that are not seen."""
    return sorted({hex(ord(c)) for c in text if c != "\n" and (unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cn", "Cs") or ord(c) in NOT_SEEN)})


def commands(text):
    """Lines that GitHub Actions, Azure Pipelines or TeamCity would take for a command."""
    return [line for line in re.split("[\n\r\u0085\u2028\u2029]", text) if line.strip().startswith("::") or re.search(r"##(\[|[a-zA-Z])", line)]


def heads(text):
    """How many lines there are by indent and first word, of those that no text may make: what goes on from the line before stands further in."""
    lines = [line for line in text.split("\n") if line.strip()]
    found = [(len(line) - len(line.lstrip(" ")), line.split()[0] if not line.startswith(" ") else "") for line in lines]
    return Counter((indent, word) for indent, word in found if indent <= 6)


class Elements(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.attributes, self.comments, self.prose, self.inside = Counter(), [], 0, "", []

    def handle_starttag(self, tag, attrs):
        self.names[tag] += 1
        self.attributes += attrs
        if tag == "code":
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if tag == "code":
            self.inside.pop()

    def handle_comment(self, data):
        self.comments += 1

    def handle_data(self, data):
        self.prose += " " if self.inside else data


def elements(page):
    out = Elements()
    out.feed(page)
    out.close()
    return out


def markdown(text):
    """{parser: elements} of a comment: GitHub's own parser with all it adds, and one of another family that makes links of bare hosts too."""
    try:
        import cmarkgfm  # pylint: disable=import-outside-toplevel
        from cmarkgfm.cmark import Options  # pylint: disable=import-outside-toplevel
        from markdown_it import MarkdownIt  # pylint: disable=import-outside-toplevel
    except ImportError as missing:
        raise Skipped(f"{missing.name} is not here: run .ci/setup test") from None
    other = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    other.linkify.set({"fuzzy_link": True, "fuzzy_email": True})
    return {"cmark-gfm": elements(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)), "markdown-it": elements(other.render(text))}


def references(prose):
    """What GitHub and GitLab look for in text that is no code: people, issues, commits, addresses, emoji."""
    return re.findall(r"(?:^|\W)(?:@\w+|#\d+|[!$%&~^]\w+|GH-\d+|[a-z]+://|www\.|:[a-z0-9_+-]+:)", prose) + [word for word in re.findall(r"\b[0-9a-f]{7,40}\b", prose) if not word.isdigit()]


def messages(sarif):
    """Texts of a SARIF log that viewers read links from."""
    for run in sarif["runs"]:
        yield from (result["message"]["text"] for result in run["results"])
        yield from (rule[part]["text"] for rule in run["tool"]["driver"]["rules"] for part in ("shortDescription", "fullDescription", "help"))


def links(sarif):
    found = [text for text in messages(sarif) if LINK.search(text)]
    for result in (result for run in sarif["runs"] for result in run["results"]):
        for place in result["locations"]:
            uri = urllib.parse.urlparse(place["physicalLocation"]["artifactLocation"]["uri"])
            found += [uri.geturl()] if uri.scheme or uri.netloc else []
    return found

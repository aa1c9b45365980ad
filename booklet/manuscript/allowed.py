"""The HTML that a chapter may hold. What is not allowed is told, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import nh3

from booklet.finding import Finding, error, nearest
from booklet.manuscript.sources import Source

TAGS = frozenset(
    "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl "
    "dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s "
    "samp section slot small span strong sub summary sup table tbody td tfoot th thead tr u ul "
    "var wbr".split()
)

ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title", "translate"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "align"},
    "th": {"colspan", "rowspan", "headers", "scope", "align"},
    "col": {"span"},
    "colgroup": {"span"},
    "div": {"aria-hidden"},
    "slot": {"name"},
}

SCHEMES = {"http", "https", "mailto", "tel"}

#: Elements whose text is not prose: they are dropped whole by the second pass.
_UNSPOKEN = {"script", "style", "iframe", "object", "template", "noscript"}


def refused(html: str, source: Source) -> list[Finding]:
    """Tell every tag, attribute and address in some HTML that a chapter may not hold."""
    parser = _Tags()
    parser.feed(html)
    parser.close()
    findings = []
    for snippet, code, message, hint in dict.fromkeys(parser.refused):
        body, _, _ = source.body.lower().partition(snippet.lower())
        line = body.count("\n") + 1 + source.lead if len(body) < len(source.body) else None
        findings.append(error(code, message, source.place(line), hint))
    return findings


def clean(html: str) -> str:
    """Keep allowed elements alone: the second lock behind `refused`."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=_UNSPOKEN,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: list[tuple[str, str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            hint = "write &lt; for a plain <, or put code between backticks"
            if tag in ("script", "style", "iframe", "object", "embed", "form", "link", "meta"):
                hint = "a chapter holds words and pictures; style belongs in styles/"
            self.refused.append((f"<{tag}", "html-tag", f"<{tag}> is not allowed here", hint))
            return
        for name, value in attrs:
            self.refused += _attribute(tag, name, value or "")

    handle_startendtag = handle_starttag


def _attribute(tag: str, name: str, value: str) -> Iterator[tuple[str, str, str, str]]:
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
    if name not in allowed:
        message = f"the attribute '{name}' is not allowed on <{tag}>"
        hint = "say how it looks in styles/, with a class" if name == "style" else ""
        yield name, "html-attribute", message, hint or nearest(name, allowed)
    elif name in ("href", "src"):
        scheme, colon, _ = value.strip().partition(":")
        plain = scheme.replace("\t", "").replace("\n", "").lower()
        if colon and plain.isalpha() and plain not in SCHEMES:
            message = f"an address may not start with '{plain}:'"
            hint = f"it may start with: {', '.join(sorted(SCHEMES))}"
            yield value, "address-scheme", message, hint

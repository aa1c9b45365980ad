"""The HTML that a chapter may hold. What is not allowed is told, never dropped in silence."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import nh3
from markupsafe import Markup

from booklet.finding import Finding, nearest
from booklet.manuscript.sources import Remark, Source

TAGS = frozenset(
    "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl "
    "dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s "
    "samp section slot small span strong sub summary sup table tbody td tfoot th thead tr u ul "
    "var wbr".split()
)

#: Elements that have no end.
VOID = frozenset("br col hr img wbr".split())

ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "not", "only", "title", "translate"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "align"},
    "th": {"colspan", "rowspan", "headers", "scope", "align"},
    "col": {"span"},
    "colgroup": {"span"},
    "aside": {"data-minutes"},
    "div": {"aria-hidden"},
    "slot": {"name"},
}

SCHEMES = {"http", "https", "mailto", "tel"}

#: At a depth of about 150 the page engine gives up.
DEPTH = 60

#: Elements whose text is not prose: they are dropped whole by the second pass.
_UNSPOKEN = {"script", "style", "iframe", "object", "template", "noscript"}

_PLAIN = "write &lt; for a plain <, or put code between backticks"

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

#: A class that only this house gives: its elements are moved to the foot of the page.
_OWN_CLASS = re.compile(r"class\s*=\s*[\"']?[^\"'>]*\bfootnote|\{:?[^}]*\.footnote")


def admitted(
    html: str, source: Source, *, slots: int = 0, line: int | None = None
) -> tuple[Markup, list[Finding]]:
    """Clean some HTML, and tell everything in it that a chapter may not hold.

    slots is the number of data blocks in it; line is told where a finding's own is not found.
    """
    kept, found, lost = _looked_over(html, slots)
    remarks = list(found)
    if source.find(_OWN_CLASS):
        message = "the class 'footnote' belongs to the notes of the house"
        hint = "write a note as [^1] and [^1]: text"
        remarks.append(Remark("html-attribute", message, hint, (_OWN_CLASS,)))
    return kept, list(source.told(remarks or lost, line))


@functools.lru_cache(maxsize=10_000)
def _looked_over(html: str, slots: int) -> tuple[Markup, tuple[Remark, ...], tuple[Remark, ...]]:
    """Clean some HTML; tell what is refused in it, and else what was lost."""
    tags = _read(html)
    refused, kept = tuple(_refused(tags, slots)), clean(html)
    return kept, refused, () if refused else tuple(_lost(tags, _read(kept)))


def refused(html: str, slots: int = 0) -> list[Remark]:
    """Tell every tag, attribute and address in some HTML that a chapter may not hold."""
    return _refused(_read(html), slots)


def _refused(tags: _Tags, slots: int) -> list[Remark]:
    tags.end()
    if sorted(tags.slots) != sorted(map(str, range(slots))):
        hint = "write a block instead: /// quotes"
        tags.remarks.append(Remark("html-tag", "<slot> is not allowed here", hint, ("<slot",)))
    return list(dict.fromkeys(tags.remarks))


def clean(html: str) -> Markup:
    """Keep allowed elements alone: the second lock behind `refused`."""
    kept = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=_UNSPOKEN,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return Markup(kept)  # noqa: S704 - cleaned above


def words(html: str) -> str:
    """The text of some HTML, without white space."""
    return _read(html).words()


def _lost(before: _Tags, after: _Tags) -> Iterator[Remark]:
    """Tell what the second lock has taken, though nothing was refused."""
    for address in before.addresses:
        if address not in after.addresses:
            yield _wrong(address)
    first, second = before.words(), after.words()
    if first != second:
        spot = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
        lost = first[spot : spot + 12]
        message = f"the HTML here loses or moves words, from '{lost}' on"
        yield Remark("html-lost", message, "give each element its own place", (lost,))


def _read(html: str) -> _Tags:
    tags = _Tags()
    try:
        tags.feed(html)
        tags.close()
    except AssertionError:  # "<![", which the parser expects to be a marked section
        tags.odd("![")
    return tags


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.remarks: list[Remark] = []
        self.slots: list[str] = []
        self.addresses: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self._ids: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self._refuse(tag)
            return
        for name, value in attrs:
            self.remarks += _attribute(tag, name, value or "")
            if name == "id" and value:
                self._identify(value)
            if name in ("href", "src"):
                self.addresses.append(value or "")
            if tag == "slot" and name == "name":
                self.slots.append(value or "")
        if tag not in VOID:
            self._open.append(tag)
        if len(self._open) == DEPTH:
            self.remarks.append(Remark("nested-deep", "something is nested too deep here"))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag not in TAGS:
            self._refuse(tag)
        elif tag in self._open:
            while (last := self._open.pop()) != tag:
                self._unclosed(last)
        elif tag not in VOID:
            message = f"</{tag}> closes nothing"
            hint = f"write <{tag}> before it, or delete it"
            self.remarks.append(Remark("html-close", message, hint, (f"</{tag}",)))

    def handle_comment(self, data: str) -> None:
        self.odd(data)

    def handle_decl(self, decl: str) -> None:
        self.odd(decl)

    def handle_pi(self, data: str) -> None:
        self.odd(data)

    def unknown_decl(self, data: str) -> None:
        self.odd(data)

    def end(self) -> None:
        """Tell what is still open when all has been read."""
        for tag in reversed(self._open):
            self._unclosed(tag)

    def words(self) -> str:
        """All text, without white space."""
        return "".join("".join(self.text).split())

    def _refuse(self, tag: str) -> None:
        hint = _PLAIN
        if tag in ("script", "style", "iframe", "object", "embed", "form", "link", "meta"):
            hint = "a chapter holds words and pictures; style belongs in styles/"
        found = re.compile(rf"</?{re.escape(tag)}(?![\w-])")
        message = f"<{tag}> is not allowed here"
        self.remarks.append(Remark("html-tag", message, hint, (found, f"<{tag}", f"</{tag}")))

    def _unclosed(self, tag: str) -> None:
        # Even where HTML would close it: Markdown takes all behind it for HTML.
        message = f"<{tag}> is never closed"
        hint = f"write </{tag}> where it ends"
        found = re.compile(rf"<{tag}(?![\w-])(?!.*</{tag}>)")
        self.remarks.append(Remark("html-open", message, hint, (found, f"<{tag}")))

    def _identify(self, name: str) -> None:
        if name in self._ids:
            message = f"two things here are called '#{name}'"
            hint = "give one of them another name: {#other}"
            look = re.escape(name)
            found = re.compile(rf"#{look}\b|id\s*=\s*[\"']?{look}\b")
            self.remarks.append(Remark("id-twice", message, hint, (found,)))
        self._ids.add(name)

    def odd(self, data: str) -> None:
        """Note what stands between < and > and is no element."""
        found = data.strip(" []")[:12].rstrip()
        message = f"'{found}' between < and > is not allowed here"
        self.remarks.append(Remark("html-tag", message, _PLAIN, (data, found)))


def _wrong(address: str) -> Remark:
    message = f"'{address}' is no address"
    return Remark("address-wrong", message, "write for example https://example.org", (address,))


#: What is seen, heard or followed of an element, beside its text.
_READ = frozenset({"alt", "href", "src", "title"})

_CONDITION = re.compile(r"\{:?[^{}]*\b(?:only|not)\s*[=:]")


def _attribute(tag: str, name: str, value: str) -> Iterator[Remark]:
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
    if name not in allowed:
        message = f"the attribute '{name}' is not allowed on <{tag}>"
        hint = nearest(name, allowed)
        if name == "style":
            hint = "say how it looks in styles/, with a class"
        found = re.compile(rf"(?<![\w-]){re.escape(name)}\s*=")
        yield Remark("html-attribute", message, hint, (found, name))
    elif name in ("not", "only") and tag in ("col", "colgroup"):
        hint = "put the condition on the cell at the head of the column"
        found = re.compile(rf"<{tag}\b")
        yield Remark("html-attribute", f"'{name}' hides nothing on <{tag}>", hint, (found,))
    elif name in _READ and _CONDITION.search(value):
        message = f"a condition can't stand in '{name}', and would be read there"
        hint = "put the condition behind the whole picture or link"
        yield Remark("condition-unread", message, hint, (_CONDITION,))
    elif name in ("href", "src"):
        yield from misaddressed(value)


def misaddressed(address: str) -> Iterator[Remark]:
    """Tell what is wrong with an address."""
    scheme = _SCHEME.match(re.sub(r"[\s\x00-\x1f]", "", address))
    if scheme and scheme[1].lower() not in SCHEMES:
        message = f"an address may not start with '{scheme[0].lower()}'"
        hint = f"it may start with: {', '.join(sorted(SCHEMES))}"
        yield Remark("address-scheme", message, hint, (address, scheme[0]))
    elif re.search(r"[\s\"]" if scheme else "[<>]", address.strip()):
        yield _wrong(address)

"""HTML in a text and in its translation, and attributes in braces: nothing may be smuggled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from booklet.catalogue.fault import Fault, error, less, warning
from booklet.catalogue.signs import HUMAN, attributes

#: What a translation may have of its own: names from other scripts, readings above signs.
WELCOME = frozenset({"bdi", "rp", "rt", "ruby", "span"})

#: Attributes that each of these may have.
_LOCAL = frozenset({"dir", "lang"})

#: Compared as links and pictures.
_ADDRESSES = {("a", "href"), ("img", "src")}

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

#: What a page is built of: without one of these, words run together or fall out of it.
_BLOCKS = frozenset(
    "aside blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre "
    "section summary table tbody td tfoot th thead tr ul".split()
)

_NAME = re.compile(r"<(/?[^\s/>]*)", re.ASCII)

_MARKED = re.compile(r"\][(\[]|\[\^|`|<.*<", re.DOTALL)

# The scanner of Python-Markdown's attribute lists reads the same.
_ITEM = re.compile(r"""[^\s={}]+(?:=(?:"[^"]*"|'[^']*'|[^\s=}]+))?""")

_TAG_HINT = "keep the tags of the text, and write &lt; for a plain <"
_BRACES_HINT = "keep what stands in braces as it is, and write \\{ for a plain brace"


def tags(source: list[str], said: list[str]) -> Iterator[Fault]:
    """Compare the tags of a text with those of its translation."""
    yield from _attributes(source, said)
    if source == said:
        return
    before, after = [_named(tag) for tag in source], [_named(tag) for tag in said]
    known = set(map(_bare, before))
    for name in dict.fromkeys(map(_bare, after)):
        if name not in known | WELCOME:
            message = f"<{name}> stands in the translation but not in the text"
            yield error("said-tag", message, _TAG_HINT)
    if not _open(before) and (open_now := _open(after)):
        name = open_now[0]
        message = f"<{name}> is never closed"
        if name.startswith("/"):
            message = f"<{name}> closes nothing"
        yield error("said-tag", f"{message} in the translation", _TAG_HINT)
        return
    yield from _moved(
        [name for name in before if _bare(name) not in WELCOME],
        [name for name in after if _bare(name) in known - WELCOME],
    )


def comments(source: list[str], said: list[str]) -> Iterator[Fault]:
    """Compare what stands between <!-- and -->: the translation has none of its own."""
    for each in less(said, source):
        message = f"'{each[:12]}' stands in the translation but not in the text"
        yield error("said-tag", message, _TAG_HINT)


def braces(source: list[str], said: list[str]) -> Iterator[Fault]:
    """Compare attribute lists, as {: .big title="words" }; their words may be translated."""
    first, second = list(map(_items, source)), list(map(_items, said))
    wrong = [items for items in second if any(map(_unsafe, items.split("\n")))]
    for items in wrong:
        yield error("said-attribute", f"'{said[second.index(items)]}' is not allowed", _BRACES_HINT)
    for items in less(second, [*first, *wrong]):
        message = f"'{said[second.index(items)]}' stands in the translation but not in the text"
        yield error("said-attribute", message, _BRACES_HINT)
    here, there = (list(filter(_conditional, each)) for each in (first, second))
    if here != there and sorted(here) == sorted(there):
        message = "the braces stand in another order than in the text"
        yield warning("said-order", message, "see whether each still has its own words")
    for items in less(first, second):
        tell = error if any(map(_conditional, items.split("\n"))) else warning
        yield tell("said-attribute", f"'{source[first.index(items)]}' is missing", _BRACES_HINT)


def _items(list_: str) -> str:
    """What a list of attributes says, line by line, without words for readers."""
    found = _ITEM.findall(list_.lstrip("{:"))
    return "\n".join(
        item.partition("=")[0] if item.partition("=")[0] in HUMAN else item for item in found
    )


def _attributes(source: list[str], said: list[str]) -> Iterator[Fault]:
    """Tell attributes that the same tag does not have in the text."""
    known = set(_pairs(source))
    # Markdown reads these before it reads HTML.
    for tag in less(filter(_MARKED.search, said), source):
        message = f"Markdown stands inside the tag {tag}"
        yield error("said-attribute", message, "write plain words between the quotation marks")
    for name, key, value in dict.fromkeys(_pairs(said)):
        if _unsafe(key):
            yield error("said-attribute", f"the attribute '{key}' is not allowed", _TAG_HINT)
        elif (name, key, value) not in known and not (name in WELCOME and key in _LOCAL):
            shown = f'{key}="{value}"' if value else key
            message = f"<{name} {shown}> stands in the translation but not in the text"
            yield error("said-attribute", message, _TAG_HINT)

    for name, key, value in less(_pairs(source), list(_pairs(said))):
        if _conditional(key):
            message = f'<{name} {key}="{value}"> is missing in the translation'
            yield error("said-attribute", message, _TAG_HINT)


def _pairs(tags: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield tag, attribute and value; words and addresses count as if they were empty."""
    for tag in tags:
        name = _named(tag)
        for key, value in attributes(tag):
            free = key in HUMAN or (name, key) in _ADDRESSES
            yield name, key, "" if free else value


def _unsafe(attribute: str) -> bool:
    name = attribute.partition("=")[0].lower()
    return (name.startswith("on") and name != "only") or name == "style"


def _conditional(attribute: str) -> bool:
    """Whether an attribute says for which readers the words are."""
    return attribute.partition("=")[0].lower() in ("not", "only")


def _named(tag: str) -> str:
    """Name a tag: b, or /b where it closes."""
    return str(_NAME.findall(tag)[0]).lower()


def _bare(name: str) -> str:
    return name.lstrip("/")


def _open(names: Sequence[str]) -> list[str]:
    """List what is closed without being open, and what stays open."""
    open_now, wrong = list[str](), list[str]()
    for name in names:
        if not name.startswith("/"):
            if name not in _VOID:
                open_now.append(name)
        elif open_now and open_now[-1] == name[1:]:
            open_now.pop()
        else:
            wrong.append(name)
    return wrong + open_now


def _moved(before: list[str], after: list[str]) -> Iterator[Fault]:
    """Tell tags that are fewer or more than in the text, or stand in another order."""
    first, second = Counter(before), Counter(after)
    for name in first | second:
        if name.startswith("/") or first[name] == second[name]:
            continue
        fewer = second[name] < first[name]
        message = f"<{name}> is missing"
        if second[name]:
            often = "less" if fewer else "more"
            message = f"<{name}> stands {often} often in the translation than in the text"
        tell = error if fewer and name in _BLOCKS else warning
        yield tell("said-tag", message, _TAG_HINT)
    if first == second and before != after:
        order = " ".join(f"<{name}>" for name in after)
        message = f"the tags stand in another order than in the text: {order}"
        yield warning("said-order", message, "see whether each still has its own words")

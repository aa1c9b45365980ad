"""The signs of a text are held against those of its translation: links, notes, values, tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from booklet.catalogue.fault import Fault, apart, error, less, warning
from booklet.catalogue.reading import Kind
from booklet.catalogue.signs import attributes, tokens
from booklet.catalogue.tags import braces, comments, tags

#: With what an address may begin.
SCHEMES = ("http:", "https:", "mailto:", "tel:")

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BLANK = re.compile(r"[\s\x00-\x1f]+")
_UNFINISHED = re.compile(r"<[A-Za-z/!?][^\s<]{0,9}")
_PERCENT = re.compile(r"%%|(%)")
_APART = re.compile(r"\s\{:")
_ROW = re.compile(r"(?:^|\s)///")

_INSIDE = "an address inside the book is the same in every language"
_LINK_HINT = "keep each [words](address): translate the words, leave the address as it is"
_VALUE_HINT = "write it exactly as it stands in the text"


def unkept(text: str, said: str, *, filled: bool = False) -> Iterator[Fault]:
    """Tell which signs of a text its translation has lost, and which it has made up.

    Where values are filled in, each % of a translation has to be one.
    """
    before, after = _grouped(text), _grouped(said)
    for group in before | after:
        first, second = before.get(group, []), after.get(group, [])
        if first != second or group in ("tag", "attributes"):
            yield from _CHECKS[group](first, second)
    if "attributes" in before and len(_APART.findall(said)) > len(_APART.findall(text)):
        message = "a space stands before the braces, so they belong to nothing"
        yield error("said-attribute", message, "write them right behind their words")
    if filled or any(value.startswith("%") for value in before.get("value", ())):
        yield from _percents(before.get("text", []), after.get("text", []))


def _grouped(text: str) -> dict[str, list[str]]:
    """Gather what is compared with each other, in the order of the text."""
    groups = dict[str, list[str]]()
    wordless = False
    for kind, written, name in tokens(text):
        if wordless and kind in ("link", "image", "reference"):
            groups.setdefault(f"wordless {_GROUPS[kind]}", []).append(name)
        wordless = kind == "open" or (wordless and not written.strip())
        if kind in _GROUPS:
            shown = _SHOWN[kind].format(name) if kind in _SHOWN else written
            group = _GROUPS[kind]
            if group in groups:
                groups[group].append(shown)
            else:
                groups[group] = [shown]
        if kind == "tag" and name in ("a", "img"):
            for key, value in attributes(written):
                if key in ("href", "src"):
                    groups.setdefault("link" if key == "href" else "image", []).append(value)
    return groups


def _links(source: list[str], said: list[str]) -> Iterator[Fault]:
    return _addresses("link to", "said-links", source, said)


def _images(source: list[str], said: list[str]) -> Iterator[Fault]:
    return _addresses("picture", "said-images", source, said)


def _addresses(what: str, code: str, source: list[str], said: list[str]) -> Iterator[Fault]:
    lost, new = less(source, said), less(said, source)
    wrong = set[str]()
    for address in dict.fromkeys(said):
        scheme = _SCHEME.match(_BLANK.sub("", address))
        if scheme and scheme[0].lower() not in SCHEMES:
            wrong.add(address)
            message = f"an address may not start with '{scheme[0].lower()}'"
            yield error("said-address", message, f"it may start with: {', '.join(SCHEMES)}")
        elif address.startswith("[") and address not in source:
            wrong.add(address)
            message = f"no address of the text is called '{address[1:-1]}'"
            yield error("said-reference", message, _LINK_HINT)
    for old, other in zip(lost, new, strict=False):
        message = f"instead of the {what} {old} the translation has {other}"
        if other in source:
            yield error("said-address", f"the {what} {old} is missing", _LINK_HINT)
        elif other not in wrong and (_inside(old) or _inside(other)):
            yield error("said-address", message, _INSIDE)
        elif other not in wrong:
            hint = "keep the address, unless there is another for your readers"
            yield warning("said-address", message, hint)
    for address in lost[len(new) :]:
        yield error(code, f"the {what} {address} is missing", _LINK_HINT)
    for address in new[len(lost) :]:
        message = f"the {what} {address} stands in the translation but not in the text"
        yield error(code, message, _LINK_HINT)


def _inside(address: str) -> bool:
    """Whether an address leads to a chapter or a picture of the book."""
    return not address.startswith("[") and _SCHEME.match(address) is None


def _wordless(what: str, code: str) -> Callable[[list[str], list[str]], Iterator[Fault]]:
    def check(source: list[str], said: list[str]) -> Iterator[Fault]:
        hint = "keep each [words](address): translate the words, and leave none of them out"
        for address in less(said, source):
            yield error(code, f"the {what} {address} has no words", hint)

    return check


def _urls(source: list[str], said: list[str]) -> Iterator[Fault]:
    """Addresses in plain text: the translation may have more of them."""
    lost, new = less(source, said), less(said, source)
    for old, other in zip(lost, new, strict=False):
        message = f"instead of {old} the translation has {other}"
        yield warning("said-address", message, "keep the address, unless there is another")
    for address in lost[len(new) :]:
        yield error("said-address", f"the address {address} is missing", _VALUE_HINT)


def _notes(source: list[str], said: list[str]) -> Iterator[Fault]:
    hint = "each note of the text is called once in the translation, where it belongs"
    return apart("said-note", "error", "the note", source, said, hint)


def _values(source: list[str], said: list[str]) -> Iterator[Fault]:
    lost, new = less(source, said), less(said, source)
    for value in dict.fromkeys(lost):
        short = value[:-1]
        if value.endswith(")s") and short in new:
            message = f"'{short}' has lost its last letter"
            yield error("said-value", message, f"write '{value}'")
            new = [other for other in new if other != short]
        elif value in said and not value.startswith("%s"):
            message = f"'{value}' stands less often in the translation than in the text"
            yield warning("said-value", message)
        else:
            yield error("said-value", f"'{value}' is missing", _VALUE_HINT)
    for value in dict.fromkeys(new):
        if value in source and not value.startswith("%s"):
            message = f"'{value}' stands more often in the translation than in the text"
            yield warning("said-value", message)
        else:
            message = f"'{value}' stands in the translation but not in the text"
            yield error("said-value", message, _VALUE_HINT)


def _codes(source: list[str], said: list[str]) -> Iterator[Fault]:
    hint = "what stands between ` and ` is not translated"
    return apart("said-code", "warning", "the code", source, said, hint)


def _emphasis(source: list[str], said: list[str]) -> Iterator[Fault]:
    if _double(said) % 2 and not _double(source) % 2:
        hint = "close it, or put a backslash before it"
        yield warning("said-stray", "a ** stands alone in the translation, and is printed", hint)
        return
    for style, lengths in (("bold", (2, 3)), ("italics", (1, 3))):
        first = sum(len(sign) in lengths for sign in source) // 2
        second = sum(len(sign) in lengths for sign in said) // 2
        if first != second:
            message = (
                f"the text has {_passages(first)} in {style}, the translation {second or 'none'}"
            )
            hint = "write *words* or **words**; _ does nothing between letters"
            yield warning("said-emphasis", message, hint)


def _double(signs: list[str]) -> int:
    return signs.count("**") + signs.count("__")


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count or 'no'} passages"


def _texts(source: list[str], said: list[str]) -> Iterator[Fault]:
    """Signs that belong to nothing, as far as the text has not the same."""
    before, after = "\n".join(source), "\n".join(said)
    if after.count("{") > before.count("{"):
        message = "a { stands alone in the translation"
        yield error("said-attribute", message, "write \\{ for a plain brace")
    unfinished = _UNFINISHED.findall(after)
    if len(unfinished) > len(_UNFINISHED.findall(before)):
        message = f"'{unfinished[-1]}' has no end in the translation"
        yield error("said-tag", message, "write &lt; for a plain <")
    if after.count("](") > before.count("]("):
        hint = "write [words](address), with no space in the address"
        yield error("said-links", "a link in the translation can't be read", hint)
    if after.count("`") > before.count("`"):
        hint = "close it, or put a backslash before it"
        yield warning("said-stray", "a ` stands alone in the translation, and is printed", hint)
    if "///" in after and _ROW.search(after) and not _ROW.search(before):
        message = "'///' stands in the translation but not in the text"
        yield error("said-block", message, "it opens no block here; leave it out")


def _percents(source: list[str], said: list[str]) -> Iterator[Fault]:
    """A text can't be filled in where a % stands that is no placeholder."""
    counts = [sum(map(bool, _PERCENT.findall("\n".join(each)))) for each in (source, said)]
    if counts[1] > counts[0]:
        hint = "write %% for a plain % where values such as %(name)s are filled in"
        yield error("said-value", "a % stands alone in the translation", hint)


_GROUPS: dict[Kind, str] = {
    "link": "link",
    "autolink": "link",
    "mail": "link",
    "reference": "link",
    "image": "image",
    "url": "url",
    "note": "note",
    "value": "value",
    "placeholder": "value",
    "tag": "tag",
    "comment": "comment",
    "attributes": "attributes",
    "code": "code",
    "emphasis": "emphasis",
    "text": "text",
}

#: How some kinds of token are compared and told, made of their names; others as they stand.
_SHOWN: dict[Kind, str] = {
    "link": "{}",
    "autolink": "{}",
    "image": "{}",
    "mail": "mailto:{}",
    "reference": "{}",
    "value": "{{{{ {} }}}}",
    "code": "`{}`",
}

_CHECKS: dict[str, Callable[[list[str], list[str]], Iterator[Fault]]] = {
    "link": _links,
    "image": _images,
    "wordless link": _wordless("link to", "said-links"),
    "wordless image": _wordless("picture", "said-images"),
    "url": _urls,
    "note": _notes,
    "value": _values,
    "attributes": braces,
    "tag": tags,
    "comment": comments,
    "text": _texts,
    "code": _codes,
    "emphasis": _emphasis,
}

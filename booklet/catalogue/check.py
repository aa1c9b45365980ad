"""A text and its translation become faults: what a translator has to mend.

An error has the text itself printed instead of its translation; a warning is only told.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from booklet import finding
from booklet.catalogue.fault import Fault, error, warning
from booklet.catalogue.kept import unkept
from booklet.catalogue.model import Catalogue, Entry, Message
from booklet.catalogue.plurals import plural_alone
from booklet.catalogue.signs import SIGNS, said, speaks
from booklet.catalogue.template import TEMPLATE
from booklet.finding import Finding, Place
from booklet.project import hidden

#: Shorter texts may well have a translation of three times their length.
LONG = 40

#: How much longer or shorter a translation may be.
RATIO = 3

#: What one sign of these scripts says takes about so many letters in others.
_DENSE = 2.5

_SPECIAL = re.compile(f"[{SIGNS}}}/]")
_HIDDEN_ENTITY = re.compile(r"&#(?:x0*(?:202[a-e]|feff|e00[0-7][0-9a-f])|0*(?:823[4-8]));", re.I)
_DENSE_SIGN = re.compile(
    r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def entry_faults(catalogue: Catalogue, message: Message, entry: Entry) -> tuple[Fault, ...]:
    """Tell what is wrong with what a catalogue says for a message."""
    if message.plural:
        alone = plural_alone(catalogue)
        return faults_plural(message.text, message.plural, entry.texts, alone)
    return faults(message.text, entry.texts[0], filled=message.context == TEMPLATE)


def refusal(
    catalogue: Catalogue, entry: Entry, found: Iterable[Fault], instead: str
) -> Finding | None:
    """Warn of the first error that keeps a translation off the page; nothing, where none does.

    instead says what becomes of it: "the words of the author are printed".
    """
    for fault in found:
        if fault.severity == "error":
            place = Place(catalogue.path, entry.line)
            return finding.warning(fault.code, f"{fault.message}; {instead}", place, fault.hint)
    return None


@functools.lru_cache(maxsize=50_000)
def faults(text: str, translation: str, *, filled: bool = False) -> tuple[Fault, ...]:
    """Tell what is wrong with a translation, errors first; nothing, of one that is empty.

    filled is whether values are filled in, as they are in words of templates.

    >>> [fault.message for fault in faults("See [this](https://x.org).", "Siehe dies.")]
    ['the link to https://x.org is missing']
    """
    if not translation:
        return ()
    if text == translation:
        return tuple(_same(text))
    found = list(_controls(translation))
    if _SPECIAL.search(text) or _SPECIAL.search(translation):
        found += unkept(text, translation, filled=filled)
        found.sort(key=lambda fault: fault.severity)
    found += _edges(text, translation)
    found += _lengths(text, translation)
    return tuple(dict.fromkeys(found))


def faults_plural(
    one: str, many: str, forms: Sequence[str], alone: Container[int] = ()
) -> tuple[Fault, ...]:
    """Tell what is wrong with the plural forms of a translation.

    Each is held against the text to which it is nearer, but the last, which stands for most
    numbers, against that for many. The others may leave the number out, and those that stand
    alone for one number do well to: "one minute". `alone` names these, counted from 0.
    """
    found = list[Fault]()
    for number, form in enumerate(forms, 1):
        last = number == len(forms)
        told = faults(many, form, filled=True)
        if not last:
            told = min(faults(one, form, filled=True), told, key=_weight)
            told = tuple(_milder(fault) for fault in told)
        if number - 1 in alone:
            told = tuple(fault for fault in told if not _without_number(fault))
        where = f"in plural form {number} of {len(forms)}, " if len(forms) > 1 else ""
        found += [replace(fault, message=where + fault.message) for fault in told]
    return tuple(found)


def _weight(told: Sequence[Fault]) -> tuple[int, int]:
    return sum(fault.severity == "error" for fault in told), len(told)


def _milder(fault: Fault) -> Fault:
    return replace(fault, severity="warning") if _without_number(fault) else fault


def _without_number(fault: Fault) -> bool:
    return fault.message.startswith("'%") and fault.message.endswith("is missing")


def _same(text: str) -> Iterator[Fault]:
    if speaks(text) and not _is_name(text):
        hint = "translate it; leave it empty if nobody has done so yet"
        yield warning("said-same", "the translation is the text itself", hint)


def _is_name(text: str) -> bool:
    """Take one or two words with capital letters for a name, which may stay as it is."""
    words = said(text).split()
    return len(words) < 3 and all(word[0].isupper() or not word[0].isalpha() for word in words)


def _controls(translation: str) -> Iterator[Fault]:
    found = [what for _, what in hidden(translation.replace("\r\n", "\n").replace("\n", " "))]
    found += _HIDDEN_ENTITY.findall(translation)
    for what in dict.fromkeys(found):
        message = f"a hidden character stands in the translation: {what}"
        hint = "delete it, and write the words around it anew if they look odd then"
        if "isolate" in what:
            message = "an isolate (U+2066 to U+2068) is not closed in the translation"
            hint = "put U+2069 behind the words that it holds together"
        yield error("said-control", message, hint)


def _edges(text: str, translation: str) -> Iterator[Fault]:
    for where, spot in (("beginning", 0), ("end", -1)):
        first, second = bool(text) and text[spot].isspace(), translation[spot].isspace()
        if first != second:
            only = (
                "translation but not of the text" if second else "text but not of the translation"
            )
            yield warning("said-edge", f"a space stands at the {where} of the {only}")


def _lengths(text: str, translation: str) -> Iterator[Fault]:
    if len(text) < LONG or _fits(len(text), len(translation)):
        return
    first, second = said(text), said(translation)
    if len(first) >= LONG and not _fits(_width(first), _width(second)):
        than = "longer" if len(second) > len(first) else "shorter"
        message = f"the translation is much {than} than the text"
        hint = f"see whether all is there: {len(first)} letters have become {len(second)}"
        yield warning("said-length", message, hint)


def _fits(first: float, second: float) -> bool:
    return first <= second * RATIO and second <= first * RATIO


def _width(words: str) -> float:
    return len(words) + len(_DENSE_SIGN.findall(words)) * (_DENSE - 1)

"""A word list becomes a check: special terms are the same throughout a translation.

circle:
  de: [Kreis, Runde]
  ro: [cerc]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from booklet.catalogue.fault import Fault, warning
from booklet.catalogue.signs import said

#: Where in the list something is wrong: its keys, from the outermost on.
Path = tuple[str | int, ...]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

# Tatweel and vowel signs, which Arabic writes or leaves out; the dot that casefold makes of İ.
_PASSED_OVER = re.compile("[\u0640\u064b-\u065f\u0670\u0307]")


@dataclass(frozen=True, slots=True)
class _List:
    """The terms for one language."""

    accepted: Mapping[str, tuple[str, ...]]  #: Each the beginning of a word, or of a part of one.
    terms: tuple[str, ...]  #: Longer ones come first.
    look: re.Pattern[str]  #: Each term is a group, in the same order.

    def standing(self, words: str) -> list[str]:
        """List the terms that stand in plain words; a longer one hides those within it."""
        found = list[tuple[int, int, str]]()
        for match in self.look.finditer(words):
            number = match.lastindex or 1
            found.append((*match.span(number), self.terms[number - 1]))
        taken = list[tuple[int, int, str]]()
        for start, end, term in sorted(found, key=lambda each: each[0] - each[1]):
            if all(end <= first or last <= start for first, last, _ in taken):
                taken.append((start, end, term))
        return list(dict.fromkeys(term for _, _, term in sorted(taken)))


@dataclass(frozen=True, slots=True)
class Terms:
    """The special terms of a book, and what they may be called in other languages."""

    #: By term and language tag: a word or a list of words. What `wrong` tells of is passed over.
    plain: Mapping[str, Any]
    _lists: dict[str, _List] = field(init=False, repr=False, compare=False)  #: By folded tag.

    def __post_init__(self) -> None:
        accepted = dict[str, dict[str, tuple[str, ...]]]()
        for term, tag, words in _read(self.plain, []):
            accepted.setdefault(tag.lower(), {})[term] = words
        lists = {tag: _list(each) for tag, each in accepted.items()}
        object.__setattr__(self, "_lists", lists)

    @staticmethod
    def wrong(plain: object) -> list[tuple[Path, str]]:
        """Tell what is wrong with the plain mappings, each with the keys that lead there.

        >>> Terms.wrong({"circle": {"de": [], "deutsch": ["Kreis"]}})[0]
        (('circle', 'de'), 'a word, or a list of words, is needed')
        """
        found = list[tuple[Path, str]]()
        for _ in _read(plain, found):
            pass
        return found

    def strayed(self, text: str, translation: str, tag: str) -> tuple[Fault, ...]:
        """Tell the terms of a text that its translation calls by another name.

        >>> terms = Terms({"circle": {"de": ["Kreis"]}})
        >>> [fault.message for fault in terms.strayed("Two circles.", "Zwei Zirkel.", "de")]
        ["'circle' is 'Kreis' in the list of terms, and this translation does not have it"]
        >>> terms.strayed("Your circle.", "Ihr Arbeitskreis.", "de-CH")
        ()
        """
        tag = tag.lower()
        terms = self._lists.get(tag) or self._lists.get(tag.partition("-")[0])
        if terms is None or not translation:
            return ()
        heard = _heard(said(translation, code=False))
        return tuple(
            _strayed(term, terms.accepted[term])
            for term in terms.standing(said(text, code=False))
            if not any(_heard(word) in heard for word in terms.accepted[term])
        )


def _strayed(term: str, words: tuple[str, ...]) -> Fault:
    *others, last = (f"'{word}'" for word in words)
    either = f"{', '.join(others)} or {last}" if others else last
    none = ("does not have it", "has neither")[len(others)] if len(others) < 2 else "has none"
    return warning(
        "term-strayed",
        f"'{term}' is {either} in the list of terms, and this translation {none}",
        "use the word of the list, or add yours to it",
    )


def _heard(words: str) -> str:
    """Fold what does not matter: capitals, and signs that a script may leave out.

    >>> _heard("İŞ BİRLİĞİ") == _heard("iş birliği"), _heard("دَائِرَة") == _heard("دائرة")
    (True, True)
    """
    folded = unicodedata.normalize("NFC", words).casefold()
    return " ".join(_PASSED_OVER.sub("", folded).split())


def _list(accepted: Mapping[str, tuple[str, ...]]) -> _List:
    terms = tuple(sorted(accepted, key=len, reverse=True))
    ways = "|".join(f"(?=({_look(term)})(?!\\w))" for term in terms)
    return _List(accepted, terms, re.compile(rf"(?<!\w)(?:{ways})", re.IGNORECASE))


def _look(term: str) -> str:
    """Write a pattern for a term, alone or in an English plural: policy, policies."""
    *words, last = term.split()
    if re.search(r"[^aeiou]y$", last, re.IGNORECASE):
        end = re.escape(last[:-1]) + "(?:y|ies)"
    else:
        end = re.escape(last) + "(?:e?s)?"
    return r"\s+".join([*map(re.escape, words), end])


def _read(
    plain: object, wrong: list[tuple[Path, str]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield term, tag and words of all that can be read, and add to what is wrong."""
    if plain is None:  # an empty file
        return
    if not isinstance(plain, Mapping):
        wrong.append(((), "terms are needed, each with languages below it: 'circle:', 'de: Kreis'"))
        return
    seen = dict[str, str]()
    for term, languages in plain.items():
        path = (str(term),)
        folded = " ".join(str(term).casefold().split())
        if not isinstance(term, str) or not folded:
            wrong.append((path, "a term is a text; put it in quotation marks"))
        elif folded in seen:
            wrong.append((path, f"'{term}' stands here already, as '{seen[folded]}'"))
        elif not isinstance(languages, Mapping) or not languages:
            wrong.append((path, f"languages are needed below '{term}', for example 'de: Kreis'"))
        else:
            seen[folded] = term
            yield from _languages(" ".join(term.split()), path, languages, wrong)


def _languages(
    term: str, path: Path, languages: Mapping[object, object], wrong: list[tuple[Path, str]]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for tag, said_so in languages.items():
        words = [said_so] if isinstance(said_so, str) else said_so
        here = (*path, str(tag))
        if tag is False:  # what YAML makes of Norwegian
            wrong.append((here, "put the language tag in quotation marks: 'no'"))
        elif not isinstance(tag, str) or not _TAG.fullmatch(tag):
            wrong.append((here, f"'{tag}' is not a language tag; write for example de or pt-BR"))
        elif not isinstance(words, list | tuple) or not words:
            wrong.append((here, "a word, or a list of words, is needed"))
        elif bad := [
            n for n, word in enumerate(words) if not isinstance(word, str) or not _heard(word)
        ]:
            wrong += [((*here, n), "a word is a text; put it in quotation marks") for n in bad]
        else:
            yield term, tag, tuple(words)

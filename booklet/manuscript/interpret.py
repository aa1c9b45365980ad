"""A passage is set in the edition's language, with the words that its catalogue has.

It is set in the language of its author first: what is wrong with it is told at its own lines,
and its headings keep their names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from markupsafe import Markup

from booklet.catalogue import TEMPLATE, Catalogue, Entry, Key, faults, refusal
from booklet.finding import Finding, Place
from booklet.manuscript import allowed
from booklet.manuscript.fences import Kind
from booklet.manuscript.listen import heard, heard_line
from booklet.manuscript.model import Coverage
from booklet.manuscript.passage import Passage, Setter
from booklet.manuscript.sources import Remark, Source
from booklet.manuscript.tongue import Said, Tongue
from booklet.manuscript.words import CONTENTS, Say, Spoken, Unit, folded
from booklet.project import Locale

#: An empty line, which would end a paragraph.
_GAP = re.compile(r"\n\s*\n")

#: What Unicode calls the letters of each direction (UAX #9).
_LETTERS = {"ltr": {"L"}, "rtl": {"R", "AL"}}


class Interpreter(Setter):
    """Sets passages with the words of a catalogue, and with the author's where it has none."""

    def __init__(
        self, home: Tongue, tongue: Tongue, catalogue: Catalogue, source: Locale, *, trusting: bool
    ) -> None:
        super().__init__(home)
        self.foreign = tongue
        self.catalogue = catalogue
        self.source = source
        self.trusting = trusting  #: Whether fuzzy translations are printed.
        self.findings: dict[Finding, None] = {}  #: About translations, in order.
        self._answers: dict[Key, tuple[Spoken, bool]] = {}

    @property
    def coverage(self) -> Coverage:
        """What was said until now, and what templates can say."""
        entries = self.catalogue.entries.items()
        sure = [_usable(text, entry) for (context, text), entry in entries if context == TEMPLATE]
        sure += [known for _, known in self._answers.values()]
        return Coverage(sum(sure), len(sure))

    def passage(
        self,
        source: Source,
        text: str,
        kinds: Mapping[str, Kind],
        line: int | None = None,
        context: str = "",
    ) -> Passage:
        """Set a text of several lines."""
        home = super().passage(source, text, kinds, line, context)
        if home.broken:
            return home
        said = self.foreign.blocks(text, self._say(source, text, line, context), home.anchors)
        return self._checked(home, said, said.html)

    def line(
        self, source: Source, text: str, line: int, kind: str = "text", context: str = ""
    ) -> Passage:
        """Set a text of one line."""
        home = super().line(source, text, line, kind, context)
        message = heard_line(source, text, line, kind, context)
        if home.broken or message is None:
            return home
        spoken = self.answer(message.text, message.context)
        if spoken.locale:
            return Passage(_spanned(spoken.locale, home.html), (), home.findings)
        if not self._kept(message.text, spoken.text):
            said = self.foreign.line(spoken.text)
            return self._checked(home, said, said.html)
        said = self.tongue.line(spoken.text)
        return self._checked(home, said, _spanned(self.source, said.html))

    def _kept(self, text: str, said: str) -> bool:
        """Whether a title stays in its language: word for word, or in its letters at least."""
        if text == said and " " in said:
            return True
        here, there = self.foreign.locale.direction, self.source.direction
        ways = {unicodedata.bidirectional(sign) for sign in said}
        return here != there and bool(ways & _LETTERS[there]) and not ways & _LETTERS[here]

    def answer(self, text: str, context: str = "") -> Spoken:
        """Say a message: as the catalogue does, else as the author did."""
        known = self._answers.get((context, text))
        if known is None:
            entry = self.catalogue.find(text, context)
            usable = entry is not None and entry.translated and (self.trusting or not entry.fuzzy)
            if entry is not None and usable and self._sound(text, entry):
                known = Spoken(_plain(entry.texts[0], text)), not entry.fuzzy
            else:
                known = Spoken(text, self.source), False
            self._answers[context, text] = known
        return known[0]

    def _sound(self, text: str, entry: Entry) -> bool:
        """Whether a translation can be printed; tell the first thing that speaks against it."""
        found = faults(text, entry.texts[0])
        refused = refusal(self.catalogue, entry, found, "the words of the author are printed")
        if refused:
            self.findings[refused] = None
        return refused is None

    def _say(self, source: Source, text: str, line: int | None, context: str) -> Say:
        if not source.asides:
            return lambda unit: self.answer(unit.text, context)
        advised = iter(heard(self.tongue, source, text, line, context))

        def say(unit: Unit) -> Spoken:
            message = next(advised)
            return self.answer(message.text, message.context) if message else Spoken(unit.text)

        return say

    def _checked(self, home: Passage, said: Said, html: str) -> Passage:
        """Clean what is said, and tell what is wrong with it and was not with the original."""
        source = Source(self.catalogue.path, "", "")
        kept, more = allowed.admitted(html, source, slots=len(home.calls))
        known = {(finding.code, finding.message) for finding in home.findings}
        told = [self._told(remark) for remark in said.remarks]
        new = [
            finding for finding in [*told, *more] if (finding.code, finding.message) not in known
        ]
        return Passage(kept, home.calls, (*home.findings, *new), home.anchors)

    def _told(self, remark: Remark) -> Finding:
        """Place a remark at the entry that holds what it is about, and whose text does not."""
        patterns = [re.compile(re.escape(w)) if isinstance(w, str) else w for w in remark.words]
        found = [
            (text, pattern, entry.line)
            for pattern in patterns
            for (_, text), entry in self.catalogue.entries.items()
            if any(pattern.search(said) for said in entry.texts)
        ]
        new = (line for text, pattern, line in found if not pattern.search(text))
        line = next(new, found[0][2] if found else None)
        place = Place(self.catalogue.path, line)
        return Finding(remark.severity, remark.code, remark.message, place, remark.hint)


def _spanned(locale: Locale, html: str) -> Markup:
    """Say in which language some HTML is."""
    lang = f'<span lang="{locale.tag}" dir="{locale.direction}">'
    return Markup(f"{lang}{html}</span>")  # noqa: S704 - cleaned before or after


def _usable(text: str, entry: Entry) -> bool:
    """Whether a template can say a word; what counts something is known there alone."""
    if entry.fuzzy or not entry.translated:
        return False
    wrong = faults(text, entry.texts[0], filled=True) if len(entry.texts) == 1 else ()
    return all(fault.severity != "error" for fault in wrong)


def _plain(text: str, original: str) -> str:
    """Write a translation as a message is written; HTML of several lines keeps them."""
    plain = re.sub("[\x02\x03]", "", text).strip()
    if plain == CONTENTS:
        return f"\\{plain}"
    return plain if "\n" in original and original.startswith("<") else folded(_GAP.sub("\n", plain))

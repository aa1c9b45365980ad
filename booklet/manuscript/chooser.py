"""Passages are set for the readers of one edition: selected first, and then their values filled in.

Values come last, so that they never enter a message.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from booklet import tree
from booklet.finding import Finding, by_line, nearest
from booklet.manuscript import masks, selection, timetable
from booklet.manuscript.allowed import misaddressed
from booklet.manuscript.conditions import parsed
from booklet.manuscript.fences import Kind
from booklet.manuscript.passage import Passage, Setter
from booklet.manuscript.reach import conditions, each, spread
from booklet.manuscript.sources import Remark, Source
from booklet.project import FACILITATOR, VALUE, Edition, unplain

_ADDRESS = re.compile(r'\b(?:href|src)="([^"]*)"')


#: The class of a block of the house.
_OWN = {FACILITATOR}

_CLASSES = re.compile(r'class="([^"]*)"')
_SINGLE = re.compile(r"(?<!\{)\{\s*(?P<name>[\w-]+)\s*\}(?!\})")


class Chooser(Setter):
    """Sets what another one does, for an edition.

    values are plain texts by name, in the language of the edition.
    """

    def __init__(self, setter: Setter, edition: Edition, values: Mapping[str, str]) -> None:
        super().__init__(setter.tongue)
        self.setter = setter
        self.edition = edition
        self.values = values
        self.asked: set[str] = set()  #: The names that decided about anything.

    def shows(self, held: Mapping[str, str]) -> bool:
        """Whether the readers of the edition are to see something."""
        self._ask(held)
        return selection.holds(held, self.edition.names)

    def _ask(self, held: Mapping[str, str]) -> None:
        for _, text in each(held):
            self.asked |= parsed(text).names

    def passage(
        self,
        source: Source,
        text: str,
        kinds: Mapping[str, Kind],
        line: int | None = None,
        context: str = "",
    ) -> Passage:
        """Set a text of several lines."""
        return self._chosen(self.setter.passage(source, text, kinds, line, context), source, line)

    def line(
        self, source: Source, text: str, line: int, kind: str = "text", context: str = ""
    ) -> Passage:
        """Set a text of one line."""
        return self._chosen(self.setter.line(source, text, line, kind, context), source, line)

    def _chosen(self, made: Passage, source: Source, line: int | None) -> Passage:
        if made.broken:
            return made
        if source.short or selection.conditional(made.html):
            made = self._selected(made, source, line)
        remarks = [*self._addresses(made.html), *self._meant(made.html)]
        html = masks.filled(made.html, lambda name: self._value(name, remarks))
        steps = tuple(
            dataclasses.replace(step, title=masks.filled(step.title, self._plain))
            for step in made.steps
        )
        html = Markup(html)  # noqa: S704 - values are escaped
        made = dataclasses.replace(made, html=html, steps=steps)
        return self._told(made, remarks, source, line)

    def _selected(self, made: Passage, source: Source, line: int | None) -> Passage:
        root = tree.parse_part(made.html)
        remarks = list(selection.faults(root, self.edition.project.names))
        if remarks:
            return self._told(made, remarks, source, line)
        remarks = list(selection.doubts(root))
        spread(root)
        for element in root.iter():
            self._ask(conditions(element))
        whole, full = timetable.minutes(root, self.edition.names), selection.matter(root)
        alone = selection.select(root, self.edition.names, source.short)
        steps = timetable.timetable(root)
        made = dataclasses.replace(made, steps=steps, minutes=whole)
        remarks += self._alone(alone)
        return self._told(_left(made, root, full=full), remarks, source, line)

    def without(self, made: Passage, source: Source, slots: Collection[int]) -> Passage:
        """Cut data blocks of which no record is left, by their numbers."""
        if not slots or made.broken:
            return made
        root = tree.parse_part(made.html)
        alone = selection.vacate(root, slots)
        return self._told(_left(made, root, full=True), self._alone(alone), source, None)

    def _alone(self, headings: tuple[str, ...]) -> Iterator[Remark]:
        if self.edition.translation:
            return  # the words are others; the edition that was translated tells it
        for heading in map(masks.unmasked, headings):
            message = f"nothing is left below '{heading}' in {self.edition.slug}"
            hint = "put the condition on the heading; then it holds for all below it"
            words = r"\W+".join(re.findall(r"\w+", heading))
            look = (re.compile(rf"^#+ .*{words}"), re.compile(words))
            yield Remark("heading-alone", message, hint, look, "warning")

    def filled(self, source: Source, text: str, line: int) -> tuple[str, tuple[Finding, ...]]:
        """Put values into a text that is no Markdown."""
        remarks = list[Remark]()
        text = VALUE.sub(lambda found: unescape(self._value(found["name"], remarks)), text)
        return text, tuple(source.told(remarks, line))

    def _meant(self, html: str) -> Iterator[Remark]:
        """Tell what looks like a condition or a value, and is none."""
        for found in _CLASSES.finditer(html):
            for name in set(found[1].split()) & self.edition.project.audiences.keys() - _OWN:
                message = f"'.{name}' is a class, and hides nothing"
                hint = f'for these readers alone: {{: only="{name}" }}'
                yield Remark("class-named", message, hint, (f".{name}", name), "warning")
        for found in _SINGLE.finditer(masks.uncoded(html)):
            if found["name"] in self.values:
                message = f"'{found[0]}' is printed as it stands"
                hint = f"a value stands in two braces: {{{{ {found['name']} }}}}"
                yield Remark("value-single", message, hint, (found[0],), "warning")

    def _addresses(self, html: str) -> Iterator[Remark]:
        """Tell what values make of addresses, if it is wrong."""
        for found in _ADDRESS.finditer(html):
            if masks.OPEN in found[1]:
                address = masks.filled(unescape(found[1]), self._plain)
                look = (masks.unmasked(found[1]),)
                for remark in misaddressed(address):
                    yield dataclasses.replace(remark, words=look)

    def _plain(self, name: str) -> str:
        return self.values.get(name, "")  # what there is not has been told

    def _value(self, name: str, remarks: list[Remark]) -> str:
        if name in self.values:
            return str(escape(self.values[name]))
        look = (re.compile(rf"\{{\{{\s*{re.escape(name)}\s*\}}\}}"),)
        if trouble := unplain(name):
            hint = "in double braces stands a name alone; write \\{{ for plain braces"
            remarks.append(Remark("value-wrong", trouble.partition(";")[0], hint, look))
        else:
            message = f"no value is called '{name}' in {self.edition.slug}"
            remarks.append(Remark("value-unknown", message, self._where(name), look))
        return ""

    def _where(self, name: str) -> str:
        """Say how an edition would come by a value."""
        project = self.edition.project
        having = [one.name for one in project.audiences.values() if name in one.values]
        if having:
            return f"only {', '.join(having)} has it; give one to all, in [values]"
        hint = f"add it to [values], or say --set {name}=..."
        return f"{nearest(name, self.values)}; {hint}" if self.values else hint

    def _told(
        self, made: Passage, remarks: Iterable[Remark], source: Source, line: int | None
    ) -> Passage:
        findings: list[Finding] = [*made.findings, *source.told(remarks, line)]
        return dataclasses.replace(made, findings=tuple(sorted(findings, key=by_line)))


def _left(made: Passage, root: Element, *, full: bool) -> Passage:
    """Write a passage anew of which something was cut; full is whether it held anything."""
    calls = []
    for slot in root.iter("slot"):
        calls.append(made.calls[int(slot.get("name", ""))])
        slot.set("name", str(len(calls) - 1))
    html = Markup(tree.write_part(root))  # noqa: S704 - was clean before
    emptied = full and not selection.matter(root)
    return dataclasses.replace(made, html=html, calls=tuple(calls), emptied=emptied)

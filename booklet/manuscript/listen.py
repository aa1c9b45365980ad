"""The messages of a manuscript are heard, where the press would say them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from booklet.catalogue import Message, speaks
from booklet.finding import Place
from booklet.manuscript.asides import advice
from booklet.manuscript.fences import Kind
from booklet.manuscript.passage import Passage, Setter
from booklet.manuscript.sources import Source, uncommented
from booklet.manuscript.spots import Spots
from booklet.manuscript.tongue import Tongue
from booklet.manuscript.words import Spoken, Unit, folded


class Listener(Setter):
    """Gathers the messages of passages instead of setting them."""

    def __init__(self, tongue: Tongue) -> None:
        super().__init__(tongue)
        self.messages: list[Message] = []

    def passage(
        self,
        source: Source,
        text: str,
        kinds: Mapping[str, Kind],
        line: int | None = None,
        context: str = "",
    ) -> Passage:
        """Hear a text of several lines."""
        self.messages += filter(None, heard(self.tongue, source, text, line, context))
        return Passage(Markup())

    def line(
        self, source: Source, text: str, line: int, kind: str = "text", context: str = ""
    ) -> Passage:
        """Hear a text of one line."""
        self.messages += filter(None, [heard_line(source, text, line, kind, context)])
        return Passage(Markup())


def heard(
    tongue: Tongue, source: Source, text: str, line: int | None, context: str
) -> list[Message | None]:
    """Hear a text of several lines, message by message; None stands for one to be left alone."""
    units = list[Unit]()

    def note(unit: Unit) -> Spoken:
        units.append(unit)
        return Spoken(unit.text)

    references = tongue.hear(text, note)
    spots = Spots(source.body, source.lead)
    lines = [spots.line(unit) or line for unit in units]
    return _advised(source, units, lines, context, references)


def heard_line(source: Source, text: str, line: int, kind: str, context: str) -> Message | None:
    """Hear a text of one line; None is one to be left alone."""
    core = folded(uncommented(text).strip())
    if not speaks(core):
        return None
    unit = Unit(core, kind, core)
    return _advised(source, [unit], [line], context, {})[0]


def _advised(
    source: Source,
    units: Sequence[Unit],
    lines: Sequence[int | None],
    context: str,
    references: Mapping[str, str],
) -> list[Message | None]:
    advised = advice(source.asides, lines)
    return [
        None
        if told.skip
        else Message(
            unit.text,
            told.context or context,
            kind=unit.kind,
            places=(Place(source.path, line),),
            comments=(*told.comments, *_addresses(unit.text, references)),
        )
        for unit, line, told in zip(units, lines, advised, strict=True)
    ]


def _addresses(text: str, references: Mapping[str, str]) -> Iterable[str]:
    """Tell the address behind each name of a link."""
    for name, address in references.items():
        if f"[{name}]" in text.lower():
            yield f"[{name}]: {address}"

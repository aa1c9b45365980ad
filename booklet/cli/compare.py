"""The command that shows what two audiences read differently."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from booklet.cli.progress import status
from booklet.cli.shown import count, near, opened, project_option, tell

if TYPE_CHECKING:
    from booklet.audience import Comparison, Difference, Shown
    from booklet.project import Edition, Project

#: The colours of the two editions.
_COLOURS = ("cyan", "yellow")

#: What is counted of what one edition lacks.
_LACKING = ("chapter", "passage", "record")

#: What there may be of one name or another in a chapter.
_SAID = {
    "box title": "title of a box",
    "code": "code",
    "item": "list item",
    "lines": "lines",
    "minutes": "minutes of a chapter",
    "records": "data block",
    "row": "row of a table",
    "summary": "summary of a chapter",
    "text": "text",
    "title": "title of a chapter",
}


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--locale", help="Compare in this language.  [default: that of the authors]")
@click.option("--pdf", type=click.Path(path_type=Path), help="Print side by side, into this file.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for other programs.")
@project_option
def compare(
    a: str, b: str, locale: str | None, pdf: Path | None, as_json: bool, folder: Path
) -> None:
    """Show what two audiences do not read alike.

    A and B name audiences. Where a book has several axes, join a name of each: educators+new; of
    an axis without one, the first is taken.
    """
    from booklet.audience import compare as compared

    if pdf and pdf.suffix.lower() != ".pdf":
        raise click.UsageError(f"'{pdf}' is no name of a PDF; write --pdf {pdf}.pdf")
    project = opened(folder)
    editions = _edition(project, a, locale), _edition(project, b, locale)
    if editions[0] == editions[1]:
        raise click.UsageError(f"'{a}' and '{b}' are the same readers; name two")
    with status(f"{a} and {b}") as say:
        say("comparing")
        found = compared(*editions)
    if as_json:
        click.echo(json.dumps(_plain(found, (a, b)), ensure_ascii=False, indent=2))
    else:
        _Told(found, (a, b)).tell()
    if pdf:
        _print(found, (a, b), pdf, aside=as_json)


def _edition(project: Project, names: str, locale: str | None) -> Edition:
    """Find the edition for some readers, in the first format."""
    wanted = [name.strip() for name in names.split("+")]
    axes = Counter(project.audiences[name].axis for name in wanted if name in project.audiences)
    for axis, number in axes.items():
        if number > 1:
            raise click.UsageError(f"'{names}' names {number} of the axis '{axis}'; name one")
    tag, way = locale or project.locale.tag, project.standing[0]
    return project.editions([way], [tag], wanted, draft=True)[0]


def _print(found: Comparison, names: tuple[str, str], target: Path, *, aside: bool) -> None:
    from booklet.audience import proof
    from booklet.pages import typeset
    from booklet.press import Tray

    with status(f"{names[0]} and {names[1]}, side by side") as say:
        pages = typeset(proof(found), say)
    tell(pages.findings)
    path = Tray(target.parent).lay(target.name, pages.pdf)
    click.echo(f"{near(path)}  {count(pages.count, 'page')} of A4", err=aside)


class _Told:
    """A comparison on the terminal."""

    def __init__(self, found: Comparison, names: tuple[str, str]) -> None:
        self.found = found
        self.names = names
        wide = shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
        self.width = min(max(wide, 40), 100) - 2

    def tell(self) -> None:
        """Print all of it."""
        found = self.found
        for heading, differences in (
            ("The book", found.settings),
            ("Chapters", found.chapters),
            *((part.title or part.path.as_posix(), part.differences) for part in found.parts),
        ):
            if differences:
                click.secho(heading, bold=True)
                above: tuple[str, ...] = ()
                for difference in differences:
                    above = self._below(difference.a or difference.b, above)
                    self._difference(difference)
                click.echo()
        self._write("; ".join(_totals(found, self.names)), "")

    def _below(self, side: Shown | None, before: tuple[str, ...]) -> tuple[str, ...]:
        """Print the heading that something stands below, where that is another one."""
        above = side.above if side else ()
        if above and above != before:
            click.secho(f"  {' – '.join(above)}", underline=True)
        return above

    def _difference(self, difference: Difference) -> None:
        kind, name = difference.kind, difference.name
        sides = [(n, side) for n, side in enumerate((difference.a, difference.b)) if side]
        if kind == "place":
            self._place(sides)
        elif kind == "order":
            for number, side in sides:
                titles = (f"{n}. {title}" for n, title in enumerate(side.titles, 1))
                self._entry(number, side, f"{name}, in the order of", *titles)
        elif kind in ("setting", "value"):
            for number, side in sides:
                what = f"value {name}" if kind == "value" else name
                self._entry(number, side, f"{what} in", side.text)
        elif kind == "chapter":
            for number, side in sides:
                welcome = "" if side.number else "It comes first, as a welcome."
                self._entry(number, side, "chapter, only in", side.text, welcome)
        else:
            what = {"record": f"record {name}", "records": f"{name}"}.get(kind) or _SAID.get(
                kind, kind
            )
            for number, side in sides:
                whole = f"{side.before} [{side.text}] {side.after}" if kind == "words" else ""
                self._entry(number, side, f"{what}, only in", side.text, whole.strip())

    def _place(self, sides: list[tuple[int, Shown]]) -> None:
        """Say that a chapter stands elsewhere."""
        where = [
            f"{_ordinal(side.number)} in {self._name(number)}"
            if side.number
            else f"first in {self._name(number)}, as a welcome"
            for number, side in sides
        ]
        side = sides[0][1]
        click.echo(f"  {side.place}  {side.text}")
        self._write(f"comes {' and '.join(where)}, of the chapters that both have", "    ")

    def _entry(self, number: int, side: Shown, what: str, *texts: str) -> None:
        """Print what one edition shows."""
        foreign = f", still in {self.found.a.project.locale.name}" if side.foreign else ""
        self._write(f"{side.place}  {what} {self._name(number)}{foreign}", "  ")
        for text in filter(None, texts):
            self._write(text, "    ")

    def _write(self, text: str, indent: str) -> None:
        click.echo(click.wrap_text(text, self.width, indent, indent))

    def _name(self, number: int) -> str:
        return click.style(self.names[number], fg=_COLOURS[number])


def _totals(found: Comparison, names: tuple[str, str]) -> Iterator[str]:
    """Say how much differs, or that nothing does."""
    if not found.differences:
        yield f"{names[0]} and {names[1]} are the same"
        return
    for number, name in enumerate(names):
        lacking = Counter(
            each.kind if each.kind in ("chapter", "record") else "passage"
            for each in found.differences
            if each.missing and (each.a, each.b)[number]
        )
        parts = [count(lacking[what], what) for what in _LACKING if lacking[what]]
        if parts:
            *most, last = parts
            yield f"{', '.join(most)}{' and ' if most else ''}{last} only in {name}"
    other = (each for each in found.differences if not each.missing)
    kinds = Counter(each.name if each.kind == "setting" else each.kind for each in other)
    for kind, number in kinds.items():
        moved = f"{count(number, 'chapter')} in another place"
        yield moved if kind == "place" else count(number, kind)


def _ordinal(number: int) -> str:
    """Count: "1st", "2nd", "3rd", "11th"."""
    last = number % 10 if number // 10 % 10 != 1 else 0
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _plain(found: Comparison, names: tuple[str, str]) -> dict[str, Any]:
    """Write a comparison as one object.

    - `a`, `b`: the two editions: `names` of their audiences, `title` for their readers, `book`,
      the book's title in it
    - `locale`: the language; `same`: whether nothing differs
    - `totals`: texts as they are printed, such as "2 values"
    - `settings`: what differs of the book's title and subtitle, and of values
    - `chapters`: those that one edition lacks ("chapter"), or that stand elsewhere ("place")
    - `parts`: chapters and data files, each with `path`, `title` and its `differences`

    A difference has `kind`, `name` (of a value, a key, a record or a data file, or empty), and
    `a` and `b`: null, or `text`, `path`, `line` (null where it is not known), `before` and
    `after` (words around it that both have), `above` (headings), `untranslated`, `number` (of a
    chapter; null of a welcome), and `titles` of records in their order.
    """
    a, b = (
        {"names": [one.name for one in edition.audiences], "title": title, "book": book}
        for edition, title, book in zip(
            (found.a, found.b), found.readers, found.titles, strict=True
        )
    )
    return {
        "a": a,
        "b": b,
        "locale": found.a.locale.tag,
        "same": not found.differences,
        "totals": list(_totals(found, names)),
        "settings": list(map(_difference, found.settings)),
        "chapters": list(map(_difference, found.chapters)),
        "parts": [
            {
                "path": part.path.as_posix(),
                "title": part.title,
                "differences": list(map(_difference, part.differences)),
            }
            for part in found.parts
        ],
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind,
        "name": difference.name,
        "a": _side(difference.a),
        "b": _side(difference.b),
    }


def _side(shown: Shown | None) -> dict[str, Any] | None:
    if shown is None:
        return None
    return {
        "text": shown.text,
        "path": shown.place.path.as_posix(),
        "line": shown.place.line,
        "before": shown.before,
        "after": shown.after,
        "above": list(shown.above),
        "untranslated": shown.foreign,
        "number": shown.number or None,
        "titles": list(shown.titles),
    }

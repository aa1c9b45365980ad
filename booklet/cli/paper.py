"""The command that reckons up paper and ink."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.cli.progress import Progress
from booklet.cli.shown import audience_option, count, opened, project_option
from booklet.measure import millimetres

if TYPE_CHECKING:
    from booklet.press import Tally

#: Schemes whose sheets are folded into one another and stapled.
STAPLED = ("saddle", "twins", "halves")


@click.command()
@click.option("--format", "formats", multiple=True, help="Reckon this format only; repeatable.")
@click.option("--locale", "locales", multiple=True, help="Reckon this language only; repeatable.")
@audience_option
@click.option("--copies", type=click.IntRange(1), default=1, show_default=True, help="How many.")
@click.option("--sheet", type=float, default=0.0, metavar="PRICE", help="What a sheet costs.")
@click.option("--side", type=float, default=0.0, metavar="PRICE", help="What a printed side costs.")
@click.option("--draft", is_flag=True, help="Reckon translations that are not finished, too.")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs; lengths in points.")
@project_option
@click.pass_context
def paper(
    context: click.Context,
    folder: Path,
    formats: tuple[str, ...],
    locales: tuple[str, ...],
    audiences: tuple[str, ...],
    copies: int,
    sheet: float,
    side: float,
    draft: bool,
    as_json: bool,
) -> None:
    """Reckon up paper, ink and words for each edition."""
    from booklet.press import tally

    editions = opened(folder).editions(formats, locales, audiences, draft=draft)
    with Progress(0) as progress:
        for each in tally(editions, progress.hear):
            price = copies * (each.sheets * sheet + each.sides * side)
            with progress.aside():
                click.echo(_row(each, price) if as_json else _told(each, copies, price))
    context.exit(progress.exit_code)


def _row(tally: Tally, price: float) -> str:
    fields = {key.name: getattr(tally, key.name) for key in dataclasses.fields(tally)}
    own = {
        "edition": tally.edition.slug,
        "price": round(price, 4),
        "findings": [finding.message for finding in tally.findings],
    }
    return json.dumps(fields | own)


def _told(tally: Tally, copies: int, price: float) -> str:
    way = tally.edition.format
    where = f" of {(way.paper or way.page).name}"
    lines = [
        f"{tally.edition.slug}  {count(tally.pages, 'page')} on"
        f" {count(tally.sheets, 'sheet')}{where}{_blanks(tally)}",
        *_thickness(tally),
        f"ink on {100 * tally.inked:.1f} % of a page",
        *_words(tally),
        *(f"{finding.message}; {finding.hint}" for finding in tally.findings),
    ]
    if price:
        what = "a copy costs" if copies == 1 else f"{copies} copies cost"
        lines.append(f"{what} {price:.2f}")
    return "\n  ".join(lines)


def _blanks(tally: Tally) -> str:
    return f", {count(tally.blanks, 'page')} blank" if tally.blanks else ""


def _thickness(tally: Tally) -> list[str]:
    from booklet.sheets import THICK

    thick, way = f"{millimetres(tally.thickness)} thick", tally.edition.format
    if way.scheme in STAPLED and way.caliper:
        nested = round(tally.creep / way.caliper) + 1
        thick += f"; {nested} of the {THICK} sheets that a staple holds"
    if not tally.creep:
        return [thick]
    return [thick, f"the innermost sheet stands out by {millimetres(tally.creep)}"]


def _words(tally: Tally) -> list[str]:
    fits = f"about {tally.room} words more would fit" if tally.room else ""
    saves = f"about {tally.over} fewer would save a sheet" if tally.over else ""
    return ["; ".join(filter(None, [fits, saves]))] if fits or saves else []

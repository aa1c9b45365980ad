"""What is claimed of speed, each claim with the measurement that it rests on."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clock import Clock, Command, Cost

#: Both commands start in the same way, as modules.
BOOKLET = (sys.executable, "-m", "booklet")
WEASYPRINT = (sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1")
MATTER = (sys.executable, Path(__file__).with_name("matter.py"))


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the bench."""

    clock: Clock
    scratch: Path
    project: Path
    pairs: int  #: Pairs of runs that count, for each row.
    pages: int  #: Pages to impose.


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, ready to print."""

    name: str
    what: str
    ours: str
    theirs: str
    ratio: str  #: The median of the ratios of pairs, not the ratio of medians.
    spread: str  #: The smallest and the largest of the ratios.
    claim: str
    kept: str


def build(bench: Bench) -> Row:
    """CPU time of a cold build, against plain WeasyPrint on the same HTML."""
    rounds = bench.clock.pairs(*_books(bench), bench.pairs, bench.scratch / "html")
    return _compared(
        "build", "CPU of a cold build", "weasyprint", rounds, _cpu, "{:.2f} s", most=1.2
    )


def memory(bench: Bench) -> Row:
    """Peak memory of the same."""
    rounds = bench.clock.pairs(*_books(bench), 1, bench.scratch / "html")
    return _compared(
        "memory", "peak of a cold build", "weasyprint", rounds, _peak, "{:.0f} MiB", most=None
    )


def impose(bench: Bench) -> Row:
    """CPU time of laying a thick book on sheets, against pdfimpose."""
    book, ours, theirs = (bench.scratch / f"{name}.pdf" for name in ("book", "ours", "theirs"))
    bench.clock.run((*MATTER, "pages", str(bench.pages), book))
    command = (*BOOKLET, "impose", book, "--output", ours)
    what, other = f"CPU of imposing {bench.pages} pages", "pdfimpose saddle"
    pdfimpose = os.environ.get("BENCH_PDFIMPOSE") or shutil.which("pdfimpose")
    if pdfimpose is None:
        costs = [bench.clock.run(command) for _ in range(bench.pairs + 1)][1:]
        cpu = f"{statistics.median(map(_cpu, costs)):.2f} s"
        return Row("impose", what, cpu, f"{other}: not installed", "", "", "under 0.25", "")
    rounds = bench.clock.pairs(
        command, (pdfimpose, "saddle", "-o", theirs, book), bench.pairs, bench.scratch
    )
    return _compared("impose", what, other, rounds, _cpu, "{:.2f} s", most=0.25, below=True)


def help_(bench: Bench) -> Row:
    """The time in which `booklet --help` answers."""
    costs = [bench.clock.run((*BOOKLET, "--help")) for _ in range(bench.pairs + 1)][1:]
    wall = statistics.median(cost.wall for cost in costs)
    kept = "yes" if wall < 0.3 else "no"
    return Row("help", "wall time of --help", f"{wall:.2f} s", "", "", "", "under 0.3 s", kept)


#: Every row, in the order of the table.
ROWS: dict[str, Callable[[Bench], Row]] = {
    "build": build,
    "memory": memory,
    "impose": impose,
    "help": help_,
}


def _books(bench: Bench) -> tuple[Command, Command]:
    """Write a book down as plain HTML; return the commands that set it, ours and theirs."""
    folder = bench.scratch / "html"
    bench.clock.run((*MATTER, "html", bench.project, folder))
    out = bench.scratch / "out"
    return (
        (*BOOKLET, "build", "--format", "screen", "--project", bench.project, "--output", out),
        (*WEASYPRINT, "book.html", bench.scratch / "plain.pdf"),
    )


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _peak(cost: Cost) -> float:
    return cost.peak


def _compared(
    name: str,
    what: str,
    other: str,
    rounds: Sequence[tuple[Cost, Cost]],
    figure: Callable[[Cost], float],
    unit: str,
    *,
    most: float | None,
    below: bool = False,
) -> Row:
    """Make a row of pairs; most is the largest ratio that is claimed, or the first that is not."""
    ours, theirs = zip(*((figure(one), figure(two)) for one, two in rounds), strict=True)
    ratios = [one / two for one, two in zip(ours, theirs, strict=True)]
    ratio = statistics.median(ratios)
    claim = kept = ""
    if most is not None:
        claim = f"under {most}" if below else f"at most {most}"
        kept = "yes" if ratio < most or (ratio == most and not below) else "no"
    return Row(
        name,
        what,
        unit.format(statistics.median(ours)),
        f"{other}: {unit.format(statistics.median(theirs))}",
        f"{ratio:.3f}",
        f"{min(ratios):.2f} - {max(ratios):.2f}",
        claim,
        kept,
    )

"""What is claimed of a book with pictures: 22 pages with six of them, drawn for the bench."""

from __future__ import annotations

import importlib.util
import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from clock import Command, Cost
from rows import BOOKLET, MATTER, WEASYPRINT, Bench, Row, compared, cpu

#: Editions of the book, each for other readers.
EDITIONS = 8

#: Both cores.
JOBS = ("--jobs", "2")


def pictures(bench: Bench) -> Row:
    """CPU time of a build with an empty store, against plain WeasyPrint with the same pictures."""
    ours, theirs, folder = _books(bench)
    rounds = bench.clock.pairs(ours, theirs, bench.pairs, folder)
    what = "CPU of a cold build with pictures"
    return compared("pictures", what, "weasyprint", rounds, cpu, "{:.2f} s", most=0.4)


def size(bench: Bench) -> Row:
    """How large the PDF is, against that of plain WeasyPrint."""
    ours, theirs, folder = _books(bench)
    bench.clock.run(ours)
    bench.clock.run(theirs, folder)
    (made,) = (bench.scratch / "out").glob("pictures-*.pdf")
    one, other = (path.stat().st_size / 2**20 for path in (made, bench.scratch / "plain.pdf"))
    ratio, kept = f"{one / other:.3f}", "yes" if one <= other else "no"
    told = (f"{one:.1f} MiB", f"weasyprint: {other:.1f} MiB")
    return Row("size", "PDF with pictures", *told, ratio, "", "at most 1", kept)


def editions(bench: Bench) -> Row:
    """CPU time of eight editions, against as many commands of plain WeasyPrint.

    One of them stands for all eight, which do the same.
    """
    _, theirs, folder = _books(bench)
    ours = (*BOOKLET, "build", "--format", "screen", *_places(bench), *_jobs(bench))
    rounds = bench.clock.pairs(ours, theirs, bench.pairs, folder)
    eight = [(one, _times(other, EDITIONS)) for one, other in rounds]
    what = f"CPU of {EDITIONS} editions with pictures"
    return compared("editions", what, "weasyprint", eight, cpu, "{:.2f} s", most=0.2)


def typst(bench: Bench) -> Row:
    """CPU time of a build beside that of Typst on comparable words, with the same pictures."""
    ours, _, folder = _books(bench)
    command = _typst()
    what, other = "CPU of a cold build with pictures", "typst"
    if command is None:
        costs = [bench.clock.run(ours) for _ in range(bench.pairs + 1)][1:]
        shown = f"{statistics.median(map(cpu, costs)):.2f} s"
        return Row("typst", what, shown, f"{other}: not installed", "", "", "", "")
    rounds = bench.clock.pairs(ours, command, bench.pairs, folder.parent / "pictures")
    return compared("typst", what, other, rounds, cpu, "{:.2f} s", most=None)


#: Every row, in the order of the table.
PICTURED: dict[str, Callable[[Bench], Row]] = {
    "pictures": pictures,
    "size": size,
    "editions": editions,
    "typst": typst,
}


def _books(bench: Bench) -> tuple[Command, Command, Path]:
    """Draw the book, once; return the commands that set it, and the folder for the second."""
    project, folder = bench.scratch / "pictures", bench.scratch / "pictures-html"
    if not project.exists():
        bench.clock.run((*MATTER, "pictures", str(bench.percent), project))
        bench.clock.run((*MATTER, "html", project, folder))
    first = ("--format", "screen", "--audience", "anna")
    ours = (*BOOKLET, "build", *first, *_places(bench))
    return ours, (*WEASYPRINT, "book.html", bench.scratch / "plain.pdf"), folder


def _places(bench: Bench) -> tuple[str | Path, ...]:
    return ("--project", bench.scratch / "pictures", "--output", bench.scratch / "out")


def _jobs(bench: Bench) -> tuple[str, ...]:
    """Ask for both cores, where `booklet build` can be asked."""
    bench.clock.run((*BOOKLET, "build", "--help"))
    return JOBS if JOBS[0] in bench.clock.said else ()


def _times(cost: Cost, count: int) -> Cost:
    return replace(cost, cpu=cost.cpu * count, wall=cost.wall * count)


def _typst() -> Command | None:
    """The command that sets book.typ, with the program that is named or the package."""
    if program := os.environ.get("BENCH_TYPST"):
        return (program, "compile", "book.typ", "book.pdf")
    if "BENCH_TYPST" in os.environ or importlib.util.find_spec("typst") is None:
        return None
    script = "import typst; typst.compile('book.typ', output='book.pdf')"
    return (sys.executable, "-c", script)

"""What is claimed of speed, each claim with the measurement that it rests on."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clock import Clock, Command, Cost, Failed

#: Both commands start in the same way, as modules.
BOOKLET = (sys.executable, "-m", "booklet")
WEASYPRINT = (sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1")
MATTER = (sys.executable, Path(__file__).with_name("matter.py"))
LARGE = (sys.executable, Path(__file__).with_name("large.py"))
UPDATE = (sys.executable, Path(__file__).with_name("update.py"))


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the bench."""

    clock: Clock
    scratch: Path
    project: Path
    pairs: int  #: Pairs of runs that count, for each row.
    pages: int  #: Pages to impose.
    messages: int  #: Messages to update.
    chapters: int  #: Chapters to extract messages from.
    large: int  #: Pages of a large book.


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
    # The other one does not say how to fold what it has made.
    command = (*BOOKLET, "impose", book, "--no-guide", "--output", ours)
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


def update(bench: Bench) -> Row:
    """CPU time of updating a PO file, against msgmerge on the same one.

    One pair counts: msgmerge compares each new message with all there are, and takes minutes.
    """
    folder = bench.scratch / "words"
    bench.clock.run((*MATTER, "words", str(bench.messages), folder))
    old, new, result = folder / "old.po", folder / "new.pot", folder / "result.po"
    command = (*UPDATE, bench.project, old, new, result)
    what, other = f"CPU of updating {bench.messages} messages", "msgmerge"
    msgmerge = shutil.which(other)
    if msgmerge is None:
        cpu = f"{bench.clock.run(command).cpu:.2f} s"
        return Row("update", what, cpu, f"{other}: not installed", "", "", "at most 0.33", "")
    theirs = (msgmerge, "--quiet", "-o", folder / "theirs.po", old, new)
    rounds = [(bench.clock.run(command), bench.clock.run(theirs))]
    return _compared("update", what, other, rounds, _cpu, "{:.2f} s", most=0.33)


def extract(bench: Bench) -> Row:
    """How many chapters a second an extraction reads.

    A book of one chapter is extracted as well: what both take is no chapter's.
    """
    few, many = bench.scratch / "few", bench.scratch / "many"
    for folder, count in ((few, 1), (many, bench.chapters)):
        bench.clock.run((*MATTER, "chapters", str(count), bench.project, folder))
    one, other = ((*BOOKLET, "i18n", "extract", "--project", each) for each in (many, few))
    rounds = bench.clock.pairs(one, other, bench.pairs, bench.scratch)
    rates = [(bench.chapters - 1) / (first.cpu - second.cpu) for first, second in rounds]
    rate = statistics.median(rates)
    return Row(
        "extract",
        f"extraction of {bench.chapters} chapters",
        f"{rate:.0f} a second",
        "",
        "",
        f"{min(rates):.0f} - {max(rates):.0f}",
        "at least 200",
        "yes" if rate >= 200 else "no",
    )


def translated(bench: Bench) -> Row:
    """CPU time of a page in each language of a book, against one in the language of its authors.

    The ratio is the median of the languages, the spread tells the best and the worst of them;
    the claim is for the worst. A book without translations is measured in a pseudo-language.
    """
    settings = _settings(bench)
    home, tags = settings["book"]["language"], tuple(settings.get("locales", ())) or ("en-XA",)
    rounds = [{tag: _page(bench, tag) for tag in (home, *tags)} for _ in range(bench.pairs + 1)][1:]
    ratios = {tag: statistics.median(each[tag] / each[home] for each in rounds) for tag in tags}
    ratio = statistics.median(ratios.values())
    best, worst = min(ratios, key=ratios.__getitem__), max(ratios, key=ratios.__getitem__)
    ours = statistics.median(each[tag] for each in rounds for tag in tags)
    return Row(
        "translated",
        "CPU of a translated page",
        f"{ours:.3f} s",
        f"{home}: {statistics.median(each[home] for each in rounds):.3f} s",
        f"{ratio:.3f}",
        f"{ratios[best]:.2f} {best} - {ratios[worst]:.2f} {worst}",
        "at most 1.05",
        "yes" if ratios[worst] <= 1.05 else "no",
    )


def large(bench: Bench) -> Row:
    """The time that a large book takes with two hands, against one."""
    rounds = bench.clock.pairs(*_hands(bench, ("2",), ("1",)), bench.pairs, bench.scratch)
    what = f"wall time of a book of {bench.large} pages, two hands"
    return _compared("large", what, "one", rounds, _wall, "{:.2f} s", most=0.65)


def tags(bench: Bench) -> Row:
    """CPU time of a large book with tags, against the same without."""
    rounds = bench.clock.pairs(*_hands(bench, ("1",), ("1", "plain")), bench.pairs, bench.scratch)
    what = f"CPU of a book of {bench.large} pages, tagged"
    return _compared("tags", what, "untagged", rounds, _cpu, "{:.2f} s", most=1.15)


def growth(bench: Bench) -> Row:
    """CPU time of a page of a very large book, against that of a small one.

    A book of fewer pages is set before each: what both take is no page's. One run of the thickest
    counts, and the medians of the others.
    """
    costs, pages = [], []
    few, some, many = 12, max(24, bench.large // 8), bench.large * 2
    # The first run of all compiles the modules.
    for count, runs in ((few, 1), (few, bench.pairs), (some, bench.pairs), (many, 1)):
        folder = bench.scratch / f"book-{count}"
        bench.clock.run((*MATTER, "book", str(count), folder))
        costs.append(
            statistics.median(bench.clock.run((*LARGE, folder, "1")).cpu for _ in range(runs))
        )
        pages.append(int(bench.clock.said.split()[0]))
    small, thick = (
        (costs[place + 1] - costs[place]) / (pages[place + 1] - pages[place]) for place in (1, 2)
    )
    kept = "yes" if thick < 1.1 * small else "no"
    return Row(
        "growth",
        f"CPU of a page, {pages[2]} to {pages[3]}",
        f"{thick:.4f} s",
        f"to {pages[2]}: {small:.4f} s",
        f"{thick / small:.3f}",
        "",
        "under 1.1",
        kept,
    )


#: Every row, in the order of the table.
ROWS: dict[str, Callable[[Bench], Row]] = {
    "build": build,
    "memory": memory,
    "impose": impose,
    "extract": extract,
    "translated": translated,
    "update": update,
    "large": large,
    "tags": tags,
    "growth": growth,
    "help": help_,
}


def _books(bench: Bench) -> tuple[Command, Command]:
    """Write a book down as plain HTML; return the commands that set it, ours and theirs."""
    folder = bench.scratch / "html"
    bench.clock.run((*MATTER, "html", bench.project, folder))
    return (
        _build(bench, _settings(bench)["book"]["language"]),
        (*WEASYPRINT, "book.html", bench.scratch / "plain.pdf"),
    )


def _hands(bench: Bench, ours: Sequence[str], theirs: Sequence[str]) -> tuple[Command, Command]:
    """Write a large book; return the commands that set it in two ways."""
    folder = bench.scratch / "large"
    bench.clock.run((*MATTER, "book", str(bench.large), folder))
    return (*LARGE, folder, *ours), (*LARGE, folder, *theirs)


def _page(bench: Bench, tag: str) -> float:
    """Print an edition for the screen; return the CPU time for each of its pages."""
    cost = bench.clock.run(_build(bench, tag))
    pages = re.search(r"  (\d+) pages?  ", bench.clock.said)
    if pages is None:
        raise Failed(f"no pages were told of: {bench.clock.said}")
    return cost.cpu / int(pages[1])


def _build(bench: Bench, tag: str) -> Command:
    """Write the command that prints a book for the screen, in a language, for its first readers."""
    readers = [("--audience", name) for name in _settings(bench).get("audiences", {})]
    out = ("--project", bench.project, "--output", bench.scratch / "out")
    only = ("--format", "screen", "--locale", tag, *(readers[0] if readers else ()))
    return (*BOOKLET, "build", *only, *out)


def _settings(bench: Bench) -> dict[str, Any]:
    return tomllib.loads((bench.project / "booklet.toml").read_text("utf-8"))


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _wall(cost: Cost) -> float:
    return cost.wall


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

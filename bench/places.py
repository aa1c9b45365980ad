"""Compare where pages land with what pdfimpose does, scheme by scheme.

    BENCH_PDFIMPOSE=/there/bin/pdfimpose python bench/places.py

Two plans are the same when they have the same sheets, in whichever order, and each sheet the same
two sides; a sheet may lie either way up, and be turned about either edge.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from small_pdfs import A5, A6, book, sides

from booklet.measure import PAPERS
from booklet.sheets import Imposition, impose

#: Pages, their size, our scheme with its flip, and the words of pdfimpose.
SCHEMES = {
    "saddle": (24, A5, Imposition("saddle", flip="short"), "saddle --signature 2x1"),
    "signatures": (
        *(24, A5, Imposition("saddle", flip="short", signature=2)),
        "hardcover --signature 2x1 --group 2",
    ),
    "quarto": (16, A6, Imposition("quarto", flip="long"), "hardcover --signature 2x2"),
    "quarto, nested": (
        *(16, A6, Imposition("quarto", flip="long", signature=2)),
        "saddle --signature 2x2",
    ),
    "cut and stack": (16, A6, Imposition("stack", flip="long"), "wire --signature 2x2"),
    "halves": (16, A6, Imposition("halves", flip="long"), "cutstackfold --signature 1x2"),
    "zine": (8, PAPERS["a7"], Imposition("zine"), "onepagezine"),
}

#: Where both are right and differ nevertheless.
OTHERWISE = {
    "cut and stack": "other places: it counts piles down, we count them across",
    "zine": "other places: it begins at another panel of the ring",
}

Side = tuple[tuple[tuple[int, bool], ...], ...]


def main() -> None:
    """Print a line for each scheme."""
    theirs = os.environ["BENCH_PDFIMPOSE"]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (count, page, wanted, words) in SCHEMES.items():
            source, target = Path(folder, "pages.pdf"), Path(folder, "sheets.pdf")
            source.write_bytes(book(count, page))
            command = [theirs, *words.split(), "--output", str(target), str(source)]
            subprocess.run(command, check=True, capture_output=True)
            same = sheets(impose(source.read_bytes(), wanted).pdf) == sheets(target.read_bytes())
            told = "the same" if same else OTHERWISE.get(name, "OTHER PLACES")
            wrong += not same and name not in OTHERWISE
            print(f"{name:16} pdfimpose {words:34} {told}")
    sys.exit(wrong)


def sheets(pdf: bytes) -> set[frozenset[Side]]:
    """The sheets of a PDF; a zine's have one side."""
    found = [side for side in map(rows, sides(pdf)) if side]
    if len(found) == 1:
        return {frozenset(map(upright, found))}
    pairs = zip(found[::2], found[1::2], strict=True)
    return {frozenset(map(upright, pair)) for pair in pairs}


def rows(labels: dict[int, tuple[float, float, bool]]) -> Side:
    """Order labels in rows, from the top; those of a row stand at most half a page apart."""
    lines: list[list[tuple[float, int, bool]]] = []
    height = None
    for page, (x, y, turned) in sorted(labels.items(), key=lambda item: -_middle(item[1])):
        middle = _middle((x, y, turned))
        if height is None or height - middle > 120:
            lines.append([])
            height = middle
        lines[-1].append((x, page, turned))
    return tuple(tuple((page, turned) for _, page, turned in sorted(line)) for line in lines)


def _middle(label: tuple[float, float, bool]) -> float:
    """About the middle of a page: its label stands near its foot."""
    _, y, turned = label
    return y - 100 if turned else y + 100


def upright(side: Side) -> Side:
    """A side the way up that comes first, as it makes no difference."""
    other = tuple(tuple((page, not turned) for page, turned in row[::-1]) for row in side[::-1])
    return min(side, other)


if __name__ == "__main__":
    main()

"""Compare where pages land with what pdfimpose does, scheme by scheme.

    BENCH_PDFIMPOSE=/there/bin/pdfimpose python bench/places.py

Two plans are the same when they have the same sheets, in whichever order, and each sheet the same
two sides; a sheet may lie either way up, and be turned about either edge. Piles that are cut may
lie in other places of the sheet, and the ring of a zine's panels may begin with another leaf.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
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

Side = tuple[tuple[tuple[int, bool], ...], ...]
Kept = Callable[[list[Side]], object]  #: What of the sides of a PDF has to be the same.


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
            kept, told = KEPT.get(name, (sheets, "the same"))
            ours, other = impose(source.read_bytes(), wanted).pdf, target.read_bytes()
            same = kept(read(ours)) == kept(read(other))
            wrong += not same
            print(f"{name:16} pdfimpose {words:34} {told if same else 'OTHER PLACES'}")
    sys.exit(wrong)


def read(pdf: bytes) -> list[Side]:
    """The sides of a PDF that are not empty: a zine has one."""
    return [side for side in map(rows, sides(pdf)) if side]


def sheets(found: list[Side]) -> set[frozenset[Side]]:
    """The sheets: two sides each."""
    pairs = zip(found[::2], found[1::2], strict=True)
    return {frozenset(map(upright, pair)) for pair in pairs}


def leaves(found: list[Side]) -> set[frozenset[tuple[int, int]]]:
    """What each sheet falls into: the front of a leaf, and what is behind it, both upright."""
    cut = set()
    for front, back in zip(found[::2], found[1::2], strict=True):
        assert not any(turned for row in (*front, *back) for _, turned in row)
        behind = [row[::-1] for row in back]
        pairs = zip(sum(front, ()), sum(behind, ()), strict=True)
        cut.add(frozenset((page, other) for (page, _), (other, _) in pairs))
    return cut


def ring(found: list[Side]) -> tuple[int, ...]:
    """The panels of a sheet once around, from page 1 on.

    Two panels on either side of a fold are a leaf. A ring that begins with another leaf folds as
    well, so where it is cut into rows does not count; but it has to be an even number further.
    """
    ((top, bottom),) = found
    assert all(turned for _, turned in top)
    assert not any(turned for _, turned in bottom)
    around = [page for page, _ in (*bottom, *top[::-1])]
    start = around.index(1)
    return (*around[start:], *around[:start], start % 2)


#: What has to be the same where places may differ, and what that is called.
KEPT: dict[str, tuple[Kept, str]] = {
    "cut and stack": (leaves, "the same leaves; it counts piles down, we count them across"),
    "zine": (ring, "the same ring; it begins with another leaf"),
}


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

"""The claims about speed are measured, in one run, and printed as one table.

    python bench/run.py                     every row
    python bench/run.py --row build         one of them
    BENCH_PDFIMPOSE=/there/bin/pdfimpose python bench/run.py --row impose

Times are of whole processes, from their start to their end. Where there is something to compare
with, both commands run in turn, and the ratio is taken pair by pair. Linux and macOS only.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from clock import Clock, Failed
from rows import ROWS, Bench, Row


def main() -> None:
    """Measure what is asked for."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        bench = Bench(
            Clock(scratch),
            scratch,
            arguments.project.resolve(),
            arguments.pairs,
            arguments.pages,
            arguments.messages,
            arguments.chapters,
            arguments.large,
        )
        try:
            print(table([ROWS[name](bench) for name in arguments.row or ROWS]))
        except Failed as trouble:
            sys.exit(str(trouble))


def table(rows: Iterable[Row]) -> str:
    """Draw rows under their headings."""
    heads = [field.name for field in dataclasses.fields(Row)]
    lines = [heads, *(dataclasses.astuple(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the claims about speed.")
    parser.add_argument("--row", action="append", choices=ROWS, help="repeatable; default: all")
    parser.add_argument("--pairs", type=int, default=5, help="runs that count (default: 5)")
    parser.add_argument("--pages", type=int, default=600, help="to impose (default: 600)")
    parser.add_argument("--messages", type=int, default=8000, help="to update (default: 8000)")
    parser.add_argument("--chapters", type=int, default=200, help="to extract (default: 200)")
    parser.add_argument("--large", type=int, default=400, help="pages of a book (default: 400)")
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parent.parent, help="default: this book"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

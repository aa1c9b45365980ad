"""A thick book, made up: chapters with headings, tables, notes, links and pictures."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

#: How many headings, with what stands below them, fill a page.
PARTS = 1.11

SETTINGS = """\
[book]
name = "volume"
title = "A Thick Book"
authors = ["Nobody"]
language = "en"
licence = "CC0 1.0"
description = "What a large book costs."
version = "1.0"
date = 2026-11-20
page = "A5"
formats = ["screen"]
"""


def volume(
    count: int, chance: random.Random, lexicon: list[str], weights: list[float]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a project of about so many pages."""
    yield "booklet.toml", SETTINGS.encode()
    lengths = []
    while sum(lengths) < count - 4:
        lengths.append(min(round(chance.triangular(4, 24, 10)), max(4, count - 4 - sum(lengths))))
    writer = _Writer(chance, lexicon, weights, len(lengths))
    for number, pages in enumerate(lengths, 1):
        yield f"content/{number:03}-chapter.md", writer.chapter(number, pages).encode()
        yield f"content/images/bars-{number}.png", _bars(chance)
        yield f"content/images/path-{number}.svg", _path(chance)


class _Writer:
    """Writes one chapter after another in a language that nobody speaks."""

    def __init__(
        self, chance: random.Random, lexicon: list[str], weights: list[float], count: int
    ) -> None:
        self.chance, self.lexicon, self.weights, self.count = chance, lexicon, weights, count

    def chapter(self, number: int, pages: int) -> str:
        """A chapter of about so many pages."""
        title = self.words(4).capitalize()
        parts = [f"---\ntitle: {title}\nid: c{number}\nsummary: {self.words(14)}.\n---\n"]
        notes = []
        for page in range(1, round(pages * PARTS) + 1):
            parts.append(f"## {self.words(3).capitalize()} {{: #s{page} }}")
            paragraphs = [self.paragraph() for _ in range(4)]
            if page % 2:
                paragraphs[0] += f"[^{page}]"
                notes.append(f"[^{page}]: {self.words(18).capitalize()}.")
            other = self.chance.randint(1, self.count)
            paragraphs[1] += f" See [{self.words(2)}]({other:03}-chapter.md#s{1 + page % 4})."
            parts += [*paragraphs, self.block(number, page)]
        return "\n\n".join([*parts, *notes]) + "\n"

    def block(self, number: int, page: int) -> str:
        """What stands between paragraphs: a table, a picture, a list, a box, code."""
        match page % 6:
            case 0:
                return f"![{self.words(8)}](images/bars-{number}.png)"
            case 1:
                rows = [[self.words(2), self.words(5), self.words(1)] for _ in range(6)]
                lines = [" | ".join(["", *row, ""]).strip() for row in rows]
                return "\n".join([lines[0], "|---|---|---|", *lines[1:]])
            case 2:
                return "\n".join(f"- {self.words(9)}" for _ in range(5))
            case 3:
                return f"/// callout | {self.words(3).capitalize()}\n{self.paragraph()}\n///"
            case 4:
                return f"![{self.words(8)}](images/path-{number}.svg)"
            case _:
                return "\n".join(f"    {self.words(1)} = {self.words(2)}" for _ in range(5))

    def paragraph(self) -> str:
        """Three to five sentences."""
        sentences = [self.words(self.chance.randint(6, 18)) for _ in range(3)]
        return ". ".join(map(str.capitalize, sentences)) + "."

    def words(self, count: int) -> str:
        """Some words, in lower case."""
        return " ".join(self.chance.choices(self.lexicon, self.weights, k=count))


def _bars(chance: random.Random) -> bytes:
    """Draw a chart of bars."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (900, 480), "white")
    pen = ImageDraw.Draw(image)
    for place in range(12):
        top = chance.randint(40, 420)
        pen.rectangle((30 + place * 72, top, 80 + place * 72, 460), fill=(0, 90 + place * 8, 110))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _path(chance: random.Random) -> bytes:
    """Draw a line that goes up and down."""
    points = " ".join(f"{x},{chance.randint(10, 90)}" for x in range(10, 200, 10))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">'
        f'<polyline points="{points}" fill="none" stroke="#00667a" stroke-width="2"/></svg>'
    ).encode()

"""What is measured with: a book as plain HTML, and hundreds of pages to impose.

    python bench/matter.py html PROJECT FOLDER
    python bench/matter.py pages COUNT FILE

Each runs in a process of its own, so that the one that measures stays small.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from xml.etree import ElementTree

WORDS = (
    "a circle meets each week and every member speaks in turn before it decides by consent so that "
    "nobody is left out of what concerns them and the work goes on with good reasons"
).split()


def html(project: Path, folder: Path) -> None:
    """Write the galley of a project's screen edition as files that any engine can set.

    The numbers in the contents stay blank, which spares the other engine a second lay-out.
    """
    from booklet.galley import BASE_URL, compose
    from booklet.manuscript import write
    from booklet.project import load

    editions = load(project).editions(("screen",))
    if len(editions) != 1:
        sys.exit(f"a project with one edition for the screen is needed; this has {len(editions)}")
    galley = compose(write(editions[0]))
    _lay(galley.files, folder)
    root = ElementTree.fromstring(galley.html)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    text = ElementTree.tostring(root, encoding="unicode", method="html")
    for absolute, relative in ((BASE_URL, ""), ('href="/', 'href="'), ('url("/', 'url("')):
        text = text.replace(absolute, relative)
    (folder / "book.html").write_text(f"<!DOCTYPE html>\n{text}", encoding="utf-8")


def pages(count: int, file: Path) -> None:
    """Set A5 pages of words, tagged as this house tags its own; the same ones every time."""
    from weasyprint import HTML

    from booklet.galley import fonts

    faces = fonts.faces()
    _lay({face.name: face.data for face in faces}, file.parent)
    rules = "".join(face.rule for face in faces).replace('url("/', 'url("')
    chance = random.Random(count)
    text = "".join(_page(number, chance) for number in range(1, count + 1))
    HTML(
        string=f'<!DOCTYPE html><html lang="en"><title>{count} pages</title><style>{rules}{STYLE}'
        f"</style>{text}</html>",
        base_url=file.parent.as_uri() + "/",
    ).write_pdf(file, pdf_variant="pdf/ua-1")


STYLE = (
    "@page{size:A5;@bottom-center{content:counter(page)}}"
    'body{font:10pt "Source Serif 4"}h1{font:20pt "Source Sans 3"}section{break-after:page}'
)


def _page(number: int, chance: random.Random) -> str:
    paragraphs = [f"<p>{' '.join(chance.choices(WORDS, k=45))}</p>" for _ in range(3)]
    link = f'<p><a href="https://example.org/{number}">More on this</a></p>'
    return f"<section><h1>Page {number}</h1>{''.join(paragraphs)}{link}</section>"


def _lay(files: dict[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    what, first, second = sys.argv[1:]
    if what == "html":
        html(Path(first), Path(second))
    else:
        pages(int(first), Path(second))

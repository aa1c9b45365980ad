"""What is measured with: a book as plain HTML, hundreds of pages, thousands of messages.

    python bench/matter.py html PROJECT FOLDER
    python bench/matter.py interiors PROJECT FOLDER
    python bench/matter.py pages COUNT FILE
    python bench/matter.py words COUNT FOLDER
    python bench/matter.py chapters COUNT PROJECT FOLDER
    python bench/matter.py book COUNT FOLDER
    python bench/matter.py pictures PERCENT FOLDER

Each runs in a process of its own, so that the one that measures stays small.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from booklet.project import Edition

WORDS = (
    "a circle meets each week and every member speaks in turn before it decides by consent so that "
    "nobody is left out of what concerns them and the work goes on with good reasons"
).split()


def html(project: Path, folder: Path) -> None:
    """Write the galley of a project's screen edition as files that any engine can set.

    The numbers in the contents stay blank, which spares the other engine a second lay-out.
    """
    from booklet.project import load

    book = load(project)
    _html(book.edition(book.locale), folder)


def interiors(project: Path, folder: Path) -> None:
    """Write the same of each language and all readers, but those of workshops, who get less."""
    from booklet.project import load

    book = load(project)
    for edition in book.editions(["screen"]):
        if all(one.chapters is None for one in edition.audiences):
            _html(edition, folder / edition.slug)


def _html(edition: Edition, folder: Path) -> None:
    from booklet.galley import BASE_URL, compose
    from booklet.manuscript import write

    galley = compose(write(edition))
    _lay({name: _nearby(name, data) for name, data in galley.files.items()}, folder)
    root = ElementTree.fromstring(galley.html)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    text = ElementTree.tostring(root, encoding="unicode", method="html")
    for absolute, relative in (
        *((BASE_URL, ""), ('href="/', 'href="'), ('src="/', 'src="'), ('url("/', 'url("')),
    ):
        text = text.replace(absolute, relative)
    (folder / "book.html").write_text(f"<!DOCTYPE html>\n{text}", encoding="utf-8")


def _nearby(name: str, data: bytes) -> bytes:
    """Let a style sheet find its pictures from where it lies."""
    return data.replace(b'url("/', b'url("../') if name.endswith(".css") else data


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


def words(count: int, folder: Path) -> None:
    """Write old.po, all translated, and new.pot: 10 % changed, 5 % gone, 5 % new."""
    chance = random.Random(count)
    lexicon, weights = _lexicon(chance)

    def sentence() -> list[str]:
        return chance.choices(lexicon, weights, k=chance.randint(4, 30))

    old = [sentence() for _ in range(count)]
    new = []
    for text in old:
        fate = chance.random()
        if fate < 0.10:
            place = chance.randrange(len(text))
            new.append([*text[:place], *chance.choices(lexicon, weights), *text[place + 1 :]])
        elif fate > 0.15:
            new.append(text)
        if fate > 0.95:
            new.append(sentence())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "old.po").write_text(_po(old, translated=True), "utf-8")
    (folder / "new.pot").write_text(_po(new, translated=False), "utf-8")


def _lexicon(chance: random.Random) -> tuple[list[str], list[float]]:
    """Make up words; some are said often and most seldom, as in any language."""
    syllables = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er")]
    lexicon = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(4000)]
    return lexicon, [1 / (rank + 3) for rank in range(len(lexicon))]


def _po(sentences: list[list[str]], *, translated: bool) -> str:
    header = "Language: de\\nContent-Type: text/plain; charset=UTF-8\\n"
    entries = [f'msgid ""\nmsgstr "{header}"\n']
    texts = dict.fromkeys(f"{' '.join(words).capitalize()}." for words in sentences)
    for number, text in enumerate(texts):
        place = f"content/{number // 100:02}-chapter.md:{number % 100 * 3 + 1}"
        other = text[::-1] if translated else ""
        entries.append(f'#. paragraph\n#: {place}\nmsgid "{text}"\nmsgstr "{other}"\n')
    return "\n".join(entries)


def chapters(count: int, project: Path, folder: Path) -> None:
    """Write a project of many chapters: those of another one, again and again."""
    shutil.rmtree(folder, ignore_errors=True)
    content = folder / "content"
    content.mkdir(parents=True)
    shutil.copy(project / "booklet.toml", folder)
    for path in (project / "content").glob("*.yaml"):
        shutil.copy(path, content)
    written = sorted((project / "content").glob("*.md"))
    for number in range(count):
        path = written[number % len(written)]
        text = re.sub(r"(?m)^(id: .*)$", rf"\1-{number}", path.read_text("utf-8"), count=1)
        (content / f"{number:03}-{path.stem}-{number}.md").write_text(text, "utf-8")


def book(count: int, folder: Path) -> None:
    """Write a project of about so many A5 pages, in chapters of 4 to 24; the same every time."""
    from volume import volume

    shutil.rmtree(folder, ignore_errors=True)
    chance = random.Random(count)
    _lay(dict(volume(count, chance, *_lexicon(chance))), folder)


def pictures(percent: int, folder: Path) -> None:
    """Write a project of 22 pages with six large pictures, for eight kinds of readers.

    The pictures have a part of their real size. Beside the project stand its words for Typst.
    """
    from drawn import DRAWN

    content = folder / "content"
    content.mkdir(parents=True)
    readers = "".join(f'[audiences.{name}]\ntitle = "For {name}"\n' for name in READERS)
    (folder / "booklet.toml").write_text(PICTURES + readers, "utf-8")
    chance, typst = random.Random(percent), [TYPST]
    for number, (name, draw) in enumerate(DRAWN.items(), 1):
        draw(chance, percent / 100, content / f"{name}.png")
        said = [" ".join(chance.choices(WORDS, k=95)).capitalize() + "." for _ in range(9)]
        own = [f'This is for {one}.\n{{: only="{one}" }}' for one in READERS]
        alt = f"What is seen: {name}"
        marked = [f"# Chapter {number}", *said[:4], f"![{alt}]({name}.png)", *said[4:], *own, ""]
        (content / f"{number:02}-{name}.md").write_text("\n\n".join(marked), "utf-8")
        typst += [f"= Chapter {number}", *said[:4]]
        typst += [f'#image("content/{name}.png", alt: "{alt}")', *said[4:]]
        typst += [f"This is for {READERS[0]}."]
    (folder / "book.typ").write_text("\n\n".join(typst), "utf-8")


READERS = "anna ben cleo dan eve finn gus hal".split()

PICTURES = """
[book]
name = "pictures"
title = "A book with pictures"
language = "en"
"""

#: As the house sets a book: A5, justified, hyphenated, with contents; Typst tags it by itself.
TYPST = """
#set document(title: "A book with pictures")
#set page(paper: "a5", numbering: "1", margin: (x: 18mm, y: 20mm))
#set text(size: 10.5pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 0.62em)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
= A book with pictures
#outline()
"""


def _lay(files: dict[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    what, first, second, *more = sys.argv[1:]
    if what == "chapters":
        chapters(int(first), Path(second), Path(*more))
    elif what == "book":
        book(int(first), Path(second))
    elif what == "pictures":
        pictures(int(first), Path(second))
    elif what == "html":
        html(Path(first), Path(second))
    elif what == "interiors":
        interiors(Path(first), Path(second))
    elif what == "pages":
        pages(int(first), Path(second))
    else:
        words(int(first), Path(second))

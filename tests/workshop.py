"""Small books, made on the spot and taken through the rooms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from booklet.finding import TypesettingError
from booklet.galley import Galley, compose
from booklet.manuscript import write
from booklet.pages import Pages, typeset
from booklet.project import load

#: Templates of few words, so that tests hold whatever the house's own look like.
PLAIN = {
    "templates/book.html": """
        <!DOCTYPE html>
        <html lang="{{ locale.tag }}" dir="{{ locale.direction }}">
        <head>
        <title>{{ book.title }}</title>
        <style>
        {{ faces }}
        @page { size: 300px 400px; margin: 20px; @bottom-center { content: counter(page) } }
        html { font: 12px/15px "Source Serif 4" }
        section { break-before: page }
        .footnote { float: footnote }
        .footnote-part { display: block }
        h1, h2, p, ul, dl { margin: 0 }
        </style>
        {% if "styles/own.css" in styles %}<link rel="stylesheet" href="/styles/own.css">{% endif %}
        </head>
        <body>
        {% block front %}{% endblock %}
        <main>{% for chapter in chapters %}{% include "chapter.html" %}{% endfor %}</main>
        </body>
        </html>
    """,
    "templates/chapter.html": (
        '<section data-file="{{ chapter.path }}"><h1>{{ chapter.title }}</h1>'
        "{{ chapter.html }}</section>"
    ),
}

#: A front matter of two pages for PLAIN: a cover and the contents.
CONTENTS = """
    <header>
    <div style="break-after: page">{{ book.title }}</div>
    <ol style="list-style: none">{% for chapter in chapters %}
    <li><a href="#{{ chapter.name }}">{{ chapter.title }} <b class="folio"></b></a></li>
    {% endfor %}</ol>
    </header>
"""


def make(
    folder: Path,
    chapters: str | Mapping[str, str] = "# One\n\nWords.\n",
    files: Mapping[str, str | bytes] | None = None,
    *,
    keys: str = 'language = "en"',
    theme: Mapping[str, str] = PLAIN,
) -> Path:
    """Write a project; a text alone is content/01-one.md."""
    if isinstance(chapters, str):
        chapters = {"01-one.md": chapters}
    named = {f"content/{name}": text for name, text in chapters.items()}
    config = f'[book]\nname = "small"\ntitle = "A Small Book"\n{keys}\n'
    for name, text in {"booklet.toml": config, **theme, **named, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def fronted(front: str = CONTENTS) -> dict[str, str]:
    """PLAIN with a front matter."""
    book = PLAIN["templates/book.html"]
    return PLAIN | {
        "templates/book.html": book.replace("{% block front %}", "{% block front %}" + front)
    }


def composed(project: Path) -> Galley:
    """Take a project as far as its galley."""
    return compose(write(load(project).editions(["screen"])[0]))


def set_pages(project: Path) -> Pages:
    """Take a project as far as its pages."""
    return typeset(composed(project))


def inner(galley: Galley) -> str:
    """What stands in the text of a galley, below the title of a single chapter."""
    text = re.search(r"</h1>(.*)</section>", galley.html, re.DOTALL)
    assert text
    return text[1].strip()


def texts(pdf: bytes) -> list[str]:
    """The text of each page, its white space folded."""
    document = pdfium.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_range() for page in document)
    # U+FFFE stands where a word is hyphenated.
    return [" ".join(re.sub("\ufffe\\s*", "", page).split()) for page in pages]


def failed(project: Path) -> str:
    """What is told when the pages of a project can't be set."""
    with pytest.raises(TypesettingError) as caught:
        set_pages(project)
    return str(caught.value)


def styled(folder: Path, css: str, text: str = "Words.", **files: str | bytes) -> Path:
    """Write a project of one chapter with a style of its own."""
    return make(folder, f"# One\n\n{text}\n", {"styles/own.css": css, **files})


def measured(text: str) -> str:
    """Sizes and times differ from one machine to the other."""
    return re.sub(r"\d+ kB(?=  )", "- kB", re.sub(r"\d+\.\d s\b", "- s", text))

"""A file with a language in its name stands for one of the book, in its own edition alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_books import picture
from translated import lay, spoken, told

from booklet.galley import compose
from booklet.project import load
from booklet.project.overrides import version

LINKED = {
    "01-one.md": "# One\n\nSee [two](02-two.md#here-too).\n",
    "02-two.md": "# Two\n\n## Here, too\n\n### Here, too\n\n## Named {#own}\n",
}


def source(root: Path, name: str) -> str:
    """The state of a file of the content."""
    return version((root / "content" / name).read_bytes())


OWN = "---\ntitle: Eins\n{}---\n[Zwei](02-two.md#here-too)\n"


def test_a_chapter_of_its_own(tmp_path: Path) -> None:
    root = lay(tmp_path, LINKED, {"Here, too": "Auch hier", "See": "never"})
    stamp = f"source: {source(root, '01-one.md')}\n"
    (root / "content/01-one.de.md").write_text(OWN.format(stamp))
    manuscript = spoken(root)
    assert manuscript.findings == ()
    first = manuscript.chapters[0]
    assert (first.name, first.title, str(first.path), str(first.file)) == (
        "one",
        "Eins",
        "content/01-one.md",
        "content/01-one.de.md",
    )
    assert first.html == '<p><a href="02-two.md#here-too">Zwei</a></p>'
    html = compose(manuscript).html
    link = re.search(r'<a href="#([^"]+)"[^>]*>Zwei</a>', html)
    assert link
    assert f'id="{link[1]}"' in html
    assert spoken(root, "en").chapters[0].title == "One"


@pytest.mark.parametrize(
    ("stamp", "told_"),
    [
        (
            "",
            "content/01-one.de.md: warning: this file does not say which state of"
            " content/01-one.md it was made from [override-unnamed]\n"
            "  hint: when both agree, write: source: {}",
        ),
        (
            "source: v00000000\n",
            "content/01-one.de.md:3: warning: content/01-one.md has changed since this file was"
            " made from it [override-stale]\n  hint: when both agree, write: source: {}",
        ),
    ],
)
def test_a_chapter_of_its_own_that_may_be_old(tmp_path: Path, stamp: str, told_: str) -> None:
    root = lay(tmp_path, LINKED, {})
    (root / "content/01-one.de.md").write_text(OWN.format(stamp))
    assert told(root) == told_.format(source(root, "01-one.md"))


def test_the_name_of_a_chapter_is_that_of_its_original(tmp_path: Path) -> None:
    chapters = {"01-one.md": "---\ntitle: One\nid: first\n---\nWords\n"}
    root = lay(tmp_path, chapters, {})
    (root / "content/01-one.de.md").write_text("---\ntitle: Eins\nid: erstes\n---\nWorte\n")
    assert [chapter.name for chapter in spoken(root).chapters] == ["first"]


def test_data_of_its_own(tmp_path: Path) -> None:
    files = {"01-one.md": "# 1\n\n/// quotes\n///\n", "quotes.yaml": "ann: {name: Ann}\n"}
    root = lay(tmp_path, files, {})
    stamp = source(root, "quotes.yaml")
    (root / "content/quotes.de.yaml").write_text(f"# source: {stamp}\nanna: {{name: Anna}}\n")
    (placement,) = spoken(root).chapters[0].placements
    assert [dict(record.fields) for record in placement.records] == [{"name": "Anna"}]
    assert told(root) == ""


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!-- {} --></svg>'


def test_a_picture_of_its_own(tmp_path: Path) -> None:
    root = lay(tmp_path, "# 1\n\n![Seen](a.svg)\n", {})
    (root / "content/a.svg").write_text(DRAWING.format("one"))
    stamp = source(root, "a.svg")
    (root / "content/a.de.svg").write_text(DRAWING.format(f"source: {stamp}"))
    galley = compose(spoken(root))
    assert galley.findings == ()
    assert "content/a.de.svg" in galley.files
    assert "content/a.svg" in compose(spoken(root, "en")).files
    (root / "content/a.svg").write_text(DRAWING.format("two"))
    assert "\n".join(map(str, compose(spoken(root)).findings)) == (
        "content/a.de.svg:1: warning: content/a.svg has changed since this file was made from it"
        f" [override-stale]\n  hint: when both agree, write: source: {source(root, 'a.svg')}"
    )


def test_files_for_languages_that_are_not_there(tmp_path: Path) -> None:
    root = lay(tmp_path, "# One\n", {})
    (root / "content/01-one.fr.md").write_text("# Un\n")
    (root / "content/02-two.de.md").write_text("# Zwei\n")
    assert "\n".join(map(str, load(root).findings)) == picture("""
        content/01-one.fr.md: warning: this file is not in the book [chapter-left-out]
          hint: add its language to booklet.toml: [locales.fr]
        content/02-two.de.md: warning: this file is not in the book [chapter-left-out]
          hint: there is no 02-two.md that it could stand for
    """)

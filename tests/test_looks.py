"""The specimen shows all that looks can dress, and each of it looks as it did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import looks
import pytest
from PIL import Image, ImageDraw
from tinycss2 import parse_stylesheet

from booklet.galley.compose import STYLES
from booklet.pages import typeset
from booklet.project import THEMES

ROOT = Path(__file__).parent.parent

#: The sheets that dress the pages of a book, whatever its theme.
DRESSES = (*STYLES, "book", "light", "logo", "theme-plain", "theme-accessible")

#: Classes of theirs that a book of its own does not show, each with the reason.
ELSEWHERE = {
    "book": "the name of the book on a handout",
    "card": "on cards",
    "cards": "cards, as a whole",
    "leaflet": "a leaflet, as a whole",
    "logo": "a book of the house has none",
    "notes": "pages that are left over on sheets",
    "open-question": "on cards, too",
    "person": "name and date on a handout",
    "quote": "on cards",
    "words": "on cards",
    "wrap": "the cover for a print shop, as a whole",
    "zine": "a zine, as a whole",
}


def classes(css: str) -> Iterator[str]:
    """Every class that a style sheet names in its selectors, nested ones included."""
    for rule in parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield from _named(rule)


def _named(rule: object) -> Iterator[str]:
    from tinycss2 import parse_blocks_contents, serialize

    yield from re.findall(r"\.([a-z][\w-]*)", serialize(rule.prelude))  # type: ignore[attr-defined]
    content = rule.content  # type: ignore[attr-defined]
    for inner in parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if inner.type == "qualified-rule":
            yield from _named(inner)


def dressed() -> set[str]:
    texts = [(ROOT / f"styles/{name}.css").read_text("utf-8") for name in DRESSES]
    return {name for text in texts for name in classes(text)}


def test_nested_rules_are_read() -> None:
    css = (
        "/* .no */ .a:not(.b) { color: red; & .c, .d > p { margin: 0.5mm } } @page { margin: .5mm }"
    )
    assert list(classes(css)) == ["a", "b", "c", "d"]


def test_the_specimen_shows_all_that_is_dressed() -> None:
    html = looks.specimen().html
    shown = {name for names in re.findall(r'class="([^"]+)"', html) for name in names.split()}
    assert sorted(dressed() - shown - ELSEWHERE.keys()) == []


def test_every_exception_is_needed() -> None:
    assert sorted(ELSEWHERE.keys() - dressed()) == []


def test_elements_of_markdown_are_shown() -> None:
    html = looks.specimen().html
    tags = "h1 h2 h3 h4 p ul ol dl dt dd table blockquote hr pre code kbd figure figcaption img a"
    tags += " strong em small sub sup"
    assert [tag for tag in tags.split() if f"<{tag}" not in html] == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_specimen_is_set_in_every_theme(theme: str) -> None:
    galley = looks.specimen(f'name = "{theme}"')
    assert (*galley.findings, *typeset(galley).findings) == ()
    for sheet in THEMES[theme]:
        assert f"styles/{sheet}.css" in galley.styles


def test_every_theme_has_its_sheets() -> None:
    found = {path.stem for path in (ROOT / "styles").glob("theme-*.css")}
    assert found == {name for named in THEMES.values() for name in named if "theme" in name}


def test_each_element_looks_as_it_did() -> None:
    if looks.strangers():
        pytest.skip("these fonts are not those of the lock")
    found = looks.elements()
    new = ", ".join(f"tests/looks/{name}.new.png" for name in looks.changed(found))
    assert not new, f"look at {new}; if all is well: {looks.ACCEPT}"
    assert looks.gone(found) == [], f"these are no more: {looks.ACCEPT}"


# The judge of pictures.


def paper(*lines: int, height: int = 60) -> Image.Image:
    image = Image.new("L", (200, height), 255)
    for y in lines:
        ImageDraw.Draw(image).rectangle((20, y, 180, y + 1), fill=0)
    return image


def test_pictures_that_are_alike() -> None:
    assert looks.alike(paper(20), paper(20))
    assert looks.alike(paper(20), paper(20).point(lambda grey: min(255, grey + 25)))
    assert looks.alike(paper(20), paper(20, height=61))


def test_pictures_that_are_not() -> None:
    assert not looks.alike(paper(20), paper(22))
    assert not looks.alike(paper(20), paper(20, 40))
    assert not looks.alike(paper(20), paper())
    assert not looks.alike(paper(20), paper(20, height=70))


def test_new_pictures_are_laid_beside_old_ones(tmp_path: Path) -> None:
    looks.accept({"a": paper(20), "b": paper(20), "c": paper(20)}, tmp_path)
    before = (tmp_path / "a.png").read_bytes()
    found = {"a": paper(20), "b": paper(30), "d": paper(20)}
    assert looks.changed(found, tmp_path) == ["b", "d"]
    assert looks.gone(found, tmp_path) == ["c"]
    assert {path.name for path in tmp_path.iterdir()} == {
        *("a.png", "b.png", "b.new.png", "c.png", "d.new.png"),
    }
    assert looks.accept(found, tmp_path) == ["b", "d"]
    assert {path.name for path in tmp_path.iterdir()} == {"a.png", "b.png", "d.png"}
    assert (tmp_path / "a.png").read_bytes() == before
    assert looks.changed(found, tmp_path) == []

"""Paragraphs are set tighter or wider where that mends them, and nothing else is changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from workshop import composed, fronted, make, texts

from booklet.pages import Pages, fitting, takes, typeset
from booklet.press.kept import Kept
from booklet.store import Store

CSS = "p { text-align: justify; hyphens: auto; margin-bottom: 5px }"

#: In the lines of PLAIN, its last word is alone.
SPOILT = (
    "When a circle has met for the first time, somebody goes home without having said the thing "
    "that was on their mind, and the others never hear of it, nor do they ask for so."
)
SOUND = "A few words, and some more of them, that fill a line and then another one by half."


def kinds(pages: Pages) -> list[str]:
    return [each.kind for each in pages.blemishes]


def book(folder: Path, chapters: dict[str, str]) -> Path:
    return make(folder, chapters, {"styles/own.css": CSS}, keys='language = "en"\nfit = true')


def both(folder: Path, *paragraphs: str) -> tuple[Pages, Pages]:
    """A book as it would be, and fitted."""
    galley = composed(book(folder, {"01-one.md": "# One\n\n" + "\n\n".join(paragraphs) + "\n"}))
    assert galley.fit
    return typeset(replace(galley, fit=False)), typeset(galley)


def test_what_is_wrong_is_mended(tmp_path: Path) -> None:
    plain, fitted = both(tmp_path, SOUND, SPOILT)
    assert kinds(plain) == ["runt"]
    assert kinds(fitted) == []
    assert texts(fitted.pdf) == texts(plain.pdf)
    assert fitted.findings == ()


def test_where_nothing_is_wrong_no_byte_is_changed(tmp_path: Path) -> None:
    plain, fitted = both(tmp_path, SOUND, SOUND)
    assert kinds(plain) == []
    assert fitted == plain


def test_nothing_is_fitted_unless_it_is_asked_for(tmp_path: Path) -> None:
    folder = make(tmp_path, f"# One\n\n{SPOILT}\n", {"styles/own.css": CSS})
    assert kinds(typeset(composed(folder))) == ["runt"]


def test_the_same_comes_out_each_time(tmp_path: Path) -> None:
    _, one = both(tmp_path, SPOILT, SOUND)
    _, other = both(tmp_path, SPOILT, SOUND)
    assert one == other


def test_a_paragraph_that_can_not_be_mended_stays_as_it_was(tmp_path: Path) -> None:
    plain, fitted = both(tmp_path, "Words that begin  \nand go on  \nso.")
    assert kinds(plain) == ["runt"]
    assert fitted == plain


def test_a_chapter_that_is_no_better_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "blemishes", lambda pages: ())
    plain, fitted = both(tmp_path, SPOILT)
    assert fitted == plain


def test_notes_names_and_links_in_a_paragraph_that_is_fitted(tmp_path: Path) -> None:
    text = SPOILT.replace("circle", "[circle](#here)[^a]", 1)
    plain, fitted = both(tmp_path, SOUND + "\n{: #here }", text, "[^a]: A note.")
    assert "runt" not in kinds(fitted)
    assert fitted.findings == plain.findings == ()
    assert fitted.anchors.keys() == plain.anchors.keys()
    assert texts(fitted.pdf)[0].count("A note.") == 1


def test_takes_are_fitted_like_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join([SOUND, SPOILT, SOUND])
    chapters = {f"{number}.md": f"# A{number}\n\n{text}\n" for number in range(6)}
    folder = make(
        *(tmp_path, chapters, {"styles/own.css": CSS}),
        keys='language = "en"\nfit = true',
        theme=fronted(),
    )
    whole = typeset(composed(folder))
    monkeypatch.setattr(takes, "LENGTH", 200)
    parts, more = typeset(composed(folder)), typeset(composed(folder), hands=2)
    assert parts == more
    assert kinds(whole) == kinds(parts) == []
    assert texts(whole.pdf) == texts(parts.pdf)


def test_fitted_pages_are_kept_apart(tmp_path: Path) -> None:
    galley = composed(book(tmp_path, {"01-one.md": f"# One\n\n{SPOILT}\n"}))
    kept = Kept(Store(tmp_path / "store"))
    kept.set(galley)
    assert kept.pages(galley) is not None
    assert kept.pages(replace(galley, fit=False)) is None

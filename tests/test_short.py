"""Short versions: of each chapter the summary, and what is for the format by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import SETTINGS, book, picture

from booklet import tree
from booklet.finding import BookletError, TypesettingError
from booklet.galley import compose
from booklet.manuscript import Manuscript, selection, survey, write
from booklet.pages import Pages, typeset
from booklet.press.one import fit
from booklet.project import Edition, load

CHAPTER = """
---
title: Tea
summary: How to make it.
---
Unmarked words.

/// only | zine
For the zine[^one], not [all](#later).

[^one]: A note.
///

## Later {: #later }

More of them, [some]{: only="zine" } within a line.

## Milk {: only="zine, leaflet" }

Part of both.

/// only | leaflet
Of one.
///
"""


def edition(root: Path, way: str = "zine", settings: str = "", **files: str) -> Edition:
    chapters = {f"{name}.md": text.lstrip("\n") for name, text in files.items()}
    return load(book(root, chapters, SETTINGS + settings)).editions([way])[0]


def manuscript(root: Path, way: str = "zine", settings: str = "", **files: str) -> Manuscript:
    return write(edition(root, way, settings, **files))


def words(text: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", text).split())


def test_what_is_for_a_format_by_name_is_all_that_is_left(tmp_path: Path) -> None:
    [tea] = manuscript(tmp_path, tea=CHAPTER).chapters
    assert (tea.title, tea.summary) == ("Tea", "How to make it.")
    assert words(tea.html).startswith("For the zine 1 , not all . Milk Part of both.")
    [tea] = manuscript(tmp_path, "leaflet", tea=CHAPTER).chapters
    assert words(tea.html) == "Milk Part of both. Of one."


def test_a_whole_version_has_none_of_it(tmp_path: Path) -> None:
    [tea] = manuscript(tmp_path, "screen", tea=CHAPTER).chapters
    assert words(tea.html) == "Unmarked words. Later More of them, within a line."


def test_a_derived_format_answers_to_the_name_of_the_one_it_is_like(tmp_path: Path) -> None:
    settings = '[formats.pocket]\nlike = "zine"\n'
    [tea] = manuscript(tmp_path, "pocket", settings, tea=CHAPTER).chapters
    assert words(tea.html).startswith("For the zine")


def test_a_chapter_for_a_short_version_alone_is_whole(tmp_path: Path) -> None:
    own = "---\ntitle: Own\nonly: zine\n---\nAll of this.\n\n- And this.\n"
    made = manuscript(tmp_path, tea=CHAPTER, own=own)
    assert words(made.chapters[0].html) == "All of this. And this."
    assert [chapter.title for chapter in manuscript(tmp_path, "screen", tea=CHAPTER).chapters] == [
        "Tea"
    ]


def test_a_chapter_without_a_summary_is_left_out_and_told(tmp_path: Path) -> None:
    made = manuscript(tmp_path, tea=CHAPTER, mute="# Mute\n\nWords.\n")
    assert [chapter.title for chapter in made.chapters] == ["Tea"]
    assert "\n".join(map(str, made.findings)) == picture("""
        content/mute.md: warning: this chapter has no summary, so it is left out of small-en-zine [summary-missing]
          hint: write one in its front matter, or say for whom the chapter is not
    """)  # noqa: E501 - as it is printed


def test_a_link_out_of_a_short_version_is_plain_words(tmp_path: Path) -> None:
    html = compose(manuscript(tmp_path, tea=CHAPTER)).html
    assert "not <a>all</a>" in html
    assert "A note." in html


def test_a_wrong_link_is_told_by_the_whole_version(tmp_path: Path) -> None:
    made = manuscript(tmp_path, "screen", tea=CHAPTER.replace("Unmarked", "[X](#nowhere)"))
    with pytest.raises(BookletError) as trouble:
        compose(made)
    assert trouble.value.findings[0].code == "link-broken"


def test_records_in_a_short_part_are_set(tmp_path: Path) -> None:
    chapter = "---\ntitle: A\nsummary: B.\n---\n/// quotes | ann\n///\n\n//// only | zine\n\n"
    chapter += "/// quotes | bob\n///\n////\n"
    made = edition(tmp_path, a=chapter)
    (tmp_path / "content/quotes.yaml").write_text("ann: {text: Yes.}\nbob: {text: No.}\n")
    [short] = write(load(tmp_path).editions(["zine"])[0]).chapters
    assert [record.name for place in short.placements for record in place.records] == ["bob"]
    assert made.short == {"zine"}


def test_a_survey_sees_what_a_short_version_shows(tmp_path: Path) -> None:
    seen = survey(edition(tmp_path, tea=CHAPTER).project)
    ways = [each.format.name for each in seen.editions]
    assert ways == ["screen", "booklet", "zine", "leaflet"]  # the standing ones, and those named
    shown = {
        matter.text: [ways[number] for number in sorted(matter.seen)]
        for matter in seen.matter
        if not matter.words
    }
    assert shown["Unmarked words."] == ["screen", "booklet"]
    assert shown["For the zine[^one], not [all](#later)."] == ["zine"]
    assert shown["Part of both."] == ["zine", "leaflet"]
    assert shown["Of one."] == ["leaflet"]
    assert shown["summary: How to make it."] == ways


@given(st.lists(st.tuples(st.sampled_from(["", "zine", "screen"]), st.integers(1, 3)), max_size=8))
def test_what_is_left_is_what_is_meant(blocks: list[tuple[str, int]]) -> None:
    """A law: of blocks in blocks, those stay that name the format or stand in one that does."""
    html, meant = "", []
    for number, (name, depth) in enumerate(blocks):
        only = f' only="{name}"' if name else ""
        html += (
            f"<div{only}>{'<blockquote>' * depth}<p>w{number}</p>{'</blockquote>' * depth}</div>"
        )
        meant += [f"w{number}"] if name == "zine" else []
    root = tree.parse_part(html)
    selection.select(root, {"zine"}, {"zine"})
    assert "".join(root.itertext()).replace("w", " w").split() == meant


def long(root: Path, chapters: int) -> tuple[Manuscript, Pages]:
    text = "---\ntitle: Long\nsummary: S.\n---\n/// only | zine\n" + "word " * 190 + "\n///\n"
    made = manuscript(root, **{f"c{number}": text for number in range(chapters)})
    return made, typeset(compose(made))


def test_panels_that_fit(tmp_path: Path) -> None:
    made, pages = long(tmp_path, 2)
    assert pages.count <= 8
    fit(made, pages)


def test_too_many_panels_are_told_by_how_much(tmp_path: Path) -> None:
    made, pages = long(tmp_path, 9)
    with pytest.raises(TypesettingError) as trouble:
        fit(made, pages)
    told = re.fullmatch(
        r"error: zine: (\d+) panels do not fit on a sheet of 8; about (\d+) words are too many"
        r" \[panels-many\]\n  hint: shorten summaries, and what is for zine by name",
        str(trouble.value),
    )
    assert told
    assert int(told[1]) == pages.count
    assert 0.8 < int(told[2]) / (9 * 193 * (pages.count - 8) / (pages.count - 2)) < 1.2

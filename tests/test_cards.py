"""Each record of a data file becomes a card: a front and a back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_books import SETTINGS, book, picture

from booklet.audience import warnings
from booklet.finding import BookletError
from booklet.galley import compose
from booklet.manuscript import Manuscript, write
from booklet.pages import typeset
from booklet.press.one import fit
from booklet.project import load

FILES = {
    "01-one.md": "# One\n\n/// tips\n///\n",
    "tips.yaml": (
        "pot:\n  title: Pot\n  text: Warm it.\n  url: https://example.org/pot\n"
        "cup:\n  only: guests\n  title: Cup\n  text: See [one](01-one.md).\n"
        "  good: true\n  parts: [a, b]\n"
    ),
    "quotes.yaml": "ann: {name: Ann, text: Yes.}\nbob: {name: Bob, reported: true, text: No.}\n",
}

READERS = '[audiences.guests]\norder = { tips = ["cup"] }\n[audiences.hosts]\n'


def cards(root: Path, data: str, audience: str = "guests", settings: str = "") -> Manuscript:
    project = load(book(root, FILES, SETTINGS + READERS + settings)).narrowed(data=data)
    return write(project.editions(["cards"], audiences=[audience])[0])


def sides(root: Path, data: str, audience: str = "guests") -> list[str]:
    html = compose(cards(root, data, audience)).html
    found = re.findall(r'<section class="card (\w+).*?</section>', html, re.DOTALL)
    assert len(found) == 2 * len(cards(root, data, audience).cards.records)
    return found


def test_the_records_that_the_readers_see_in_their_order(tmp_path: Path) -> None:
    made = cards(tmp_path, "tips")
    assert made.cards
    assert (made.cards.kind, [each.name for each in made.cards.records]) == ("tips", ["cup", "pot"])
    assert (made.chapters, made.edition.slug) == ((), "small-en-guests-cards-tips")
    hosts = cards(tmp_path, "tips", "hosts")
    assert hosts.cards
    assert [each.name for each in hosts.cards.records] == ["pot"]


def test_each_card_has_a_front_and_a_back(tmp_path: Path) -> None:
    assert sides(tmp_path, "tips") == ["front", "back"] * 2
    assert sides(tmp_path, "quotes") == ["front", "back"] * 2


def test_a_template_for_any_record_sets_all_its_fields(tmp_path: Path) -> None:
    galley = compose(cards(tmp_path, "tips"))
    words = " ".join(re.sub("<style.*?</style>|<[^>]+>", " ", galley.html, flags=re.DOTALL).split())
    assert words.endswith("Cup See one . a b Small Pot Warm it. example.org/pot Small")
    assert galley.findings == ()


def test_links_inside_the_book_are_plain_words(tmp_path: Path) -> None:
    html = compose(cards(tmp_path, "tips")).html
    assert "<a>one</a>" in html
    assert 'href="https://example.org/pot"' in html


def test_quotes_that_were_said_have_marks_and_reports_have_none(tmp_path: Path) -> None:
    html = compose(cards(tmp_path, "quotes")).html
    assert "“Yes.”" in html
    assert "“No.”" not in html


def test_a_card_is_as_large_as_its_page(tmp_path: Path) -> None:
    pages = typeset(compose(cards(tmp_path, "tips")))
    assert (pages.count, pages.findings) == (4, ())
    assert {(round(w), round(h)) for w, h in pages.sizes} == {(298, 420)}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            "",
            """
            error: no data file is named whose records become cards [data-missing]
              hint: name one with --data: quotes, tips
            """,
        ),
        (
            "tipps",
            """
            error: there is no data file 'tipps' [data-missing]
              hint: did you mean 'tips'?
            """,
        ),
    ],
)
def test_data_that_there_is_not(tmp_path: Path, data: str, told: str) -> None:
    with pytest.raises(BookletError) as trouble:
        cards(tmp_path, data)
    assert str(trouble.value) == picture(told)


def test_wrong_data_in_the_settings_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BookletError) as trouble:
        cards(tmp_path, "", settings='[formats.cards]\ndata = "tipps"\n')
    assert str(trouble.value) == picture("""
        booklet.toml:9: error: there is no data file 'tipps' [data-missing]
          hint: did you mean 'tips'?
    """)


def test_a_card_whose_words_need_a_second_one_is_told(tmp_path: Path) -> None:
    long = FILES["tips.yaml"].replace("Warm it.", "Warm it. " * 200)
    project = load(book(tmp_path, FILES | {"tips.yaml": long}, SETTINGS + READERS)).narrowed(
        data="tips"
    )
    made = write(project.editions(["cards"])[0])
    with pytest.raises(BookletError) as trouble:
        fit(made, typeset(compose(made)))
    assert str(trouble.value) == picture("""
        content/tips.yaml:2: error: the card 'pot' is too long: it takes 4 pages instead of 2 [card-long]
          hint: shorten its text, or take larger cards: page = "A6"
    """)  # noqa: E501 - as it is printed


def test_what_becomes_cards_need_not_stand_in_a_chapter(tmp_path: Path) -> None:
    root = book(tmp_path, FILES, SETTINGS + READERS)
    unseen = [f"{each.place}" for each in warnings(load(root)) if each.code == "matter-unseen"]
    assert unseen == ["content/quotes.yaml:1", "content/quotes.yaml:2"]
    (root / "booklet.toml").write_text(
        SETTINGS + READERS + '[formats.quote-cards]\nlike = "cards"\ndata = "quotes"\n'
    )
    assert "matter-unseen" not in {each.code for each in warnings(load(root))}


def test_a_file_of_which_nothing_is_left_makes_no_cards(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    settings = SETTINGS + READERS
    files = FILES | {"tips.yaml": "cup: {only: guests, text: Yes.}\n"}
    project = load(book(tmp_path, files, settings)).narrowed(data="tips")
    with pytest.raises(BookletError) as trouble:
        write(project.editions(["cards"], audiences=["hosts"])[0])
    assert str(trouble.value) == (
        "content/tips.yaml: error: no record of tips is left in small-en-hosts-cards-tips"
        " [audience-empty]"
    )

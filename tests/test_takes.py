"""Where a long text is cut, and what each take sees of the others."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from booklet.galley import Galley
from booklet.pages import references, takes
from booklet.pages.takes import Take, cut

STYLE = "section { break-before: page }"


def book(lengths: list[int], inner: str = "", more: str = "") -> str:
    """A text of chapters of so many letters."""
    chapters = "".join(
        f'<section class="c" id="c{number}" data-file="{number}.md">{"x" * length}{inner}</section>'
        for number, length in enumerate(lengths)
    )
    return f"<html><head/><body><main>{chapters}{more}</main></body></html>"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(takes, "LENGTH", 100)


def parted(html: str, css: str = STYLE, **more: Any) -> tuple[Take, ...]:
    galley = Galley(html, {"a.css": css.encode()}, ("a.css",), **more)
    return cut(ElementTree.fromstring(html), galley, fronted=False)


def drawn(lengths: list[int], more: str = "") -> list[str]:
    """The chapters of each take: what is in it, its head and tail, and what is only there."""
    return [
        "".join(_letter(take, part) for part in take.line[-1])
        for take in parted(book(lengths, more=more))
    ]


def _letter(take: Take, part: Element) -> str:
    return "H" if part is take.head else "T" if part is take.tail else "x" if part.text else "."


def test_takes_are_about_as_long_as_each_other() -> None:
    assert drawn([60, 50, 40, 60]) == ["xxT.", ".Hxx"]
    assert drawn([10, 180, 20]) == ["xxT", ".Hx"]
    assert drawn([100, 100, 100, 100]) == ["xT..", "HxT.", ".HxT", "..Hx"]


def test_there_are_as_many_for_one_hand_as_for_another() -> None:
    assert len(parted(book([50] * 6))) == 2
    assert len(parted(book([50] * 7))) == 2
    assert len(parted(book([50] * 8))) == 4


def test_a_short_text_is_not_cut_nor_is_a_single_chapter() -> None:
    assert parted(book([50, 50, 50])) == ()
    assert parted(book([500])) == ()


def test_what_stands_behind_a_chapter_is_no_beginning() -> None:
    assert drawn([100, 100], more="<section>y</section>") == ["xT.", "Hxx"]


def test_a_take_knows_what_stands_before_it() -> None:
    note = '<p>y<span class="footnote">z</span></p>'
    one, other = parted(book([100, 50, 50], note))
    assert (one.before, one.notes, one.own, one.letters) == (0, 0, 1, 102)
    assert (other.before, other.notes, other.own) == (102, 1, 2)


def test_pictures_take_room() -> None:
    assert len(parted(book([10] * 4, '<img src="a"/>'))) == 4


def test_others_keep_their_names_and_lose_what_is_in_them() -> None:
    one, _ = parted(book([100, 100], "<p>y</p>"))
    other = one.root.findall("body/main/section")[1]
    assert (other.get("class"), other.get("id"), len(other), other.text) == ("c", "c1", 0, None)


def test_chapters_are_shared_with_the_whole() -> None:
    html = book([100, 100])
    root = ElementTree.fromstring(html)
    one, other = cut(root, Galley(html, {}, ()), fronted=False)
    assert [*one.parts, *other.parts] == root.findall("body/main/section")


def test_a_page_before_the_first_where_there_is_a_front() -> None:
    html = book([100, 100])
    one, _ = cut(ElementTree.fromstring(html), Galley(html, {}, ()), fronted=True)
    assert one.head is one.root.find("body/div")


@pytest.mark.parametrize(
    "html",
    [
        book([100, 100]).replace("<main>", "<main>words"),
        book([100, 100]).replace("</main>", "</main>words"),
        book([100, 100]).replace("<main>", "<main><div>").replace("</main>", "</div></main>"),
        book([100, 100]).replace('id="c1"', 'id="c0"'),
        book([100, 100]).replace('"c1"', '"c1" style="position: fixed"'),
        book([100, 100]).replace(
            "<head/>", "<head><style>p{content:target-text(a)}</style></head>"
        ),
        book([100, 100]).replace("data-file", "data-other"),
    ],
)
def test_what_can_not_be_cut(html: str) -> None:
    assert parted(html) == ()


def test_fields_are_not_cut() -> None:
    assert parted(book([100, 100]), fields=True) == ()


# What the engine does again and again.


def test_references_to_pages_are_made_once() -> None:
    import pydyf

    known = pydyf.PDF.page_references
    with references.kept():
        pdf = pydyf.PDF()
        assert pdf.page_references == ()
        pdf.add_page(pydyf.Dictionary({}))
        assert pdf.page_references == (b"3 0 R",)
        assert pdf.page_references is pdf.page_references
        pdf.add_page(pydyf.Dictionary({}))
        assert pdf.page_references == (b"3 0 R", b"4 0 R")
        assert pydyf.PDF().page_references == ()
    assert pydyf.PDF.page_references is known


def test_another_pydyf_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import pydyf

    monkeypatch.setattr(pydyf.PDF, "page_references", ())
    with references.kept():
        assert pydyf.PDF.page_references == ()

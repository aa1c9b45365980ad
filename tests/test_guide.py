"""The page that shows how sheets are printed and finished."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import get_args

import page as judge
import pypdfium2
import pytest
from workshop import make

from booklet.catalogue import Catalogue, Entry
from booklet.galley import Task, compose_guide
from booklet.measure import PAPERS, Paper
from booklet.pages import Pages, typeset
from booklet.project import load, locale
from booklet.sheets import Binding, Step, pictures
from booklet.sheets.steps import Kind

A4 = PAPERS["a4"]

TITLE = "The Repair Evening"

#: Steps as the schemes have them, those with many pictures and long words among them.
SADDLE: tuple[Step, ...] = (
    Step("print", 10, "A4", "short", lies=True),
    Step("nest", 10),
    Step("fold", 10),
    Step("staple"),
)
FED = (
    Step("print-fronts", 10, "A4", lies=True, first=1, last=10),
    Step("print-backs", 10, "A4", lies=True, first=11, last=20),
)
MANY = {
    "saddle": SADDLE,
    "sewn": (
        *SADDLE[:1],
        Step("nest", 4, parts=(4, 3, 3)),
        Step("fold", 4),
        Step("collate", 3),
        Step("sew"),
    ),
    "sewn by hand": (
        *FED,
        Step("nest", 4, parts=(4, 3, 3)),
        Step("fold"),
        Step("collate", 3),
        Step("sew"),
    ),
    "quarto by hand": (
        *FED,
        Step("fold-twice", 1),
        Step("collate", 5),
        Step("sew"),
        Step("trim-head"),
    ),
    "halves": (*SADDLE[:1], Step("cut-across", 5), Step("lay-around", 5), *SADDLE[2:]),
    "stack": (*FED, Step("cut", 5, parts=(2, 2)), Step("pile", 5, parts=(2, 2))),
    "zine": (Step("print-one", 1, "A4", lies=True), Step("zine")),
    "letter": (*FED, Step("letter")),
    "z": (*SADDLE[:1], Step("z")),
}


def tasks(steps: Sequence[Step], binding: Binding = "left") -> list[Task]:
    bound = [
        Step(
            *(step.kind, step.sheets, step.paper, step.flip, binding),
            *(step.lies, step.first, step.last, step.parts),
        )
        for step in steps
    ]
    return [
        Task(
            *(each.name, each.drawing, each.step.sheets, each.step.paper),
            *(each.step.flip, each.step.first, each.step.last),
        )
        for each in pictures(bound)
    ]


def made(
    tag: str = "en",
    steps: Sequence[Step] = SADDLE,
    paper: Paper = A4,
    catalogue: Catalogue | None = None,
) -> Pages:
    spoken = locale(tag)
    binding: Binding = "right" if spoken.direction == "rtl" else "left"
    return typeset(compose_guide(None, spoken, catalogue, TITLE, tasks(steps, binding), paper))


def words(pages: Pages) -> list[str]:
    """The lines of the page, as another library reads them; those of digits alone are drawn."""
    [read] = pypdfium2.PdfDocument(pages.pdf)
    lines = read.get_textpage().get_text_range().splitlines()
    return [line.strip() for line in lines if line.strip().strip("0123456789–+ ")]


def test_a_guide_says_what_is_to_be_done() -> None:
    pages = made()
    assert (pages.count, pages.findings) == (1, ())
    assert words(pages) == [
        "The Repair Evening",
        "How to make it",
        "Paper A4 Scale 100 %",
        "Print on both sides",
        "Flip on the short edge",
        "1 10 sheets",
        "2 Put the sheets together in their",
        "order.",
        "3 Fold in half, the cover outside.",
        "4 Staple through the fold.",
    ]


def test_a_printer_that_turns_about_the_other_edge() -> None:
    said = words(made(steps=[Step("print", 1, "Letter", "long")]))
    assert said[2:] == [
        "Paper Letter Scale 100 %",
        "Print on both sides",
        "Flip on the long edge",
        "1 1 sheet",
    ]


def test_a_printer_that_is_fed_by_hand() -> None:
    assert words(made(steps=FED))[2:] == [
        "Paper A4 Pages 1–10",
        "Scale 100 %",
        "Print on one side",
        "1 10 sheets",
        "Paper A4 Pages 11–20",
        "Scale 100 %",
        "Print on one side",
        "2 Put the pile back in so that the white sides are printed; try one sheet first.",
    ]


def test_only_what_is_said_elsewhere_is_silent() -> None:
    """Every picture has a sentence, but those whose dialog says all."""
    steps = [Step(kind, 1, "A4", parts=(2, 2)) for kind in get_args(Kind)]
    all_ = tasks(steps)
    said = compose_guide(None, locale("en"), None, TITLE, all_, A4).html
    lines = [line.partition("</p>")[0] for line in said.split('<p class="words">')[1:]]
    silent = [
        task.name
        for task, line in zip(all_, lines, strict=True)
        if not line.rpartition(">")[2].strip()
    ]
    assert silent == ["print", "print-one", "print-fronts"]


def test_a_book_says_it_in_its_own_words() -> None:
    said = {("template", "Staple through the fold."): Entry(("Stitch it with a needle.",))}
    own = words(made(catalogue=Catalogue(PurePath("locale/en.po"), said)))
    assert own[-1] == "4 Stitch it with a needle."
    assert own[-2] == "3 Fold in half, the cover outside."


def test_a_project_may_have_a_guide_of_its_own(tmp_path: Path) -> None:
    theme = {"templates/guide.html": GUIDE, "styles/guide.css": ""}
    project = load(make(tmp_path, theme=theme))
    galley = compose_guide(project, project.locale, None, TITLE, tasks(SADDLE), A4)
    assert words(typeset(galley)) == ["The Repair Evening: print, nest, fold, staple"]


#: A template that does what it has to, and no more.
GUIDE = """
<html lang="{{ locale.tag }}"><head><title>{{ title }}</title><style>{{ faces }}</style>
{% for style in styles %}<link rel="stylesheet" href="/{{ style }}">{% endfor %}</head><body><main>
<p>{{ title }}: {% for task, _ in tasks %}{{ task.name }}{% if not loop.last %}, {% endif %}
{% endfor %}</p></main></body></html>
"""


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_it_can_be_listened_to(tag: str, tmp_path: Path) -> None:
    path = tmp_path / "guide.pdf"
    path.write_bytes(made(tag, MANY["zine"]).pdf)
    assert judge.validate_pdf(str(path), profile="ua1").to_dict()["failures"] == []


def test_from_right_to_left_the_page_is_mirrored() -> None:
    """The second thing to do stands on the right of the third, and the fold goes the other way."""
    left, right = made("en"), made("ar")
    places = [[numbers(pages)[sign] for sign in "23"] for pages in (left, right)]
    assert places[0][0] < A4.width / 2 < places[0][1]
    assert places[1][0] > A4.width / 2 > places[1][1]
    folds = [tasks(SADDLE, binding)[2].drawing for binding in ("left", "right")]  # type: ignore[arg-type]
    assert folds[0] != folds[1]


def numbers(pages: Pages) -> dict[str, float]:
    """How far from the left the white numbers of the things to do stand, in points."""
    text = pypdfium2.PdfDocument(pages.pdf)[0].get_textpage()
    found = dict[str, float]()
    for at in range(text.count_chars()):
        sign = text.get_text_range(at, 1)
        if sign in "234" and sign not in found:
            found[sign] = text.get_charbox(at)[0]
    return found


@pytest.mark.parametrize(
    ("tag", "sheets", "said"),
    [
        ("en", 1, "1 sheet"),
        ("de", 12, "12 Blätter"),
        ("pl", 3, "3 arkusze"),
        ("pl", 5, "5 arkuszy"),
    ],
)
def test_sheets_are_counted_as_the_language_does(tag: str, sheets: int, said: str) -> None:
    html = compose_guide(
        None, locale(tag), None, TITLE, tasks([Step("print", sheets, "A4")]), A4
    ).html
    assert f"<b>{said}</b>" in html


def test_the_same_steps_give_the_same_galley() -> None:
    one, other = (
        compose_guide(None, locale("de"), None, TITLE, tasks(SADDLE), A4) for _ in range(2)
    )
    assert one == other


def test_what_the_press_can_not_say_is_in_english() -> None:
    galley = compose_guide(None, locale("sw"), None, TITLE, tasks([Step("print", 1, "A4")]), A4)
    assert "<b>1 sheet</b>" in galley.html


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "de", "ar", "fi", "el", "hu", "fr", "pl", "vi"])
@pytest.mark.parametrize("name", MANY)
def test_it_fits_on_one_page(tag: str, name: str) -> None:
    pages = made(tag, MANY[name])
    assert (pages.count, pages.findings) == (1, ())


@pytest.mark.parametrize("name", ["a3", "a5", "letter", "legal", "tabloid", "half-letter"])
def test_it_is_on_the_paper_that_is_printed(name: str) -> None:
    pages = made(steps=MANY["sewn by hand"], paper=PAPERS[name])
    assert pages.sizes == (pytest.approx((PAPERS[name].width, PAPERS[name].height), abs=0.01),)

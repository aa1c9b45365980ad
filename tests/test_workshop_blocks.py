"""Blocks for workshops: notes for the facilitator, answers, room to write, a timetable."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import picture
from tailored import Tailor

from booklet import tree
from booklet.manuscript import messages
from booklet.manuscript.model import Step
from booklet.manuscript.timetable import minutes, timetable
from booklet.project import load

WORKSHOP = "[axes.part.facilitator]\n[axes.part.participant]\n[axes.part.reader]\n"

LINES = '<div aria-hidden="true" class="lines">{}</div>'

LINE = '<div class="line"></div>'


@pytest.fixture
def tailor(tmp_path: Path) -> Tailor:
    return Tailor(tmp_path)


def seen(tailor: Tailor) -> tuple[str, str, str]:
    """What the facilitator, a participant and a reader at home see."""
    return (
        tailor.html("educators", "facilitator"),
        tailor.html("educators", "participant"),
        tailor.html("educators", "reader"),
    )


# Notes for the facilitator


def test_a_note_is_for_the_facilitator_alone(tailor: Tailor) -> None:
    tailor.lay("\n/// facilitator | Round\nAsk *all*.\n///\n\nAll.\n", more=WORKSHOP)
    assert seen(tailor) == (
        '<aside class="facilitator"><p class="box-title">Round</p><p>Ask <em>all</em>.</p></aside>'
        "<p>All.</p>",
        "<p>All.</p>",
        "<p>All.</p>",
    )


def test_minutes_make_a_timetable(tailor: Tailor) -> None:
    body = picture("""

        /// facilitator | Arrival and *round*
            minutes: 10

        Ask.
        ///

        /// facilitator
        No time at all.
        ///

        /// facilitator
            minutes: 55

        Go on.
        ///

        - one

            /// facilitator | It's {{ last }}
                minutes: 5

            Close.
            ///
    """)
    tailor.lay(f"\n{body}\n", more=f'{WORKSHOP}[values]\nlast = "the end"\n')
    [chapter] = tailor.written("educators", "facilitator").chapters
    assert chapter.steps == (
        Step("Arrival and round", 0, 10),
        Step("", 10, 55),
        Step("It’s the end", 65, 5),
    )
    assert [step.clock for step in chapter.steps] == ["0:00–0:10", "0:10–1:05", "1:05–1:10"]
    assert chapter.minutes == 70
    assert '<p class="box-title"><span class="clock">0:00–0:10</span> Arrival' in chapter.html
    assert '<p class="box-title"><span class="clock">0:10–1:05</span></p>' in chapter.html
    assert "data-minutes" not in chapter.html
    [chapter] = tailor.written("educators", "participant").chapters
    assert (chapter.steps, chapter.minutes) == ((), 70)
    [chapter] = tailor.written("educators", "reader").chapters
    assert (chapter.steps, chapter.minutes) == ((), None)


def test_the_front_matter_tells_readers_at_home_how_long_it_takes(tailor: Tailor) -> None:
    front = "---\ntitle: One\nminutes: 3\n---\n"
    body = "/// facilitator\n    minutes: 10\n\nAsk.\n///\n\nAll.\n"
    tailor.lay(body, front=front, more=WORKSHOP)
    parts = ("facilitator", "participant", "reader")
    assert [tailor.written("educators", part).chapters[0].minutes for part in parts] == [10, 10, 3]


def test_notes_that_are_cut_take_no_time(tailor: Tailor) -> None:
    note = "/// facilitator | {}\n    minutes: {}\n\nAsk.\n///\n"
    body = (
        note.format("All", 10)
        + f"\n//// only | business\n{note.format('Business', 20)}////\n"
        + f"\n//// only | booklet\n{note.format('Paper', 5)}////\n"
        + f"\n//// not | participant\n{note.format('Us', 1)}////\n\nAll.\n"
    )
    tailor.lay(f"\n{body}", more=WORKSHOP)
    for part, wanted in (("facilitator", ["All", "Us"]), ("participant", [])):
        [chapter] = tailor.written("educators", part).chapters
        assert ([step.title for step in chapter.steps], chapter.minutes) == (wanted, 11)
    [chapter] = tailor.written("business", "facilitator", way="booklet").chapters
    assert [(step.title, step.start) for step in chapter.steps] == [
        ("All", 0),
        ("Business", 10),
        ("Paper", 30),
        ("Us", 35),
    ]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 480)), max_size=8))
def test_steps_follow_each_other(notes: list[tuple[bool, int]]) -> None:
    html = "".join(
        f'<aside class="facilitator"{f" data-minutes={time}" if time else ""}>'
        f"{'<p class=box-title>Title</p>' if titled else ''}<p>Words.</p></aside>"
        for titled, time in notes
    )
    root = tree.parse_part(html)
    timed = [time for _, time in notes if time]
    assert minutes(root, frozenset()) == sum(timed)
    steps = timetable(root)
    assert [step.minutes for step in steps] == timed
    assert [step.start for step in steps] == [sum(timed[:at]) for at in range(len(timed))]
    assert [step.title for step in steps] == ["Title" * titled for titled, time in notes if time]


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("minutes: 0", "'minutes: 0' can't be used for 'facilitator' [option-wrong]\n"
                       "  hint: it may be: 1 to 480"),
        ("minutes: ten", "'minutes: ten' can't be used for 'facilitator' [option-wrong]\n"
                         "  hint: it may be: 1 to 480"),
        ("minute: 5", "'facilitator' has no option 'minute' [option-unknown]\n"
                      "  hint: did you mean 'minutes'?"),
    ],
)  # fmt: skip
def test_wrong_times(tailor: Tailor, option: str, told: str) -> None:
    tailor.lay(f"\n/// facilitator | Round\n    {option}\n\nAsk.\n///\n", more=WORKSHOP)
    assert tailor.told("educators", "facilitator") == f"content/01-one.md:3: error: {told}"


# Answers


def test_an_answer_is_for_all_but_participants(tailor: Tailor) -> None:
    tailor.lay("\n/// answer | Answer\n    lines: 2\n\nIt is *42*.\n///\n", more=WORKSHOP)
    given = (
        '<div class="answer"><p class="box-title">Answer</p>'
        '<div class="given"><p>It is <em>42</em>.</p></div></div>'
    )
    assert seen(tailor) == (
        given,
        f'<div class="answer">{LINES.format(LINE * 2)}</div>',
        given,
    )


def test_an_answer_of_three_lines(tailor: Tailor) -> None:
    tailor.lay(
        "\n/// answer\nYes.\n///\n\n- one\n\n    /// answer\n    No.\n    ///\n", more=WORKSHOP
    )
    html = tailor.html("educators", "participant")
    assert html.count(LINES.format(LINE * 3)) == 2
    assert "Yes" not in html
    assert "No" not in html


def test_an_answer_without_participants(tailor: Tailor) -> None:
    tailor.lay("\n/// answer\nYes.\n///\n")
    assert tailor.html() == '<div class="answer"><div class="given"><p>Yes.</p></div></div>'


def test_an_answer_for_some(tailor: Tailor) -> None:
    body = "\n//// only | business\n/// answer\nYes.\n///\n////\n\nAll.\n"
    tailor.lay(body, more=WORKSHOP)
    assert seen(tailor) == ("<p>All.</p>",) * 3
    assert LINE in tailor.html("business", "participant")


# Worksheets


def test_a_worksheet_keeps_its_words_for_the_facilitator(tailor: Tailor) -> None:
    tailor.lay("\n/// worksheet | Write\n    lines: 1\n\nYour words.\n///\n", more=WORKSHOP)
    words = '<p class="box-title">Write</p><p>Your words.</p>'
    sheet = f'<div class="worksheet">{words}{LINES.format(LINE)}</div>'
    assert seen(tailor) == (f'<div class="worksheet">{words}</div>', sheet, sheet)


def test_a_worksheet_of_lines_alone(tailor: Tailor) -> None:
    tailor.lay("\n/// worksheet\n    lines: 1\n///\n\nAll.\n", more=WORKSHOP)
    facilitator, participant, _ = seen(tailor)
    assert facilitator == "<p>All.</p>"
    assert participant == f'<div class="worksheet">{LINES.format(LINE)}</div><p>All.</p>'


# In other languages


def test_a_workshop_in_another_language(tailor: Tailor) -> None:
    body = "\n/// facilitator | Round\n    minutes: 5\n\nAsk.\n///\n\n/// answer | Key\nYes.\n///\n"
    said = {"One": "Eins", "Round": "Runde", "Ask.": "Fragt.", "Key": "Lösung", "Yes.": "Ja."}
    root = tailor.lay(body, more=WORKSHOP, said=said)
    assert [each.text for each in messages(load(root))] == ["Small", *said]
    facilitator = tailor.written("educators", "facilitator", tag="de").chapters[0]
    assert facilitator.steps == (Step("Runde", 0, 5),)
    assert "Fragt." in facilitator.html
    assert "Ja." in facilitator.html
    html = tailor.written("educators", "participant", tag="de").chapters[0].html
    assert LINE in html
    assert not any(word in html for word in said.values())

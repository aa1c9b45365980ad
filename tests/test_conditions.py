"""For whom something is: what an author may write, and what is told where it makes no sense."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tailored import Tailor

from booklet.manuscript.conditions import SHAPE, parsed, unknown

NAMES = ("educators", "business", "booklet", "screen", "de", "pt-BR")

terms = st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), min_size=1, max_size=3)

conditions = st.lists(terms, min_size=1, max_size=3)


@pytest.fixture
def tailor(tmp_path: Path) -> Tailor:
    return Tailor(tmp_path)


def text(either: list[list[tuple[str, bool]]], comma: str = ", ", gap: str = " ") -> str:
    """Write a condition."""
    return comma.join(
        f"{gap}and{gap}".join(name if wanted else f"not{gap}{name}" for name, wanted in all_of)
        for all_of in either
    )


# What it means


@given(conditions, st.sets(st.sampled_from(NAMES)))
def test_one_alternative_is_enough_and_all_of_it_must_hold(
    either: list[list[tuple[str, bool]]], names: set[str]
) -> None:
    wanted = [all((name in names) == yes for name, yes in all_of) for all_of in either]
    assert parsed(text(either)).holds(names) is any(wanted)


@given(conditions, st.sampled_from([",", " ,", ",  "]), st.sampled_from(["  ", "\t", "\n "]))
def test_space_means_nothing(either: list[list[tuple[str, bool]]], comma: str, gap: str) -> None:
    plain, spread = parsed(text(either)), parsed(f" {text(either, comma, gap)} ")
    assert spread.either == plain.either
    assert "\n" not in spread.text


@given(conditions)
def test_it_knows_its_names(either: list[list[tuple[str, bool]]]) -> None:
    condition, named = parsed(text(either)), {name for all_of in either for name, _ in all_of}
    assert condition.names == named
    assert [name for name, _ in unknown(condition, ["business"])] == sorted(named - {"business"})


def test_and_binds_closer_than_the_comma() -> None:
    condition = parsed("educators and not booklet, business")
    assert [
        condition.holds(names)
        for names in ({"educators"}, {"educators", "booklet"}, {"business", "booklet"}, set())
    ] == [True, False, True, False]


@pytest.mark.parametrize(
    ("written", "trouble"),
    [
        ("", "a name is missing"),
        (" ", "a name is missing"),
        ("educators,", "a name is missing"),
        (", educators", "a name is missing"),
        ("educators, , business", "a name is missing"),
        ("educators and", "a name is missing"),
        ("and educators", "a name is missing"),
        ("educators and and business", "a name is missing"),
        ("not", "'not' is no name"),
        ("educators and not", "'not' is no name"),
        ("not not educators", "'not not educators' is no name"),
        ("educators business", "'educators business' is no name"),
        ("educators or business", "'educators or business' is no name"),
        ("or", "'or' is no name"),
        ("educators; business", "'educators; business' is no name"),
        ("not educators business", "'not educators business' is no name"),
    ],
)
def test_what_is_no_condition(written: str, trouble: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(trouble)}$"):
        parsed(written)


# What the author is told: one thing, at its line

ALL = (
    "there are: booklet, business, cards, educators, en, handout, large, leaflet, press,"
    " press-rgb, screen, zine"
)


def named(name: str, line: int, hint: str, file: str = "content/01-one.md") -> str:
    message = f"no audience, format or language is called '{name}'"
    return f"{file}:{line}: error: {message} [condition-unknown]\n  hint: {hint}"


PLACES = {
    "block": ("\n/// only | {}\nWords.\n///\n", 3),
    "block that excludes": ("Words.\n\n/// not | {}\nWords.\n///\n", 4),
    "outer block": ("\n//// only | {}\n/// only | business\nWords.\n///\n////\n", 3),
    "inner block": ("\n//// only | business\n/// only | {}\nWords.\n///\n////\n", 4),
    "item": ('\n- one\n- two {{: only="{}" }}\n', 4),
    "item, line below": ('\n- one\n- two\n  {{: only="{}" }}\n', 5),
    "item in an item": ('\n- one\n    - two {{: not="{}" }}\n', 4),
    "paragraph": ('\nWords\nof two lines.\n{{: only="{}" }}\n', 5),
    "heading": ('\n## Part {{: only="{}" }}\n\nWords.\n', 3),
    "heading with a name": ('\n## Part {{: #part not="{}" }}\n\nWords.\n', 3),
    "row": ('\n| a | b |\n|---|---|\n| c | d {{: only="{}" }} |\n', 5),
    "column": ('\n| a | b {{: only="{}" }} |\n|---|---|\n| c | d |\n', 3),
    "term": ('\nTerm {{: only="{}" }}\n:   Words.\n', 3),
    "words": ('\nSome [words]{{: only="{}" }} more.\n', 3),
    "words without a colon": ('\nSome [words]{{only="{}"}} more.\n', 3),
    "emphasis": ('\nSome *words*{{: only="{}" }} more.\n', 3),
    "link": ('\nSome [words](https://example.org){{: only="{}" }} more.\n', 3),
    "picture": ('\nWords.\n\n![A cup](cup.svg){{: only="{}" }}\n', 5),
    "note": ('\nWords[^1].\n\n[^1]: Note. {{: only="{}" }}\n', 5),
    "quotation": ('\n> - one\n> - two {{: only="{}" }}\n', 4),
    "single quotes": ("\nSome [words]{{: only='{}' }} more.\n", 3),
    "HTML": ('\n<div only="{}">Words.</div>\n', 3),
    "title": ("", 1),
}


@pytest.mark.parametrize("place", PLACES)
def test_an_unknown_name(tailor: Tailor, place: str) -> None:
    body, line = PLACES[place]
    front = '# One [more]{{: only="{}" }}\n' if place == "title" else "# One\n"
    tailor.lay(body.format("educatrs"), front=front.format("educatrs"))
    assert tailor.told() == named("educatrs", line, "did you mean 'educators'?")


@pytest.mark.parametrize("place", PLACES)
def test_a_missing_name(tailor: Tailor, place: str) -> None:
    body, line = PLACES[place]
    front = '# One [more]{{: only="{}" }}\n' if place == "title" else "# One\n"
    tailor.lay(body.format("educators and"), front=front.format("educators and"))
    message = "a name is missing [condition-wrong]"
    assert tailor.told() == f"content/01-one.md:{line}: error: {message}\n  hint: {SHAPE}"


def test_an_unknown_name_like_no_other(tailor: Tailor) -> None:
    tailor.lay("\n/// only | x\nWords.\n///\n")
    assert tailor.told() == named("x", 3, ALL)


def test_what_is_wrong_twice_is_told_once(tailor: Tailor) -> None:
    tailor.lay('\n[a]{: only="x" } [b]{: only="x" } [c]{: not="x" }\n\n- d {: only="x" }\n')
    assert tailor.told() == named("x", 3, ALL)


def test_two_unknown_names(tailor: Tailor) -> None:
    tailor.lay("\n/// only | booklt and not buisness\nWords.\n///\n")
    assert tailor.told() == "\n".join(
        [
            named("booklt", 3, "did you mean 'booklet'?"),
            named("buisness", 3, "did you mean 'business'?"),
        ]
    )


def test_capital_letters_matter(tailor: Tailor) -> None:
    tailor.lay("\n/// only | Educators\nWords.\n///\n")
    assert tailor.told() == named("Educators", 3, "did you mean 'educators'?")


@pytest.mark.parametrize("opening", ["/// only", "/// only |", "/// only | "])
def test_a_block_that_does_not_say_for_whom(tailor: Tailor, opening: str) -> None:
    tailor.lay(f"\n{opening}\nWords.\n///\n")
    assert tailor.told() == (
        "content/01-one.md:3: error: 'only' does not say for whom [condition-wrong]\n"
        "  hint: for example: /// only | educators"
    )


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('\nWords {: only="educators" }\n', 3),
        ("\n- one\n- two {: only }\n", 4),
        ('\nSome [words] {: only="educators" } more.\n', 3),
        ('\nSome {only="educators"} words.\n', 3),
        ('\n| a | b |\n|---|---|\n| c | d |\n{: only="educators" }\n', 6),
        ('\n- one\n\n    more {: only="educators" }\n', 5),
        ('\n> Words {: only="educators" }\n>\n> *w*{: only="educators" }\n', 3),
        ('\nTerm\n:   words {: only="educators" }\n', 4),
        ('\nA value {{ group }}{: only="educators" }\n', 3),
        ('\n/// callout | T {: only="educators" }\n- two {: only="educators" }\n///\n', 3),
    ],
)
def test_braces_that_hold_for_nothing(tailor: Tailor, body: str, line: int) -> None:
    tailor.lay(body, more='[values]\ngroup = "us"\n')
    told = tailor.told().splitlines()[0]
    problem = "these braces belong to nothing [attributes-unread]"
    assert told == f"content/01-one.md:{line}: error: {problem}"


def test_a_value_is_no_name(tailor: Tailor) -> None:
    tailor.lay('\n[words]{: only="{{ group }}" }\n', more='[values]\ngroup = "educators"\n')
    assert tailor.told() == (
        "content/01-one.md:3: error: '{{ group }}' is no name [condition-wrong]\n"
        f"  hint: {SHAPE}"
    )


def test_a_chapter(tailor: Tailor) -> None:
    tailor.lay(front="---\ntitle: One\nonly: educatrs\nnot: business,\n---\nWords.\n")
    assert tailor.told() == "\n".join(
        [
            named("educatrs", 3, "did you mean 'educators'?"),
            "content/01-one.md:4: error: a name is missing [condition-wrong]",
            f"  hint: {SHAPE}",
        ]
    )


def test_a_chapter_for_a_list_of_readers(tailor: Tailor) -> None:
    tailor.lay(front="---\ntitle: One\nonly: [educators, business]\n---\nWords.\n")
    assert tailor.told() == (
        "content/01-one.md:3: error: only: a text is needed [front-wrong]\n"
        "  hint: write only: educators, business"
    )


def test_a_record(tailor: Tailor) -> None:
    records = [
        *("a:", "  text: A.", "  only: educatrs"),
        *("b:", "  text: B.", "  not: [educators, business]"),
        *("c:", "  only:", "  text: C."),
        *("d:", "  only: 3", "  text: 'Some [words]{: not=\"buisness\" }'"),
    ]
    tailor.lay("\n/// tips\n///\n", files={"tips.yaml": "\n".join(records) + "\n"})
    file = "content/tips.yaml"
    assert tailor.told() == "\n".join(
        [
            named("educatrs", 3, "did you mean 'educators'?", file),
            f"{file}:6: error: not: a text is needed here [field-wrong]",
            f"{file}:8: error: a name is missing [condition-wrong]",
            f"  hint: {SHAPE}",
            f"{file}:11: error: only: a text is needed here [field-wrong]",
            named("buisness", 12, "did you mean 'business'?", file),
        ]
    )


@pytest.mark.parametrize(
    "code", ['`{: only="x" }`', "```\n/// only | x\n///\n```", '    {: only="x" }']
)
def test_code_has_no_conditions(tailor: Tailor, code: str) -> None:
    tailor.lay(f"\n{code}\n")
    assert "only" in tailor.html()
    assert tailor.told() == ""


def test_names_of_formats_and_languages(tailor: Tailor) -> None:
    body = '\n[Fold.]{: only="booklet" } [Tap.]{: only="screen" } [Hier.]{: only="de" }\n'
    tailor.lay(body, more='[formats.phone]\nlike = "screen"\n', said={})
    assert [tailor.html(way=way) for way in ("booklet", "screen", "phone")] == [
        "<p><span>Fold.</span></p>",
        "<p> <span>Tap.</span></p>",
        "<p> <span>Tap.</span></p>",
    ]
    assert "Hier." in tailor.html(way="booklet", tag="de")


def test_a_facilitator_without_an_audience(tailor: Tailor) -> None:
    tailor.lay("\nWords.\n\n/// facilitator | Round\nAsk.\n///\n")
    assert tailor.told() == (
        "content/01-one.md:5: error: nobody would read this: there is no audience 'facilitator' "
        "[condition-unknown]\n  hint: declare it in booklet.toml: [audiences.facilitator]"
    )

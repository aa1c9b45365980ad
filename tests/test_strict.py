"""Strict YAML: what it gives, what it refuses, and the line of every refusal."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import picture

from booklet.finding import ManuscriptError
from booklet.manuscript.strict import Entry, load

HERE = PurePath("quotes.yaml")

QUOTE = "put quotation marks around a text that holds a colon or begins with a sign"
ALIKE = "keys of one table are indented alike"


def plain(entry: Entry) -> Any:
    """The values without their lines."""
    if isinstance(entry.value, dict):
        return {key: plain(item) for key, item in entry.value.items()}
    if isinstance(entry.value, list):
        return [plain(item) for item in entry.value]
    return entry.value


def refused(text: str) -> str:
    with pytest.raises(ManuscriptError) as caught:
        load(text, HERE)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((text, text) for text in ("no", "yes", "on", "off", "NO", "True", "null", "~", "Null")),
        *((text, text) for text in ("012", "-0", "+1", "1_000", "0x1F", "0o7", "1e3", "1.5", ".5")),
        *((text, text) for text in ("2024-01-01", "12:30:45", ".inf", "1" * 19, "=", "http://a.b")),
        *(("0", 0), ("7", 7), ("-12", -12), ("9" * 18, 10**18 - 1)),
        *(
            ("true", True),
            ("false", False),
            ("", None),
            ("''", ""),
            ('"7"', "7"),
            ("'true'", "true"),
        ),
        *(("a # b", None), ("a  # b", "a"), ("a#b", "a#b"), ("7 # b", 7), ('"a # b"', "a # b")),
        *(("[a, 1]", ["a", 1]), ("{a: 1}", {"a": 1}), ("it's", "it's"), ("a 'b' c", "a 'b' c")),
        *((">-\n  a\n  b", "a b"), ("|\n  a\n  b\n", "a\nb\n"), ("a\n  b", "a b")),
        *(
            ('"\\u00e9"', "é"),
            ("<<", "<<"),
            ("a: b", None),
            ("[x] y", None),
            ("a\u2009b", "a\u2009b"),
        ),
    ],
)
def test_what_a_value_is(written: str, value: object) -> None:
    source = f"key: {written}"
    if value is None and written:
        refused(source)
    else:
        found = plain(load(source, HERE))["key"]
        assert found == value
        assert type(found) is type(value)


def test_values_know_their_lines() -> None:
    entry = load("a: 1\n\nb:\n  c: >-\n    x\n    y\n  d: [1,\n    2]\n", HERE, first_line=10)
    b = entry.value["b"]
    assert (entry.line, entry.value["a"].line, b.line) == (10, 10, 13)
    assert (b.value["c"].line, b.value["d"].line) == (13, 16)
    assert [item.line for item in b.value["d"].value] == [16, 17]


def test_nothing_is_an_empty_table() -> None:
    assert load("", HERE).value == {}
    assert load("# a comment\n", HERE, first_line=3) == Entry({}, 3, 3)


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("a: 1\nb: &x 2", 2, "anchors (&) are not used here", QUOTE),
        ("a: 1\nb: *x", 2, "aliases (*) are not used here", QUOTE),
        ("a: 1\nb: !x 2", 2, "tags (!) are not used here", QUOTE),
        ("a: !!python/object:os.system x", 1, "tags (!) are not used here", QUOTE),
        ("a:\n  <<: {b: 1}", 2, "merges (<<) are not used here", "write the values out"),
        ("a: 1\nb: 2\na: 3", 3, "'a' stands here again, first on line 1", ""),
        ("a:\n  b: 1\n\n  b: 2", 4, "'b' stands here again, first on line 2", ""),
        ("[a]: 1", 1, "a key is a plain word", QUOTE),
        ("a:\n\tb: 1", 2, "a tab stands here", "indent with spaces"),
        ("a: b: c", 1, "this colon is out of place", f"{QUOTE}; {ALIKE}"),
        ("a: 1\nb:c\nd: 2", 2, "this line is no key", "write a key, a colon, a space, a text"),
        ("a: 1\n b: 2", 2, "this colon is out of place", f"{QUOTE}; {ALIKE}"),
        ("  a: 1\nb: 2", 2, "this line is out of line with those above", ALIKE),
        (
            "a: 1\nb: c\n  - d",
            3,
            "this list would be run into a text",
            "leave its key without a text",
        ),
        ("a:\n  - b\n c: 1", 3, "this line is out of line with those above", ALIKE),
        ('a: "b" c', 1, "a text goes on behind its end", "put quotation marks around it"),
        ("a: 'It's'", 1, "a text goes on behind its end", "put quotation marks around it"),
        ("a: [sic] b", 1, "a text goes on behind its end", "put quotation marks around it"),
        ("a: **b**", 1, "this can't be read", QUOTE),
        ("a: `b`", 1, "this can't be read", QUOTE),
        ("a: > b", 1, "this can't be read", QUOTE),
        ("a: - b", 1, "this can't be read", QUOTE),
        ('a: "b\n\nc: 1\n', 1, "a quotation mark is never closed", ""),
        ('a: "\\d"', 1, "a backslash stands here", "write it twice: \\\\"),
        ("a: 1\n---\nb: 2", 2, "a second document begins here", "delete this line"),
        ('a: 1\nb: "\\u202e"', 2, "a hidden character stands here: U+202E", ""),
        ('a: "\\ud800"', 1, "a hidden character stands here: U+D800", ""),
        ('a: 1\nb: "\\UFFFFFFFF"', 2, "this can't be read", QUOTE),
        ("%YAML " + "9" * 5000, 1, "this can't be read", QUOTE),
        ("a: 1\nb: \x07", 2, "a hidden character", ""),
        ("a: We are # 1", 1, "what stands behind # would be lost", None),
        ("[" * 100_000, 1, "nested too deep", ""),
        ("a: " + "{b: " * 60, 1, "nested too deep", ""),
        ("- " * 5000, 1, "nested too deep", ""),
    ],
)
def test_refusals(text: str, line: int, message: str, hint: str | None) -> None:
    if hint is None:
        hint = "put quotation marks around the text; before a comment, put two spaces"
    below = f"\n  hint: {hint}" if hint else ""
    assert refused(text) == f"quotes.yaml:{line}: error: {message} [yaml]{below}"


def test_depth_that_is_allowed() -> None:
    assert load("a: " + "[" * 40 + "]" * 40, HERE).value["a"].line == 1


def test_lines_are_those_of_the_file() -> None:
    with pytest.raises(ManuscriptError) as caught:
        load("title: a\nid: b: c", PurePath("content/01-one.md"), first_line=2)
    assert str(caught.value) == picture(f"""
        content/01-one.md:3: error: this colon is out of place [yaml]
          hint: {QUOTE}; {ALIKE}
    """)


# Laws

#: What YAML is made of, so that texts get past its first line.
SIGNS = st.sampled_from([*"abc019:-#&*!|>'\"%@`,[]{}?~\\ \t\n", "\n  ", ": ", "- ", "key: ", "\\U"])


@given(st.lists(SIGNS | st.characters(), max_size=60).map("".join))
def test_any_text_loads_or_is_refused(text: str) -> None:
    lines = text.count("\n") + 1
    try:
        entry = load(text, HERE)
    except ManuscriptError as trouble:
        [finding] = trouble.findings
        assert finding.place
        assert finding.place.line in range(1, lines + 2)  # a text may end where no line is
    else:
        assert entry.line in range(1, lines + 2)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers() | st.booleans()))
def test_tables_come_back(table: dict[str, int | bool]) -> None:
    written = "".join(f"{key}: {str(value).lower()}\n" for key, value in table.items())
    short = {key: value for key, value in table.items() if abs(value) < 10**18}
    found = plain(load(written, HERE))
    assert {key: found[key] for key in short} == short
    assert found.keys() == table.keys()


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"])))
def test_quoted_texts_come_back(text: str) -> None:
    single = text.replace("'", "''")
    double = text.replace("\\", "\\\\").replace('"', '\\"')
    assert plain(load(f"a: '{single}'\nb: \"{double}\"", HERE)) == {"a": text, "b": text}

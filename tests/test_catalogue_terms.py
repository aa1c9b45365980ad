"""The special terms of a book are called the same throughout."""

from __future__ import annotations

import pytest

from booklet.catalogue import Fault, Terms

TERMS = Terms(
    {
        "circle": {"de": ["Kreis", "Runde"], "ro": "cerc", "ar": ["دائرة"], "tr": ["çember"]},
        "sociocracy ambassador": {"de": ["Soziokratie-Botschafter", "Botschafterin", "Bote"]},
        "ambassador": {"de": ["Gesandte"]},
        "policy": {"de": ["Grundsatz", "Grundsätze"]},
        "Consent": {"de": ["Konsent"], "de-CH": ["Zustimmung"], "ja": ["コンセント"]},
        "process": {"de": ["Verfahren"]},
    }
)


def strayed(text: str, translation: str, tag: str = "de") -> list[str]:
    found = TERMS.strayed(text, translation, tag)
    assert {(fault.code, fault.severity) for fault in found} <= {("term-strayed", "warning")}
    return [fault.message for fault in found]


def test_faults() -> None:
    assert TERMS.strayed("A circle.", "Un grup.", "ro") == (
        Fault(
            "term-strayed",
            "warning",
            "'circle' is 'cerc' in the list of terms, and this translation does not have it",
            "use the word of the list, or add yours to it",
        ),
    )
    assert strayed("A circle.", "Ein Zirkel.") == [
        "'circle' is 'Kreis' or 'Runde' in the list of terms, and this translation has neither"
    ]
    assert strayed("A sociocracy ambassador.", "Ein Gesandter.") == [
        "'sociocracy ambassador' is 'Soziokratie-Botschafter', 'Botschafterin' or 'Bote' in the "
        "list of terms, and this translation has none"
    ]


@pytest.mark.parametrize(
    ("text", "translation", "tag"),
    [
        ("A circle.", "Ein Kreis.", "de"),
        ("The circle's aim", "Das Ziel des Kreises", "de"),
        ("CIRCLES", "ARBEITSKREISE", "de"),
        ("A circle.", "Eine Tischrunde.", "de"),
        ("Two **circles**", "Două **cercuri**", "ro"),
        ("A circle.", "كل دَائِـرَة", "ar"),
        ("A circle.", "ÇEMBERİ", "tr-TR"),
        ("By consent.", "Mit Zustimmung.", "de-ch"),
        ("By consent.", "Im Konsent.", "de-AT"),
        ("By consent.", "コンセントで", "ja"),
        ("Our policies", "Unsere Grundsätze", "de"),
        ("Three processes", "Drei Verfahren", "de"),
        ("Sociocracy  ambassadors", "Botschafterinnen", "de"),
        ("encircled, semicircle, circlet", "umringt", "de"),
        ("`circle` and [x](circle.md) of https://circle.org/circle", "y", "de"),
        ("A circle.", "Un cercle.", "fr"),
        ("A circle.", "", "de"),
        ("Nothing of that kind", "Nichts dergleichen", "de"),
    ],
)
def test_what_passes(text: str, translation: str, tag: str) -> None:
    assert strayed(text, translation, tag) == []


@pytest.mark.parametrize(
    ("text", "translation", "tag"),
    [
        ("Our policy", "Unsere Regel", "de"),
        ("our POLICIES", "Unsere Regeln", "de"),
        ("By consent.", "Im Konsent.", "de-CH"),
        ("A circle.", "Ein [Zirkel](kreis.md).", "de"),
        ("A circle.", "Ein `Kreis`.", "de"),
        ("Three processes", "Drei Abläufe", "de"),
        ("A circle.", "ein cěrc", "ro"),
    ],
)
def test_what_strays(text: str, translation: str, tag: str) -> None:
    assert len(strayed(text, translation, tag)) == 1


def test_a_longer_term_hides_those_within_it() -> None:
    assert strayed("A sociocracy ambassador", "Eine Botschafterin") == []
    assert strayed("A sociocracy ambassador, an ambassador", "Eine Botschafterin") == [
        "'ambassador' is 'Gesandte' in the list of terms, and this translation does not have it"
    ]
    terms = Terms({"general circle": {"de": "A"}, "circle meeting minutes": {"de": "B"}})
    [fault] = terms.strayed("General circle meeting minutes", "C", "de")
    assert fault.message.startswith("'circle meeting minutes' is 'B'")


def test_each_term_is_told_once_in_order() -> None:
    assert [message.split("'")[1] for message in strayed("policy, circle, policies", "x")] == [
        *("policy", "circle"),
    ]


def test_no_terms() -> None:
    assert Terms({}).strayed("A circle.", "Ein Zirkel.", "de") == ()


def test_a_right_list() -> None:
    assert Terms.wrong(TERMS.plain) == []
    assert Terms.wrong({}) == []
    assert Terms.wrong(None) == []


LANGUAGES = "languages are needed below 'a', for example 'de: Kreis'"


@pytest.mark.parametrize(
    ("plain", "path", "message"),
    [
        (["a"], (), "terms are needed, each with languages below it: 'circle:', 'de: Kreis'"),
        ({7: {"de": "b"}}, ("7",), "a term is a text; put it in quotation marks"),
        ({" ": {"de": "b"}}, (" ",), "a term is a text; put it in quotation marks"),
        ({"a": "b"}, ("a",), LANGUAGES),
        ({"a": None}, ("a",), LANGUAGES),
        ({"a": {}}, ("a",), LANGUAGES),
        ({"a": {"de": "b"}, "A": {"fr": "c"}}, ("A",), "'A' stands here already, as 'a'"),
        (
            {"a": {"german": "b"}},
            ("a", "german"),
            "'german' is not a language tag; write for example de or pt-BR",
        ),
        ({"a": {False: "b"}}, ("a", "False"), "put the language tag in quotation marks: 'no'"),
        ({"a": {"de": []}}, ("a", "de"), "a word, or a list of words, is needed"),
        ({"a": {"de": None}}, ("a", "de"), "a word, or a list of words, is needed"),
        ({"a": {"de": {"b": "c"}}}, ("a", "de"), "a word, or a list of words, is needed"),
        ({"a": {"de": ["b", 3]}}, ("a", "de", 1), "a word is a text; put it in quotation marks"),
        ({"a": {"de": " "}}, ("a", "de", 0), "a word is a text; put it in quotation marks"),
    ],
)
def test_wrong_lists(plain: object, path: tuple[str | int, ...], message: str) -> None:
    assert Terms.wrong(plain) == [(path, message)]


def test_what_is_wrong_hides_nothing_else() -> None:
    plain = {"a": {"de": [1], "fr": "b"}, "c": 2, "d": {"de": "e"}}
    assert [path for path, _ in Terms.wrong(plain)] == [("a", "de", 0), ("c",)]
    terms = Terms(plain)
    assert terms.strayed("a d", "x", "de")[0].message.startswith("'d' is 'e'")
    assert terms.strayed("a d", "x", "fr")[0].message.startswith("'a' is 'b'")

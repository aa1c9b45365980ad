"""What the press says in the languages that it knows."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from translated import lay
from workshop import make

from booklet.catalogue import Catalogue, Message, Voice, faults, faults_plural, house_words
from booklet.catalogue.headers import language, parsed
from booklet.catalogue.plurals import usual
from booklet.catalogue.po import parse
from booklet.catalogue.signs import tokens
from booklet.galley import Galley, compose, template_messages
from booklet.manuscript import write
from booklet.project import hidden, load
from booklet.project.locales import locale

WORDS = Path(__file__).parents[1] / "booklet" / "catalogue" / "words"
FILES = sorted(WORDS.glob("*.po"))
TAGS = [path.stem for path in FILES]

MINUTES = ("%(num)s minute", "%(num)s minutes")

#: What is told of translations that are right nevertheless.
RIGHT = {
    "ar": [
        "in plural form 2 of 6, '%(num)s' is missing",  # one minute, one sheet
        "in plural form 3 of 6, '%(num)s' is missing",  # the two of them
    ]
    * 2,
    "fr": ["in plural form 2 of 2, the translation is the text itself"],
    "he": ["in plural form 1 of 2, '%(num)s' is missing"] * 2,  # one minute, one sheet
}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Message, ...]:
    """Every word of the house's own templates."""
    return template_messages(load(make(tmp_path_factory.mktemp("book"), theme={})))


def texts(catalogue: Catalogue) -> list[str]:
    """All that a catalogue says."""
    return [text for entry in catalogue.entries.values() for text in entry.texts]


def said(tag: str, one: str, many: str = "", /, number: int = 0, **values: str) -> str:
    """What the press says in a language, as templates have it said."""
    voice = Voice(locale(tag))
    text = voice.ngettext(one, many, number) if many else voice.gettext(one)
    assert voice.silent == {}
    return text % ({"num": number} | values)


def galley(folder: Path, tag: str) -> Galley:
    """A small book in a language, set in the house's own templates."""
    keys = f'language = "{tag}"\nauthors = ["Ann"]'
    project = load(make(folder, keys=keys, theme={}))
    return compose(write(project.editions(["screen"])[0]))


def test_the_languages() -> None:
    asked = "ar bg ca cs da de el es fa fi fr he hr hu id it ja ko nb nl pl pt pt-BR ru sk sv tr uk"
    assert {*asked.split(), "vi", "zh"} <= set(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_of_the_templates_is_there(tag: str, heard: tuple[Message, ...]) -> None:
    entries = house_words(tag).entries
    assert set(entries) == {message.key for message in heard}
    assert all(entry.translated and not entry.fuzzy for entry in entries.values())


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_is_wrong_with_them(tag: str, heard: tuple[Message, ...]) -> None:
    found = []
    for message in heard:
        said = house_words(tag).entries[message.key].texts
        if message.plural:
            assert len(said) == usual(tag).forms
            found += faults_plural(message.text, message.plural, said)
        else:
            assert len(said) == 1
            found += faults(message.text, said[0])
    assert [fault.message for fault in found] == RIGHT.get(tag, [])


@pytest.mark.parametrize("path", FILES, ids=TAGS)
def test_headers_say_language_and_plurals(path: Path) -> None:
    header = parse(path.read_text("utf-8"), path).header
    assert header is not None
    told = parsed(header.texts[0])
    assert told["Language"] == language(path.stem)
    assert told["Content-Type"] == "text/plain; charset=UTF-8"
    assert told["Plural-Forms"] == usual(path.stem).header
    assert "X-Reviewed-By" in told


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
@pytest.mark.parametrize("path", FILES, ids=TAGS)
def test_gettext_takes_them(path: Path) -> None:
    run = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", path], capture_output=True, text=True, check=False
    )
    # They name no translator and no date; everything else is told.
    told = [line for line in run.stderr.splitlines() if "missing in header" not in line]
    assert (run.returncode, told) == (0, [])


@pytest.mark.parametrize("path", FILES, ids=TAGS)
def test_placeholders_are_flagged_for_other_tools(path: Path) -> None:
    items = parse(path.read_text("utf-8"), path).items
    flagged = {item.text for item in items if "python-format" in item.flags}
    assert flagged == {item.text for item in items if "%(" in item.text}


@pytest.mark.parametrize("tag", TAGS)
def test_they_are_well_set(tag: str) -> None:
    for text in texts(house_words(tag)):
        assert not re.search(r"""["'`´]|\.\.|\s\s|\s$|^\s""", text), text
        assert not re.search(r" (?:%%(?!%)|[:;!?»])|« ", text), f"a line may break here: {text}"
        assert unicodedata.is_normalized("NFC", text), text
        assert list(hidden(text)) == [], text


@pytest.mark.parametrize("tag", TAGS)
def test_no_word_mixes_alphabets(tag: str) -> None:
    """A Latin letter in a Cyrillic word looks right, but is in another font, and never found."""
    for text in texts(house_words(tag)):
        plain = " ".join(token.text for token in tokens(text) if token.kind == "text")
        for word in re.findall(r"[^\W\d_]+", plain):
            alphabets = {unicodedata.name(letter).split()[0] for letter in word}
            assert len(alphabets & {"LATIN", "CYRILLIC", "GREEK"}) < 2, word


@pytest.mark.parametrize("tag", TAGS)
def test_templates_can_fill_them(tag: str, heard: tuple[Message, ...]) -> None:
    names = ("names", "version", "licence", "percent", "fonts", "press", "address")
    values = {name: f"[{name}]" for name in names}
    for message in heard:
        if message.plural:
            continue
        text = said(tag, message.text, **values)
        assert "%(" not in text
        for name in re.findall(r"%\((\w+)\)s", message.text):
            assert text.count(values[name]) == 1


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("number", [0, 3, 11, 25, 101, 1000])
def test_a_number_is_said(tag: str, number: int) -> None:
    assert str(number) in said(tag, *MINUTES, number=number)


@pytest.mark.parametrize(
    ("tag", "counted"),
    [
        ("ar", "دقيقة واحدة, دقيقتان, 5 دقائق, 21 دقيقة"),
        ("cs", "1 minuta, 2 minuty, 5 minut, 21 minut"),
        ("de", "1 Minute, 2 Minuten, 5 Minuten, 21 Minuten"),
        ("fi", "1 minuutti, 2 minuuttia, 5 minuuttia, 21 minuuttia"),
        ("he", "דקה אחת, 2 דקות, 5 דקות, 21 דקות"),
        ("hr", "1 minuta, 2 minute, 5 minuta, 21 minuta"),
        ("hu", "1 perc, 2 perc, 5 perc, 21 perc"),
        ("ja", "1分, 2分, 5分, 21分"),
        ("pl", "1 minuta, 2 minuty, 5 minut, 21 minut"),
        ("ru", "1 минута, 2 минуты, 5 минут, 21 минута"),
        ("sk", "1 minúta, 2 minúty, 5 minút, 21 minút"),
        ("uk", "1 хвилина, 2 хвилини, 5 хвилин, 21 хвилина"),
    ],
)
def test_each_language_counts_in_its_own_way(tag: str, counted: str) -> None:
    assert ", ".join(said(tag, *MINUTES, number=number) for number in (1, 2, 5, 21)) == counted


@pytest.mark.parametrize(
    ("tag", "share"), [("it", "57%;"), ("ru", "57\u00a0% "), ("tr", "%57;"), ("fa", "57 درصد ")]
)
def test_each_language_writes_percent_in_its_own_way(tag: str, share: str) -> None:
    draft = (
        "Draft: %(percent)s %% of this edition are translated; the rest is in the language of its"
        " authors."
    )
    assert share in said(tag, draft, percent="57")


@pytest.mark.parametrize(
    ("tag", "contents"),
    [
        ("de-AT", "Inhalt"),
        ("es-MX", "Índice"),
        ("fr-CA", "Sommaire"),
        ("no", "Innhold"),
        ("pt", "Índice"),
        ("pt-BR", "Sumário"),
        ("pt-PT", "Índice"),
        ("pt-AO", "Índice"),
        ("zh-CN", "目录"),
        ("zh-Hans", "目录"),
        ("zh-SG", "目录"),
    ],
)
def test_a_region_has_the_words_of_its_language(tag: str, contents: str) -> None:
    assert said(tag, "Contents") == contents


@pytest.mark.parametrize("tag", ["zh-Hant", "zh-TW", "zh-HK", "ru-Latn", "nn", "sw"])
def test_no_words_are_better_than_those_of_another_script_or_language(tag: str) -> None:
    voice = Voice(locale(tag))
    assert voice.gettext("Contents") == "Contents"
    assert voice.ngettext(*MINUTES, 1) == "%(num)s minute"
    assert voice.ngettext(*MINUTES, 2) == "%(num)s minutes"
    assert list(voice.silent) == ["Contents", "%(num)s minute"]


@pytest.mark.parametrize("tag", ["en", "en-GB", "en-US"])
def test_english_needs_no_catalogue(tag: str, heard: tuple[Message, ...]) -> None:
    assert house_words(tag).entries == {}
    for message in heard:
        assert said(tag, message.text.replace("%", "%%")) == message.text.replace("%%", "%%")
    assert said(tag, *MINUTES, number=1) == "1 minute"
    assert said(tag, *MINUTES, number=2) == "2 minutes"


@pytest.mark.parametrize(
    ("tag", "contents", "by"),
    [("en-GB", "Contents", "By Ann"), ("hr", "Sadržaj", "Tekst: Ann"), ("ja", "目次", "著者：Ann")],
)
def test_a_book_in_a_language_that_the_press_knows(
    tmp_path: Path, tag: str, contents: str, by: str
) -> None:
    made = galley(tmp_path, tag)
    assert made.findings == ()
    assert f"<h1>{contents}</h1>" in made.html
    assert f"<p>{by}</p>" in made.html


def test_a_translation_that_no_template_can_be_filled_with_is_told_and_not_printed(
    tmp_path: Path,
) -> None:
    said = {
        ("template", "Set in %(fonts)s with %(press)s."): "Aus %(font)s mit %(press)s.",
        ("template", "Contents"): "100 % Inhalt",
    }
    root = lay(tmp_path, "# One\n\nWords.", said, keys="minimum = 0")
    [edition] = load(root).editions(["screen"], ["de"], draft=True)
    made = compose(write(edition))
    assert "<h1>Inhalt</h1>" in made.html
    assert "Gesetzt in Source Serif 4" in made.html
    assert [str(finding) for finding in made.findings] == [
        "locale/de.po:7: warning: '%(fonts)s' is missing; "
        "this translation is not printed [said-value]\n"
        "  hint: write it exactly as it stands in the text",
        "locale/de.po:11: warning: a % stands alone in the translation; "
        "this translation is not printed [said-value]\n"
        "  hint: write %% for a plain % where values such as %(name)s are filled in",
    ]


def test_a_book_in_a_language_that_the_press_does_not_know(tmp_path: Path) -> None:
    made = galley(tmp_path, "sw")
    assert "<h1>Contents</h1>" in made.html
    assert [str(finding) for finding in made.findings] == [
        "warning: the press has no words in Kiswahili for 'By %(names)s', "
        "'Set in %(fonts)s with %(press)s.', 'Contents' [words-foreign]\n"
        "  hint: translate them in locale/, or write them in templates of your own"
    ]

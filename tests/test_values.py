"""Values: what stands where {{ group }} is asked for, in every place and in every language."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tailored import Tailor, line

from booklet.finding import BookletError
from booklet.manuscript import masks, settings, write
from booklet.manuscript.tongue import Tongue
from booklet.project import load
from booklet.project.locales import locale

VALUES = '[values]\ngroup = "your group"\nodd = "R&D <x> \\"y\\" it\'s"\n'

ODD = "R&amp;D &lt;x&gt; “y” it’s"


@pytest.fixture
def tailor(tmp_path: Path) -> Tailor:
    return Tailor(tmp_path)


# Where they stand

PLACES = {
    "text": ("In {{ group }} and {{group}}, {{  group  }}.",
             "<p>In your group and your group, your group.</p>"),
    "a line's end": ("In {{\ngroup }}.", "<p>In your group.</p>"),
    "signs": ("In {{ odd }}.", f"<p>In {ODD}.</p>"),
    "quotation marks": ("In \"{{ group }}\" and '{{ group }}'.",
                        "<p>In “your group” and ‘your group’.</p>"),
    "an apostrophe": ("{{ group }}'s door", "<p>your group’s door</p>"),
    "emphasis": ("*{{ group }}* **{{ group }}**_{{ group }}_",
                 "<p><em>your group</em> <strong>your group</strong><em>your group</em></p>"),
    "heading": ("## For {{ group }} now\n\n[x](#for-now)",
                '<h2 id="for-now">For your group now</h2><p><a href="#for-now">x</a></p>'),
    "heading of nothing else": ("## {{ group }}", '<h2 id="section">your group</h2>'),
    "attributes behind a heading": ("## {{ group }} {: #us }", '<h2 id="us">your group</h2>'),
    "attributes behind words": ("[{{ group }}]{: .small } *{{ group }}*{: .big }",
                                '<p><span class="small">your group</span> '
                                '<em class="big">your group</em></p>'),
    "attributes below": ("{{ group }}\n{: .small }", '<p class="small">your group</p>'),
    "attributes": ('[x]{: title="{{ odd }}" }',
                   "<p><span title=\"R&amp;D &lt;x&gt; “y” it’s\">x</span></p>"),
    "alt": ("![for {{ odd }}](a.svg)", f'<p><img alt="for {ODD}" src="a.svg"></p>'),
    "title of a picture": ('![a](a.svg "for {{ odd }}")',
                           f'<p><img alt="a" src="a.svg" title="for {ODD}"></p>'),
    "title of a link": ("[a](b.md 'for {{ odd }}')",
                        f'<p><a href="b.md" title="for {ODD}">a</a></p>'),
    "title of an address": ("[a][r]\n\n[r]: b.md 'for {{ odd }}'",
                            f'<p><a href="b.md" title="for {ODD}">a</a></p>'),
    "words of a link": ("[{{ odd }}](b.md)", f'<p><a href="b.md">{ODD}</a></p>'),
    "table": ("| {{ group }} |\n|---|\n| {{ odd }} |",
              "<table><thead><tr><th>your group</th></tr></thead><tbody><tr>"
              f"<td>{ODD}</td></tr></tbody></table>"),
    "list": ("- {{ group }}\n- x", "<ul><li>your group</li><li>x</li></ul>"),
    "box": ('/// callout | For "{{ odd }}"\n{{ group }}\n///',
            f'<aside class="callout note"><p class="box-title">For “{ODD}”</p>'
            "<p>your group</p></aside>"),
    "HTML": ('<div title="{{ odd }}">{{ odd }} <b>{{ group }}</b></div>',
             f'<div title="{ODD}">{ODD} <b>your group</b></div>'),
    "HTML in a line": ("x <span title='{{ odd }}'>{{ odd }}</span>",
                       f'<p>x <span title="{ODD}">{ODD}</span></p>'),
    "code": ("`{{ group }}` ``{{ nobody }}``",
             "<p><code>{{ group }}</code> <code>{{ nobody }}</code></p>"),
    "code of its own": ("```\n{{ nobody }}\n```", "<pre><code>{{ nobody }}</code></pre>"),
    "indented code": ("x\n\n    {{ nobody }}", "<p>x</p><pre><code>{{ nobody }}</code></pre>"),
    "code in HTML": ("<code>{{ nobody }}</code> {{ group }}",
                     "<p><code>{{ nobody }}</code> your group</p>"),
    "backslash": (r"\{{ nobody }} \{{ group }}",
                  "<p>{{ nobody }} {{ group }}</p>"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_places(tailor: Tailor, place: str) -> None:
    body, html = PLACES[place]
    tailor.lay(f"\n{body}\n", more=VALUES)
    assert tailor.html() == html


def test_notes(tailor: Tailor) -> None:
    tailor.lay("x[^1]\n\n[^1]: For {{ odd }}.\n", more=VALUES)
    assert f"<p>For {ODD}.&nbsp;<a" in tailor.html()


def test_front_matter_and_data(tailor: Tailor) -> None:
    front = '---\ntitle: "*For* {{ odd }}"\nsummary: "\'{{ group }}\'"\n---\n'
    tips = 'a:\n  text: For {{ odd }}.\n  alone: "{{ group }}"\n'
    tips += "  long: |\n    - {{ group }}\n    - x\n"
    tailor.lay("\n/// tips\n///\n", front=front, more=VALUES, files={"tips.yaml": tips})
    [chapter] = tailor.written().chapters
    [record] = chapter.placements[0].records
    assert chapter.title == f"<em>For</em> {ODD}"
    assert chapter.summary == "‘your group’"
    assert {key: line(str(text)) for key, text in record.fields.items()} == {
        "text": f"For {ODD}.",
        "alone": "your group",
        "long": "<ul><li>your group</li><li>x</li></ul>",
    }


def test_the_texts_of_booklet_toml(tailor: Tailor) -> None:
    more = (
        'title = "For {{ group }}"\nsubtitle = "In {{ group }}"\n[values]\ngroup = "your group"\n'
    )
    root = tailor.lay("Words.", more=more)
    settings = (root / "booklet.toml").read_text("utf-8")
    texts = 'title = "Small {{ group }}"\ndescription = "On \\\\{{ group }}"\n'
    (root / "booklet.toml").write_text(settings.replace('title = "Small"\n', texts), "utf-8")
    assert {key: text for key, text in tailor.written("business").book.items() if text} == {
        "title": "Small your group",
        "subtitle": "In your group",
        "description": "On {{ group }}",
        "audience": "For your group",
    }


def test_values_of_readers_and_languages(tailor: Tailor) -> None:
    more = 'values = { group = "your team" }\n[values]\ngroup = "your group"\n'
    tailor.lay("{{ group }}", more=more)
    assert (tailor.html("educators"), tailor.html("business")) == (
        "<p>your group</p>",
        "<p>your team</p>",
    )


def test_values_ask_for_values(tailor: Tailor) -> None:
    values = ['a = "A {{ b }}"', 'b = "B {{ c }} {{ d }}"', 'c = "{{ d }}"', 'd = "D & {{e}}"']
    tailor.lay("{{ a }}", more="\n".join(["[values]", *values, 'e = "*"', ""]))
    assert tailor.html() == "<p>A B D &amp; * D &amp; *</p>"


def test_what_is_given_with_the_command(tailor: Tailor) -> None:
    root = tailor.lay("{{ group }}", more=VALUES)
    project = load(root).given_values({"group": "our 'own' <group>"})
    [edition] = project.editions(["screen"], [], ["business"])
    assert line(write(edition).chapters[0].html) == "<p>our ‘own’ &lt;group&gt;</p>"


# A value is a plain text

TONGUE = Tongue(locale("en"))

WRITTEN = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20)


@given(st.lists(st.sampled_from([*"\\`*_[]{}()<>&!#+-.:/=@^~|$%' \"ab1", "&amp;", "{{", "}}"])))
def test_every_sign_of_a_value_is_printed(signs: list[str]) -> None:
    text = "".join(signs)
    if settings.VALUE.search(text) or "--" in text or "..." in text:
        return
    plain = " ".join(text.translate(dict.fromkeys(map(ord, "'\"“”‘’"), "'")).split())
    said = settings.plain(text, TONGUE)
    said = " ".join(said.translate(dict.fromkeys(map(ord, "'\"“”‘’"), "'")).split())
    assert said == plain


@pytest.mark.parametrize(
    ("tag", "written", "printed"),
    [
        ("en", 'it\'s "so" -- or not', "it’s “so”_– or not"),
        ("fr", 'l\'atelier "Nous !"', "l’atelier «~Nous~!~»"),
        ("de", '"Wir" -- z. B. hier', "„Wir“_– z.~B. hier"),
        ("en", "https://example.org/a--b?c='d'", "https://example.org/a--b?c='d'"),
        ("en", "mailto:ann@example.org", "mailto:ann@example.org"),
        ("en", "2026--27/a", "2026--27/a"),
        ("en", "well-known", "well-known"),
    ],
)
def test_marks(tailor: Tailor, tag: str, written: str, printed: str) -> None:
    root = tailor.lay("{{ it }}", more=f"[values]\nit = '''{written}'''\n")
    text = (root / "booklet.toml").read_text("utf-8").replace('"en"', f'"{tag}"')
    (root / "booklet.toml").write_text(text, "utf-8")
    html = unescape(tailor.html(tag=tag)).replace("\u00a0", "_").replace("\u202f", "~")
    assert html == f"<p>{printed}</p>"


@given(WRITTEN)
def test_a_mask_hides_a_value_and_nothing_else(text: str) -> None:
    assert masks.unmasked(masks.masked(text)) == text
    value = f"{{{{ {text.strip('{}').strip() or 'x'} }}}}"
    if "{" not in text and "}" not in text:
        hidden = masks.masked(f"a {value} b")
        assert masks.unmasked(hidden) == f"a {value} b"
        assert not set(value) & set(hidden[2:-2]) & set(map(chr, range(33, 127)))


# What is told


def unknown(name: str, line: int, hint: str = "there are: group, odd") -> str:
    return (
        f"content/01-one.md:{line}: error: no value is called '{name}' in "
        f"small-en-educators-screen [value-unknown]\n"
        f"  hint: {hint}; add it to [values], or say --set {name}=..."
    )


@pytest.mark.parametrize(
    "body",
    [
        "Words.\n\nIn {{ grup }} and {{ grup }}.",
        "Words.\n\n## {{ grup }}",
        "Words.\n\n- {{ grup }}",
        "Words.\n\n| {{ grup }} |\n|---|\n| x |",
        "Words.\n\n![{{ grup }}](a.svg)",
        "Words.\n\n[x](https://example.org/{{ grup }})",
        "Words.\n\n<p>{{ grup }}</p>",
        "Words.\n\n/// callout | {{ grup }}\nx\n///",
        "Words.\n\n[{{ grup }}]{: .small }",
    ],
)
def test_an_unknown_value(tailor: Tailor, body: str) -> None:
    tailor.lay(f"\n{body}\n", more=VALUES)
    assert tailor.told() == unknown("grup", 5, "did you mean 'group'?")


def test_an_unknown_value_in_a_book_that_has_none(tailor: Tailor) -> None:
    tailor.lay("\nIn {{ group }}.\n")
    assert tailor.told() == (
        "content/01-one.md:3: error: no value is called 'group' in small-en-educators-screen "
        "[value-unknown]\n  hint: add it to [values], or say --set group=..."
    )


def test_a_value_that_only_others_have(tailor: Tailor) -> None:
    tailor.lay("\nIn {{ team }}.\n", more='values = { team = "your team" }\n')
    assert tailor.told("business") == ""
    assert tailor.told("educators") == (
        "content/01-one.md:3: error: no value is called 'team' in small-en-educators-screen "
        "[value-unknown]\n  hint: only business has it; give one to all, in [values]"
    )


def test_a_value_that_others_do_not_ask_for(tailor: Tailor) -> None:
    body = '\nIn [{{ team }}]{: only="business" }.\n\n/// only | business\n{{ team }}\n///\n'
    tailor.lay(body, more='values = { team = "your team" }\n')
    assert (tailor.told("business"), tailor.told("educators")) == ("", "")


@pytest.mark.parametrize("name", ["Group", "your group", "", "a.b", "-"])
def test_what_is_no_name(tailor: Tailor, name: str) -> None:
    tailor.lay(f"\nIn {{{{ {name} }}}}.\n", more=VALUES)
    assert tailor.told() == (
        f"content/01-one.md:3: error: '{name}' is not a plain name [value-wrong]\n"
        "  hint: in double braces stands a name alone; write \\{{ for plain braces"
    )


@pytest.mark.parametrize(
    "written", ["{{ group }", "{{ group", "{{ {{ group }} }}", "{{ {group} }}", "**{{ a**"]
)
def test_braces_without_a_value(tailor: Tailor, written: str) -> None:
    tailor.lay(f"\nWords.\n\nIn {written} there.\n", more=VALUES)
    assert tailor.told().splitlines()[:2] == [
        "content/01-one.md:5: error: no value can be read here [value-wrong]",
        "  hint: write {{ name }}, or \\{{ for plain braces",
    ]


def test_an_unknown_value_in_booklet_toml(tailor: Tailor) -> None:
    tailor.lay("Words.", more='title = "For {{ grup }}"\n[values]\ngroup = "us {{ op }}"\n')
    assert tailor.told("educators") == (
        "booklet.toml:9: error: no value is called 'op' [value-unknown]\n  hint: there are: group"
    )


def test_an_unknown_value_in_a_title(tailor: Tailor) -> None:
    tailor.lay("Words.", more='title = "For {{ grup }}"\n[values]\ngroup = "us"\n')
    assert tailor.told("educators") == ""
    assert tailor.told("business") == (
        "booklet.toml:7: error: no value is called 'grup' [value-unknown]\n"
        "  hint: did you mean 'group'?"
    )


def test_unknown_values_of_data_and_front_matter(tailor: Tailor) -> None:
    tips = 'a:\n  text: x\nb:\n  url: https://example.org/{{ grup }}\n  lone: "{{ grup }}"\n'
    front = '---\ntitle: One {{ grup }}\nsummary: "{{ grup }}"\n---'
    tailor.lay("\n/// tips\n///\n", front=front, more=VALUES, files={"tips.yaml": tips})
    told = [each for each in tailor.told().splitlines() if "error" in each]
    assert [each.partition(" error: ")[0] for each in told] == [
        *("content/tips.yaml:4:", "content/tips.yaml:5:"),
        *("content/01-one.md:2:", "content/01-one.md:3:"),
    ]


# Addresses

ADDRESSES = (
    '[values]\nurl = "https://example.org/a--b?c=1&d=2"\nbad = "javascript:alert(1)"\n'
    'slug = "a--b"\nspaced = "a b"\nscheme = "javascript"\nfile = "02-two.md"\n'
    'picture = "a.svg"\nmail = "mailto:ann@example.org"\n'
)


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("[x]({{ url }})", '<a href="https://example.org/a--b?c=1&amp;d=2">x</a>'),
        ("[x](<{{ url }}>)", '<a href="https://example.org/a--b?c=1&amp;d=2">x</a>'),
        ("[x](https://example.org/{{ slug }}/y)", '<a href="https://example.org/a--b/y">x</a>'),
        ("[x]({{ file }}#part)", '<a href="02-two.md#part">x</a>'),
        ("[x]({{ mail }})", '<a href="mailto:ann@example.org">x</a>'),
        ("[x][r]\n\n[r]: {{ url }}", '<a href="https://example.org/a--b?c=1&amp;d=2">x</a>'),
        ("<a href='{{ url }}'>x</a>", '<a href="https://example.org/a--b?c=1&amp;d=2">x</a>'),
        ("![x]({{ picture }})", '<img alt="x" src="a.svg">'),
        ("![x](images/{{ slug }}.svg)", '<img alt="x" src="images/a--b.svg">'),
    ],
)
def test_addresses(tailor: Tailor, written: str, html: str) -> None:
    tailor.lay(f"\n{written}\n", more=ADDRESSES)
    assert tailor.html() == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        *(
            (written, "an address may not start with 'javascript:' [address-scheme]")
            for written in (
                "[x]({{ bad }})",
                "[x]({{ scheme }}:alert(1))",
                "[x](java{{ script }}:alert)".replace("java{{ script }}", "{{ scheme }}"),
                "[x][r]\n\n[r]: {{ bad }}",
                '<a href="{{ bad }}">x</a>',
                "<a href=' {{ bad }}'>x</a>",
                "![x]({{ bad }})",
            )
        ),
        ("[x](https://example.org/{{ spaced }})",
         "'https://example.org/a b' is no address [address-wrong]"),
    ],
)  # fmt: skip
def test_wrong_addresses(tailor: Tailor, written: str, told: str) -> None:
    tailor.lay(f"\nWords.\n\n{written}\n", more=ADDRESSES)
    message, *hints = tailor.told().splitlines()
    assert message.partition(" error: ")[2] == told
    assert message.startswith(("content/01-one.md:5:", "content/01-one.md:7:"))
    assert len(hints) == 1


def fields(tailor: Tailor) -> dict[str, object]:
    return dict(tailor.written().chapters[0].placements[0].records[0].fields)


def test_addresses_of_records(tailor: Tailor) -> None:
    tips = (
        'a:\n  one: "{{ url }}"\n  two: https://example.org/{{ slug }}?a={{ slug }}&b\n'
        '  three: mailto:{{slug}}@example.org\n  four: "{{ slug }}"\n'
    )
    tailor.lay("\n/// tips\n///\n", more=ADDRESSES, files={"tips.yaml": tips})
    found = fields(tailor)
    assert found == {
        "one": "https://example.org/a--b?c=1&d=2",
        "two": "https://example.org/a--b?a=a--b&b",
        "three": "mailto:a--b@example.org",
        "four": "a--b",
    }
    # Templates escape what is plain, and a code is drawn from it.
    assert [hasattr(text, "__html__") for text in found.values()] == [False, False, False, True]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('"{{ bad }}"', "an address may not start with 'javascript:' [address-scheme]"),
        ("https://example.org/{{ spaced }}",
         "'https://example.org/a b' is no address [address-wrong]"),
    ],
)  # fmt: skip
def test_wrong_addresses_of_records(tailor: Tailor, written: str, told: str) -> None:
    tips = f"a:\n  text: x\nb:\n  url: {written}\n"
    tailor.lay("\n/// tips\n///\n", more=ADDRESSES, files={"tips.yaml": tips})
    message, *hints = tailor.told().splitlines()
    assert message == f"content/tips.yaml:4: error: {told}"
    assert len(hints) == 1


# Other languages

KEPT = {"In {{ group }}'s room": "Im Raum {{ group }}"}


def test_a_translated_value(tailor: Tailor) -> None:
    said = {**KEPT, ("value.group", "your group"): 'eurer "Gruppe"'}
    tailor.lay("In {{ group }}'s room", more=VALUES, said=said)
    assert tailor.html(tag="de") == "<p>Im Raum eurer „Gruppe“</p>"


def test_a_value_of_a_language(tailor: Tailor) -> None:
    more = f'{VALUES}[locales.de]\nminimum = 0\nvalues = {{ group = "eurer Gruppe" }}\n'
    tailor.lay("In {{ group }}'s room", more=more, said=KEPT)
    assert tailor.html(tag="de") == "<p>Im Raum eurer Gruppe</p>"
    assert tailor.html(tag="en") == "<p>In your group’s room</p>"


def test_a_value_whose_translation_is_missing(tailor: Tailor) -> None:
    tailor.lay("In {{ group }}'s room", more=VALUES, said=KEPT)
    manuscript = tailor.written(tag="de")
    assert line(manuscript.chapters[0].html) == "<p>Im Raum your group</p>"
    assert manuscript.coverage.said < manuscript.coverage.of
    whole = f"{VALUES}[locales.de]\nminimum = 100\n"
    tailor.lay("In {{ group }}'s room", front="# 1\n", more=whole, said=KEPT)
    with pytest.raises(BookletError, match="is asked for"):
        tailor.written(tag="de")


@pytest.mark.parametrize("said", ["Im Raum", "Im Raum {{ grup }}", "Im Raum {{ group }", "{{}}"])
def test_a_translation_keeps_its_values(tailor: Tailor, said: str) -> None:
    tailor.lay("In {{ group }}'s room", more=VALUES, said={"In {{ group }}'s room": said})
    html = tailor.written(tag="de").chapters[0].html
    assert line(html) == '<p dir="ltr" lang="en">In your group’s room</p>'
    assert "; the words of the author are printed [said-" in tailor.told(tag="de")


def test_values_that_grow_beyond_measure(tailor: Tailor) -> None:
    doubled = "\n".join(f'v{n} = "{{{{ v{n + 1} }}}} {{{{ v{n + 1} }}}}"' for n in range(40))
    tailor.lay("\n{{ v0 }}\n", more=f'[values]\n{doubled}\nv40 = "one hundred signs or fewer"\n')
    assert re.fullmatch(
        r"booklet\.toml:\d+: error: the value 'v\d+' is longer than 5000 signs \[value-long\]\n"
        r"  hint: it asks for others that ask for others; write it out shorter",
        tailor.told(),
    )


def test_the_texts_of_the_book_have_the_marks_of_its_language(tailor: Tailor) -> None:
    title = 'title = "For those who don\'t"\nsubtitle = "A \\"good\\" one -- v1.0"\n'
    tailor.lay("\nText.\n", more=f"[audiences.others]\n{title}")
    book = tailor.written("others").book
    assert (book["audience"], book["subtitle"]) == (
        "For those who don’t",
        "A “good” one\u00a0– v1.0",
    )


def test_single_braces_around_a_value(tailor: Tailor) -> None:
    tailor.lay("\n{ group } and { other }\n", more='[values]\ngroup = "your group"\n')
    assert tailor.told() == (
        "content/01-one.md:3: warning: '{ group }' is printed as it stands [value-single]\n"
        "  hint: a value stands in two braces: {{ group }}"
    )


def test_markdown_in_a_value(tailor: Tailor) -> None:
    tailor.lay("\n{{ group }}\n", more='[values]\ngroup = "your *own* group"\n')
    assert list(map(str, load(tailor.root).findings)) == [
        "booklet.toml:8: warning: group: '*own*' would be printed as it stands in a value"
        " [value-marked]\n  hint: values are plain words, without signs of Markdown"
    ]

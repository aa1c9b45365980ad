"""What each reader sees: every kind of place that a condition may stand at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tailored import Tailor

from booklet.manuscript import messages
from booklet.project import load

TIPS = {
    "tips.yaml": """\
first:
  text: First.
second:
  text: Second.
  only: educators
third:
  text: Third.
  not: educators
never:
  text: Never.
  only: educators and business
"""
}


@pytest.fixture
def tailor(tmp_path: Path) -> Tailor:
    return Tailor(tmp_path)


# Places: what educators see, and what business people see

PLACES = {
    "blocks": (
        "\n/// only | educators\nE.\n///\n\n/// not | educators\nB.\n///\n\nAll.\n",
        "<p>E.</p><p>All.</p>",
        "<p>B.</p><p>All.</p>",
    ),
    "several blocks in one": (
        "\n//// only | educators\n### E\n\n- e\n\n/// callout\nE.\n///\n////\n\nAll.\n",
        '<h3 id="e">E</h3><ul><li>e</li></ul><aside class="callout note"><p>E.</p></aside>'
        "<p>All.</p>",
        "<p>All.</p>",
    ),
    "blocks in blocks": (
        "\n///// not | business, screen and booklet\n//// only | educators\n"
        "/// not | business\nE.\n///\n////\n/////\n\n//// only | business\n"
        "/// only | educators\nNobody.\n///\n////\n\nAll.\n",
        "<p>E.</p><p>All.</p>",
        "<p>All.</p>",
    ),
    "paragraphs": (
        '\nE.\n{: only="educators" }\n\nB of\ntwo lines.\n{: not="educators" }\n\nAll.\n',
        "<p>E.</p><p>All.</p>",
        "<p>B of two lines.</p><p>All.</p>",
    ),
    "parts": (
        '\n## E {: only="educators" }\n\ne\n\n### Sub\n\ne\n\n## B {: not="educators" }\n\n'
        "b\n\n## All\n\nall\n",
        '<h2 id="e">E</h2><p>e</p><h3 id="sub">Sub</h3><p>e</p><h2 id="all">All</h2><p>all</p>',
        '<h2 id="b">B</h2><p>b</p><h2 id="all">All</h2><p>all</p>',
    ),
    "a part in a part": (
        '\n## All\n\nall\n\n### E {: only="educators" }\n\ne\n\n#### Sub\n\ne\n\n'
        '### B {: only="business" }\n\nb\n\n## Last\n\nall\n',
        '<h2 id="all">All</h2><p>all</p><h3 id="e">E</h3><p>e</p><h4 id="sub">Sub</h4><p>e</p>'
        '<h2 id="last">Last</h2><p>all</p>',
        '<h2 id="all">All</h2><p>all</p><h3 id="b">B</h3><p>b</p><h2 id="last">Last</h2><p>all</p>',
    ),
    "a part up to a higher rank": (
        '\n### E {: only="educators" }\n\ne\n\n## All\n\nall\n',
        '<h3 id="e">E</h3><p>e</p><h2 id="all">All</h2><p>all</p>',
        '<h2 id="all">All</h2><p>all</p>',
    ),
    "a part up to a block": (
        '\n## E {: only="educators" }\n\ne\n\n/// only | business\n## B\n\nb\n///\n',
        '<h2 id="e">E</h2><p>e</p>',
        '<h2 id="b">B</h2><p>b</p>',
    ),
    "a part in a box": (
        '\n/// callout | Box\n### E {: only="educators" }\n\ne\n\n### All\n\nall\n///\n\nAll.\n',
        '<aside class="callout note"><p class="box-title">Box</p><h3 id="e">E</h3><p>e</p>'
        '<h3 id="all">All</h3><p>all</p></aside><p>All.</p>',
        '<aside class="callout note"><p class="box-title">Box</p><h3 id="all">All</h3><p>all'
        "</p></aside><p>All.</p>",
    ),
    "items": (
        '\n- all\n- e {: only="educators" }\n- b\n  {: not="educators" }\n- all\n',
        "<ul><li>all</li><li>e</li><li>all</li></ul>",
        "<ul><li>all</li><li>b</li><li>all</li></ul>",
    ),
    "items with paragraphs": (
        '\n- e {: only="educators" }\n\n    More.\n\n- all\n\n    - b {: not="educators" }\n'
        "    - all\n",
        "<ul><li><p>e</p><p>More.</p></li><li><p>all</p><ul><li>all</li></ul></li></ul>",
        "<ul><li><p>all</p><ul><li>b</li><li>all</li></ul></li></ul>",
    ),
    "items in items": (
        '\n1. all\n    - e {: only="educators" }\n2. e {: only="educators" }\n    - e\n3. all\n',
        "<ol><li>all<ul><li>e</li></ul></li><li>e<ul><li>e</li></ul></li><li>all</li></ol>",
        "<ol><li>all</li><li>all</li></ol>",
    ),
    "a paragraph in an item": (
        '\n- all\n\n    E.\n    {: only="educators" }\n\n- all\n',
        "<ul><li><p>all</p><p>E.</p></li><li><p>all</p></li></ul>",
        "<ul><li><p>all</p></li><li><p>all</p></li></ul>",
    ),
    "rows": (
        '\n| h | i |\n|---|---|\n| all | all |\n| e {: only="educators" } | e |\n'
        '| b | b {: not="educators" } |\n',
        "<table><thead><tr><th>h</th><th>i</th></tr></thead><tbody><tr><td>all</td><td>all</td>"
        "</tr><tr><td>e</td><td>e</td></tr></tbody></table>",
        "<table><thead><tr><th>h</th><th>i</th></tr></thead><tbody><tr><td>all</td><td>all</td>"
        "</tr><tr><td>b</td><td>b</td></tr></tbody></table>",
    ),
    "columns of a table": (
        '\n| h | e {: only="educators" } | b {: not="educators" } |\n|---|---|---|\n'
        "| all | e | b |\n| all | e | |\n",
        "<table><thead><tr><th>h</th><th>e</th></tr></thead><tbody><tr><td>all</td><td>e</td>"
        "</tr><tr><td>all</td><td>e</td></tr></tbody></table>",
        "<table><thead><tr><th>h</th><th>b</th></tr></thead><tbody><tr><td>all</td><td>b</td>"
        "</tr><tr><td>all</td><td></td></tr></tbody></table>",
    ),
    "rows and columns": (
        '\n| h | e {: only="educators" } |\n|---|---|\n| all {: not="business" } | e |\n'
        '| all {: only="business" } | e |\n',
        "<table><thead><tr><th>h</th><th>e</th></tr></thead><tbody><tr><td>all</td><td>e</td>"
        "</tr></tbody></table>",
        "<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>all</td></tr></tbody></table>",
    ),
    "a row in a column": (
        '\n| h | e {: only="educators" } |\n|---|---|\n| all | e {: only="screen" } |\n',
        "<table><thead><tr><th>h</th><th>e</th></tr></thead><tbody><tr><td>all</td><td>e</td></tr>"
        "</tbody></table>",
        "<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>all</td></tr></tbody></table>",
    ),
    "terms": (
        '\nE {: only="educators" }\n:   e\n\n:   e\n\nAll\n:   all\n',
        "<dl><dt>E</dt><dd>e</dd><dd>e</dd><dt>All</dt><dd>all</dd></dl>",
        "<dl><dt>All</dt><dd>all</dd></dl>",
    ),
    "words": (
        '\nFor [schools]{: only="educators" }[teams *and* more]{: not="educators" }, and '
        '[`e`]{only="educators"} all.\n',
        "<p>For <span>schools</span>, and <span><code>e</code></span> all.</p>",
        "<p>For <span>teams <em>and</em> more</span>, and all.</p>",
    ),
    "words in words": (
        '\nFor [all [schools]{: only="educators" } and '
        '**[teams]{: not="educators" }**]{: only="screen" }.\n',
        "<p>For <span>all <span>schools</span> and</span>.</p>",
        "<p>For <span>all and <strong><span>teams</span></strong></span>.</p>",
    ),
    "emphasis, code and links": (
        '\n*e*{: only="educators" } **b**{: not="educators" } `e`{: only="educators" } '
        '[b](https://b.org){: not="educators" } <https://e.org>{: only="educators" }\n',
        '<p><em>e</em> <code>e</code> <a href="https://e.org">https://e.org</a></p>',
        '<p> <strong>b</strong> <a href="https://b.org">b</a></p>',
    ),
    "pictures": (
        '\nAll ![e](e.svg){: only="educators" } all.\n\n![b](b.svg){: not="educators" }\n',
        '<p>All <img alt="e" src="e.svg"> all.</p>',
        '<p>All all.</p><p><img alt="b" src="b.svg"></p>',
    ),
    "HTML": (
        '\n<div only="educators">E.</div>\n\n<p>All <span not="educators">b</span></p>\n',
        "<div>E.</div><p>All</p>",
        "<p>All <span>b</span></p>",
    ),
    "quotations": (
        '\n> E.\n> {: only="educators" }\n>\n> All.\n',
        "<blockquote><p>E.</p><p>All.</p></blockquote>",
        "<blockquote><p>All.</p></blockquote>",
    ),
    "a term's words": (
        '\nTerm [e]{: only="educators" }\n:   All [b]{: not="educators" }\n',
        "<dl><dt>Term <span>e</span></dt><dd>All</dd></dl>",
        "<dl><dt>Term</dt><dd>All <span>b</span></dd></dl>",
    ),
    "columns": (
        '\n//// columns\n\n### E {: only="educators" }\n\ne\n\n### All\n\nall\n\n////\n',
        '<div class="columns"><div class="column"><h3 id="e">E</h3><p>e</p></div>'
        '<div class="column"><h3 id="all">All</h3><p>all</p></div></div>',
        '<div class="columns"><div class="column"><h3 id="all">All</h3><p>all</p></div></div>',
    ),
    "a list of contents": (
        '\n[TOC]\n\n## E {: only="educators" }\n\ne\n\n### Sub\n\ne\n\n'
        '## For [schools]{: only="educators" } all\n\nall\n',
        '<div class="toc"><ul><li><a href="#e">E</a><ul><li><a href="#sub">Sub</a></li></ul>'
        '</li><li><a href="#for-all">For all</a></li></ul></div><h2 id="e">E</h2><p>e</p>'
        '<h3 id="sub">Sub</h3><p>e</p><h2 id="for-all">For <span>schools</span> all</h2><p>all'
        "</p>",
        '<div class="toc"><ul><li><a href="#for-all">For all</a></li></ul></div>'
        '<h2 id="for-all">For all</h2><p>all</p>',
    ),
    "several conditions at once": (
        '\n## Part {: only="educators, business" not="business" }\n\n'
        '- e {: only="screen" not="booklet" }\n- nobody {: only="screen" not="screen" }\n\n'
        "## All\n\nall\n",
        '<h2 id="part">Part</h2><ul><li>e</li></ul><h2 id="all">All</h2><p>all</p>',
        '<h2 id="all">All</h2><p>all</p>',
    ),
    "no condition at all": (
        "\nAll *of* it.\n",
        "<p>All <em>of</em> it.</p>",
        "<p>All <em>of</em> it.</p>",
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_places(tailor: Tailor, place: str) -> None:
    body, educators, business = PLACES[place]
    tailor.lay(body)
    assert (tailor.html("educators"), tailor.html("business")) == (educators, business)


# What is hollow goes


@pytest.mark.parametrize(
    "body",
    [
        '- e {: only="educators" }\n- e {: only="educators" }\n',
        '1. e {: only="educators" }\n    - e\n',
        '- e {: only="educators" }\n\n    > *e*\n',
        '- - e {: only="educators" }\n',
        '> E.\n> {: only="educators" }\n',
        '> - e {: only="educators" }\n',
        '*E.*{: only="educators" }\n',
        '![e](e.svg){: only="educators" }\n',
        '| e {: only="educators" } | e {: only="educators" } |\n|---|---|\n| e | e |\n',
        '| e | e |\n|---|---|\n| e {: only="educators" } | e |\n',
        'E {: only="educators" }\n:   e\n',
        '/// callout | Box\nE.\n{: only="educators" }\n///\n',
        '/// callout | Box\n## E {: only="educators" }\n\ne\n///\n',
        '/// checklist | Box\n- e {: only="educators" }\n///\n',
        '//// columns\n\n### E {: only="educators" }\n\ne\n////\n',
        "//// callout | Box\n/// only | educators\nE.\n///\n////\n",
        "///// callout | Box\n//// callout\n/// only | educators\nE.\n///\n////\n/////\n",
        "//// only | educators\n/// tips\n///\n////\n",
        '/// callout | Box\n- e {: only="educators" }\n\n[e]{: only="educators" }\n///\n',
        '<table><caption>C</caption><tr only="educators"><td>e</td></tr></table>\n',
        '<figure><img src="e.svg" alt="e" only="educators"><figcaption>C</figcaption></figure>\n',
    ],
)
def test_of_what_holds_nothing_any_more_nothing_is_left(tailor: Tailor, body: str) -> None:
    tailor.lay(f"\n{body}\nAll.\n", files=TIPS)
    assert tailor.html("business") == "<p>All.</p>"
    assert tailor.html("educators") != "<p>All.</p>"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ('| h | i {: only="educators" } |\n|---|---|\n| | e |\n',
         "<table><thead><tr><th>h</th></tr></thead><tbody><tr><td></td></tr></tbody></table>"),
        ("/// worksheet | Box\n    lines: 1\n\nE.\n{: only=\"educators\" }\n///\n",
         '<div class="worksheet"><p class="box-title">Box</p>'
         '<div aria-hidden="true" class="lines"><div class="line"></div></div></div>'),
        ('- ![a](a.svg) [e]{: only="educators" }\n',
         '<ul><li><img alt="a" src="a.svg"></li></ul>'),
    ],
)  # fmt: skip
def test_what_says_something_without_words_stays(tailor: Tailor, body: str, left: str) -> None:
    tailor.lay(f"\n{body}")
    assert tailor.html("business") == left


@pytest.mark.parametrize(
    ("written", "business"),
    [
        ('We meet [at school]{: only="educators" }.', "We meet."),
        ('We meet [at school]{: only="educators" }, and talk.', "We meet, and talk."),
        ('We meet (all [of us]{: only="educators" }) today.', "We meet (all) today."),
        ('We [all]{: only="educators" } meet.', "We meet."),
        ('We meet [today]{: only="educators" }', "We meet"),
        ('[Today]{: only="educators" }', ""),
        ('We[, too,]{: only="educators" } meet.', "We meet."),
        ('**We [all]{: only="educators" }** meet.', "<strong>We</strong> meet."),
        ('We {all} [x]{: only="educators" } {meet}.', "We {all} {meet}."),
    ],
)
def test_words_close_up_where_some_are_cut(tailor: Tailor, written: str, business: str) -> None:
    tailor.lay(f"\n{written}\n\nAll.\n")
    assert tailor.html("business") == (f"<p>{business}</p>" if business else "") + "<p>All.</p>"


# Titles, summaries, chapters


def test_titles_and_summaries(tailor: Tailor) -> None:
    tailor.lay(
        front="---\ntitle: One [for schools]{:only='educators'}\n"
        "summary: \"[Nothing]{: only='educators' }\"\n---\nWords.\n"
    )
    shown = [tailor.written(name).chapters[0] for name in ("educators", "business")]
    assert [(one.title, one.summary) for one in shown] == [
        ("One <span>for schools</span>", "<span>Nothing</span>"),
        ("One", ""),
    ]


def test_a_title_of_which_nothing_is_left(tailor: Tailor) -> None:
    tailor.lay("\nWords.\n", front='# [One]{: only="educators" }\n')
    assert tailor.told("educators") == ""
    assert tailor.told("business") == (
        "content/01-one.md:1: error: nothing is left of the title in small-en-business-screen "
        "[title-missing]\n  hint: leave words for all readers in it, outside of the brackets"
    )


def test_chapters(tailor: Tailor) -> None:
    tailor.lay(
        "Words.",
        files={
            "02-two.md": "---\ntitle: Two\nonly: educators and screen\n---\nWords.\n",
            "03-three.md": "---\ntitle: Three\nnot: educators, booklet\n---\nWords.\n",
            "hello.md": "# Hello\n",
        },
        more='[axes.level.new]\nwelcome = "hello.md"\n[axes.level.old]\n',
    )

    def names(*readers: str, way: str = "screen") -> str:
        chapters = tailor.written(*readers, way=way).chapters
        return " ".join(f"{one.name}{'' if one.numbered else '*'}" for one in chapters)

    assert names("educators", "new") == "hello* one two"
    assert names("business", "new") == "hello* one three"
    assert names("educators", "old", way="booklet") == "one"
    assert names("business", "old", way="booklet") == "one"


def test_a_chapter_of_which_nothing_is_left(tailor: Tailor) -> None:
    body = '\n/// only | educators\nE.\n///\n\n[E]{: only="educators" }\n'
    tailor.lay(body, files={"02-two.md": "# Two\n"})
    assert [one.name for one in tailor.written("educators").chapters] == ["one", "two"]
    assert [one.name for one in tailor.written("business").chapters] == ["two"]
    assert tailor.told("educators") == ""
    assert tailor.told("business") == (
        "content/01-one.md: warning: nothing of this chapter is left in small-en-business-screen, "
        "so it is left out [chapter-empty]\n"
        "  hint: say for whom it is in its front matter, for example only: educators"
    )


def test_a_book_of_which_nothing_is_left(tailor: Tailor) -> None:
    tailor.lay(front="---\ntitle: One\nonly: educators\n---\nWords.\n")
    assert tailor.told("educators") == ""
    assert tailor.told("business") == (
        "booklet.toml:6: error: no chapter is left in small-en-business-screen [audience-empty]\n"
        "  hint: look at the chapters of its audience, and for whom each chapter is"
    )


# Headings


def alone(heading: str, number: int, reader: str = "business") -> str:
    return (
        f"content/01-one.md:{number}: warning: nothing is left below '{heading}' in "
        f"small-en-{reader}-screen [heading-alone]\n"
        "  hint: put the condition on the heading; then it holds for all below it"
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("\n## H\n\n/// only | educators\nE.\n///\n\n## All\n\nall\n", alone("H", 3)),
        ("\nall\n\n## H\n\nE.\n{: only=\"educators\" }\n", alone("H", 5)),
        ('\n## H\n\nall\n\n### S\n\n- e {: only="educators" }\n', alone("S", 7)),
        ('\n## H\n\n### S {: only="educators" }\n\ne\n\n## All\n\nall\n', alone("H", 3)),
        ("\n## *It's* \"so\" {{ group }}\n\n/// only | educators\nE.\n///\n",
         alone("It’s “so” {{ group }}", 3)),
        ("\n## H\n\n/// tips | second, never\n///\n\n## All\n\nall\n", alone("H", 3)),
        ("\nSet\n---\n\n/// only | educators\nE.\n///\n", alone("Set", 3)),
        ("\n## H\n\n### S\n\n## All\n\n/// only | educators\nE.\n///\n\nall\n", ""),
        ('\n## H {: only="educators" }\n\n/// only | educators\nE.\n///\n\n## All\n', ""),
        ("\n## H\n\n/// only | educators\nE.\n///\n\n/// worksheet\n///\n", ""),
        ("\n## H\n\n/// only | educators\nE.\n///\n\n/// tips\n///\n", ""),
        ("\n## H\n\n/// only | educators\n### S\n\nE.\n///\n\n/// not | educators\nB.\n///\n", ""),
        ("\n## H[^1]\n\n[^1]: Note.\n\n## All\n\n[e]{: only=\"educators\" }\n\nall\n", ""),
    ],
)  # fmt: skip
def test_a_heading_with_nothing_below(tailor: Tailor, body: str, told: str) -> None:
    tailor.lay(body, files=TIPS, more='[values]\ngroup = "us"\n')
    assert tailor.told("business") == told


# Notes


def test_notes(tailor: Tailor) -> None:
    tailor.lay(
        '\nAll[^a][^e] *e[^b]*{: only="educators" } twice[^c][e[^c]]{: only="educators" }.\n\n'
        '[^a]: A.\n[^e]: E. {: only="educators" }\n[^b]: B.\n[^c]: C.\n\n    More.\n'
    )
    shown = [str(tailor.written(name).chapters[0].html) for name in ("educators", "business")]
    assert [re.findall(r'href="#fn:(\w)"', html) for html in shown] == [list("aebcc"), list("ac")]
    assert [re.findall(r'<li id="fn:(\w)"', html) for html in shown] == [list("aebc"), list("ac")]
    assert [re.findall(r"\b[ABCE]\.|More\.", html) for html in shown] == [
        ["A.", "E.", "B.", "C.", "More."],
        ["A.", "C.", "More."],
    ]


@pytest.mark.parametrize(
    "body",
    [
        'All[^e].\n\n[^e]: E. {: only="educators" }\n',
        'All[^e].\n\n[^e]: E.\n\n    More. {: only="educators" }\n',
        'All[^e].\n\n[^e]: E. {: only="educators" }\n\n    More.\n',
        'All[[^e]]{: only="educators" }.\n\n[^e]: E.\n',
        "All.\n\n/// only | educators\nE[^e]\n///\n\n[^e]: E.\n",
    ],
)
def test_no_note_is_left(tailor: Tailor, body: str) -> None:
    tailor.lay(f"\n{body}")
    assert tailor.html("business") == "<p>All.</p>"
    assert 'class="footnote"' in tailor.html("educators")


# Records


def placed(tailor: Tailor, *readers: str, tag: str = "en") -> list[str]:
    """What stands where the slots of the first chapter are, in their order."""
    chapter = tailor.written(*readers, tag=tag).chapters[0]
    slots = [int(number) for number in re.findall(r'<slot name="(\d+)">', chapter.html)]
    assert slots == list(range(len(chapter.placements)))
    return [" ".join(record.name for record in each.records) for each in chapter.placements]


def test_each_slot_keeps_its_records(tailor: Tailor) -> None:
    tailor.lay(
        "\n/// tips | first\n///\n\n//// only | business\n/// tips | third\n///\n////\n\n"
        '- e {: only="educators" }\n\n    /// tips | second, first\n    ///\n\n- all\n\n'
        "/// tips | third, first\n///\n\n/// tips | never\n///\n\n/// tips\n///\n",
        files=TIPS,
    )
    assert placed(tailor, "educators") == ["first", "second first", "first", "first second"]
    assert placed(tailor, "business") == ["first", "third", "third first", "first third"]


def test_a_block_without_records_goes_with_its_box(tailor: Tailor) -> None:
    tailor.lay("\n//// callout | Box\n/// tips | never\n///\n////\n\nAll.\n", files=TIPS)
    assert tailor.html() == "<p>All.</p>"


def test_a_chapter_of_records_for_others(tailor: Tailor) -> None:
    tailor.lay("\n/// tips | second\n///\n", files={**TIPS, "02-two.md": "# Two\nWords.\n"})
    assert [one.name for one in tailor.written("educators").chapters] == ["one", "two"]
    assert [one.name for one in tailor.written("business").chapters] == ["two"]


def test_a_block_of_an_empty_file_stays(tailor: Tailor) -> None:
    tailor.lay("\n/// tips\n///\n", files={"tips.yaml": "{}\n"})
    [chapter] = tailor.written().chapters
    assert [placement.records for placement in chapter.placements] == [()]
    assert "there is no record in content/tips.yaml [data-empty]" in tailor.told()


def test_fields_of_which_nothing_is_left_are_left_out(tailor: Tailor) -> None:
    record = """\
one:
  name: Name
  text: |
    E.
    {: only="educators" }

    All.
  more: |
    /// only | educators
    E.
    ///
  where: "[school]{: only='educators' }"
  steps: ["all", "[e]{: only='educators' }"]
  words: ["[e]{: only='educators' }"]
  none: []
  url: https://example.org
"""
    tailor.lay("\n/// tips\n///\n", files={"tips.yaml": record})

    def fields(reader: str) -> dict[str, object]:
        return dict(tailor.written(reader).chapters[0].placements[0].records[0].fields)

    assert list(fields("educators")) == "name text more where steps words none url".split()
    assert fields("business") == {
        "name": "Name",
        "text": "All.",
        "steps": ("all",),
        "none": (),
        "url": "https://example.org",
    }


def test_the_first_records_of_readers(tailor: Tailor) -> None:
    more = 'order = { tips = ["third", "never"] }\n[axes.level.old]\norder = { tips = ["second"] }'
    tailor.lay("\n/// tips\n///\n\n/// tips | first, third\n///\n", files=TIPS, more=more)
    assert placed(tailor, "educators") == ["second first", "first"]
    assert placed(tailor, "business") == ["third first", "first third"]


# Other languages


FOR = 'All [words]{: only="educators" } of [it]{: not="educators" }.'

GERMAN = {
    "One": "Eins",
    FOR: 'Alle [Worte]{: only="educators" } von [ihm]{: not="educators" }.',
    "item": "Punkt",
    "Part": "Teil",
    "below": "darunter",
    "First.": "Erstens.",
    "Second.": "Zweitens.",
}

WORDS = (
    f"\n{FOR}\n\n"
    '- item {: only="educators" }\n\n## Part {: only="educators" }\n\nbelow\n\n'
    "//// not | educators\n/// tips\n///\n////\n\n/// tips | second\n///\n"
)


def test_a_translation_keeps_what_is_for_whom(tailor: Tailor) -> None:
    tailor.lay(WORDS, said=GERMAN, files=TIPS)
    assert tailor.html("educators", tag="de") == (
        "<p>Alle <span>Worte</span> von.</p><ul><li>Punkt</li></ul>"
        '<h2 id="part">Teil</h2><p>darunter</p><slot name="0"></slot>'
    )
    assert tailor.html("business", tag="de") == "<p>Alle von <span>ihm</span>.</p>"
    assert placed(tailor, "educators") == ["second"]


@pytest.mark.parametrize(
    "said",
    [
        'Alle Worte von [ihm]{: not="educators" }.',
        'Alle [Worte]{: not="educators" } von [ihm]{: not="educators" }.',
        'Alle [Worte]{: only="business" } von [ihm]{: not="educators" }.',
        'Alle [Worte]{: .small } von [ihm]{: not="educators" }.',
        'Alle [Worte]{: only="educators" } von [ihm]{: only="educators" }.',
        "Alle Worte von ihm.",
    ],
)
def test_a_translation_for_others_is_not_printed(tailor: Tailor, said: str) -> None:
    tailor.lay(WORDS, said={FOR: said}, files=TIPS)
    html = tailor.written("business", tag="de").chapters[0].html
    assert '<p dir="ltr" lang="en">All of <span>it</span>.</p>' in html
    told = tailor.told("business", tag="de")
    assert "warning: " in told
    assert told.count("the words of the author are printed [said-attribute]") >= 1


def test_html_for_some_in_a_translation(tailor: Tailor) -> None:
    text = '<p>All <b only="educators">words</b></p>'
    tailor.lay(f"\n{text}\n", said={text: "<p>Alle <b>Worte</b></p>"})
    assert "Worte" not in tailor.written("business", tag="de").chapters[0].html
    tailor.lay(f"\n{text}\n", said={text: '<p>Alle <b only="educators">Worte</b></p>'})
    assert tailor.html("business", tag="de") == "<p>Alle</p>"
    assert tailor.html("educators", tag="de") == "<p>Alle <b>Worte</b></p>"


def test_a_file_in_another_language_has_conditions_of_its_own(tailor: Tailor) -> None:
    own = '---\ntitle: Eins\nnot: educators\n---\nAlle [von uns]{: only="business" }.\n'
    tailor.lay("\nAll.\n", said={}, files={"01-one.de.md": own, "02-two.md": "# Two\nMore.\n"})
    assert [one.name for one in tailor.written("educators", tag="de").chapters] == ["two"]
    assert [one.name for one in tailor.written("business", tag="de").chapters] == ["one", "two"]
    assert (
        tailor.written("business", tag="de").chapters[0].html == "<p>Alle <span>von uns</span>.</p>"
    )


def test_a_file_in_another_language_is_for_no_more_readers(tailor: Tailor) -> None:
    front = "---\ntitle: One\nonly: educators\n---\nWords.\n"
    own = "---\ntitle: Eins\n---\nWorte.\n"
    tailor.lay(front=front, said={}, files={"01-one.de.md": own, "02-two.md": "# Two\nMore.\n"})
    assert [one.name for one in tailor.written("educators", tag="de").chapters] == ["one", "two"]
    assert [one.name for one in tailor.written("business", tag="de").chapters] == ["two"]


def test_headings_are_called_the_same_for_all(tailor: Tailor) -> None:
    tailor.lay('\n## For [schools]{: only="educators" } all\n\n[x](#for-all)\n', said={})
    for tag in ("en", "de"):
        for reader in ("educators", "business"):
            assert 'id="for-all"' in tailor.written(reader, tag=tag).chapters[0].html


# Messages


def test_translators_hear_everything_once(tailor: Tailor) -> None:
    more = (
        'title = "For the office"\nsubtitle = "Short"\nvalues = { group = "your team" }\n'
        '[axes.level.new]\nwelcome = "hello.md"\n[values]\ngroup = "your group"\nnumber = "42"\n'
    )
    body = """
All {{ group }}.

All {{ group }}.

//// only | educators
For schools.

/// not | booklet
On a screen.
///
////

- item {: only="educators" }
- item with *it*{: only="business" }
    - deep {: not="business" }

| head | column {: only="educators" } |
|---|---|
| row {: only="business" } | cell |

## Part {: only="educators" }

Paragraph.
{: only="business" }

Term {: only="educators" }
:   Definition

Called[^1].

[^1]: Note. {: only="educators" }

/// only | business
/// callout | Box
///
"""
    body = body.replace("/// only | business\n/// callout | Box\n///", "/// callout | Box\n///")
    front = "---\ntitle: \"One [more]{:only='business'}\"\nonly: educators\n---"
    tips = "a:\n  only: business\n  text: Tip.\n  url: https://example.org/{{ number }}\n"
    files = {"tips.yaml": tips, "hello.md": "# Hello\n"}
    root = tailor.lay(body, front=front, more=more, files=files)
    assert [(each.kind, each.text) for each in messages(load(root))] == [
        ("title", "Small"),
        ("value", "your group"),
        ("title", "For the office"),
        ("subtitle", "Short"),
        ("value", "your team"),
        ("title of a chapter", "Hello"),
        ("title of a chapter", "One [more]{:only='business'}"),
        ("paragraph", "All {{ group }}."),
        ("paragraph", "For schools."),
        ("paragraph", "On a screen."),
        ("list item", "item"),
        ("list item", 'item with *it*{: only="business" }'),
        ("list item", "deep"),
        ("cell", "head"),
        ("cell", "column"),
        ("cell", "row"),
        ("cell", "cell"),
        ("heading 2", "Part"),
        ("paragraph", "Paragraph."),
        ("term", "Term"),
        ("definition", "Definition"),
        ("paragraph", "Called[^1]."),
        ("paragraph", "Note."),
        ("title of a box", "Box"),
        ("text", "Tip."),
    ]


def test_a_record_of_a_language_is_for_whom_its_original_is(tailor: Tailor) -> None:
    files = {
        "tips.yaml": "first:\n  text: One.\n  only: business\nsecond:\n  text: Two.\n",
        "tips.de.yaml": "first:\n  text: Eins.\nsecond:\n  text: Zwei.\n  not: business\n",
    }
    tailor.lay("\n/// tips\n///\n", said={}, files=files)
    assert placed(tailor, "educators", tag="de") == ["second"]
    assert placed(tailor, "business", tag="de") == ["first"]

"""Style sheets come with every file that they use, and from nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from workshop import composed, make, set_pages

from booklet.finding import TypesettingError
from booklet.galley import shelf
from booklet.pages import typeset

DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


def own(folder: Path, css: str | bytes, **files: str | bytes) -> Path:
    return make(folder, files={"styles/own.css": css, **files})


def failed(project: Path) -> str:
    with pytest.raises(TypesettingError) as caught:
        composed(project)
    return str(caught.value)


def test_a_project_has_the_last_word(tmp_path: Path) -> None:
    galley = composed(own(tmp_path, "p { color: red }"))
    assert galley.styles == (
        "styles/base.css",
        "styles/blocks.css",
        "styles/languages.css",
        "styles/book.css",
        "styles/own.css",
    )
    assert galley.files["styles/own.css"] == b"p { color: red }"
    assert '<link rel="stylesheet" href="/styles/own.css" />' in galley.html


def test_a_project_may_put_its_own_in_place_of_the_house_s(tmp_path: Path) -> None:
    galley = composed(make(tmp_path, files={"styles/book.css": "p { color: red }"}))
    assert galley.files["styles/book.css"] == b"p { color: red }"
    house = (shelf.house() / "styles/base.css").read_bytes()
    assert galley.files["styles/base.css"] == house


def test_files_of_style_sheets_come_along(tmp_path: Path) -> None:
    css = """
        @charset "utf-8";
        @import "more/other.css";
        @import url(third.css) print;
        @namespace svg url(http://www.w3.org/2000/svg);
        p { background: url("a%20b.svg#c"), url(data:image/png;base64,AAAA), url(#d) }
        @media print { @supports (color: red) { i { content: url(/pictures/c.svg?d) } } }
    """
    files = {
        "styles/more/other.css": "p { background: url(../a%20b.svg) }\n@import url(../own.css);",
        "styles/third.css": "",
        "styles/a b.svg": DOT,
        "pictures/c.svg": DOT,
    }
    gathered = composed(own(tmp_path, css, **files)).files
    assert files.keys() <= gathered.keys()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("a.png", "there is no file 'styles/a.png' [file-missing]"),
        ("/a.png", "there is no file 'a.png' [file-missing]"),
        ("../../secret.svg", "'../secret.svg' lies outside the project [file-outside]"),
        (
            "https://example.org/a.png",
            "a style sheet can't fetch 'https://example.org/a.png' [address-outside]\n"
            "  hint: put the file into the project and name it there",
        ),
        (
            "//example.org/a.png",
            "a style sheet can't fetch '//example.org/a.png' [address-outside]\n"
            "  hint: put the file into the project and name it there",
        ),
        (
            "file:///etc/passwd",
            "a style sheet can't fetch 'file:///etc/passwd' [address-outside]\n"
            "  hint: put the file into the project and name it there",
        ),
    ],
)
@pytest.mark.parametrize("rule", ["p {{\n background: url({}) }}", "p {{\nx: y(url('{}')) }}"])
def test_a_file_that_can_t_be_had(tmp_path: Path, rule: str, address: str, message: str) -> None:
    (tmp_path / "secret.svg").write_text(DOT)
    project = own(tmp_path / "book", rule.format(address))
    assert failed(project) == f"styles/own.css:2: error: {message}"


@pytest.mark.parametrize("rule", ["@import '{}';", "@import url({});", "@import url('{}') print;"])
def test_an_import_that_can_t_be_had(tmp_path: Path, rule: str) -> None:
    assert failed(own(tmp_path, "\n" + rule.format("more.css"))) == (
        "styles/own.css:2: error: there is no file 'styles/more.css' [file-missing]"
    )


def test_a_picture_of_a_style_sheet_is_looked_into(tmp_path: Path) -> None:
    css = "p { background: url(a.svg) }"
    drawing = DOT.replace("<path", '<image href="http://example.org/"/><path')
    assert failed(own(tmp_path, css, **{"styles/a.svg": drawing})) == (
        "styles/own.css:1: error: 'styles/a.svg' can't be printed:"
        " it fetches 'http://example.org/' [picture-damaged]"
    )


def test_a_style_sheet_that_can_t_be_read_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("")
    project = make(tmp_path / "book")
    (project / "styles").mkdir()
    (project / "styles/own.css").symlink_to(tmp_path / "own.css")
    assert failed(project) == (
        "styles/own.css: error: 'styles/own.css' lies outside the project [file-outside]"
    )


@pytest.mark.parametrize(
    ("css", "told"),
    [
        ("\np {\n  colr: red;\n}", "3: warning: ignored `colr: red`, unknown property [engine]"),
        ("\np { color: rde }", "2: warning: ignored `color: rde`, invalid value [engine]"),
        (
            "\n\np:hoover, i {}",
            "3: warning: invalid or unsupported selector, 'p:hoover, i' [engine]",
        ),
        (
            "\n@page :frist {}",
            "2: warning: unsupported @page selector ' :frist', the whole @page rule was ignored"
            " [engine]",
        ),
        (
            "\np[ { color: red }",
            "2: warning: this can't be read: eof reached before {} block for a qualified rule"
            " [style-wrong]",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, css: str, told: str) -> None:
    galley = composed(own(tmp_path, css))
    findings = [*galley.findings, *typeset(galley).findings]
    assert "\n".join(map(str, findings)) == f"styles/own.css:{told}"


def test_a_mistake_in_an_imported_sheet_is_told_there(tmp_path: Path) -> None:
    more = {"styles/more.css": "\np { colr: red }"}
    project = own(tmp_path, "@import 'more.css';\n\np { colr: red }", **more)
    places = [str(finding.place) for finding in set_pages(project).findings]
    assert places == ["styles/more.css:2", "styles/own.css:3"]


def test_a_style_that_fells_the_engine(tmp_path: Path) -> None:
    with pytest.raises(TypesettingError) as caught:
        set_pages(own(tmp_path, "p { margin: calc(1px + )) }"))
    assert str(caught.value) == (
        "error: the page engine fails in _resolve_calc_sum: AssertionError [engine-failed]\n"
        "  hint: most often over something odd in a style sheet of the project;"
        " take away what is new"
    )


def test_the_house_makes_no_mistakes(tmp_path: Path) -> None:
    galley = composed(make(tmp_path, theme={}))
    assert galley.findings == typeset(galley).findings == ()

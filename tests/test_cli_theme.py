"""The commands for looks: list, eject, sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdfium2 import PdfDocument
from small_books import SETTINGS, book

from booklet.cli import cli
from booklet.finding import ProjectError
from booklet.galley import eject, lent
from booklet.galley.lent import TEMPLATES
from booklet.galley.shelf import OWN_STYLE, house
from booklet.project import Project, load


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load(book(tmp_path, {"01-one.md": "# One\n\nWords.\n"}, SETTINGS))


def typed(project: Project, *words: str) -> str:
    """What a command prints."""
    answer = CliRunner().invoke(cli, [*words, "--project", str(project.root)])
    if answer.exception and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    return answer.output.replace(f"{project.root}/", "")


def refused(project: Project, name: str) -> str:
    with pytest.raises(ProjectError) as caught:
        eject(project, name)
    return str(caught.value)


def test_everything_that_is_lent_says_what_it_sets(project: Project) -> None:
    folders = [house() / "templates", house() / "styles"]
    files = {path.relative_to(house()).as_posix() for at in folders for path in at.rglob("*.*")}
    found = lent(project)
    assert {each.name for each in found} == files - {OWN_STYLE}
    assert [each.name for each in found if not 3 < len(each.what) <= 72] == []
    assert [name for name in TEMPLATES if f"templates/{name}" not in files] == []


def test_what_a_project_has_of_its_own_is_marked(project: Project) -> None:
    assert [line for line in typed(project, "theme", "list").splitlines() if line[0] == "*"] == []
    eject(project, "cover.html")
    lines = typed(project, "theme", "list").splitlines()
    assert [" ".join(line.split()) for line in lines if line[0] == "*"] == [
        "* templates/cover.html the cover"
    ]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("cover.html", "templates/cover.html"),
        ("templates/cover.html", "templates/cover.html"),
        ("data/quotes.html", "templates/data/quotes.html"),
        ("book.css", "styles/book.css"),
        ("styles/motif.svg", "styles/motif.svg"),
    ],
)
def test_a_copy_is_the_very_same(project: Project, name: str, file: str) -> None:
    assert eject(project, name).as_posix() == file
    assert (project.root / file).read_bytes() == (house() / file).read_bytes()


def test_the_command_says_what_to_do_next(project: Project) -> None:
    assert typed(project, "theme", "eject", "cover.html") == (
        "templates/cover.html\n"
        "  Change this copy: from now on the book is set with it. booklet theme sheet\n"
        "  shows how it looks. To have the house's again, delete the copy.\n"
    )


def test_nothing_is_overwritten(project: Project) -> None:
    eject(project, "cover.html")
    (project.root / "templates/cover.html").write_text("mine")
    assert refused(project, "cover.html") == (
        "error: there is a templates/cover.html already [lent-taken]\n"
        "  hint: change that, or take it away first"
    )
    assert (project.root / "templates/cover.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("covr.html", "did you mean 'cover.html'?"),
        ("styles/bok.css", "did you mean 'styles/book.css'?"),
        ("own.css", "did you mean 'zine.css'?"),
        ("../booklet.toml", "did you mean 'book.html'?"),
        ("qqqqq", "booklet theme list names all"),
    ],
)
def test_a_misspelt_name(project: Project, name: str, hint: str) -> None:
    assert refused(project, name) == (
        f"error: the house has no template or style sheet '{name}' [lent-unknown]\n  hint: {hint}"
    )


def test_a_folder_that_can_t_be_written(project: Project) -> None:
    (project.root / "templates").write_text("")
    assert refused(project, "cover.html").startswith(
        "error: 'templates/cover.html' can't be written: "
    )


def test_the_house_s_own_book_has_all_it_lends_already() -> None:
    own = load(house())
    assert [each.name for each in lent(own) if each.taken] == []
    assert "[lent-taken]" in refused(own, "cover.html")


def test_a_specimen_is_printed_in_the_looks_of_the_book(project: Project) -> None:
    eject(project, "cover.html")
    cover = project.root / "templates/cover.html"
    cover.write_text(cover.read_text().replace('<p class="title">', '<p class="title">Mine: '))
    (project.root / "styles").mkdir()
    (project.root / "styles/own.css").write_text(".motif { background: url(/content/a.svg) }")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    (project.root / "content/a.svg").write_text(drawing)
    assert typed(project, "theme", "sheet") == "out/small-specimen.pdf  13 pages\n"
    pdf = PdfDocument(project.root / "out/small-specimen.pdf")
    assert "Mine: A Bench" in pdf[0].get_textpage().get_text_range()
    target = project.root / "else/where.pdf"
    assert typed(project, "theme", "sheet", "--output", str(target)) == "else/where.pdf  13 pages\n"
    assert target.exists()

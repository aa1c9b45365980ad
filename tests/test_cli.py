"""The command answers in whole sentences, with the right exit code."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from small_pdfs import book
from workshop import make, measured, texts

from booklet import cli, press

BOOKLET = [sys.executable, "-m", "booklet"]


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


Type = Callable[..., Answer]


@pytest.fixture
def type_(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Type:
    """Type a command where the book is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("BOOKLET_TRACEBACK", raising=False)

    def answer(*words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["booklet", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        return Answer(int(ended.value.code or 0), measured(out), err)

    return answer


def said(text: str) -> str:
    return dedent(text).lstrip("\n")


# Help.


@pytest.mark.parametrize("words", [("--help",), ("-h",)])
def test_help(type_: Type, words: tuple[str, ...]) -> None:
    assert type_(*words) == Answer(
        0,
        said("""
            Usage: booklet [OPTIONS] COMMAND [ARGS]...

              Print booklets from chapters in Markdown.

            Options:
              --version   Show the version and exit.
              -h, --help  Show this message and exit.

            Commands:
              audience   See what each audience gets.
              build      Print every edition of the book, or those that are asked for.
              calibrate  Measure how a printer is off, and make up for it from then on.
              check      Look a PDF over for what spoils a print, against our own list.
              compare    Show what two audiences do not read alike.
              explain    Say who sees a line, and what hides it from the others.
              formats    Name the ways of printing: page, paper and what comes out.
              i18n       Translate the book: write, update, check and review PO files.
              impose     Lay the pages of any PDF on sheets, to fold, bind or cut.
              list       Name the editions that can be printed.
              paper      Reckon up paper, ink and words for each edition.
              store      See what is kept for the next time, or throw it away.
              theme      Change the looks of the book, and see them on a specimen.
              watch      Print, and print again what a change concerns, until Ctrl-C.
        """),
        "",
    )


def test_help_of_build(type_: Type) -> None:
    assert type_("build", "--help").out == said("""
        Usage: booklet build [OPTIONS]

          Print every edition of the book, or those that are asked for.

          What has not changed since it was printed is not printed again.

        Options:
          --format TEXT         Print in this format only; repeatable.
          --locale TEXT         Print in this language only; repeatable.
          --audience NAME       Print for these readers only; repeatable.
          --only TEXT           Print what has this in its name, as in de-*-screen;
                                repeatable.
          --set NAME=TEXT       Say what is printed for {{ NAME }}, as in group="our
                                school"; repeatable.
          --chapter NAME        The chapter of handouts, or a part: steps#begin.
          --data NAME           The data file whose records become cards.
          --draft               Print translations that are not finished, as drafts.
          --strict              End with exit code 5 if there is a warning.
          --why                 Tell why each edition was made again.
          --fresh               Print everything anew, whatever is kept.
          --jobs NUMBER         How many editions to set at the same time.  [default:
                                one for each processor]  [x>=1]
          --cluster ADDRESS     Set pages on a cluster: tcp://10.0.0.1:8786.
          --time-limit SECONDS  Give up on what takes longer, one edition at a time.
                                [default: 600]  [x>0]
          --page-limit NUMBER   Give up on an edition with more pages.  [default:
                                2000]  [x>=1]
          --output PATH         The folder for the PDFs.  [default: out, beside
                                booklet.toml]
          --project PATH        The folder that holds booklet.toml.  [default: this
                                folder]
          --dry-run             Tell what would be made, and make nothing.
          --json                Tell all that happens as lines of JSON.
          -h, --help            Show this message and exit.
    """)


def test_help_of_impose(type_: Type) -> None:
    assert type_("impose", "--help").out == said("""
        Usage: booklet impose [OPTIONS] FILE

          Lay the pages of any PDF on sheets, to fold, bind or cut.

        Options:
          --scheme TEXT               How pages go on sheets.  [default: saddle]
          --schemes                   Name every scheme and exit.
          --paper TEXT                The paper in the printer.  [default: A4]
          --binding [left|right|top]  The side of the spine.  [default: left]
          --flip [short|long]         The edge over which the printer turns the sheet.
                                      [default: short]
          --signature INTEGER RANGE   Sheets folded together, at most.  [x>=1]
          --caliper TEXT              Thickness of the paper.  [default: 0.1mm]
          --printer / --no-printer    Make up for the printer, where one was
                                      calibrated.  [default: yes]
          --guide / --no-guide        Write a guide in pictures beside it.  [default:
                                      yes]
          --output PATH               The file to write.  [default: FILE-SCHEME.pdf,
                                      beside FILE]
          -h, --help                  Show this message and exit.
    """)


def test_version(type_: Type) -> None:
    answer = type_("--version")
    assert re.fullmatch(r"booklet, version \d+\.\d+\.\d+\n", answer.out)


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (
            ("build", "--fromat", "screen"),
            "Usage: booklet build [OPTIONS]\nTry 'booklet build --help' for help.\n\n"
            "Error: No such option '--fromat'. (Did you mean one of: '--draft', '--format'?)\n",
        ),
        (
            ("bulid",),
            "Usage: booklet [OPTIONS] COMMAND [ARGS]...\nTry 'booklet --help' for help.\n\n"
            "Error: No such command 'bulid'. Did you mean 'build'?\n",
        ),
        (
            ("impose",),
            "Usage: booklet impose [OPTIONS] FILE\nTry 'booklet impose --help' for help.\n\n"
            "Error: Missing argument 'FILE'.\n",
        ),
    ],
)
def test_words_that_the_command_does_not_know(
    type_: Type, words: tuple[str, ...], err: str
) -> None:
    assert type_(*words) == Answer(2, "", err)


def test_no_words_at_all(type_: Type) -> None:
    answer = type_()
    assert answer.code == 2
    assert answer.err.startswith("Usage: booklet [OPTIONS] COMMAND [ARGS]...")


# Build.


def test_build(tmp_path: Path, type_: Type) -> None:
    make(tmp_path, {"01-one.md": "# One\n", "02-two.md": "# Two\n"})
    assert type_("build") == Answer(
        0,
        said("""
            out/small-en-screen.pdf  2 pages  - kB  - s
            out/small-en-booklet.pdf  2 pages on 1 sheet of A4  - kB  - s
              Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Fold
              it in half, the cover outside.
              In pictures: out/small-en-booklet-guide.pdf
        """),
        "",
    )


def test_build_elsewhere(tmp_path: Path, type_: Type) -> None:
    make(tmp_path / "book")
    words = ("build", "--project", "book", "--format", "screen", "--format", "screen")
    assert type_(*words).out == "book/out/small-en-screen.pdf  1 page  - kB  - s\n"
    kept = "small-en-screen.pdf  1 page  - kB  - s, pages kept\n"
    assert type_(*words, "--output", "pdf").out == f"pdf/{kept}"
    outside = tmp_path.parent / f"{tmp_path.name}-pdf"
    assert type_(*words, "--output", str(outside)).out == (f"{outside}/{kept}")


def test_warnings_are_told_and_the_book_is_printed(tmp_path: Path, type_: Type) -> None:
    make(tmp_path, files={"styles/own.css": "p { colr: red }"})
    answer = type_("build")
    assert answer.code == 0
    assert answer.err == (
        "styles/own.css:1: warning: ignored `colr: red`, unknown property [engine]\n"
    )
    assert len(answer.out.splitlines()) == 5


@pytest.mark.parametrize(
    ("files", "code", "err"),
    [
        (
            {"booklet.toml": '[book]\nname = "small"\ntitle = "x"\nlanguage = "en"\npgae = "A5"\n'},
            2,
            "booklet.toml:5: error: no key is called 'pgae' in [book] [key-unknown]\n"
            "  hint: did you mean 'page'?\n",
        ),
        (
            {"content/01-one.md": "# One\n\n[a](#b)\n"},
            3,
            "content/01-one.md:3: error: nothing here is called '#b' [link-broken]\n"
            "  hint: there are none\n"
            "not made: small-en-screen.pdf, small-en-booklet.pdf\n",
        ),
        (
            {"content/01-one.md": "# One\n\nWords \U0001f600\n"},
            4,
            'content/01-one.md:3: error: no font has the character "\U0001f600" (U+1F600'
            " GRINNING FACE) [glyph-missing]\n"
            "  hint: no font of the house has it: write it in another way, or give the styles one"
            " that does\n"
            "not made: small-en-screen.pdf, small-en-booklet.pdf\n",
        ),
        (
            {"out": "a file"},
            2,
            "error: can't write to 'out': file exists [output-unwritable]\n"
            "  hint: close the file where it is open, make room, or choose another folder with"
            " --output\n",
        ),
    ],
)
def test_what_is_wrong_is_told_once_and_nothing_else(
    tmp_path: Path, type_: Type, files: dict[str, str], code: int, err: str
) -> None:
    make(tmp_path, files=files)
    assert type_("build") == Answer(code, "", err)


def test_another_build_at_work(tmp_path: Path, type_: Type) -> None:
    make(tmp_path)
    with press.Tray(tmp_path / "out").taken():
        assert type_("build") == Answer(
            2,
            "",
            "error: another build is writing to 'out' [output-busy]\n"
            "  hint: wait until it is done\n",
        )


def test_a_book_that_is_read_from_right_to_left(tmp_path: Path, type_: Type) -> None:
    make(tmp_path, keys='language = "ar"', theme={})
    answer = type_("build")
    assert (answer.code, answer.err) == (0, "")
    assert "the spine on the right" in " ".join(answer.out.split())


def test_a_format_that_there_is_not(tmp_path: Path, type_: Type) -> None:
    make(tmp_path)
    assert type_("build", "--format", "bokletts") == Answer(
        2,
        "",
        "error: no format is called 'bokletts' [format-unknown]\n  hint: did you mean 'booklet'?\n",
    )


# Readers and values.

READERS = """
language = "en"
[audiences.educators]
title = "For educators"
[audiences.business]
[axes.level.new]
title = "The first time"
[values]
group = "your group"
"""

#: A chapter that holds something for each of them, on one page.
FOR_READERS = """
# One

For {{ group }}.

Money.
{: only="business" }
"""


def test_build_for_some_readers(tmp_path: Path, type_: Type) -> None:
    make(tmp_path, FOR_READERS, keys=READERS)
    words = ("build", "--format", "screen")
    assert type_(*words).out == said("""
        out/small-en-educators-new-screen.pdf  1 page  - kB  - s
        out/small-en-business-new-screen.pdf  1 page  - kB  - s
    """)
    assert type_(*words, "--audience", "business", "--audience", "new").out == (
        "out/small-en-business-new-screen.pdf  1 page  - kB  as it was\n"
    )


def test_an_audience_that_there_is_not(tmp_path: Path, type_: Type) -> None:
    make(tmp_path, FOR_READERS, keys=READERS)
    assert type_("build", "--audience", "educator") == Answer(
        2,
        "",
        "error: no audience is called 'educator' [audience-unknown]\n"
        "  hint: did you mean 'educators'?\n",
    )
    assert not (tmp_path / "out").exists()


def test_a_value_is_set(tmp_path: Path, type_: Type) -> None:
    make(tmp_path, FOR_READERS.replace(".", " & {{ place }}.", 1), keys=READERS)
    words = ("build", "--format", "screen", "--audience", "business")
    answer = type_(*words, "--set", "group=a", "--set", "group= R&D = us ", "--set", "place=here")
    assert (answer.code, answer.err) == (0, "")
    pdf = tmp_path / "out/small-en-business-new-screen.pdf"
    assert "For R&D = us & here." in texts(pdf.read_bytes())[0]


@pytest.mark.parametrize("pair", ["group", "group=", "group= ", "=x", " = x", "="])
def test_what_is_no_value(tmp_path: Path, type_: Type, pair: str) -> None:
    make(tmp_path, FOR_READERS, keys=READERS)
    assert type_("build", "--set", pair) == Answer(
        2,
        "",
        "Usage: booklet build [OPTIONS]\nTry 'booklet build --help' for help.\n\n"
        f"Error: '{pair}' is no value; write --set group=\"our school\"\n",
    )


@pytest.mark.parametrize(
    ("pair", "code", "err"),
    [
        (
            "Group=x",
            2,
            "error: 'Group' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]\n",
        ),
        ("group=a\nb", 2, "error: group: a text of one line is needed [value-wrong]\n"),
        (
            "group={{ group }}",
            2,
            "error: the value 'group' asks for itself [value-circle]\n  hint: write it out\n",
        ),
        (
            "group={{ gruop }}",
            3,
            "error: no value is called 'gruop' [value-unknown]\n"
            "  hint: did you mean 'group'?\nnot made: small-en-educators-new-screen.pdf\n",
        ),
    ],
)
def test_values_that_can_t_be_set(
    tmp_path: Path, type_: Type, pair: str, code: int, err: str
) -> None:
    make(tmp_path, FOR_READERS, keys=READERS)
    words = ("build", "--format", "screen", "--audience", "educators")
    assert type_(*words, "--set", pair) == Answer(code, "", err)


@pytest.mark.parametrize(
    "words",
    [("build",), ("list",), ("formats", "--project", ".."), ("formats", "--project", "none")],
)
def test_no_project(tmp_path: Path, type_: Type, words: tuple[str, ...]) -> None:
    answer = type_(*words)
    assert answer.code == 2
    assert answer.err.endswith(
        " [project-missing]\n  hint: go to the folder of your book, or name it with --project\n"
    )


def test_something_unexpected(tmp_path: Path, type_: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("odd")

    make(tmp_path)
    monkeypatch.setattr(press, "run", fail)
    assert type_("build") == Answer(
        1,
        "",
        "error: something unexpected happened: ZeroDivisionError: odd [unexpected]\n"
        "  hint: this is a fault of the press; run again with BOOKLET_TRACEBACK=1 and report it\n",
    )
    monkeypatch.setenv("BOOKLET_TRACEBACK", "1")
    monkeypatch.setattr(sys, "argv", ["booklet", "build"])
    with pytest.raises(ZeroDivisionError):
        cli.main()


# List and formats.


def test_list(tmp_path: Path, type_: Type) -> None:
    make(tmp_path, keys='language = "de"\n[formats.big]\nlike = "screen"\npage = "A4"')
    assert type_("list").out == said("""
        small-de-screen   Deutsch  pages in reading order, tagged and linked
        small-de-booklet  Deutsch  the same pages two-up, to fold and staple
        small-de-big      Deutsch  pages in reading order, tagged and linked
    """)


def test_list_for_readers(tmp_path: Path, type_: Type) -> None:
    make(tmp_path, keys=READERS)
    screen = "pages in reading order, tagged and linked"
    booklet = "the same pages two-up, to fold and staple"
    assert type_("list").out.splitlines() == [
        f"small-en-educators-new-screen   English  For educators  The first time  {screen}",
        f"small-en-educators-new-booklet  English  For educators  The first time  {booklet}",
        f"small-en-business-new-screen    English  business       The first time  {screen}",
        f"small-en-business-new-booklet   English  business       The first time  {booklet}",
    ]


def test_formats(tmp_path: Path, type_: Type) -> None:
    house = said("""
        screen     A5            pages in reading order, tagged and linked
        booklet    A5     on A4  the same pages two-up, to fold and staple
        handout    A4            chapters as worksheets, each with room for a name
        large      A4            large print: 18 points, ragged, high contrast
        zine       panel  on A4  a short version: eight panels on one side of one sheet
        leaflet    panel  on A4  a short version: six panels of a folded letter
        cards      A6     on A4  a card for each record of a data file
        press      A5            PDF/X-4 with bleed and marks, and a cover, for a print shop
        press-rgb  A5            the same in RGB, for print shops that ask for it
    """)
    assert type_("formats") == Answer(0, house, "")
    make(tmp_path, keys='language = "en"\npage = "half-letter"')
    assert type_("formats").out == said("""
        screen     half-letter                pages in reading order, tagged and linked
        booklet    half-letter     on Letter  the same pages two-up, to fold and staple
        handout    Letter                     chapters as worksheets, each with room for a name
        large      Letter                     large print: 18 points, ragged, high contrast
        zine       panel           on Letter  a short version: eight panels on one side of one sheet
        leaflet    panel           on Letter  a short version: six panels of a folded letter
        cards      quarter-letter  on Letter  a card for each record of a data file
        press      half-letter                PDF/X-4 with bleed and marks, and a cover, for a print shop
        press-rgb  half-letter                the same in RGB, for print shops that ask for it
    """)  # noqa: E501 - as it is printed


# Impose.


def test_impose(tmp_path: Path, type_: Type) -> None:
    (tmp_path / "my pages.pdf").write_bytes(book(5))
    assert type_("impose", "my pages.pdf") == Answer(
        0,
        said("""
            my pages-saddle.pdf  2 sheets of A4
              Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %.
              Fold them together in half, the cover outside, and staple through the fold.
              In pictures: my pages-saddle-guide.pdf
        """),
        "",
    )
    assert type_("impose", "my pages.pdf", "--paper", "a3", "--output", "b.pdf").out.startswith(
        "b.pdf  2 sheets of A3\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (
            ("none.pdf",),
            4,
            "error: can't read 'none.pdf': no such file or directory [file-unreadable]\n",
        ),
        (
            (".",),
            4,
            "error: can't read '.': is a directory [file-unreadable]\n",
        ),
        (
            ("a.pdf", "--scheme", "sadle"),
            4,
            "error: no scheme is called 'sadle' [scheme-unknown]\n  hint: did you mean 'saddle'?\n",
        ),
        (
            ("a.pdf", "--output", "a.pdf/b.pdf"),
            2,
            "error: can't write to 'a.pdf/b.pdf': file exists [output-unwritable]\n"
            "  hint: close the file where it is open, make room, or choose another folder with"
            " --output\n",
        ),
        (
            ("a.pdf", "--paper", "A9"),
            2,
            "Usage: booklet impose [OPTIONS] FILE\nTry 'booklet impose --help' for help.\n\n"
            "Error: no paper is called 'A9'; there are: A3, A4, A5, A6, A7, Tabloid, Letter,"
            " half-letter, quarter-letter, Legal, half-legal\n",
        ),
        (
            ("a.pdf", "--caliper", "thin"),
            2,
            "Usage: booklet impose [OPTIONS] FILE\nTry 'booklet impose --help' for help.\n\n"
            "Error: 'thin' is not a length; write for example 3mm, 0.5in or 12pt\n",
        ),
    ],
)
def test_pages_that_can_t_be_imposed(
    tmp_path: Path, type_: Type, words: tuple[str, ...], code: int, err: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(book(5))
    assert type_("impose", *words) == Answer(code, "", err)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_files_that_are_no_pdf_and_paper_that_is_too_small(tmp_path: Path, type_: Type) -> None:
    (tmp_path / "a.pdf").write_bytes(b"words")
    (tmp_path / "b.pdf").write_bytes(book(5))
    for words in (("a.pdf",), ("b.pdf", "--paper", "Letter")):
        answer = type_("impose", *words)
        assert (answer.code, answer.out) == (4, "")
        assert re.fullmatch(r"error: .* \[[a-z-]+\]\n(  hint: .*\n)?", answer.err)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.pdf"]

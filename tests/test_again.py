"""What has not changed is not printed again, and what has is never missed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePath

import pytest
from builds import BOOKLET, Built, build, readers, tray, type_
from PIL import Image
from workshop import make

from booklet import whole
from booklet.audience import explain
from booklet.manuscript import survey
from booklet.project import load
from booklet.store import Store

EDITIONS = {
    f"small-{tag}-{reader}-{way}"
    for tag in ("en", "de")
    for reader in ("a", "b")
    for way in ("screen", "booklet")
}


def of(*parts: str) -> set[str]:
    """The editions that have all of some parts in their names."""
    return {slug for slug in EDITIONS if set(parts) <= set(slug.split("-"))}


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A book that was printed once, and the store of that."""
    root = tmp_path_factory.mktemp("printed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOOKLET_STORE", str(root / "store"))
        assert build(readers(root / "book")).made == EDITIONS
    return root / "book", root / "store"


@pytest.fixture
def book(printed: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a book that was printed once."""
    for original, name in zip(printed, ("book", "store"), strict=True):
        for path in original.rglob("*"):
            copy = tmp_path / name / path.relative_to(original)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if path.is_file():
                copy.write_bytes(path.read_bytes())
    monkeypatch.setenv("BOOKLET_STORE", str(tmp_path / "store"))
    return tmp_path / "book"


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


# Nothing has changed.


def test_a_book_is_printed_once(book: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (book / "out").iterdir()}
    again = build(book)
    assert (again.code, again.err) == (0, "")
    assert again.which("reused") == EDITIONS
    assert {event["event"] for event in again.events} == {"reused"}
    del before[book / "out/.booklet-lock"]
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_was_not_printed_again_is_as_it_was(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book)
    again = type_("build", "--only", "en-a")
    assert again.code == 0
    assert re.sub(r"\d+ kB", "- kB", again.out) == (
        "out/small-en-a-screen.pdf  1 page  - kB  as it was\n"
        "out/small-en-a-booklet.pdf  1 page on 1 sheet of A4  - kB  as it was\n"
        "  Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Fold\n"
        "  it in half, the cover outside.\n"
        "  In pictures: out/small-en-a-booklet-guide.pdf\n"
    )


@pytest.mark.slow
def test_no_engine_is_loaded_for_nothing(book: Path) -> None:
    look = (
        "import sys; from booklet import cli\n"
        "try: cli.main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", look, "build", "--project", str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "booklet" in loaded
    assert not loaded & {"weasyprint", "pikepdf", "fontTools", "PIL", "rich"}


def test_the_time_of_a_file_says_nothing(book: Path) -> None:
    for path in book.rglob("*"):
        if path.is_file():
            os.utime(path, (1, 1))
    assert build(book).which("reused") == EDITIONS


def test_a_book_may_move(book: Path, tmp_path: Path) -> None:
    book.rename(tmp_path / "elsewhere")
    assert {event["event"] for event in build(tmp_path / "elsewhere").events} == {"reused"}


@pytest.mark.parametrize(
    "name", [".hidden", "content/.01-one.md.swp", "out/note.txt", ".git/HEAD", "__pycache__/a.pyc"]
)
def test_files_that_are_none_of_a_book(book: Path, name: str) -> None:
    (book / name).parent.mkdir(exist_ok=True)
    (book / name).write_text("words")
    assert {event["event"] for event in build(book).events} == {"reused"}


# The tray.


def test_files_that_were_lost_or_changed_are_made_again(book: Path) -> None:
    expected = tray(book)
    (book / "out/small-en-a-screen.pdf").unlink()
    (book / "out/small-de-b-booklet-guide.pdf").write_bytes(b"words")
    with (book / "out/small-de-a-screen.pdf").open("ab") as file:
        file.write(b"\n")
    again = build(book)
    assert again.made == set()  # the pages are kept
    read = {name for each in again.events if each["event"] == "stage" for name in each["editions"]}
    assert read == {"small-en-a-screen", "small-de-b-booklet", "small-de-a-screen"}
    assert tray(book) == expected
    assert {event["event"] for event in build(book).events} == {"reused"}


def damaged(what: str, text: str) -> str:
    """A ledger in which something went wrong."""
    return {
        "nothing": "",
        "half of it": text[: len(text) // 2],
        "a list": "[]",
        "no edition": "{}",
        "a number": '{"small-en-a-screen": 1}',
        "no text": "\0\0\0",
        "a list of files": re.sub(r'"files": {[^}]*}', '"files": []', text),
        "no files": re.sub(r'"files": {[^}]*}', '"files": {}', text),
        "an empty finding": re.sub(r'"findings": \[[^]]*\]', '"findings": [{}]', text),
        "no pages": re.sub(r'"pages": \d+,', "", text),
        "an odd recipe": re.sub(r'"recipe": {[^}]*}', '"recipe": 7', text),
        "an odd cover": re.sub(r'"cover": null', '"cover": 7', text),
    }[what]


@pytest.mark.parametrize(
    "what",
    [
        *("half of it", "no files", "an odd recipe"),
        *(
            pytest.param(what, marks=pytest.mark.slow)
            for what in (
                *("nothing", "a list", "no edition", "a number", "no text", "a list of files"),
                *("an empty finding", "no pages", "an odd cover"),
            )
        ),
    ],
)
def test_a_damaged_ledger_is_as_good_as_none(book: Path, what: str) -> None:
    ledger, expected = book / "out/.booklet-made.json", tray(book)
    before = ledger.read_text()
    assert damaged(what, before) != before
    ledger.write_text(damaged(what, before))
    again = build(book)
    assert (again.code, again.err) == (0, "")
    assert again.which("reused") == EDITIONS
    assert tray(book) == expected
    assert build(book).code == 0


def test_a_folder_in_the_place_of_the_ledger(book: Path) -> None:
    (book / "out/.booklet-made.json").unlink()
    (book / "out/.booklet-made.json").mkdir()
    again = build(book, "--only", "en-a-screen")
    assert again.code == 2
    assert "is a directory [output-unwritable]" in again.err
    assert again.which("reused") == {"small-en-a-screen"}


@pytest.mark.slow
def test_everything_can_be_printed_anew(book: Path) -> None:
    expected = tray(book)
    assert build(book, "--fresh").made == EDITIONS
    assert tray(book) == expected


def test_another_folder_is_another_tray(book: Path, tmp_path: Path) -> None:
    again = build(book, "--output", tmp_path / "there")
    assert again.which("reused") == EDITIONS  # the pages are kept
    assert any(event["event"] == "stage" for event in again.events)
    assert {path.name for path in (tmp_path / "there").glob("*.pdf")} == set(tray(book))


# Something has changed.


def picture(path: Path, colour: str) -> None:
    Image.new("RGB", (8, 8), colour).save(path)


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a chapter": (lambda book: change(book / "content/01-one.md", "For all", "For us"), EDITIONS),
    "a chapter for some": (
        lambda book: change(book / "content/02-two.md", "for B", "of B"),
        of("b"),
    ),
    "data": (lambda book: change(book / "content/tips.yaml", "For A", "To A"), of("a")),
    "a PO file": (lambda book: change(book / "locale/de.po", "Für", "An"), of("de")),
    "a style": (lambda book: change(book / "styles/own.css", "#123", "#124"), EDITIONS),
    "a template": (lambda book: change(book / "templates/book.html", "12px", "13px"), EDITIONS),
    "a template of the house": (
        lambda book: (book / "templates/data/tips.html").write_text("<p>Tips</p>"),
        EDITIONS,
    ),
    "a value": (lambda book: change(book / "booklet.toml", "our group", "my group"), EDITIONS),
    "the title": (
        lambda book: change(book / "booklet.toml", "A Small Book", "A Book"),
        EDITIONS,
    ),
    "a chapter in German": (
        lambda book: (book / "content/02-two.de.md").write_text("# Zwei\n\nGanz anders.\n"),
        of("de", "b"),
    ),
    "a chapter more": (
        lambda book: (book / "content/03-three.md").write_text("---\ntitle: Three\nonly: a\n---\n"),
        of("a"),
    ),
    "a chapter less": (lambda book: (book / "content/02-two.md").unlink(), of("b")),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_noticed(book: Path, what: str) -> None:
    act, concerned = CHANGES[what]
    act(book)
    plan = build(book, "--dry-run")
    changed = build(book)
    assert (changed.code, changed.err) == (0, "")
    assert changed.made == concerned
    assert changed.which("reused") == EDITIONS - concerned
    anew = {each["edition"] for each in plan.events if each.get("how") == "anew"}
    assert anew == concerned
    assert {event["event"] for event in build(book).events} == {"reused"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["content/a.png", "content/.pictures/a.png", "out/a.png"])
def test_a_picture_that_changes_is_noticed(tmp_path: Path, name: str) -> None:
    """Even where nobody would look for what a book is made of."""
    for way in (tmp_path / name, tmp_path / "content/b.png"):
        way.parent.mkdir(parents=True, exist_ok=True)
        picture(way, "red")
    make(tmp_path, f"# One\n\n![a](../{name})\n\n![b](b.png)\n")
    assert build(tmp_path).code == 0
    assert build(tmp_path).made == set()
    picture(tmp_path / name, "blue")
    changed = build(tmp_path)
    assert changed.made == {"small-en-screen", "small-en-booklet"}
    assert {tuple(each["why"]) for each in changed.events if each["event"] == "made"} == {(name,)}
    if name == "content/a.png":
        picture(tmp_path / "content/a.de.png", "green")  # for nobody yet
        assert build(tmp_path).made == set()


@pytest.mark.slow
def test_a_picture_for_a_language_is_noticed(book: Path) -> None:
    picture(book / "content/a.png", "red")
    change(book / "content/02-two.md", "A chapter for B.", "A chapter for B.\n\n![a](a.png)")
    assert build(book).made == of("b")
    picture(book / "content/a.de.png", "blue")
    assert build(book, "--dry-run").which("plan") == EDITIONS
    assert build(book).made == of("de", "b")


@pytest.mark.slow
def test_values_that_are_given_are_noticed(book: Path) -> None:
    assert build(book, "--set", "group=our group").made == set()
    assert build(book, "--set", "group=the choir").made == EDITIONS
    assert {each["event"] for each in build(book, "--set", "group=the choir").events} == {"reused"}
    again = build(book)  # and those that are not given any more
    assert again.which("reused") == EDITIONS
    assert any(each["event"] == "stage" for each in again.events)


def test_a_printer_is_noticed(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = tray(book)
    profile = tmp_path / "printer.toml"
    monkeypatch.setenv("BOOKLET_PRINTER", str(profile))
    profile.write_text("front = [1.0, 0.5, 0.0]\nback = [0.0, 0.0, 0.0]\n")
    assert build(book).which("reused") == EDITIONS
    changed = {name for name, data in tray(book).items() if data != expected[name]}
    assert {name for name in changed if "guide" not in name} == {f"{n}.pdf" for n in of("booklet")}


@pytest.mark.slow
def test_two_parts_of_a_chapter_with_like_names(tmp_path: Path) -> None:
    """Their files have the same name, and so what was printed last is in it."""
    chapters = {
        "01-steps.md": "---\nid: steps\ntitle: Steps\n---\n\n## Begin\n\nThe first.\n",
        "02-more.md": "---\nid: steps-begin\ntitle: More\n---\n\nThe second.\n",
    }
    make(tmp_path, chapters, keys='language = "en"\nformats = ["handout"]')
    first = build(tmp_path, "--chapter", "steps#begin")
    assert first.code == 0
    (name,) = tray(tmp_path)
    part = tray(tmp_path)
    assert build(tmp_path, "--chapter", "steps-begin").code == 0
    assert tray(tmp_path).keys() == {name}
    assert tray(tmp_path) != part
    assert build(tmp_path, "--chapter", "steps#begin").code == 0
    assert tray(tmp_path) == part


@pytest.mark.slow
def test_a_change_between_two_looks_is_not_missed(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings are read first, and may change before all the rest is looked at."""
    from booklet.press import many

    look = many.state

    def slow(*given: object) -> str:
        change(book / "booklet.toml", "A Small Book", "A Large Book")
        return look(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(many, "state", slow)
        build(book)
    assert build(book).made == EDITIONS


# One line.


def lines(book: Path) -> list[tuple[PurePath, int]]:
    """The lines of a book with words that are printed, each by itself."""
    found = []
    for name in ("content/01-one.md", "content/02-two.md", "content/tips.yaml"):
        for number, line in enumerate((book / name).read_text().splitlines(), 1):
            if re.search(r"(?:For|In|Not|Some|A chapter) .*", line) and "{:" not in line[:3]:
                found.append((PurePath(name), number))
    return found


def showing(book: Path, path: PurePath, line: int) -> set[str]:
    """The editions that show a line, by what `booklet explain` says of it."""
    reasons = [each for each in explain(survey(load(book)), path, line) if not each.matter.words]
    shown = {edition.slug for each in reasons if not each.text for edition in each.editions}
    return shown & EDITIONS


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=[pytest.mark.slow] if n != 1 else []) for n in range(9)]
)
def test_a_line_is_printed_again_where_it_is_shown(book: Path, number: int) -> None:
    path, line = lines(book)[number]
    expected = showing(book, path, line)
    assert expected
    rows = (book / path).read_text().splitlines()
    rows[line - 1] = re.sub(r"\b(For|In|Not|Some|A chapter)\b", r"\1 now", rows[line - 1], count=1)
    (book / path).write_text("\n".join(rows) + "\n")
    changed = build(book)
    assert changed.made == expected
    assert changed.which("reused") == EDITIONS - expected


def test_the_lines_of_the_book_are_for_different_readers(book: Path) -> None:
    assert len(lines(book)) == 9
    sets = {frozenset(showing(book, *line)) for line in lines(book)}
    assert frozenset(EDITIONS) in sets
    assert len(sets) >= 5


# Why.


def why(found: Built) -> dict[str, str]:
    """What is said below the line of each file."""
    said = re.findall(r"^\S*?([\w-]+)\.pdf .*\n(?:  (?!Why).*\n)*?  Why: (.*)$", found.out, re.M)
    return dict(said)


@pytest.mark.slow
def test_why_names_what_has_changed(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(book)
    change(Path("content/01-one.md"), "For A alone", "For A only")
    change(Path("styles/own.css"), "#123", "#124")
    found = type_("build", "--why", "--only", "screen")
    style, both = "styles/own.css", "content/01-one.md, styles/own.css"
    assert why(found) == {
        **dict.fromkeys(of("a", "screen"), both),
        **dict.fromkeys(of("b", "screen"), style),
    }
    found = type_("build", "--why", "--fresh", "--only", "en-a-screen")
    assert why(found) == {"small-en-a-screen": "its pages were not kept"}


def test_why_a_book_is_printed_for_the_first_time(tmp_path: Path) -> None:
    found = type_("build", "--project", make(tmp_path), "--why", "--only", "screen")
    assert found.out.splitlines()[1] == "  Why: it is new"


def test_a_plan_is_told_in_words(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(book)
    change(Path("content/01-one.md"), "For A alone", "For A only")
    found = type_("build", "--dry-run", "--why", "--only", "screen", "--locale", "en")
    assert found == Built(
        0,
        "small-en-a-screen: anew\n"
        "  Why: content/01-one.md\n"
        "small-en-b-screen: with pages that are kept\n",
        "",
    )
    change(Path("content/01-one.md"), "For A only", "For A alone")
    found = type_("build", "--dry-run", "--only", "en-a-screen")
    assert found == Built(0, "small-en-a-screen: as it was\n", "")


def test_a_plan_writes_nothing(book: Path, tmp_path: Path) -> None:
    fresh = make(tmp_path / "fresh")
    assert {each["how"] for each in build(fresh, "--dry-run").events if "how" in each} == {"anew"}
    assert not (fresh / "out").exists()
    before = {path: path.read_bytes() for path in (book / "out").iterdir()}
    change(book / "content/01-one.md", "For all", "For us")
    lock = whole.lock(book / "out/.booklet-lock")  # another build does not matter
    assert lock
    with lock:
        assert build(book, "--dry-run").which("plan") == EDITIONS
    assert {path: path.read_bytes() for path in (book / "out").iterdir()} == before


# What is asked for.


def test_editions_can_be_chosen_by_their_names(book: Path) -> None:
    for words, expected in [
        (["screen"], of("screen")),
        (["de-a"], of("de", "a")),
        (["en-*-booklet"], of("en", "booklet")),
        (["en-a-screen", "de-b"], of("en", "a", "screen") | of("de", "b")),
    ]:
        options = [option for word in words for option in ("--only", word)]
        assert build(book, *options).which("reused") == expected
    found = build(book, "--only", "fr", "--only", "large")
    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "error: no edition is called like 'fr' or 'large' [edition-unknown]\n"
        "  hint: booklet list names all that there are\n"
    )


def test_strict_lets_no_warning_pass(tmp_path: Path) -> None:
    make(tmp_path, files={"styles/own.css": "p { colr: red }"})
    for turn in range(3):  # as well where nothing is set again
        found = type_("build", "--project", tmp_path, "--strict")
        assert found.code == 5
        assert found.err == (
            "styles/own.css:1: warning: ignored `colr: red`, unknown property [engine]\n"
            "error: there are warnings, and --strict lets none pass [strict]\n"
        )
        assert "out/small-en-screen.pdf" in found.out
        assert turn == 0 or "as it was" in found.out
    assert type_("build", "--project", tmp_path).code == 0


KEYS = {
    "stage": {"lane", "editions", "what"},
    "remarks": {"findings"},
    "plan": {"edition", "how", "why"},
    "failed": {"editions", "findings"},
    "made": {
        *("edition", "file", "cover", "guide", "pages", "sheets", "bytes", "seconds", "how"),
        *("why", "findings"),
    },
}
KEYS["reused"] = KEYS["made"]

FINDING = {"severity", "code", "message", "place", "hint"}


@pytest.mark.slow
def test_every_event_is_a_line_of_json(book: Path) -> None:
    change(book / "content/01-one.md", "For A alone.", "For A alone {{ nobody }}.")
    (book / "content/02-two.md").write_text("---\ntitle: Two\nonly: b\n---\n\n[a](#b)\n")
    seen = dict[str, int]()
    for words in ((), ("--dry-run",), ("--only", "en-a", "--set", "nobody=x")):
        for line in build(book, *words).out.splitlines():
            event = json.loads(line)
            kind = event.pop("event")
            assert event.keys() == KEYS[kind]
            for finding in event.get("findings", ()):
                assert finding.keys() == FINDING
            seen[kind] = seen.get(kind, 0) + 1
    assert seen.keys() >= {"stage", "failed"}


def test_an_event_says_where_and_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "# One\n\n[a](#b)\n")
    monkeypatch.chdir(tmp_path)
    found = type_("build", "--json", "--only", "screen")
    assert (found.code, found.err) == (3, "")
    assert found.events[-1] == {
        "event": "failed",
        "editions": ["small-en-screen"],
        "findings": found.events[-1]["findings"],
    }
    (told,) = found.events[-1]["findings"]
    assert told["place"] == {"file": "content/01-one.md", "line": 3}
    assert told["severity"] == "error"


# Limits.


def test_an_edition_may_have_so_many_pages(tmp_path: Path) -> None:
    chapters = {f"0{n}.md": f"# {n}\n\nWords.\n" for n in range(1, 5)}
    make(tmp_path, chapters)
    for limit in ("3", "1"):
        found = type_("build", "--project", tmp_path, "--only", "screen", "--page-limit", limit)
        amount = f"{limit} pages" if limit != "1" else "1 page"
        assert found == Built(
            4,
            "",
            f"error: this takes more than {amount} [pages-many]\n"
            "  hint: if it is meant to, say so: --page-limit\n"
            "not made: small-en-screen.pdf\n",
        )
    assert build(tmp_path, "--only", "screen", "--page-limit", "4").made == {"small-en-screen"}


def test_what_stands_before_the_text_counts_as_well(tmp_path: Path) -> None:
    from workshop import fronted

    chapters = {f"0{n}.md": f"# {n}\n\nWords.\n" for n in range(1, 4)}
    make(tmp_path, chapters, theme=fronted())  # five pages
    assert build(tmp_path, "--only", "screen", "--page-limit", "4").which("failed") == {
        "small-en-screen"
    }
    assert build(tmp_path, "--only", "screen", "--page-limit", "5").made == {"small-en-screen"}


@pytest.mark.slow
def test_a_chapter_that_takes_for_ever_costs_its_own_editions(tmp_path: Path) -> None:
    keys = 'language = "en"\n[audiences.a]\n[audiences.b]\n[audiences.c]\n'
    hostile = f"---\ntitle: Two\nonly: b\n---\n\n{'[' * 20_000}\n"
    make(tmp_path, {"01-one.md": "# One\n\nWords.\n", "02-two.md": hostile}, keys=keys)
    found = build(tmp_path, "--only", "screen", "--time-limit", "3")
    # What is for A and what is for C is the same.
    assert found.made | found.which("reused") == {"small-en-a-screen", "small-en-c-screen"}
    assert (found.code, found.err) == (4, "")
    (failed,) = [each for each in found.events if each["event"] == "failed"]
    assert failed["editions"] == ["small-en-b-screen"]
    assert failed["findings"] == [
        {
            "severity": "error",
            "code": "job-slow",
            "message": "this was given up: it took longer than 3 seconds",
            "place": None,
            "hint": "if it may take that long, say so: --time-limit",
        }
    ]


# One at a time.


def test_two_builds_at_once(book: Path) -> None:
    lock = whole.lock(book / "out/.booklet-lock")
    assert lock
    with lock:
        found = type_("build", "--project", book)
    assert found == Built(
        2,
        "",
        f"error: another build is writing to '{book / 'out'}' [output-busy]\n"
        "  hint: wait until it is done\n",
    )
    assert build(book).code == 0


@pytest.mark.slow
def test_two_builds_at_once_as_processes(tmp_path: Path) -> None:
    """One prints, or one after the other; nothing is torn."""
    root = readers(tmp_path / "book")
    commands = [[*BOOKLET, "build", "--project", str(root), "--fresh"]] * 3
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for command in commands
    ]
    ends = [(process.communicate(timeout=60)[1], process.returncode) for process in running]
    for err, code in ends:
        assert (err, code) == ("", 0) or (code == 2 and "[output-busy]" in err)
    assert ("", 0) in ends
    found = tray(root)
    assert build(root, "--fresh").code == 0
    assert tray(root) == found


@pytest.mark.slow
def test_a_store_that_can_t_be_used_costs_no_page(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = tray(book)
    change(book / "content/02-two.md", "for B", "of B")
    monkeypatch.setenv("BOOKLET_STORE", os.devnull)
    assert build(book).code == 0
    changed = tray(book)
    assert changed.keys() == expected.keys()
    change(book / "content/02-two.md", "of B", "for B")
    assert build(book).code == 0
    assert tray(book) == expected


@pytest.mark.slow
def test_damaged_pages_are_set_again(book: Path, tmp_path: Path) -> None:
    expected = tray(book)
    entries = list((tmp_path / "store/pages").glob("*/*"))
    assert entries
    for number, entry in enumerate(sorted(entries)):
        data = entry.read_bytes()
        entry.write_bytes(data[:-1] if number % 2 else data[::-1])
    for path in (book / "out").glob("*.pdf"):
        path.unlink()
    assert build(book).made == EDITIONS
    assert tray(book) == expected
    assert Store(tmp_path / "store").stats().entries >= len(entries)


# Many hands.


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_same_bytes_whoever_prints_them(book: Path, tmp_path: Path, jobs: str) -> None:
    found = build(book, "--fresh", "--jobs", jobs)
    assert found.made == EDITIONS
    made = {path.name: path.read_bytes() for path in (book / "out").glob("*.pdf")}
    other = build(book, "--jobs", jobs, "--output", tmp_path / "warm")
    assert other.which("reused") == EDITIONS
    assert {path.name: path.read_bytes() for path in (tmp_path / "warm").glob("*.pdf")} == made

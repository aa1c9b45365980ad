"""Files are there whole or as they were before, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workshop import make, texts

from booklet import press, sheets
from booklet.finding import ProjectError, TypesettingError, error
from booklet.press import Artifact, Crew, Event, Failure, Remarks, Shop, Stage, Tray
from booklet.project import load


def unwritable(path: Path, reason: str) -> str:
    return (
        f"error: can't write to '{path}': {reason} [output-unwritable]\n"
        "  hint: close the file where it is open, make room, or choose another folder with --output"
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# The tray.


def test_a_file_is_laid_into_the_tray(tmp_path: Path) -> None:
    tray = Tray(tmp_path / "new/out")
    with tray.taken():
        path = tray.lay("a.pdf", b"one")
        assert path == tmp_path / "new/out/a.pdf"
        assert path.read_bytes() == b"one"
        tray.lay("a.pdf", b"two")
        assert path.read_bytes() == b"two"
    assert names(tmp_path / "new/out") == [".booklet-lock", "a.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_file_is_as_open_to_others_as_any(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        assert Tray(tmp_path).lay("a.pdf", b"").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(mask)


@pytest.mark.parametrize(
    ("act", "code", "reason"),
    [
        ("fsync", errno.ENOSPC, "no space left on device"),
        ("fsync", errno.EFBIG, "file too large"),
        ("replace", errno.EACCES, "permission denied"),  # open in a viewer, on Windows
    ],
)
def test_a_file_that_can_t_be_written_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, code: int, reason: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    tray = Tray(tmp_path)
    tray.lay("a.pdf", b"before")
    monkeypatch.setattr(os, act, fail)
    with pytest.raises(ProjectError) as caught:
        tray.lay("a.pdf", b"after")
    assert str(caught.value) == unwritable(tmp_path / "a.pdf", reason)
    assert (tmp_path / "a.pdf").read_bytes() == b"before"
    assert names(tmp_path) == ["a.pdf"]


def test_a_full_disk_costs_no_file(small_disk: Path) -> None:
    tray = Tray(small_disk / "out")
    with tray.taken():
        tray.lay("a.pdf", b"before")
        with pytest.raises(ProjectError) as caught:
            tray.lay("a.pdf", bytes(2_000_000))
        reason = "no space left on device"
        assert str(caught.value) == unwritable(small_disk / "out/a.pdf", reason)
        assert (small_disk / "out/a.pdf").read_bytes() == b"before"
        assert names(small_disk / "out") == [".booklet-lock", "a.pdf"]
        tray.lay("a.pdf", b"after")
    assert (small_disk / "out/a.pdf").read_bytes() == b"after"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_folder_that_can_only_be_read(tmp_path: Path) -> None:
    """The administrator may write there, too, and sees a folder that nobody can write to."""
    folder = Path("/proc/self/out") if os.access("/", os.W_OK) else tmp_path / "out"
    reason = "no such file or directory"
    if folder.parent == tmp_path:
        tmp_path.chmod(0o555)
        reason = "permission denied"
    try:
        with pytest.raises(ProjectError) as caught, Tray(folder).taken():
            pass
    finally:
        tmp_path.chmod(0o755)
    assert str(caught.value) == unwritable(folder, reason)


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(ProjectError, match=r"can't write to '.*a\.pdf': is a directory"):
        Tray(tmp_path).lay("a.pdf", b"")
    assert names(tmp_path) == ["a.pdf"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("words")
    with pytest.raises(ProjectError) as caught, Tray(tmp_path / "out").taken():
        pass
    assert str(caught.value) == unwritable(tmp_path / "out", "file exists")


def test_one_press_at_a_time(tmp_path: Path) -> None:
    with Tray(tmp_path).taken():
        with pytest.raises(ProjectError) as caught, Tray(tmp_path).taken():
            pass
        assert str(caught.value) == (
            f"error: another build is writing to '{tmp_path}' [output-busy]\n"
            "  hint: wait until it is done"
        )
    with Tray(tmp_path).taken():  # free again
        pass
    with pytest.raises(ZeroDivisionError), Tray(tmp_path).taken():
        raise ZeroDivisionError
    with Tray(tmp_path).taken():
        pass


def test_a_tray_is_free_though_a_worker_of_its_time_lives_on(tmp_path: Path) -> None:
    crew = Crew(1)
    try:
        with Tray(tmp_path).taken():
            crew.submit(os.getpid).result()
        with Tray(tmp_path).taken():
            pass
    finally:
        crew.shutdown(cancel_futures=True)


def broken() -> None:
    raise ZeroDivisionError


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_fault_in_a_worker_tells_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOKLET_TRACEBACK", "1")
    monkeypatch.setattr("booklet.press.one.Reading.__call__", lambda job: broken())
    project, crew = load(make(tmp_path, "# One\n")), Crew(1, method="fork")
    with pytest.raises(ZeroDivisionError) as caught:
        press.run(project.editions(), Shop(Tray(tmp_path / "out"), desk=crew), lambda event: None)
    crew.shutdown()
    assert "in broken" in caught.value.__notes__[0]


def test_a_look_at_the_whole_book_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booklet.press.survey.Surveying.__call__", lambda job: broken())
    events: list[Event] = []
    project = load(make(tmp_path, "# One\n"))
    press.run(
        project.editions(["screen"]), Shop(Tray(tmp_path / "out"), survey=True), events.append
    )
    [remarks] = [event for event in events if isinstance(event, Remarks)]
    assert [str(finding).partition("\n")[0] for finding in remarks.findings] == [
        "warning: the look at the whole book came to no end: "
        "something unexpected happened: ZeroDivisionError:  [unexpected]"
    ]
    assert [type(event) for event in events[-1:]] == [Artifact]


def test_what_an_interrupted_run_left_is_swept_away(tmp_path: Path) -> None:
    for name in (".booklet-abc.part", "a.pdf", "b.part", ".other.part"):
        (tmp_path / name).write_text("")
    with Tray(tmp_path).taken():
        pass
    assert names(tmp_path) == [".booklet-lock", ".other.part", "a.pdf", "b.part"]


WRITER = """
import sys
from pathlib import Path
from booklet.press.tray import Tray
tray = Tray(Path(sys.argv[1]))
with tray.taken():
    while True:
        for letter in b"ab":
            tray.lay("a.pdf", bytes([letter]) * 2_000_000)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_killed_press_leaves_a_whole_file(tmp_path: Path) -> None:
    for turn in range(12):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)])
        try:
            while not (tmp_path / "a.pdf").exists() or not list(tmp_path.glob("*.part")):
                time.sleep(0.001)
            time.sleep(turn / 1000)
        finally:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
        data = (tmp_path / "a.pdf").read_bytes()
        assert data in (b"a" * 2_000_000, b"b" * 2_000_000)
    with Tray(tmp_path).taken():  # the lock died with its holder
        assert names(tmp_path) == [".booklet-lock", "a.pdf"]


# The run.


def run(project: Path, *formats: str) -> list[Event]:
    events: list[Event] = []
    press.run(load(project).editions(formats), Shop(Tray(project / "out")), events.append)
    return events


def test_formats_of_the_same_pages_are_set_once(tmp_path: Path) -> None:
    events = run(
        make(tmp_path, keys='language = "en"\npage = "A5"\n[formats.more]\nlike = "screen"')
    )
    stages = [event.what for event in events if isinstance(event, Stage)]
    assert stages == ["reading the chapters", "setting the pages", *["finishing"] * 3, ""]
    made = [event for event in events if isinstance(event, Artifact)]
    assert [(one.path.name, one.pages, one.sheets) for one in made] == [
        ("small-en-screen.pdf", 1, None),
        ("small-en-booklet.pdf", 1, 1),
        ("small-en-more.pdf", 1, None),
    ]
    for one in made:
        assert one.path.stat().st_size == one.size
    screen, booklet, more = (one.path.read_bytes() for one in made)
    assert screen == more != booklet


def test_formats_of_other_pages_are_set_apart(tmp_path: Path) -> None:
    events = run(
        make(tmp_path, keys='language = "en"\n[formats.large]\nlike = "screen"\npage = "A4"')
    )
    assert len(settings(events)) == 2
    assert len([event for event in events if isinstance(event, Artifact)]) == 3


def settings(events: list[Event]) -> list[list[str]]:
    """The editions whose pages were set at once, by their formats."""
    return [
        [edition.format.name for edition in event.editions]
        for event in events
        if isinstance(event, Stage) and event.what == "setting the pages"
    ]


def said(made: list[Event]) -> dict[str, str]:
    """What stands on the first page of each file."""
    files = [event.path for event in made if isinstance(event, Artifact)]
    return {path.stem: texts(path.read_bytes())[0] for path in files}


@pytest.mark.parametrize(
    "text",
    [
        "Words.\n{: not='booklet' }",
        "/// only | screen\nWords.\n///",
        "/// only | a and screen\nWords.\n///",
        "Even [words.]{: not='booklet, b' }",
        "/// tips\n///",
    ],
)
def test_formats_of_other_words_are_set_apart(tmp_path: Path, text: str) -> None:
    keys = 'language = "en"\n[audiences.a]\n[formats.large]\nlike = "screen"\n[audiences.b]\n'
    tips = "one: {text: One.}\ntwo: {text: Words., not: booklet}\n"
    template = "{% for tip in records %}<p>{{ tip.text }}</p>{% endfor %}"
    files = {"content/tips.yaml": tips, "templates/data/tips.html": template}
    make(tmp_path, f"# One\n\nFirst.\n\n{text}\n", files, keys=keys)
    events: list[Event] = []
    press.run(load(tmp_path).editions(audiences=["a"]), Shop(Tray(tmp_path / "out")), events.append)
    assert settings(events) == [["screen", "large"], ["booklet"]]
    found = said(events)
    assert {name: "ords." in page for name, page in found.items()} == {
        "small-en-a-screen": True,
        "small-en-a-large": True,
        "small-en-a-booklet": False,
    }


def test_formats_share_their_pages_where_a_condition_names_others(tmp_path: Path) -> None:
    """Conditions about readers and languages, and of a chapter for all, set nothing apart."""
    keys = 'language = "en"\n[audiences.a]\n[audiences.b]\n[locales.de]\n'
    text = "---\ntitle: One\nonly: a, en\n---\n\nFirst.\n\nFor B.\n{: only='b and not de' }\n"
    make(tmp_path, text, keys=keys)
    events: list[Event] = []
    press.run(load(tmp_path).editions(locales=["en"]), Shop(Tray(tmp_path / "out")), events.append)
    assert settings(events) == [["screen", "booklet"]] * 2
    assert {name: "For B." in page for name, page in said(events).items() if "screen" in name} == {
        "small-en-a-screen": False,
        "small-en-b-screen": True,
    }


def test_a_chapter_for_one_format(tmp_path: Path) -> None:
    chapters = {"01-one.md": "# One\n", "02-two.md": "---\ntitle: Two\nonly: booklet\n---\n"}
    events = run(make(tmp_path, chapters))
    assert settings(events) == [["screen"], ["booklet"]]
    assert [event.pages for event in events if isinstance(event, Artifact)] == [1, 2]


def test_what_one_format_lacks_costs_no_other(tmp_path: Path) -> None:
    text = "---\ntitle: One\nonly: booklet\n---\n"
    events = run(make(tmp_path, text, keys='language = "en"\n[formats.more]\nlike = "screen"'))
    made = [event.path.name for event in events if isinstance(event, Artifact)]
    assert made == ["small-en-booklet.pdf"]
    failures = [event for event in events if isinstance(event, Failure)]
    assert [[one.format.name for one in event.editions] for event in failures] == [
        ["screen", "more"]
    ]


def test_a_failure_touches_no_file(tmp_path: Path) -> None:
    run(make(tmp_path))
    before = {path: path.read_bytes() for path in (tmp_path / "out").glob("*.pdf")}
    for text in ("# One\n\n[a](#b)\n", "# One\n\n\U0001f600\n", "no title\n"):
        events = run(make(tmp_path, text))
        failures = [event for event in events if isinstance(event, Artifact | Failure)]
        (failure,) = failures
        assert isinstance(failure, Failure)
        assert [edition.slug for edition in failure.editions] == [
            "small-en-screen",
            "small-en-booklet",
        ]
        assert {path: path.read_bytes() for path in (tmp_path / "out").glob("*.pdf")} == before
        assert names(tmp_path / "out") == [
            ".booklet-lock",
            ".booklet-made.json",
            "small-en-booklet-guide.pdf",
            "small-en-booklet.pdf",
            "small-en-screen.pdf",
        ]


def test_a_guide_without_a_font_is_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A book may have a font for its letters, and the guides of the house have none."""
    from booklet.press import guides

    plain = guides.guide

    def fail(laid: object, title: str, *more: object, kept: object) -> bytes:
        if more:
            raise TypesettingError(error("glyph-missing", "no font has them"))
        return plain(laid, title)  # type: ignore[arg-type]

    monkeypatch.setattr("booklet.press.guides.guide", fail)
    made = [event for event in run(make(tmp_path)) if isinstance(event, Artifact)]
    assert [str(finding) for finding in made[1].findings] == [
        "warning: the guide to small-en-booklet.pdf is in English: no font has them [guide-plain]"
    ]
    assert made[1].guide is not None
    assert made[1].guide.read_bytes().startswith(b"%PDF")


def test_sheets_that_fail_cost_their_own_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise TypesettingError(error("odd", "it did not work"))

    monkeypatch.setattr(sheets, "impose", fail)
    events = run(make(tmp_path, keys='language = "en"\n[formats.more]\nlike = "screen"'))
    told = [
        (event.path.name if isinstance(event, Artifact) else event.editions[0].slug)
        for event in events
        if isinstance(event, Artifact | Failure)
    ]
    assert told == ["small-en-screen.pdf", "small-en-booklet", "small-en-more.pdf"]


def test_a_file_that_fails_costs_its_own_edition(tmp_path: Path) -> None:
    (tmp_path / "out/small-en-screen.pdf").mkdir(parents=True)
    files = {"styles/own.css": "p { colr: red }"}
    events = run(make(tmp_path, files=files))
    failure, artifact = (event for event in events if isinstance(event, Artifact | Failure))
    assert isinstance(failure, Failure)
    assert isinstance(artifact, Artifact)
    assert "is a directory" in str(failure.error)
    assert [finding.code for finding in artifact.findings] == ["engine"]


def test_warnings_are_told_once(tmp_path: Path) -> None:
    events = run(make(tmp_path, files={"styles/own.css": "p { colr: red }"}))
    made = [event for event in events if isinstance(event, Artifact)]
    assert [len(one.findings) for one in made] == [1, 0]

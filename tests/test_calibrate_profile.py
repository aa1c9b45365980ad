"""The profile of a printer: stored, shown, forgotten, and told where it is damaged."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from booklet.cli import cli
from booklet.cli.printer import profile_path, stored
from booklet.finding import ProjectError
from booklet.measure import UNITS
from booklet.sheets import Printer, Shift

MM = UNITS["mm"]


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a profile; the commands are typed beside its folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "config" / "printer.toml"
    monkeypatch.setenv("BOOKLET_PRINTER", str(path))
    return path


def typed(words: str) -> Result:
    return CliRunner().invoke(cli, words.split(), env={"COLUMNS": "80"})


def test_what_is_stored_is_told_and_kept(profile: Path) -> None:
    done = typed("calibrate --front 1.0,0.5 --back -0.5,1.25,0.3 --flip long --manual reversed")
    assert done.output == (
        "config/printer.toml\n"
        "  front +1 mm to the right, +0.5 mm up, +0 degrees; back -0.5 mm to the right,\n"
        "  +1.25 mm up, +0.3 degrees; turns paper about its long edge; prints on one\n"
        "  side, backs in the reversed order. Files that are laid on sheets make up for\n"
        "  it from now on.\n"
    )
    assert profile.read_text("utf-8") == (
        "# What was read from the sheet of `booklet calibrate`, in millimetres and degrees.\n"
        "front = [1.0, 0.5, 0.0]\n"
        "back = [-0.5, 1.25, 0.3]\n"
        'flip = "long"\n'
        'manual = "reversed"\n'
    )
    printer = stored()
    assert printer is not None
    assert printer.front == Shift(MM, 0.5 * MM)
    assert printer.back.turn == 0.3
    assert (printer.flip, printer.manual) == ("long", "reversed")


def test_what_is_not_named_stays(profile: Path) -> None:
    typed("calibrate --front 1,0.5 --flip long")
    typed("calibrate --back 2,0")
    assert stored() == Printer(Shift(MM, 0.5 * MM), Shift(2 * MM), "long")


def test_show_and_forget(profile: Path) -> None:
    assert stored() is None
    nothing = "nothing is stored; booklet calibrate writes a sheet to measure with\n"
    assert typed("calibrate --show").output == nothing
    typed("calibrate --front 0,-1")
    assert typed("calibrate --show").output == (
        "config/printer.toml\n"
        "  front +0 mm to the right, -1 mm up, +0 degrees; back +0 mm to the right, +0\n"
        "  mm up, +0 degrees.\n"
    )
    forgotten = "forgotten; nothing is made up for any more\n"
    assert typed("calibrate --forget").output == forgotten
    assert not profile.exists()
    assert typed("calibrate --forget").output == "nothing is stored\n"


def test_the_profile_lies_among_the_settings_of_its_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOOKLET_PRINTER")
    assert profile_path() == Path(click.get_app_dir("booklet-press")) / "printer.toml"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--front 1", "'--front 1': takes two numbers or three, as in 1.5,-0.5 or 1.5,-0.5,0.2"),
        (
            "--front 1,5,0,5",
            "'--front 1,5,0,5': takes two numbers or three, as in 1.5,-0.5 or 1.5,-0.5,0.2",
        ),
        ("--back a,b", "'--back a,b': takes two numbers or three, as in 1.5,-0.5 or 1.5,-0.5,0.2"),
        ("--back nan,0", "'--back nan,0': is off by more than 20 mm; no printer is"),
        ("--front 0,25", "'--front 0,25': is off by more than 20 mm; no printer is"),
        (
            "--front 0,0,9",
            "'--front 0,0,9': is turned by more than 5 degrees; no printer does that",
        ),
        ("--show --forget", "use --show or --forget alone"),
        ("--show --flip long", "use --show or --forget alone"),
        ("--paper A9", "no paper is called 'A9'; there are: A3, A4"),
    ],
)
def test_what_can_not_be_meant(profile: Path, words: str, told: str) -> None:
    done = typed(f"calibrate {words}")
    assert done.exit_code == 2
    assert f"Error: {told}" in done.output
    assert not profile.exists()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("front = [1.0, 0.5\nback = [0, 0]\n", 2, "this can't be read: unclosed array"),
        (
            "# one\nfront = [1.0]\n",
            2,
            "'front' takes two numbers or three, as in 1.5,-0.5 or 1.5,-0.5,0.2",
        ),
        (
            "front = [true, 1]\n",
            1,
            "'front' takes two numbers or three, as in 1.5,-0.5 or 1.5,-0.5,0.2",
        ),
        ("front = [inf, 1]\n", 1, "'front' is off by more than 20 mm; no printer is"),
        ('flip = "short"\nmanual = "no"\n', 2, "'manual' is one of: same, reversed"),
        ("flip = [1]\n", 1, "'flip' is one of: short, long"),
        ("\nfrnt = [1, 1]\n", 2, "no key is called 'frnt'; there are: back, flip, front, manual"),
    ],
)
def test_a_damaged_profile_is_told_with_its_line(
    profile: Path, text: str, line: int, told: str
) -> None:
    profile.parent.mkdir()
    profile.write_text(text, "utf-8")
    with pytest.raises(ProjectError) as caught:
        stored()
    assert str(caught.value).startswith(f"{profile}:{line}: error: {told}")
    assert str(caught.value).endswith(
        "[printer-profile]\n  hint: mend it, or begin anew: booklet calibrate --forget"
    )


def test_a_profile_that_is_no_text(profile: Path) -> None:
    profile.parent.mkdir()
    profile.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProjectError) as caught:
        stored()
    [finding] = caught.value.findings
    assert finding.message == "the printer's profile can't be read: it is no text"
    assert typed("calibrate --forget").output == "forgotten; nothing is made up for any more\n"

"""build.py: what it does at a first start, at a second, and when .venv is no longer right."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from machine import PROJECT, Machine, python

# What is done


def test_a_first_start_makes_everything_and_builds(machine, capsys):
    assert machine.start() == 0
    assert machine.ran == [
        f"{python()} -I -m venv ~/.venv",
        "~/.venv/bin/python -I -m pip install --quiet --no-input --no-user"
        " --require-hashes --requirement requirements.lock",
        "~/.venv/bin/python -I -m pip install --quiet --no-input --no-user"
        " --no-deps --no-build-isolation --editable .",
    ]
    assert machine.handed_over == ["~/.venv/bin/python", "~/.venv/bin/booklet", "build"]
    assert capsys.readouterr() == (
        "",
        "Making .venv ...\nInstalling the packages of requirements.lock ...\n",
    )


def test_a_second_start_only_builds(machine, capsys):
    machine.start()
    capsys.readouterr()
    assert machine.start() == 0
    assert machine.ran == []
    assert machine.handed_over[-1] == "build"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], ["python", "booklet", "build"]),
        (["list"], ["python", "booklet", "list"]),
        (["build", "--only", "de tour"], ["python", "booklet", "build", "--only", "de tour"]),
        (["--help"], ["python", "booklet", "--help"]),
        (["test"], ["python", "-m", "pytest"]),
        (["test", "-m", "not slow"], ["python", "-m", "pytest", "-m", "not slow"]),
    ],
)
def test_arguments_pass_through(machine, arguments, command):
    machine.start(*arguments)
    assert [word.removeprefix("~/.venv/bin/") for word in machine.handed_over] == command


def test_the_exit_code_is_that_of_the_command(machine):
    machine.monkeypatch.setattr(machine.script, "hand_over", lambda command: 5)
    assert machine.start() == 5


def test_test_tools_join_what_is_there(machine, capsys):
    machine.start()
    capsys.readouterr()
    assert machine.start("test") == 0
    assert not machine.made_anew()
    assert "--requirement requirements-test.lock" in machine.ran[0]
    assert capsys.readouterr().err == "Installing the packages of requirements-test.lock ...\n"
    machine.start()
    assert machine.ran == [], "a book is printed with the test tools there as well"
    machine.start("test")
    assert machine.ran == []


# When .venv is made anew


def change_lock(machine: Machine) -> None:
    (machine.folder / "requirements.lock").write_text("press==2\n")


def change_dependencies(machine: Machine) -> None:
    text = PROJECT.replace('"a-book"', '"a-book"\ndependencies = ["press"]')
    (machine.folder / "pyproject.toml").write_text(text)


def change_python(machine: Machine) -> None:
    fake = SimpleNamespace(**{**vars(sys), "version_info": (3, 11, 99)})
    machine.monkeypatch.setattr(machine.script, "sys", fake)


def move_folder(machine: Machine) -> None:
    machine.folder = machine.folder.rename(machine.folder.with_name("moved"))
    machine.script = machine.load()


def stop_half_way(machine: Machine) -> None:
    change_lock(machine)

    def reply(line: str) -> tuple[int, str]:
        if "--require-hashes" in line:
            raise KeyboardInterrupt
        return 0, ""

    machine.reply = reply
    assert machine.start() == 130
    machine.reply = lambda line: (0, "")
    (machine.folder / "requirements.lock").write_text("press==1\n")  # it is as it was before


def empty_stamp(machine: Machine) -> None:
    (machine.folder / ".venv/build-stamp").write_text("")


@pytest.mark.parametrize(
    "happening",
    [change_lock, change_dependencies, change_python, move_folder, stop_half_way, empty_stamp],
)
def test_a_venv_that_is_no_longer_right_is_made_anew(machine, happening):
    machine.start()
    happening(machine)
    left = machine.folder / ".venv/lib/left-over.py"
    left.touch()
    assert machine.start("list") == 0
    assert machine.made_anew()
    assert not left.exists()
    machine.start("list")
    assert machine.ran == []


def test_changed_test_tools_are_not_laid_over_old_ones(machine):
    machine.start("test")
    (machine.folder / "requirements-test.lock").write_text("press==1\npytest==10\n")
    machine.start()
    assert machine.ran == [], "the book does not need them"
    machine.start("test")
    assert machine.made_anew()


def test_settings_of_other_tools_change_nothing(machine):
    machine.start()
    (machine.folder / "pyproject.toml").write_text(PROJECT.replace("100", "120"))
    machine.start()
    assert machine.ran == []


def test_somebody_elses_venv_is_left_alone(machine, capsys):
    theirs = machine.folder / ".venv/bin/python"
    theirs.parent.mkdir(parents=True)
    theirs.touch()
    assert machine.start() == 2
    assert capsys.readouterr().err == (
        f"build.py: {machine.folder}/.venv was made by something else."
        " Move it away, then run this again.\n"
    )
    assert theirs.exists()
    assert machine.ran == machine.handed_over == []

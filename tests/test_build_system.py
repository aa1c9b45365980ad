"""build.py: what it says and does where the system lacks something."""

from __future__ import annotations

import os
import sys

import pytest
from machine import Machine

# What the system lacks

PANGO = "libpango-1.0.so.0"
SUBSET = "libharfbuzz-subset.so.0"
MINOR = sys.version_info[1]


def without_ensurepip(machine: Machine) -> None:
    machine.monkeypatch.setattr(machine.script.importlib.util, "find_spec", lambda name: None)


@pytest.mark.parametrize(
    ("programs", "message"),
    [
        (
            {"apt-get"},
            "Pango must be installed first. Run as root: apt-get update && apt-get install -y"
            " --no-install-recommends"
            " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0",
        ),
        (
            {"apt-get", "sudo"},
            "Pango must be installed first. Run: sudo apt-get update && sudo apt-get install -y"
            " --no-install-recommends"
            " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0",
        ),
        (
            {"dnf", "sudo"},
            "Pango must be installed first. Run: sudo dnf install -y pango",
        ),
        (
            {"apk"},
            "Pango must be installed first. Run as root: apk update && apk add pango"
            " so:libharfbuzz-subset.so.0",
        ),
        (
            {"pacman", "sudo"},
            "Pango must be installed first. Run: sudo pacman -S --noconfirm --needed pango",
        ),
        (
            {"brew", "sudo"},
            "Pango must be installed first. Run: brew install pango",
        ),
        (
            set(),
            "Pango must be installed first."
            " How to: https://doc.courtbouillon.org/weasyprint/stable/first_steps.html",
        ),
    ],
)
def test_where_it_may_not_install_it_says_what_to_run(machine, capsys, programs, message):
    machine.lacks, machine.programs = {PANGO}, programs
    machine.monkeypatch.setattr(machine.script, "permission", lambda name: None)
    assert machine.start() == 2
    assert capsys.readouterr() == ("", f"build.py: {message}\n")
    assert machine.ran == machine.handed_over == []
    assert not (machine.folder / ".venv").exists()


def test_pango_and_ensurepip_are_told_in_one_line(machine, capsys):
    machine.lacks, machine.programs = {PANGO}, {"apt-get"}
    machine.monkeypatch.setattr(machine.script, "permission", lambda name: None)
    without_ensurepip(machine)
    machine.start()
    assert capsys.readouterr().err == (
        "build.py: Pango and python3-venv must be installed first."
        " Run as root: apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0"
        f" libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 python3.{MINOR}-venv\n"
    )


def test_where_it_may_install_it_does(machine, capsys):
    machine.lacks, machine.programs = {PANGO}, {"apt-get"}
    machine.monkeypatch.setattr(machine.script, "permission", lambda name: ["sudo", "-n"])
    machine.reply = lambda line: (machine.lacks.discard(PANGO), (0, "chatter"))[1]
    assert machine.start("list") == 0
    assert machine.ran[0] == (
        "sudo -n apt-get install -y --no-install-recommends"
        " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0"
    )
    assert capsys.readouterr() == (
        "",
        "Installing Pango with apt-get ...\n"
        "Making .venv ...\n"
        "Installing the packages of requirements.lock ...\n",
    )


def test_an_unknown_package_is_asked_for_again_with_fresh_lists(machine, capsys):
    machine.lacks, machine.programs = {PANGO}, {"apt-get"}
    machine.monkeypatch.setattr(machine.script, "permission", lambda name: [])

    def reply(line: str) -> tuple[int, str]:
        if line.startswith("apt-get install") and "apt-get update" in machine.ran:
            machine.lacks = set()
        elif line.startswith("apt-get install"):
            return 100, "E: Unable to locate package libpango-1.0-0\n"
        return 0, ""

    machine.reply = reply
    assert machine.start() == 0
    assert [" ".join(line.split()[:2]) for line in machine.ran[:3]] == [
        "apt-get install",
        "apt-get update",
        "apt-get install",
    ]
    assert "Unable to locate" not in capsys.readouterr().err


def test_a_package_manager_that_fails_is_heard(machine, capsys):
    machine.lacks, machine.programs = {PANGO}, {"dnf"}
    machine.monkeypatch.setattr(machine.script, "permission", lambda name: [])
    machine.reply = lambda line: (1, "Error: no space left\n")
    assert machine.start() == 2
    assert capsys.readouterr().err == (
        "Installing Pango with dnf ...\n"
        "Error: no space left\n"
        "build.py: dnf could not install Pango; what it said is above.\n"
    )


def test_a_package_manager_without_network_is_one_line(machine, capsys):
    machine.lacks, machine.programs = {PANGO}, {"apt-get"}
    machine.monkeypatch.setattr(machine.script, "permission", lambda name: [])

    def reply(line: str) -> tuple[int, str]:
        if line == "apt-get update":  # it takes this for a success
            return 0, "W: Failed to fetch the list  Temporary failure resolving 'debian'\n"
        return 100, "E: Unable to locate package libpango-1.0-0\n"

    machine.reply = reply
    assert machine.start() == 2
    assert capsys.readouterr().err == (
        "Installing Pango with apt-get ...\n"
        "build.py: apt-get cannot reach its packages. Check the network, then run this again.\n"
    )


def test_libraries_that_went_away_are_missed_at_any_start(machine):
    machine.start()
    machine.lacks = {"libfontconfig.so.1"}
    assert machine.start() == 2
    assert machine.handed_over == []


def test_ensurepip_is_needed_once(machine):
    machine.start()
    without_ensurepip(machine)
    assert machine.start() == 0


def test_harfbuzz_subset_is_asked_for_once_and_not_insisted_on(machine, capsys):
    machine.lacks, machine.programs = {SUBSET}, {"apt-get"}
    machine.monkeypatch.setattr(machine.script, "permission", lambda name: [])
    machine.reply = lambda line: (100, "E: Unable to locate package") if "apt" in line else (0, "")
    assert machine.start() == 0
    assert capsys.readouterr().err.startswith("Installing HarfBuzz-Subset with apt-get ...\nMaking")
    machine.start()
    assert machine.ran == []


@pytest.mark.parametrize(
    ("user", "manager", "sudo", "before"),
    [
        (0, "apt-get", None, "env DEBIAN_FRONTEND=noninteractive"),
        (1000, "apt-get", 0, "sudo -n env DEBIAN_FRONTEND=noninteractive"),
        (1000, "apt-get", 1, None),
        (1000, "apt-get", None, None),
        (0, "brew", None, None),
        (1000, "brew", 1, ""),
    ],
)
def test_who_may_install(machine, user, manager, sudo, before):
    machine.programs = {manager} if sudo is None else {manager, "sudo"}
    machine.reply = lambda line: (sudo, "sudo: a password is required")
    machine.monkeypatch.setattr(os, "geteuid", lambda: user)
    answer = machine.script.permission(manager)
    assert answer == (before if before is None else before.split())

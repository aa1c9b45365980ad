"""build.py: trouble, the locks, WeasyPrint's libraries, and a start that is real."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from machine import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Trouble of other kinds


def test_an_old_python_is_told_so(machine, capsys):
    fake = SimpleNamespace(version_info=(3, 9, 2), stderr=sys.stderr)
    machine.monkeypatch.setattr(machine.script, "sys", fake)
    assert machine.start() == 2
    assert capsys.readouterr() == (
        "",
        "build.py: Python 3.11 or newer is needed, and this is 3.9.\n",
    )


def test_an_old_python_can_read_as_far_as_that():
    ast.parse((ROOT / "build.py").read_text("utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize(
    "output",
    [
        "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'\n"
        "ERROR: No matching distribution found for press==1\n",
        "ERROR: Exception:\nTraceback (most recent call last):\n  ...\n"
        "urllib3.exceptions.ReadTimeoutError: Read timed out.\n",
        "urllib3.exceptions.ProtocolError: ('Connection broken: IncompleteRead(0 bytes read)')\n",
    ],
)
def test_no_network_is_one_line(machine, capsys, output):
    machine.reply = lambda line: (1, output) if "pip install" in line else (0, "")
    assert machine.start() == 2
    assert capsys.readouterr().err.splitlines()[2:] == [
        "build.py: pip cannot reach its packages. Check the network, then run this again."
    ]
    assert machine.handed_over == []


def test_a_network_that_only_stutters_stops_nothing(machine):
    machine.reply = lambda line: (0, "WARNING: Retrying (Retry(total=4)) after connection broken")
    assert machine.start() == 0


def test_other_trouble_of_pip_is_shown(machine, capsys):
    output = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n"
    machine.reply = lambda line: (1, output) if "pip install" in line else (0, "")
    assert machine.start() == 2
    assert capsys.readouterr().err.splitlines()[2:] == [
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES",
        "build.py: pip could not install the packages; what it said is above.",
    ]


def test_a_folder_that_cannot_be_written_is_one_line(machine, capsys):
    (machine.folder / ".venv").write_text("a file, not a folder")
    assert machine.start() == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("build.py: [Errno ")


def test_macs_are_told_where_homebrew_keeps_libraries(machine):
    script = machine.script
    ours = "/opt/homebrew/lib:/usr/local/lib:/opt/local/lib:/usr/lib"
    machine.monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", "/mine")
    assert script.environment()["DYLD_FALLBACK_LIBRARY_PATH"] == "/mine"
    machine.monkeypatch.setattr(script, "sys", SimpleNamespace(platform="darwin"))
    assert script.environment()["DYLD_FALLBACK_LIBRARY_PATH"] == f"/mine:{ours}"
    machine.monkeypatch.delenv("DYLD_FALLBACK_LIBRARY_PATH")
    assert script.environment()["DYLD_FALLBACK_LIBRARY_PATH"] == ours


# build.py and WeasyPrint


def weasyprint_ffi() -> str:
    spec = importlib.util.find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("text").joinpath("ffi.py").read_text("utf-8")


def test_the_libraries_are_those_that_weasyprint_loads(machine):
    needed, optional = [], []
    for node in ast.walk(ast.parse(weasyprint_ffi())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_dlopen":
            names = {name.value for name in node.args if isinstance(name, ast.Constant)}
            (optional if node.keywords else needed).append(names)
    rows = dict(machine.script.LIBRARIES)
    subset = set(rows.pop(machine.script.SUBSET))
    assert any(subset <= names for names in optional)
    assert len(needed) == len(rows)
    for names in needed:
        assert sum(set(row) <= names for row in rows.values()) == 1, names


def test_windows_folders_are_those_of_weasyprint(machine):
    for folder in machine.script.WINDOWS_FOLDERS.split(";"):
        assert folder.replace("\\", "\\\\") in weasyprint_ffi()


@pytest.mark.skipif(sys.platform != "linux", reason="names a library of Linux")
def test_a_library_is_looked_for_under_each_of_its_names(machine):
    spec = importlib.util.spec_from_file_location("build_script", machine.folder / "build.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.loads(("no-such-library.so.0", "libc.so.6"))
    assert not script.loads(("no-such-library.so.0", "no-such-library.dll"))


# The locks


def pins(name: str) -> dict[str, str]:
    """Read a lock: for each package and marker, the version with its hashes."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=", line.strip())
            package, _, rest = requirement.partition("==")
            version, _, marker = rest.partition(";")
            assert hashes, f"{requirement} has no hash"
            assert all(value.startswith("sha256:") for value in hashes)
            found[package, marker.strip()] = version.strip(), frozenset(hashes)
    return found


def test_the_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    book = project["project"]["dependencies"] + project["build-system"]["requires"]
    test = book + project["dependency-groups"]["test"]
    for lock, wanted in (("requirements.lock", book), ("requirements-test.lock", test)):
        chosen = {
            canonicalize_name(package): version for (package, _), (version, _) in pins(lock).items()
        }
        for requirement in map(Requirement, wanted):
            version = chosen.get(canonicalize_name(requirement.name))
            advice = f"{lock} is behind pyproject.toml: run python3 build.py lock"
            assert version is not None, f"{requirement}: {advice}"
            assert requirement.specifier.contains(version), f"{requirement}: {advice}"


def test_books_are_tested_with_what_they_are_printed_with():
    book, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert {key: test.get(key) for key in book} == book


def test_one_version_serves_every_machine():
    packages = [package for package, _ in pins("requirements-test.lock")]
    assert len(packages) == len(set(packages))


def test_both_locks_are_renewed_by_one_command(machine, capsys):
    assert machine.start("lock") == 2
    assert capsys.readouterr().err == "build.py: uv must be installed first. Run pip install uv\n"
    machine.programs = {"uv"}
    assert machine.start("lock") == 0
    book, test = (f" {line} " for line in machine.ran)
    assert " --output-file requirements.lock " in book
    assert " --constraint requirements.lock --output-file requirements-test.lock " in test
    machine.reply = lambda line: (1, "no solution\n")
    assert machine.start("lock") == 2


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_locks_name_no_place(name):
    text = (ROOT / name).read_text("utf-8")
    assert re.findall(r"\S*(?:://|--index-url|--find-links| @ |file:)\S*", text) == []
    assert [line for line in text.splitlines() if line.startswith("/")] == []


# The real thing


@pytest.mark.skipif(os.name == "nt", reason="the command is a script for Linux and macOS")
def test_a_ready_folder_starts_its_command(machine):
    """Run build.py as people do; only the command is another."""
    folder, script = machine.folder, machine.script
    programs = folder / ".venv/bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(sys.executable)
    (programs / "booklet").write_text(
        "import os, sys; print(os.getcwd(), sys.argv[1:]); sys.exit(3)"
    )
    (folder / ".venv/build-stamp").write_text(script.digest("requirements.lock"))
    done = subprocess.run(
        [sys.executable, str(folder / "build.py"), "list", "--x"],
        capture_output=True,
        text=True,
        cwd=folder.parent,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, f"{folder} ['list', '--x']\n", "")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the machine's libraries are needed")
def test_without_network_a_real_set_up_ends_in_one_line(machine):
    """Nothing listens on port 9 of this machine, so pip is refused at once."""
    nowhere = "http://127.0.0.1:9"
    env = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": nowhere, "PIP_RETRIES": "1"}
    (machine.folder / "requirements.lock").write_text(f"press==1 --hash=sha256:{'0' * 64}\n")
    done = subprocess.run(
        [sys.executable, str(machine.folder / "build.py")],
        capture_output=True,
        text=True,
        env={**env, **pip},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "Making .venv ...",
        "Installing the packages of requirements.lock ...",
        "build.py: pip cannot reach its packages. Check the network, then run this again.",
    ]

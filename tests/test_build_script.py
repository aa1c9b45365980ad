"""build.py: what it says and does on machines that lack one thing or another.

No command is really run, but for the last tests: `script` is a copy of build.py in a folder of its
own, on a machine that lacks nothing, with its commands written down instead.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = """\
[build-system]
requires = ["hatchling"]
[project]
name = "a-book"
[tool.ruff]
line-length = 100
"""
Reply = Callable[[str], "tuple[int, str]"]


class Machine:
    """Stands in for everything outside build.py, and writes down what it is asked to do."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.ran: list[str] = []
        self.handed_over: list[str] = []
        self.lacks: set[str] = set()  #: Libraries that cannot be loaded.
        self.programs: set[str] = set()  #: What is on the PATH.
        self.reply: Reply = lambda command: (0, "")
        self.script = self.load()

    def load(self) -> ModuleType:
        """Import build.py afresh, as another start would."""
        spec = importlib.util.spec_from_file_location("build_script", self.folder / "build.py")
        assert spec is not None
        assert spec.loader is not None
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        fakes = {
            "run": self.run,
            "hand_over": self.hand_over,
            "loads": lambda files: files[0] not in self.lacks,
        }
        for name, fake in fakes.items():
            self.monkeypatch.setattr(script, name, fake)
        programs = SimpleNamespace(which=lambda name: name if name in self.programs else None)
        self.monkeypatch.setattr(script.shutil, "which", programs.which)
        return script

    def run(self, command: list[str], text: str = "") -> SimpleNamespace:
        line = " ".join(command).replace(str(self.folder), "~")
        self.ran.append(line)
        if " -m venv " in line:
            (self.folder / ".venv/lib").mkdir(exist_ok=True)
            (self.folder / ".venv/pyvenv.cfg").touch()
        code, output = self.reply(line)
        return SimpleNamespace(returncode=code, stdout=output)

    def hand_over(self, command: list[str]) -> int:
        self.handed_over = [word.replace(str(self.folder), "~") for word in command]
        return 0

    def start(self, *arguments: str) -> int:
        """Run build.py; only what this start did is written down."""
        self.ran, self.handed_over = [], []
        code: int = self.script.main(list(arguments))
        return code

    def made_anew(self) -> bool:
        return any(" -m venv " in line for line in self.ran)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    folder = tmp_path / "book"
    folder.mkdir()
    shutil.copy(ROOT / "build.py", folder)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "requirements.lock").write_text("press==1\n")
    (folder / "requirements-test.lock").write_text("press==1\npytest==9\n")
    return Machine(folder, monkeypatch)


def python() -> str:
    return getattr(sys, "_base_executable", sys.executable)


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

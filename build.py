#!/usr/bin/env python3
"""A machine that has only Python becomes one that prints this book, or tests its press.

    python3 build.py              booklet build
    python3 build.py list         booklet list; other arguments pass through likewise
    python3 build.py test -x      pytest -x, with the test tools installed
    python3 build.py lock         choose the newest packages for both locks; needs uv

Packages go into .venv, beside this file, in the versions that the locks name; Pango comes with the
system's package manager. What is there already is left alone, so a second run starts at once.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
BOOK, TEST = "requirements.lock", "requirements-test.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "build-stamp"
PROGRAMS, EXE = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
PYTHON = str(PROGRAMS / f"python{EXE}")
MANUAL = "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"


class Manager(NamedTuple):
    """How a package manager brings what pip cannot."""

    install: str  #: The command, up to the packages; it must not ask.
    packages: dict[str, str]  #: What to install for each part that the system lacks.
    refresh: str = ""  #: The command that learns of new packages, where installing doesn't.

    def command(self, parts: Iterable[str]) -> str:
        """Write the command that installs the parts, or nothing if it has no package for one."""
        packages = [self.packages.get(part, "") for part in parts]
        return " ".join([self.install, *packages]) if all(packages) else ""


PANGO, SUBSET, ENSUREPIP = "Pango", "HarfBuzz-Subset", "python3-venv"
#: The first that is on the PATH is used. Packages are those of WeasyPrint's manual, "First Steps".
MANAGERS = {
    "apt-get": Manager(
        "apt-get install -y --no-install-recommends",
        {
            PANGO: "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0",
            SUBSET: "libharfbuzz-subset0",
            ENSUREPIP: f"python3.{sys.version_info[1]}-venv",
        },
        refresh="apt-get update",
    ),
    "dnf": Manager("dnf install -y", {PANGO: "pango"}),
    "apk": Manager(
        "apk add",
        {PANGO: "pango so:libharfbuzz-subset.so.0", SUBSET: "so:libharfbuzz-subset.so.0"},
        refresh="apk update",
    ),
    "pacman": Manager("pacman -S --noconfirm --needed", {PANGO: "pango"}),
    "brew": Manager("brew install", {PANGO: "pango"}),
}

#: What WeasyPrint loads, under the names it tries on Linux, macOS and Windows (text/ffi.py).
LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    SUBSET: ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
}
#: Where Homebrew (Apple, Intel) and MacPorts keep libraries; few Pythons look there by themselves.
MAC_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib", "/usr/lib")
#: Where WeasyPrint looks on Windows, unless WEASYPRINT_DLL_DIRECTORIES names other folders.
WINDOWS_FOLDERS = (
    r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
)

#: How pip, uv and the package managers complain of the network.
OFFLINE = re.compile(
    "(?i)retrying|connection|timed out|resolve host|temporary (failure|error)|failed to fetch"
)


class Stop(Exception):  # noqa: N818, because the program itself did nothing wrong
    """The set-up ends here; the text says why, and what to do."""


def main(arguments: list[str]) -> int:
    """Set up, then hand over to booklet or pytest, whose exit code it is from there on.

    Before that, 2 means that the set-up stopped and said why, 130 that it was interrupted.
    """
    try:
        if sys.version_info < (3, 11):  # noqa: UP036, because python3 may well be older
            this = ".".join(map(str, sys.version_info[:2]))
            raise Stop(f"Python 3.11 or newer is needed, and this is {this}.")
        if arguments[:1] == ["lock"]:
            return lock()
        if arguments[:1] == ["test"]:
            prepare([BOOK, TEST])
            return hand_over([PYTHON, "-m", "pytest", *arguments[1:]])
        prepare([BOOK])
        # A folder with a space in its name makes pip start scripts with /bin/sh, and there macOS
        # drops the path to Pango. Only on Windows is a script a program.
        start = [] if os.name == "nt" else [PYTHON]
        return hand_over([*start, str(PROGRAMS / f"booklet{EXE}"), *(arguments or ["build"])])
    except (Stop, OSError) as trouble:
        print(f"build.py: {trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def prepare(locks: list[str]) -> None:
    """Bring .venv to what the locks say; return at once where it is so already.

    The stamp holds a digest for each lock. From the first act to the last it says "unfinished", so
    that an interrupted .venv is made anew. A .venv without a stamp is somebody else's.
    """
    want = [digest(name) for name in locks]
    if VENV.is_dir() and not STAMP.is_file() and any(VENV.iterdir()):
        raise Stop(f"{VENV} was made by something else. Move it away, then run this again.")
    have = STAMP.read_text("ascii").split() if STAMP.is_file() else []
    ready = have[: len(want)] == want
    equip(fresh=not ready)
    if ready:
        return
    VENV.mkdir(exist_ok=True)
    STAMP.write_text("unfinished", "ascii")
    if not have or have != want[: len(have)]:  # else it lacks nothing but the test tools
        make()
    say(f"Installing the packages of {locks[-1]}")
    pip("--require-hashes", "--requirement", locks[-1])
    pip("--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text("\n".join(want), "ascii")


def digest(name: str) -> str:
    """Sum up all that an installed lock hangs on: its text, this package, the Python, the place."""
    import tomllib  # here, because a Python without it must come as far as main()

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = [
        (ROOT / name).read_text("utf-8"),
        [project["build-system"], project["project"], project.get("tool", {}).get("hatch")],
        [sys.implementation.cache_tag, *sys.version_info[:3], sys.base_prefix, str(ROOT)],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def make() -> None:
    """Begin .venv anew; the stamp stays, so that a stop half-way shows."""
    say("Making .venv")
    for entry in VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != STAMP:
            entry.unlink()
    # The Python of the .venv that was just emptied may be the one that runs this.
    python = getattr(sys, "_base_executable", sys.executable)
    done = run([python, "-I", "-m", "venv", str(VENV)])
    if done.returncode:
        fail("Python", "make .venv", done.stdout)


def pip(*arguments: str) -> None:
    """Install into .venv; the user's own settings for pip, such as a mirror, stay in force."""
    quiet = ["--quiet", "--no-input", "--no-user"]  # a setting for --user would stop it in .venv
    done = run([PYTHON, "-I", "-m", "pip", "install", *quiet, *arguments])
    if done.returncode:
        fail("pip", "install the packages", done.stdout)


def equip(fresh: bool) -> None:
    """See that the system has what pip cannot bring; install it where that is allowed.

    This is done at every start: a .venv may outlive the libraries, as in the cache of a CI.
    """
    found = lacking(fresh)
    if not found:
        return
    parts = " and ".join(found)
    name = next(filter(shutil.which, MANAGERS), "")
    manager = MANAGERS.get(name, Manager("", {}))
    command = manager.command(found)
    before = permission(name) if command else None
    if before is not None:
        say(f"Installing {parts} with {name}")
        done = run([*before, *command.split()])
        output = done.stdout
        if done.returncode and manager.refresh:  # it may not know the packages yet
            output = run([*before, *manager.refresh.split()]).stdout
            output += run([*before, *command.split()]).stdout
        if any(lacking(fresh).values()):
            fail(name, f"install {parts}", output)
    elif any(found.values()):
        how = advice(name, command) if command else f"How to: {MANUAL}"
        raise Stop(f"{parts} must be installed first. {how}")


def advice(name: str, command: str) -> str:
    """Write the line that a person can paste into a terminal."""
    sudo = "sudo " if name != "brew" and shutil.which("sudo") else ""
    line = " && ".join(sudo + step for step in (MANAGERS[name].refresh, command) if step)
    return f"Run: {line}" if sudo or name == "brew" else f"Run as root: {line}"


def lacking(fresh: bool) -> dict[str, bool]:
    """Name the parts that the system lacks, true where nothing can be done without them.

    ensurepip is needed for a fresh .venv alone. WeasyPrint can do without HarfBuzz-Subset, so that
    is asked for only once and not insisted on.
    """
    importlib.invalidate_caches()
    missing = [name for name, files in LIBRARIES.items() if not loads(files)]
    found = {}
    if missing == [SUBSET]:
        found = {SUBSET: False} if fresh else {}
    elif missing:
        found = {PANGO: True}
    if fresh and importlib.util.find_spec("ensurepip") is None:
        found[ENSUREPIP] = True
    return found


def loads(files: tuple[str, ...]) -> bool:
    """Try to load a library where WeasyPrint will look for it, under each of its names."""
    folders = [""]
    if sys.platform == "darwin":
        folders += [f"{folder}/" for folder in MAC_FOLDERS]
    if sys.platform == "win32":
        for folder in os.getenv("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for path in (folder + file for folder in folders for file in files):
        with suppress(OSError):
            ctypes.CDLL(path)
            return True
    return False


def permission(name: str) -> list[str] | None:
    """Give the words that go before a package manager's command; None where it may not run."""
    root = os.name != "nt" and os.geteuid() == 0
    if name == "brew":  # it refuses to be root
        return None if root else []
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if root:
        return quiet
    if shutil.which("sudo") and run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n", *quiet]
    return None


def lock() -> int:
    """Choose all versions anew, for every platform; the test tools keep to the book's choice."""
    import tomllib

    uv = shutil.which("uv")
    if not uv:
        raise Stop("uv must be installed first. Run pip install uv")
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]
    needs = "\n".join([*backend["requires"], "editables"])  # what pip installs this package with
    # One version for all: a book is to be the same on every Python.
    options = "--upgrade --generate-hashes --universal --fork-strategy fewest --python-version 3.11"
    again = ["--custom-compile-command", "python3 build.py lock"]  # the file's first lines
    for name, more in ((BOOK, []), (TEST, ["--group", "test", "--constraint", BOOK])):
        say(f"Choosing the packages of {name}")
        files = ["pyproject.toml", "-", *more, "--output-file", name]
        done = run([uv, "pip", "compile", *options.split(), *again, *files], needs)
        if done.returncode:
            fail("uv", "choose the packages", done.stdout)
    return 0


def run(command: list[str], text: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in silence; it can ask nothing, and its output comes back as one text."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def hand_over(command: list[str]) -> int:
    """Become the command, where that is possible: signals and exit code are then its own."""
    if os.name != "nt":
        os.chdir(ROOT)
        os.execve(command[0], command, environment())
    return subprocess.call(command, cwd=ROOT)


def environment() -> dict[str, str]:
    """Tell macOS where Homebrew and MacPorts keep libraries, as WeasyPrint's manual advises."""
    folders = [os.getenv("DYLD_FALLBACK_LIBRARY_PATH"), *MAC_FOLDERS]
    mac = {"DYLD_FALLBACK_LIBRARY_PATH": ":".join(filter(None, folders))}
    return {**os.environ, **(mac if sys.platform == "darwin" else {})}


def say(doing: str) -> None:
    """Tell in one line what takes a while; standard output belongs to booklet and pytest."""
    print(f"{doing} ...", file=sys.stderr, flush=True)


def fail(tool: str, act: str, output: str) -> NoReturn:
    """Stop; show what a tool printed, unless it only went on about the network."""
    if OFFLINE.search(output):
        raise Stop(f"{tool} cannot reach its packages. Check the network, then run this again.")
    sys.stderr.write(output)
    raise Stop(f"{tool} could not {act}; what it said is above.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The house has rooms in an order; a room imports those above it, and through their doors."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "booklet"

#: In the order in which a page walks through them; a file of the same name is a room, too.
ROOMS = (
    *(
        "finding",
        "measure",
        "whole",
        "store",
        "tree",
        "project",
        "catalogue",
        "manuscript",
        "galley",
        "pages",
        "inks",
        "sheets",
        "check",
    ),
    *("translation", "audience", "press", "cli"),
)

#: Who may import what does not come with Python.
LIBRARIES = {
    "PIL": {"galley", "inks"},
    "babel": {"catalogue", "project"},
    "click": {"cli"},
    "cssselect2": {"pages"},
    "distributed": {"press"},
    "fontTools": {"galley", "pages"},
    "fontpkg": {"galley"},
    "jinja2": {"galley"},
    "markdown": {"manuscript"},
    "markupsafe": {"galley", "manuscript", "translation"},
    "nh3": {"manuscript"},
    "pikepdf": {"check", "inks", "pages", "sheets"},
    "pymdownx": {"manuscript"},
    "pypdfium2": {"check"},
    "rich": {"cli"},
    "segno": {"galley"},
    "tinycss2": {"galley"},
    "tinyhtml5": {"pages", "tree"},
    "weasyprint": {"pages"},
    "yaml": {"manuscript"},
}

#: What takes long to import waits until a function needs it.
LATE = {
    "PIL",
    "babel",
    "distributed",
    "fontTools",
    "fontpkg",
    "pikepdf",
    "pypdfium2",
    "rich",
    "segno",
    "weasyprint",
}

#: Files that are themselves imported late, and so may import what takes long at their top.
LATE_FILES = {"pages/fetcher.py"}


@dataclass(frozen=True)
class Import:
    """One name that a file imports."""

    file: str  #: Relative to the house: "galley/links.py".
    line: int
    module: str  #: As it is written after `from` or `import`.
    name: str  #: The name that is taken from it, or nothing.
    top: bool  #: Whether it is imported as soon as its file is.

    @property
    def room(self) -> str:
        return self.file.partition("/")[0].removesuffix(".py")

    @property
    def other(self) -> str:
        """The room that it leads to: nothing for the house itself."""
        return self.module.partition(".")[2].partition(".")[0] or self.name


def imports(house: Path) -> Iterator[Import]:
    """Every import of every file, in functions too; types alone are no import at the top."""
    for path in sorted(house.rglob("*.py")):
        file = path.relative_to(house).as_posix()
        tree = ast.parse(path.read_text("utf-8"), file)
        late = {
            id(node)
            for scope in ast.walk(tree)
            if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            or (isinstance(scope, ast.If) and ast.unparse(scope.test).endswith("TYPE_CHECKING"))
            for node in ast.walk(scope)
        }
        for node in ast.walk(tree):
            top = id(node) not in late
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(file, node.lineno, alias.name, "", top)
            elif isinstance(node, ast.ImportFrom):
                module = "." * node.level + (node.module or "")
                for alias in node.names:
                    yield Import(file, node.lineno, module, alias.name, top)


def offences(house: Path) -> list[str]:
    """What stands against the order of the house, one sentence each."""
    found = []
    doors = {room: _door(house, room) for room in ROOMS}
    for each in imports(house):
        for trouble in _ours(each, house, doors) if _is_ours(each) else _theirs(each):
            found.append(f"{each.file}:{each.line}: {trouble}")
    return [*found, *_unknown(house), *_cycles(house)]


def _unknown(house: Path) -> Iterator[str]:
    """Files and folders in the house that are no room."""
    for path in sorted(house.iterdir()):
        known = path.stem in ROOMS or path.stem.startswith("__")
        if path.suffix in ("", ".py") and not known:
            yield f"{path.name}: no room is called '{path.stem}'"


def _is_ours(each: Import) -> bool:
    return each.module.startswith((".", f"{HOUSE.name}.")) or each.module == HOUSE.name


def _door(house: Path, room: str) -> set[str] | None:
    """The names that a room hands out; None for a file, which hands out all of its own."""
    path = house / room / "__init__.py"
    if not path.exists():
        return None
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def _ours(each: Import, house: Path, doors: dict[str, set[str] | None]) -> Iterator[str]:
    if each.module.startswith("."):
        yield "imports go by their full path"
    elif each.room == "__init__" or each.name.startswith("__"):
        pass
    elif each.other not in ROOMS:
        yield f"no room is called '{each.other}'"
    elif each.room == each.other:
        inside = house / each.other
        full = each.module.count(".") > 1 or (inside / f"{each.name}.py").exists()
        if not full and each.file != f"{each.room}/__init__.py":
            yield "inside a room its own door is not used"
    elif each.room in ROOMS and ROOMS.index(each.room) < ROOMS.index(each.other):
        yield f"'{each.room}' stands above '{each.other}'"
    elif each.module.count(".") > 1:
        yield f"'{each.other}' is entered past its door"
    elif each.module.count(".") == 1 and each.name:
        door = doors[each.other]
        if door is not None and each.name not in door:
            yield f"the door of '{each.other}' does not hand out '{each.name}'"


def _theirs(each: Import) -> Iterator[str]:
    library = each.module.partition(".")[0]
    if library in sys.stdlib_module_names:
        return
    if each.room not in LIBRARIES.get(library, set()):
        yield f"'{each.room}' may not import '{library}'"
    if library in LATE and each.top and each.file not in LATE_FILES:
        yield f"'{library}' is imported late, inside a function"


def _cycles(house: Path) -> list[str]:
    """Files that import each other before either is whole."""
    files = {path.relative_to(house).as_posix() for path in house.rglob("*.py")}
    graph = graphlib.TopologicalSorter[str]()
    for each in imports(house):
        if each.top and _is_ours(each):
            path = "/".join(each.module.split(".")[1:])
            steps = [
                f"{path}/{each.name}.py",
                f"{path}.py",
                f"{path}/__init__.py",
                f"{each.name}.py",
            ]
            target = next((step for step in steps if step.lstrip("/") in files), "")
            if target and target.lstrip("/") != each.file:
                graph.add(each.file, target.lstrip("/"))
    try:
        graph.prepare()
    except graphlib.CycleError as trouble:
        return [f"a circle: {' - '.join(trouble.args[1])}"]
    return []


def test_the_house_is_in_order() -> None:
    assert offences(HOUSE) == []


def test_every_room_is_there() -> None:
    assert [room for room in ROOMS if not _is_there(room)] == []
    libraries = {each.module.partition(".")[0] for each in imports(HOUSE) if not _is_ours(each)}
    assert libraries - set(sys.stdlib_module_names) == set(LIBRARIES)


def _is_there(room: str) -> bool:
    return (HOUSE / room).is_dir() or (HOUSE / f"{room}.py").exists()


OFFENCES = """
measure.py: from booklet.project import load -> 'measure' stands above 'project'
finding.py: import booklet.press -> 'finding' stands above 'press'
galley/a.py: def f(): from booklet.cli import x -> 'galley' stands above 'cli'
galley/a.py: class A: from booklet import pages -> 'galley' stands above 'pages'
galley/a.py: from booklet.project.files import load -> 'project' is entered past its door
galley/a.py: import booklet.project.files -> 'project' is entered past its door
galley/a.py: from booklet.project import files -> the door of 'project' does not hand out 'files'
galley/a.py: from booklet.galley import compose -> inside a room its own door is not used
galley/a.py: from . import b -> imports go by their full path
galley/a.py: from ..project import load -> imports go by their full path
cli.py: from booklet.cellar import wine -> no room is called 'cellar'
cellar.py: import json -> no room is called 'cellar'
galley/a.py: import yaml -> 'galley' may not import 'yaml'
sheets/a.py: def f(): import weasyprint.text -> 'sheets' may not import 'weasyprint'
cli.py: import requests -> 'cli' may not import 'requests'
galley/a.py: from PIL import Image -> 'PIL' is imported late, inside a function
pages/a.py: if True: import weasyprint -> 'weasyprint' is imported late, inside a function
project/b.py: from booklet.project import c -> a circle: project/b.py - project/c.py - project/b.py
""".strip()


@pytest.mark.parametrize("planted_in", OFFENCES.split("\n"))
def test_offences_are_found(tmp_path: Path, planted_in: str) -> None:
    file, source, offence = re.split(r"(?<=y): | -> ", planted_in)
    [found] = offences(planted(tmp_path, {file: source}))
    assert found.removeprefix(f"{file}: ").removeprefix(f"{file}:1: ") == offence


def test_what_is_no_offence(tmp_path: Path) -> None:
    source = """
import json
from typing import TYPE_CHECKING
from booklet import __version__, measure
from booklet.galley import b
from booklet.galley.b import thing
from booklet.project import load
import jinja2
if TYPE_CHECKING:
    from PIL import Image
def paint():
    from PIL import Image
"""
    assert offences(planted(tmp_path, {"galley/a.py": source, "galley/b.py": "thing = 1"})) == []


def planted(folder: Path, files: dict[str, str]) -> Path:
    """A small house with an offence in it."""
    house = folder / HOUSE.name
    own = {
        "__init__.py": "__version__ = '1'",
        "measure.py": "",
        "project/__init__.py": "from booklet.project.files import load\n__all__ = ['load']",
        "project/files.py": "def load(): ...",
        "project/c.py": "from booklet.project import b",
        "project/b.py": "",
        "galley/__init__.py": "__all__ = []",
    }
    for name, source in {**own, **files}.items():
        path = house / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return house


def test_help_answers_without_heavy_libraries() -> None:
    script = (
        "import sys; from booklet.cli import cli; cli.main(['--help'], standalone_mode=False); "
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    asked, _, loaded = done.stdout.rstrip("\n").rpartition("\n")
    assert "Print booklets from chapters in Markdown." in asked
    tops = {module.partition(".")[0] for module in loaded.split()}
    assert tops & set(LIBRARIES) == {"click"}
    assert {room for room in ROOMS if f"booklet.{room}" in loaded.split()} <= {
        *("finding", "measure", "cli")
    }

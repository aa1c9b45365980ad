"""The documents name what there is, all of it and nothing else."""

from __future__ import annotations

import ast
import functools
import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from documents import MANUAL, ROOT, Block, blocks, documents, links, prose, table

from booklet.cli import cli
from booklet.finding import BookletError
from booklet.galley import compose, fonts
from booklet.manuscript import write
from booklet.manuscript.blocks import HOUSE
from booklet.manuscript.sources import FRONT
from booklet.measure import PAPERS, UNITS
from booklet.project import THEMES, load
from booklet.project.keys import AUDIENCE, BOOK, FORMAT, LOCALE, THEME
from booklet.sheets import SCHEMES

# Codes of findings


@functools.cache
def codes() -> dict[str, set[str]]:
    """Search the source for the code of every finding, and for how severe it may be."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "booklet").rglob("*.py")]
    doors = {name: spot for tree in trees for name, spot in _makers(tree) if name[0] != "_"}
    others = {name for tree in trees for name in _methods(tree)}  # of the same name, with no code
    found: dict[str, set[str]] = {}
    for tree in trees:
        makers = doors | dict(_makers(tree))  # two files may each have an _error of their own
        for call, scope in _calls(tree, tree):
            owner, _, name = ast.unparse(call.func).rpartition(".")
            if owner and name in others:
                continue
            if name in makers and len(call.args) > makers[name]:
                code = call.args[makers[name]]
                # A name such as trouble.code stands for a code that is written down elsewhere.
                passed_on = ast.unparse(code).rstrip("']").endswith("code")
                texts = _texts(code, scope)
                assert texts or passed_on, f"teach this test to read: {ast.unparse(call)}"
                mild = name in ("warning", "warn") or '"warning"' in map(_quoted, call.args)
                for text in texts:
                    found.setdefault(text, set()).add("warning" if mild else "error")
    return found


def _makers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Name all that takes a code, and which of its arguments that is."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.FunctionDef) and node.name != "__init__":
            names = [arg.arg for arg in node.args.args if arg.arg != "self"]
        elif isinstance(node, ast.ClassDef):
            names = [part.target.id for part in node.body if isinstance(part, ast.AnnAssign)]
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and part.name == "__init__":
                    names = [arg.arg for arg in part.args.args[1:]]
        if "code" in names:
            yield node.name, names.index("code")


def _methods(tree: ast.Module) -> Iterator[str]:
    """Name the methods that take no code."""
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for part in node.body:
            if isinstance(part, ast.FunctionDef) and "code" not in (a.arg for a in part.args.args):
                yield part.name


def _calls(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Yield every call with the function, or the module, in which it stands."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, scope
        yield from _calls(child, child if isinstance(child, ast.FunctionDef) else scope)


def _quoted(node: ast.expr) -> str:
    return f'"{node.value}"' if isinstance(node, ast.Constant) else ""


def _texts(node: ast.expr, scope: ast.AST) -> set[str]:
    """Every text that an expression may come to."""
    match node:
        case ast.Constant(value=str() as text):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return _texts(one, scope) | _texts(other, scope)
        case ast.JoinedStr(values=parts):
            return set(map("".join, itertools.product(*(_texts(part, scope) for part in parts))))
        case ast.FormattedValue(value=inner):
            return _texts(inner, scope)
        case ast.Call(func=ast.Name(id="getattr"), args=[_, _, default]):
            return _texts(default, scope)
        case ast.Name(id=name):
            given = (n for n in ast.walk(scope) if isinstance(n, ast.Assign))
            values = [n.value for n in given if name in map(ast.unparse, n.targets)]
            return set().union(*(_texts(value, scope) for value in values))
    return set()


def listed_codes() -> list[str]:
    [path] = MANUAL.glob("*-trouble.md")
    return re.findall(r"(?m)^\| `([a-z]+(?:-[a-z]+)*)` \|", path.read_text("utf-8"))


def test_the_manual_explains_every_code():
    assert sorted(codes().keys() - set(listed_codes())) == []


def test_the_manual_explains_no_code_that_is_gone():
    assert sorted(set(listed_codes()) - codes().keys()) == []


def test_each_code_is_explained_once():
    assert len(listed_codes()) == len(set(listed_codes())) > 60


def test_warnings_are_called_warnings():
    [path] = MANUAL.glob("*-trouble.md")
    called = re.findall(r"(?m)^\| `([a-z-]+)` \| A warning:", path.read_text("utf-8"))
    assert sorted(called) == sorted(code for code, how in codes().items() if how == {"warning"})


def test_exit_codes():
    def tree(kind: type[BookletError]) -> set[int]:
        return {kind.exit_code}.union(*map(tree, kind.__subclasses__()))

    assert set(map(int, table("trouble", "Exit codes"))) == {0, 130} | tree(BookletError)


# Keys, names and choices


def test_keys_of_the_book():
    assert set(table("settings", "[book]")) == set(BOOK)


def test_keys_of_a_format():
    assert set(table("settings", "[formats.*name*]")) == set(FORMAT)


def test_keys_of_a_language():
    assert set(table("settings", "[locales.*tag*]")) == set(LOCALE)


def test_keys_of_an_audience():
    assert set(table("settings", "[audiences.*name*]")) == set(AUDIENCE)


def test_keys_of_a_theme():
    assert set(table("settings", "[theme]")) == set(THEME)


def test_themes():
    assert set(table("looks", "Themes")) == set(THEMES)


def test_keys_of_front_matter():
    rows = table("chapters", "Front matter")
    assert {key for row in rows for key in row.split("`, `")} == set(FRONT)


def test_paper():
    folds = {size.name: f"`{size.unfolded.name}`" for size in PAPERS.values() if size.unfolded}
    assert table("settings", "Paper") == folds


def test_units_and_schemes():
    text = prose(MANUAL / "04-settings.md")
    assert [unit for unit in UNITS if f"`{unit}`" not in text] == []
    text = prose(MANUAL / "11-formats.md")
    assert [scheme for scheme in SCHEMES if f'`"{scheme}"`' not in text] == []


def test_blocks_of_the_house():
    [path] = MANUAL.glob("*-blocks.md")
    text = prose(path)
    assert [name for name in HOUSE if f"### {name}\n" not in text] == []
    options = {option for kind in HOUSE.values() for option in kind.options}
    assert [option for option in options if f"option `{option}`" not in text] == []


def test_kinds_of_data():
    named = {name.removesuffix(".yaml") for name in table("blocks", "Data files")}
    assert named == {path.stem for path in (ROOT / "templates/data").glob("*.html")}


def test_templates():
    named = set(table("looks", "Templates")) - {"data/….html"}
    assert named == {path.name for path in (ROOT / "templates").glob("*.html")}


def test_names_of_colours_and_measures():
    common = ("base", "languages")  # what others define is for their own use
    css = "".join((ROOT / f"styles/{name}.css").read_text("utf-8") for name in common)
    defined = set(re.findall(r"[\s{;](--[a-z-]+):", css + fonts.rules()))
    assert set(table("looks", "Your own styles")) == defined


def test_fonts():
    scripts = {name.title(): script for name, script in fonts.SCRIPTS.items()}
    families = {n: ", ".join(family.name for family in s.families) for n, s in scripts.items()}
    assert table("looks", "Fonts") == families


# Commands


def commands(name: str = "booklet", group: click.Group = cli) -> dict[str, click.Command]:
    found: dict[str, click.Command] = {name: group}
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands(f"{name} {word}", command)
        else:
            found[f"{name} {word}"] = command
    return found


def test_every_command_shows_its_help():
    shown = [b.text for path in MANUAL.glob("*.md") for b in blocks(path) if b.kind == "console"]
    for name in commands():
        assert any(f"$ {name} --help\nUsage: {name} " in text for text in shown), name


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_told(name: str):
    [path] = MANUAL.glob("*-commands.md")
    text = path.read_text("utf-8")
    _, _, below = text.partition(f"$ {name} --help\n")
    shown = below.partition("```")[0]
    options = [opt for param in commands()[name].params for opt in param.opts if opt[0] == "-"]
    assert [option for option in options if option not in shown] == []


# Samples


def followed(folder: Path) -> dict[Path, list[Block]]:
    """Write the books of the manual's reader; name those in which there are samples of chapters."""
    book, samples = folder / "repair-evening", dict[Path, list[Block]]()
    for block in (block for path in sorted(MANUAL.glob("*.md")) for block in blocks(path)):
        if block.kind == "console" and (gone := re.search(r"(?m)^\$ cd \.\./(.+)", block.text)):
            book = folder / gone[1]
        if block.kind == "markdown" and not block.file:
            samples.setdefault(book, []).append(block)
        # What has a slip in it, or is for a language, is tried where the documents are run.
        if (
            not block.file
            or re.search("03-rules|locale", block.file[1])
            or "[locales" in block.text
        ):
            continue
        path = book / block.file[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        if block.file[0] == "write":
            path.write_text(block.text, "utf-8")
        elif path.suffix == ".toml":  # a style sheet that is added to names a font
            path.write_text(f"{path.read_text('utf-8')}\n{block.text}", "utf-8")
    return samples


def test_every_sample_of_markdown_is_good_manuscript(tmp_path: Path):
    """Each is made a chapter of the book that the manual's reader writes, and composed.

    What has a condition is not the same for all.
    """
    found = followed(tmp_path)
    assert sum(map(len, found.values())) > 20
    drawn, *others = (book / "content/images" for book in found)
    for images in others:
        shutil.copytree(drawn, images)
    for book, samples in found.items():
        for number, block in enumerate(samples, 20):
            title = "" if block.text.startswith("---\n") else f"# Sample {number}\n\n"
            text = re.sub(r"(?m)^id: .*$", f"id: sample-{number}", block.text)
            text = f"{title}{text}\n\nThis is for everybody.\n"
            (book / f"content/{number}-sample-{number}.md").write_text(text, "utf-8")
        settings = book / "booklet.toml"  # every reader gets every sample
        settings.write_text(re.sub(r"(?m)^chapters = .+\n", "", settings.read_text("utf-8")))
        project, said = load(book), dict[str, set[str]]()
        for edition in project.editions():
            manuscript = write(edition)
            if edition.format.name == "screen":
                assert compose(manuscript).findings + manuscript.findings + project.findings == ()
            for chapter in manuscript.chapters:
                said.setdefault(chapter.file.name, set()).add(f"{chapter.title}{chapter.html}")
        for number, block in enumerate(samples, 20):
            conditional = re.search(
                "only|not", "".join(re.findall(r"(?m)\{:.+\}|^///.+", block.text))
            )
            # What is for a short version by name is in none of the usual ones.
            some = conditional and "zine" not in block.text
            assert len(said[f"{number}-sample-{number}.md"]) == (2 if some else 1), block


def test_every_sample_of_settings_is_good(tmp_path: Path):
    needed = {"name": "a", "title": "A", "language": "en"}
    samples = [b for path in MANUAL.glob("*.md") for b in blocks(path) if b.kind == "toml"]
    assert len(samples) > 4
    for number, block in enumerate(samples):
        content = tmp_path / f"{number}/content"
        content.mkdir(parents=True)
        (content / "quotes.yaml").touch()
        for chapter in {"01-one.md", *re.findall(r'"([a-z0-9-]+\.md)"', block.text)}:
            (content / chapter).write_text("# One\n")
        text = block.text if "[book]\n" in block.text else f"{block.text}\n[book]\n"
        given = text.partition("[book]\n")[2].partition("\n[")[0]
        lacking = [f'{key} = "{value}"' for key, value in needed.items() if f"{key} =" not in given]
        text = text.replace("[book]\n", "\n".join(["[book]", *lacking, ""]))
        (content.parent / "booklet.toml").write_text(text, "utf-8")
        assert load(content.parent).findings == (), block


# Links and words


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_links_lead_to_files(path: Path):
    outside = re.compile(r"(?:https?|mailto):|#")
    near = [address.partition("#")[0] for address in links(path) if not outside.match(address)]
    assert [name for name in near if not (path.parent / name).exists()] == []


def test_links_are_found():
    assert "docs/images/first-book.png" in set(links(ROOT / "README.md"))
    assert sum(1 for path in MANUAL.glob("*.md") for _ in links(path)) > 5


def test_glossary_is_in_order_and_says_each_word_once():
    words = re.findall(r"(?m)^\*\*(.+?)\*\*", (ROOT / "docs/glossary.md").read_text("utf-8"))
    assert len(words) > 30
    assert words == sorted(set(words), key=str.lower)

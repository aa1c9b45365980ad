"""What is wrong with the conditions and values of a book as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from booklet.finding import Finding, ManuscriptError, Place, nearest, warning
from booklet.manuscript import Held, Survey, survey
from booklet.project import Audience, Project, Unreadable, read_text

_CONDITIONAL = re.compile(
    r"///+ *(?:only|not)\b|\b(?:only|not)=|^(?:  )?(?:only|not):", re.MULTILINE
)


def warnings(project: Project) -> tuple[Finding, ...]:
    """Tell what no single edition could: matter that none of them shows, values that none needs.

    What can't be read is told when it is printed.
    """
    if not (project.axes or project.values or project.given or _conditional(project)):
        return ()
    try:
        return told(survey(project))
    except ManuscriptError:
        return ()


def told(seen: Survey) -> tuple[Finding, ...]:
    """Tell what a survey finds: in the order of the files, what concerns the whole book last."""
    dead = set(_dead(seen))
    return (
        *(_useless(seen, place, held) for place, held in sorted(dead, key=_where)),
        *_unseen(seen, {held for _, held in dead}),
        *_emptied(seen),
        *_alike(seen),
        *_unused(seen),
    )


def _conditional(project: Project) -> bool:
    files = [*project.chapters, *project.data.values()]
    try:
        return any(_CONDITIONAL.search(read_text(project.root, path)) for path in files)
    except Unreadable:
        return True


def _dead(seen: Survey) -> Iterator[tuple[Place, Held]]:
    """Find the conditions that hold for every edition, or for none."""
    names = {edition.names for edition in seen.editions}
    for matter in seen.matter:
        for held in matter.held:
            if held.line and len({held.holds(of) for of in names}) == 1:
                yield Place(matter.place.path, held.line), held


def _useless(seen: Survey, place: Place, held: Held) -> Finding:
    if held.holds(seen.editions[0].names):
        message = f"'{held.key}: {held.text}' hides this from nobody"
        return warning("condition-dead", message, place, "take the condition away")
    message = f"'{held.key}: {held.text}' hides this from everybody"
    return warning("condition-dead", message, place, "no edition has these names together")


def _unseen(seen: Survey, dead: set[Held]) -> Iterator[Finding]:
    """Tell what no edition shows, once for all that stands there under the same conditions.

    What a format makes cards of need not stand in a chapter, too.
    """
    told: tuple[PurePath, str, tuple[Held, ...]] | None = None
    dealt = {seen.project.data.get(way.data) for way in seen.project.formats.values()}
    for each in seen.matter:
        if each.seen or each.place.path in dealt or dead.intersection(each.held):
            told = None if each.seen else told
            continue
        what = (each.place.path, each.record, each.held)
        if what != told:
            told = what
            message = "no edition shows what stands here"
            hint = f"find out why: booklet explain {each.place}"
            yield warning("matter-unseen", message, each.place, hint)


def _emptied(seen: Survey) -> Iterator[Finding]:
    for path, editions in seen.emptied.items():
        readers = dict.fromkeys(_readers(seen, number) for number in sorted(editions))
        if readers:
            message = f"nothing of this chapter is left for: {', '.join(readers)}"
            hint = "say in its front matter for whom it is, for example only: NAME"
            if len(seen.project.axes) == 1:
                hint = "say so in its front matter: not: " + ", ".join(readers)
            yield warning("chapter-empty", message, Place(path), hint)


def _alike(seen: Survey) -> Iterator[Finding]:
    """Tell audiences that get the same as another one of their axis."""
    for audiences in seen.project.axes.values():
        known = dict[object, Audience]()
        for audience in audiences.values():
            first = known.setdefault(_share(seen, audience), audience)
            if first is not audience:
                message = (
                    f"'{audience.name}' has no matter of its own: it gets what '{first.name}' gets"
                )
                hint = "write something for these readers, or take their table away"
                place = seen.project.place(audience.table)
                yield warning("audience-alike", message, place, hint)


def _share(seen: Survey, audience: Audience) -> object:
    """Say what an audience gets, apart from its name and title."""
    numbers = [n for n, of in enumerate(seen.editions) if audience in of.audiences]
    index = {number: spot for spot, number in enumerate(numbers)}
    matter = tuple(
        frozenset(index[number] for number in each.seen if number in index) for each in seen.matter
    )
    chapters = tuple(seen.editions[number].chapters for number in numbers)
    values = tuple(sorted((name, value.text) for name, value in audience.values.items()))
    order = tuple(sorted(audience.order.items()))
    return matter, chapters, values, order, audience.subtitle


def _unused(seen: Survey) -> Iterator[Finding]:
    project, done = seen.project, set[str]()
    owners = [project.values, project.given]
    owners += [one.values for one in project.audiences.values()]
    owners += [wanted.values for wanted in project.translations.values()]
    for name, value in ((name, value) for owner in owners for name, value in owner.items()):
        if name not in seen.asked and name not in done:
            done.add(name)
            hint = nearest(name, seen.asked) if seen.asked else f"write {{{{ {name} }}}}"
            message = f"nothing asks for the value '{name}'"
            yield warning("value-unused", message, value.place, hint)


def _readers(seen: Survey, number: int) -> str:
    edition = seen.editions[number]
    return "+".join(one.name for one in edition.audiences) or edition.format.name


def _where(told: tuple[Place, Held]) -> tuple[str, int]:
    place, _ = told
    return place.path.as_posix(), place.line or 0

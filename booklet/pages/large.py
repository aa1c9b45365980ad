"""A large book: takes are set by several hands, numbered, printed and joined.

No take knows how many pages stand before it when it is set, nor do the contents know the pages of
chapters. So takes are laid out first, all at once; then they are counted, and the contents are
laid out while takes are painted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element

from booklet.finding import TypesettingError, error
from booklet.pages import facts
from booklet.pages.compositor import (
    Compositor,
    Laid,
    Machine,
    Print,
    Printed,
    Set,
    printed_part,
)
from booklet.pages.front import fill
from booklet.pages.hands import Hands, hired
from booklet.pages.join import join
from booklet.pages.model import Blemish
from booklet.pages.takes import Take

Tell = Callable[[str], None]

#: How often pages are numbered, at most, until the contents are as long as was thought.
TRIES = 4

#: How many letters, at least, are taken for a page; it is a guess that costs little when wrong.
LETTERS = 1100


def print_(
    machine: Machine,
    front: Element | None,
    first: int,
    takes: Sequence[Take],
    tell: Tell,
    hands: int,
) -> Printed | None:
    """Print a book by takes; None where one of them turns out not to stand alone.

    `first` is the number of the first page of a text without front matter.
    """
    compositor = Compositor(machine, takes)
    with hired(compositor, min(hands, len(takes))) as staff:
        book = _Book(machine, front, first, takes, staff)
        return book.printed(tell) if book.set(tell) else None


class _Book:
    """A book on its way through several hands."""

    def __init__(
        self,
        machine: Machine,
        front: Element | None,
        first: int,
        takes: Sequence[Take],
        staff: Hands,
    ) -> None:
        self.machine, self.front, self.takes, self.staff = machine, front, takes, staff
        self.first = first  #: The number of the first page of the text.
        self.guesses: list[int] = []  #: The numbers with which takes were set.
        self.laid: list[Laid] = []
        self.named = frozenset[str]()  #: What links may lead to in the front matter.
        self.opening: Printed | None = None

    def set(self, tell: Tell) -> bool:
        """Lay out all takes; tell whether each of them stands alone."""
        count = len(self.takes)
        parts = [] if self.front is None else self.front.findall("body/header/*")
        first = self.first if self.front is None else len(parts) + 1
        self.guesses = [first + take.before // LETTERS for take in self.takes]
        wanted = [Set(number, guess) for number, guess in enumerate(self.guesses)]
        tell(f"setting the text, in {count} parts")
        self.laid = self.staff.do(
            wanted, self._guess, lambda done: tell(f"setting the text, {done} of {count} parts")
        )
        return all(laid.alone for laid in self.laid)

    def _guess(self) -> None:
        """Find how many pages the front matter takes, before there are numbers for it."""
        if self.front is not None:
            pages = sum(take.letters for take in self.takes) // LETTERS
            names = {name for take in self.takes for e in take.root.iter() if (name := e.get("id"))}
            fill(self.front, dict.fromkeys(names, int("8" * len(str(pages)))))
            document = self.machine.lay_out(self.front, 1)
            self.named = frozenset(facts.destinations(document.pages))
            self.first = len(document.pages) + 1

    def printed(self, tell: Tell) -> Printed | None:
        """Number, print and join what is laid out."""
        for _ in range(TRIES):
            firsts = self._place()
            if firsts is None:
                return None
            tell("painting the pages")
            done = self.staff.do(self._wanted(firsts), partial(self._open, firsts))
            if self.front is None:
                return _joined(self.laid, done)
            if self.opening is not None:
                return _joined(self.laid, [self.opening, *done])
            tell("numbering the pages again")
        message = "the contents and the text do not agree on their page numbers"
        raise TypesettingError(error("contents-unsettled", message))

    def _place(self) -> list[int] | None:
        """Find the number of each take's first page; set those anew that lie on the wrong side."""
        firsts, first = [], self.first
        for number, guess in enumerate(self.guesses):
            if (first - guess) % 2 and not self.laid[number].turns:
                self.guesses[number] = first
                [self.laid[number]] = self.staff.do([Set(number, first)])
                if not self.laid[number].alone:
                    return None
            firsts.append(first)
            first += self.laid[number].count
        return firsts

    def _wanted(self, firsts: Sequence[int]) -> list[Print]:
        """What is to be painted, with all that takes have to know of each other."""
        total = sum(laid.count for laid in self.laid) + (self.front is not None)
        anchors = self.named.union(*(laid.anchors for laid in self.laid))
        wanted, strings = [], dict[str, str]()
        for number, first in enumerate(firsts):
            wanted.append(Print(number, first, total, dict(strings), anchors))
            strings |= self.laid[number].strings
        return wanted

    def _open(self, firsts: Sequence[int]) -> None:
        """Set the front matter with the numbers of pages; paint it where its length is right."""
        if self.front is None:
            return
        numbers: dict[str, int] = {}
        for first, laid in zip(firsts, self.laid, strict=True):
            for name, page in laid.anchors.items():
                numbers.setdefault(name, first + page - 1)
        fill(self.front, numbers)
        document = self.machine.lay_out(self.front, 1)
        agreed = len(document.pages) + 1 == self.first
        self.first = len(document.pages) + 1
        if agreed:
            anchors = frozenset(facts.destinations(document.pages)) | numbers.keys()
            self.opening = printed_part(self.machine, document, self.front, 0, anchors, 1)


def _joined(laid: Sequence[Laid], parts: Sequence[Printed]) -> Printed:
    """Join what was painted, and what is told of it."""
    leaves = tuple(leaf for part in parts for leaf in part.leaves)
    moved, blemishes, start = [], list[Blemish](), 0
    for part in parts:
        moved += [(words, start + page) for words, page in part.moved]
        blemishes += [replace(each, page=start + each.page) for each in part.blemishes]
        start += len(part.leaves)
    return Printed(
        pdf=join([part.pdf for part in parts], facts.outline(leaves)),
        leaves=leaves,
        lost=tuple(text for part in parts for text in part.lost),
        moved=tuple(moved),
        blemishes=tuple(blemishes),
        log=sum([*(each.log for each in laid), *(part.log for part in parts)], ()),
        refused=sum([*(each.refused for each in laid), *(part.refused for part in parts)], ()),
    )

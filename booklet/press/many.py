"""Many editions on their way at once, over any executors, and told in their order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from booklet.finding import BookletError, Finding, ManuscriptError, ProjectError
from booklet.press.crew import Alone
from booklet.press.groups import together
from booklet.press.kept import Kept
from booklet.press.ledger import Ledger, state
from booklet.press.model import Artifact, Event, Failure, Looked, Made, Plan, Remarks, Stage, Tick
from booklet.press.one import Finishing, Read, Reading, Setting, Unread
from booklet.press.survey import Surveying, surveyed
from booklet.press.tray import Tray
from booklet.press.trouble import missed, told, unfinished
from booklet.store import NOWHERE, Store, digest

if TYPE_CHECKING:
    from booklet.pages import Pages
    from booklet.project import Edition
    from booklet.sheets import Printer

Hear = Callable[[Event], None]

#: An interior on its way: it yields what it waits for, and is sent what became of it.
Way = Generator[Future[Any], Any, None]

#: What becomes of an edition.
AS_IT_WAS, KEPT, ANEW = "as it was", "with pages that are kept", "anew"

#: Seconds after which the work that goes on is told again.
_TICK = 0.2


@dataclass(frozen=True, slots=True)
class Shop:
    """Where editions are printed, and with what."""

    tray: Tray
    store: Store = NOWHERE
    printer: Printer | None = None  #: Sheets make up for what it does by itself.
    desk: Executor = field(default_factory=Alone)  #: Reads and finishes, beside the project.
    presses: Executor | None = None  #: Sets pages, here or elsewhere; else the desk does.
    lanes: int = 1  #: Interiors that may be on their way at once.
    limit: int | None = None  #: Pages that an interior may come to.
    survey: bool = False  #: Whether the book is looked at as a whole.
    dry: bool = False  #: Whether it is only told what would be made.
    look: bool = False  #: Whether pages are only looked over, and nothing is laid into the tray.


def run(editions: Iterable[Edition], shop: Shop, hear: Hear) -> None:
    """Make every edition; `hear` is told of stages, and of files and failures in their order.

    Editions with the same words on the same pages are typeset once. A failure costs its own
    editions and no others. What is as it was before is not made again.

    Raises ProjectError where the tray can't be used at all.
    """
    wanted = tuple(editions)
    if not wanted:
        return
    if shop.dry or shop.look:
        _Run(wanted, shop, hear).through()
        return
    with shop.tray.taken():
        run = _Run(wanted, shop, hear)
        try:
            run.through()
        finally:
            run.ledger.save()
    shop.store.trim()


@dataclass(slots=True, eq=False)
class _Lane:
    """What one interior after another goes along."""

    number: int  #: From 0.
    kin: str  #: The language: what one interior leaves warm, the next of a kin can use.
    way: Way


class _Run:
    """One run: interiors on their way, and what is to be told."""

    def __init__(self, editions: tuple[Edition, ...], shop: Shop, hear: Hear) -> None:
        self.shop, self.hear = shop, hear
        self.presses = shop.presses or shop.desk
        self.ledger = Ledger(shop.tray)
        self.project = editions[0].project
        self.state = state(self.project, shop.printer)
        self.untold = [edition.slug for edition in editions]
        self.events = dict[str, Event | None]()  #: By edition; None is told with another.
        known = {edition.slug: self._unchanged(edition) for edition in editions}
        if shop.dry:
            plans = {slug: made and Plan(made.edition, AS_IT_WAS) for slug, made in known.items()}
            self.events |= {slug: plan for slug, plan in plans.items() if plan}
        else:
            self.events |= {slug: made for slug, made in known.items() if made}
        self.groups = together(edition for edition in editions if not known[edition.slug])
        self.count, self.open, self.pages = len(editions), 0, 0
        self.remarks: tuple[Finding, ...] | None = ()
        if shop.survey:
            self.remarks = surveyed(shop.store, self.state)

    def _unchanged(self, edition: Edition) -> Artifact | None:
        """Find what was made before; a shop without a store makes everything anew."""
        fresh = self.shop.store == NOWHERE or self.shop.look
        return None if fresh else self.ledger.unchanged(edition, self.state)

    def through(self) -> None:
        """Keep as many interiors on their way as there are lanes, until all is told."""
        free = [(number, "") for number in range(self.shop.lanes)]
        lanes = dict[Future[Any], _Lane]()
        if self.remarks is None:
            number, kin = free.pop()
            free += self._on(_Lane(number, kin, self._surveyed(number)), lanes, None)
        self._tell()
        while self.groups or lanes:
            while self.groups and free:
                lane = self._begun(*free.pop(), {lane.kin for lane in lanes.values()})
                free += self._on(lane, lanes, None)
            done, _ = wait(lanes, _TICK, FIRST_COMPLETED)
            for future in done:
                free += self._on(lanes.pop(future), lanes, future)
            self._tell()

    def _surveyed(self, lane: int) -> Way:
        """Find what is wrong with the book as a whole."""
        self.hear(Stage((), "looking at the whole book", lane))
        try:
            self.remarks = yield self.shop.desk.submit(
                Surveying(self.project, self.shop.store, self.state)
            )
        except (ManuscriptError, ProjectError):  # told by the editions that fail as well
            self.remarks = ()
        except BookletError as trouble:
            self.remarks = tuple(map(unfinished, trouble.findings))

    def _begun(self, number: int, kin: str, busy: set[str]) -> _Lane:
        """Begin with an interior of a kin, or else of one that is on no other lane."""
        kins = [group[0].locale.tag for group in self.groups]
        fresh = next((each for each in kins if each not in busy), kins[0])
        self.open += 1
        group = self.groups.pop(kins.index(kin if kin in kins else fresh))
        return _Lane(number, group[0].locale.tag, self._way(group, number))

    def _on(
        self, lane: _Lane, lanes: dict[Future[Any], _Lane], done: Future[Any] | None
    ) -> list[tuple[int, str]]:
        """Go on with an interior until it waits for something; return its lane when it is done."""
        try:
            if done is None:
                future = next(lane.way)
            elif trouble := missed(done):
                future = lane.way.throw(told(trouble))
            else:
                future = lane.way.send(done.result())
        except StopIteration:
            self.open -= bool(lane.kin)
            self.hear(Stage((), "", lane.number))
            return [(lane.number, lane.kin)]
        lanes[future] = lane
        return []

    def _way(self, group: tuple[Edition, ...], lane: int) -> Way:
        """Print the first edition with all that have the same words, then the others likewise."""
        left = {edition.slug: edition for edition in group}
        while left:
            self.hear(Stage(tuple(left.values()), "reading the chapters", lane))
            try:
                read = yield self.shop.desk.submit(Reading(tuple(left.values()), self.shop.store))
                if isinstance(read, Unread):
                    self._fail(read.editions, read.error)
                else:
                    yield from self._printed(read, lane)
            except BookletError as trouble:
                self._fail(left.values(), trouble)
            left = {slug: edition for slug, edition in left.items() if slug not in self.events}

    def _printed(self, read: Read, lane: int) -> Way:
        """Set the pages that are not there yet, and finish them for each edition."""
        pages, seconds = read.pages, read.seconds
        if self.shop.dry:
            self._plan(read)
            return
        if pages is None:
            self.hear(Stage(read.editions, "setting the pages", lane))
            try:
                kin, hands = read.editions[0].locale.tag, self._hands()
                setting = Setting(read.galley, kin, self.shop.limit, hands)
                pages, more = yield self.presses.submit(setting)
            except BookletError as trouble:
                self._fail(read.editions, trouble)
                return
            Kept(self.shop.store).keep(read.galley, pages)
            seconds += more
        self.pages += pages.count
        if self.shop.look:
            self._look(read, pages)
            return
        warnings = (*read.findings, *pages.findings)
        for edition in read.editions:
            self.hear(Stage((edition,), "finishing", lane))
            job = Finishing(read.manuscript, edition, pages, self.shop.printer, self.shop.store)
            try:
                made = yield self.shop.desk.submit(job)
                findings = (*warnings, *made.findings)
                seconds += made.seconds
                self._lay(edition, read, replace(made, findings=findings, seconds=seconds))
            except BookletError as trouble:
                self._fail((edition,), trouble)
            else:
                warnings, seconds = (), 0.0

    def _hands(self) -> int:
        """Share out the lanes among the interiors that are on their way, if some stay empty."""
        return max(1, self.shop.lanes // self.open) if self.shop.presses is None else 1

    def _lay(self, edition: Edition, read: Read, made: Made) -> None:
        """Lay the files of an edition into the tray.

        Raises ProjectError where they can't be written.
        """
        files = {f"{edition.slug}.pdf": made.pdf}
        files |= {f"{edition.slug}-cover.pdf": made.cover} if made.cover else {}
        files |= {f"{edition.slug}-guide.pdf": made.guide} if made.guide else {}
        paths = {name: self.shop.tray.lay(name, data) for name, data in files.items()}
        recipe = self._recipe(edition, read)
        artifact = Artifact(
            *(edition, paths[f"{edition.slug}.pdf"], made.pages, made.sheets, len(made.pdf)),
            *(made.seconds, made.how, made.findings),
            cover=paths.get(f"{edition.slug}-cover.pdf"),
            guide=paths.get(f"{edition.slug}-guide.pdf"),
            reused=read.pages is not None,
            why=self._why(edition, read),
        )
        self.ledger.note(artifact, recipe, files, self.state)
        self.events[edition.slug] = artifact

    def _recipe(self, edition: Edition, read: Read) -> dict[str, str]:
        """Sum up each thing that an edition is made of."""
        way, printer = repr(edition.format), repr(self.shop.printer)
        return {
            **read.recipe,
            "the format": digest(way)[:16],
            "the printer": digest(printer)[:16],
        }

    def _why(self, edition: Edition, read: Read) -> tuple[str, ...]:
        """Say why an edition is made again; nothing, where it comes out as it was."""
        changed = self.ledger.why(edition, self._recipe(edition, read))
        return changed or (() if read.pages else ("its pages were not kept",))

    def _plan(self, read: Read) -> None:
        """Say what would be made, and why."""
        for edition in read.editions:
            how = KEPT if read.pages else ANEW
            self.events[edition.slug] = Plan(edition, how, self._why(edition, read))

    def _look(self, read: Read, pages: Pages) -> None:
        """Tell what a typographer would say of pages."""
        from booklet.pages import remarks

        found = remarks(pages.blemishes, read.galley)
        self._share(read.editions, Looked(read.editions, pages.count, pages.blemishes, found))

    def _fail(self, editions: Iterable[Edition], trouble: BookletError) -> None:
        failed = tuple(editions)
        self._share(failed, Failure(failed, trouble))

    def _share(self, editions: tuple[Edition, ...], event: Event) -> None:
        """Tell something once for some editions, at the first of them."""
        self.events |= dict.fromkeys((edition.slug for edition in editions), None)
        self.events[editions[0].slug] = event

    def _tell(self) -> None:
        """Tell what has come of editions, as far as it is known of all before them."""
        self.hear(Tick(len(self.events), self.count, self.pages))
        if self.remarks is None:
            return
        if self.remarks:
            self.hear(Remarks(self.remarks))
            self.remarks = ()
        while self.untold and self.untold[0] in self.events:
            if event := self.events[self.untold.pop(0)]:
                self.hear(event)

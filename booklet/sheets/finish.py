"""Sheets become words, and steps without words: how to print them, and what comes after."""

from __future__ import annotations

from booklet.finding import Finding, warning
from booklet.sheets.folded import signatures
from booklet.sheets.model import Finish, Imposition
from booklet.sheets.plan import Plan
from booklet.sheets.steps import Step

#: Sheets of 80 g paper that still fold well and take one staple; somewhere from 15 to 20 they stop.
THICK = 15

#: Sheets of a signature, unless a number is given; where a scheme is not here, it has one.
MOST = {"sewn": 4, "quarto": 1}


def most(wanted: Imposition) -> int | None:
    """How many sheets a signature holds at most; None where all go into one."""
    return MOST.get(wanted.scheme) if wanted.signature is None else wanted.signature


def saddle(plan: Plan, wanted: Imposition) -> Finish:
    """Fold sheets into one another and staple them, in signatures if there are several."""
    sheets = len(plan.sheets)
    sizes = signatures(sheets, wanted.signature)
    if len(sizes) > 1:
        return _signatures(plan, wanted, sizes, "sew or glue them together")
    spine = _spine(wanted)
    if sheets == 1:
        how = f"Fold it in half, the cover outside{spine}."
        return _made(plan, wanted, how, _fold(wanted, 1))
    how = f"Fold them together in half, the cover outside{spine}, and staple through the fold."
    steps = (_step("nest", wanted, sheets), _fold(wanted, sheets), _step("staple", wanted))
    return _made(plan, wanted, how, *steps, findings=_thick(sheets, sizes[0]))


def sewn(plan: Plan, wanted: Imposition) -> Finish:
    """Fold sheets in signatures, and sew these."""
    sizes = signatures(len(plan.sheets), most(wanted))
    return _signatures(plan, wanted, sizes, "sew them together")


def perfect(plan: Plan, wanted: Imposition) -> Finish:
    """Fold sheets one by one, and glue them."""
    sheets, spine = len(plan.sheets), _spine(wanted)
    if sheets == 1:
        return _made(plan, wanted, f"Fold it in half, page 1 outside{spine}.", _fold(wanted, 1))
    each = f"Fold each sheet in half, its first page outside{spine}"
    how = f"{each}; lay them upon one another in order, and glue them along the fold."
    steps = (_fold(wanted, 1), _step("collate", wanted, sheets), _step("glue", wanted))
    return _made(plan, wanted, how, *steps)


def quarto(plan: Plan, wanted: Imposition) -> Finish:
    """Fold sheets twice."""
    sheets, spine = len(plan.sheets), _spine(wanted)
    sizes = signatures(sheets, most(wanted))
    twice = _step("fold-twice", wanted, 1)
    what = "it" if sheets == 1 else "each sheet"
    how = f"Fold {what} in half twice, its first page outside{spine}"
    steps = [twice]
    if sizes[0] > 1:
        how += f"; lay them into one another, {_told(sizes)}, and staple through the fold"
        steps += [_step("nest", wanted, sizes[0], tuple(sizes)), _step("staple", wanted)]
    elif sheets > 1:
        how += "; lay them upon one another in order, and sew or glue them together"
        steps += [_step("collate", wanted, sheets), _step("sew", wanted)]
    steps.append(_step("trim-head", wanted))
    return _made(plan, wanted, f"{how}. Cut the folds at the head open.", *steps)


def twins(plan: Plan, wanted: Imposition) -> Finish:
    """Cut two copies apart, and fold each."""
    sheets = len(plan.sheets)
    sizes = signatures(sheets, wanted.signature)
    copies = "Cut the sheets across the middle: each pile is a booklet."
    if len(sizes) > 1:
        cut = _step("cut-across", wanted, sheets)
        return _signatures(plan, wanted, sizes, "sew or glue them together", copies, cut)
    fold = f"Fold it in half, the cover outside{_spine(wanted)}"
    staple = ", and staple through the fold." if sheets > 1 else "."
    steps = [_step("cut-across", wanted, sheets), _fold(wanted, sheets)]
    steps += [_step("staple", wanted)] if sheets > 1 else []
    return _made(plan, wanted, f"{copies} {fold}{staple}", *steps, findings=_thick(sheets, sheets))


def halves(plan: Plan, wanted: Imposition) -> Finish:
    """Cut sheets across, and fold one half around the other."""
    sheets = len(plan.sheets)
    sizes = signatures(2 * sheets, wanted.signature)
    cut = "Cut the sheets across the middle, and lay the upper pile upon the lower one."
    steps: tuple[Step, ...] = (
        _step("cut-across", wanted, sheets),
        _step("lay-around", wanted, sheets),
    )
    if len(sizes) > 1:
        return _signatures(plan, wanted, sizes, "sew or glue them together", cut, *steps)
    how = f"{cut} Fold all in half, the cover outside{_spine(wanted)}, and staple through the fold."
    steps = (*steps, _fold(wanted, 2 * sheets), _step("staple", wanted))
    return _made(plan, wanted, how, *steps, findings=_thick(2 * sheets, 2 * sheets))


def stack(plan: Plan, wanted: Imposition) -> Finish:
    """Cut a pile of sheets, and lay its parts upon one another."""
    shape = _shape(plan)
    if shape == (1, 1):
        return _made(plan, wanted, "Its pages are in order.")
    how = (
        "Cut the pile along the marks, and lay the parts upon one another, row by row: the one "
        f"with page 1 on top{', from the right' if wanted.binding == 'right' else ''}."
    )
    cut = _step("cut", wanted, len(plan.sheets), shape)
    return _made(plan, wanted, how, cut, _step("pile", wanted, len(plan.sheets), shape))


def n_up(plan: Plan, wanted: Imposition) -> Finish:
    """Say how much smaller pages are."""
    how = f"Pages are printed at {100 * plan.scale:.0f} % of their size."
    return _made(plan, wanted, how)


def cards(plan: Plan, wanted: Imposition) -> Finish:
    """Cut cards."""
    cut = _step("cut", wanted, len(plan.sheets), _shape(plan))
    return _made(plan, wanted, "Cut along the marks; they are on the fronts alone.", cut)


def zine(plan: Plan, wanted: Imposition) -> Finish:
    """Fold and cut a zine."""
    how = (
        "Fold it in half each way, and once more across; open it. Cut along the line in its "
        "middle. Fold it lengthwise, push both ends together until the middle opens, and fold "
        f"it to a booklet, the cover outside{_spine(wanted)}."
    )
    return _made(plan, wanted, how, _step("zine", wanted))


def letter(plan: Plan, wanted: Imposition) -> Finish:
    """Fold a sheet as a letter."""
    way = "left" if wanted.binding == "right" else "right"
    other = "right" if way == "left" else "left"
    how = (
        f"Lay it down with pages 2 to 4 up. Fold the {way} panel in, then the {other} one over it: "
        "the cover is on top."
    )
    return _made(plan, wanted, how, _step("letter", wanted))


def z(plan: Plan, wanted: Imposition) -> Finish:
    """Fold a sheet as a Z: what is behind page 2 is the cover, and page 4 the back."""
    way = "right" if wanted.binding == "right" else "left"
    how = (
        f"Lay it down with pages 2 to 4 up. Fold the {way} panel in, and the other one back: the "
        "cover is on top."
    )
    return _made(plan, wanted, how, _step("z", wanted))


def _signatures(
    plan: Plan, wanted: Imposition, sizes: list[int], join: str, before: str = "", *first: Step
) -> Finish:
    """Fold sheets in signatures; these may have to be cut first."""
    fold = f"{before} Fold {_told(sizes)}, the first page of each outside".lstrip()
    how = f"{fold}; lay them in order{_spine(wanted)}, and {join}."
    steps = (
        *first,
        _step("nest", wanted, sizes[0], tuple(sizes)),
        _fold(wanted, sizes[0]),
        _step("collate", wanted, len(sizes)),
        _step("sew", wanted),
    )
    return _made(plan, wanted, how, *steps, findings=_thick(sum(sizes), sizes[0]))


def _made(
    plan: Plan, wanted: Imposition, how: str, *steps: Step, findings: tuple[Finding, ...] = ()
) -> Finish:
    printed, first = printing(plan, wanted)
    return Finish(f"{printed} {how}", (*first, *steps), findings)


def printing(plan: Plan, wanted: Imposition) -> tuple[str, tuple[Step, ...]]:
    """Say how to print sheets."""
    count, paper, lies = len(plan.sheets), wanted.paper.name, plan.front.width > plan.front.height
    asked = {"sheets": count, "paper": paper, "flip": wanted.flip, "lies": lies}
    many = f"{_many(count)} of {paper}"
    sides = sum(len(sheet.sides) for sheet in plan.sheets)
    if sides == count:
        step = Step("print-one", count, paper, lies=lies, scale=plan.scale)
        return f"Print {many} on one side, at 100 %.", (step,)
    if wanted.printer and wanted.printer.manual:
        fronts = Step("print-fronts", **asked, first=1, last=count, scale=plan.scale)  # type: ignore[arg-type]
        backs = Step("print-backs", **asked, first=count + 1, last=sides, scale=plan.scale)  # type: ignore[arg-type]
        how = (
            f"Print {_pages(1, count)} of the file on {many}, at 100 %. Put the pile back in, so "
            f"that the white sides are printed, then print {_pages(count + 1, sides)}."
        )
        return how, (fronts, backs)
    step = Step("print", **asked, scale=plan.scale)  # type: ignore[arg-type]
    return f"Print {many} on both sides, flipped on the {wanted.flip} edge, at 100 %.", (step,)


def _step(kind: str, wanted: Imposition, sheets: int = 0, parts: tuple[int, ...] = ()) -> Step:
    return Step(kind, sheets, wanted.paper.name, binding=wanted.binding, parts=parts)  # type: ignore[arg-type]


def _fold(wanted: Imposition, sheets: int) -> Step:
    return _step("fold", wanted, sheets)


def _spine(wanted: Imposition) -> str:
    where = {"left": "", "right": ", the spine on the right", "top": ", the spine at the top"}
    return where[wanted.binding]


def _shape(plan: Plan) -> tuple[int, int]:
    return len(plan.front.columns), len(plan.front.rows)


def _told(sizes: list[int]) -> str:
    """Tell how many sheets to fold together, in the order in which they are printed."""
    kinds = [(size, sizes.count(size)) for size in sorted(set(sizes), reverse=True)]
    (size, count), rest = kinds[0], kinds[1:]
    first = f"{count} signature{'s' * (count > 1)} of {_many(size)}"
    return ", then ".join([first, *(f"{count} of {_many(size)}" for size, count in rest)])


def _thick(sheets: int, thickest: int) -> tuple[Finding, ...]:
    if thickest <= THICK:
        return ()
    count = -(-sheets // THICK)
    fewer = f"ask for signatures of {-(-sheets // count)} sheets: they make {count}"
    return (
        warning(
            "signature-thick",
            f"{thickest} sheets are many for one fold and one staple",
            hint=f"{fewer}, to be sewn or glued together",
        ),
    )


def _many(sheets: int) -> str:
    return f"{sheets} sheet{'s' * (sheets > 1)}"


def _pages(first: int, last: int) -> str:
    return f"page {first}" if first == last else f"pages {first} to {last}"

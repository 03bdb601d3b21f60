"""
Concession curves: what each seat's own offers were worth to it, one after the other.

A step is what a seat gave up against its own previous offer. Reciprocity sets it beside the step of
the other side's last offer, where that came in between.
"""

from collections.abc import Sequence

from classroom.debrief.offers import Made, offers_of
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played
from classroom.debrief.reckon import correlation, median
from classroom.debrief.telling import ended

ID = "concessions"
COLUMNS = ("table", "offer", "seat", "turn", "at", "utility", "step", "answered")


def figures(tables: Sequence[Played]) -> Figures:
    """
    Return all offers by table and time: own utility, own step, and the other's step it answers.

    `at` is running seconds, or minutes of the talks where nobody took the time.
    """
    some = sorted(ended(tables), key=lambda one: one.table)
    made = [(one.table, offer) for one in some for offer in offers_of(one)]
    rows = tuple(_row(table, offer) for table, offer in made)
    return Figures(panel=ID, columns=COLUMNS, rows=rows, totals=_totals([o for _, o in made]))


def _row(table: int, made: Made) -> tuple[Cell, ...]:
    return (
        table, made.number, made.by, made.turn, made.at, made.utility, made.step, made.answered,
    )  # fmt: skip


def _totals(made: Sequence[Made]) -> dict[str, Cell]:
    steps = [one.step for one in made if one.step is not None]
    pairs = [
        (one.answered, one.step)
        for one in made
        if one.step is not None and one.answered is not None
    ]
    return {
        "offers": len(made), "steps": len(steps), "median_step": median(steps),
        "reciprocity_n": len(pairs), "reciprocity": correlation(pairs),
    }  # fmt: skip

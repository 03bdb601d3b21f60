"""
What several panels share: which table stands where, who sat there, what to warn of.

On a screen a table has no number, only its place from the left: best first, then without a deal.
"""

from collections.abc import Iterable, Sequence, Sized

from classroom.debrief.panel import FEW, Cell, Figures
from classroom.debrief.played import UNCOUNTED, Played, best_first
from sim.domain.setting import Scenario
from sim.domain.talks import DEAL
from sim.domain.units import MILLI, MINUTES_DAY
from sim.report.say import NONE, Say


def ended(tables: Iterable[Played]) -> tuple[Played, ...]:
    """Return the tables whose result counts: not those still open or ended by the teacher."""
    return tuple(one for one in tables if one.status not in UNCOUNTED)


def places_of(tables: Iterable[Played]) -> dict[int, int]:
    """Return by table its place from the left, from 1."""
    return {one.table: place for place, one in enumerate(best_first(tables), 1)}


def by_place(figures: Figures, tables: Sequence[Played]) -> list[tuple[Cell, ...]]:
    """Return the rows of figures with places in the first column, in that order."""
    places = places_of(tables)
    rows = sorted(figures.rows, key=lambda row: places[int(row[0] or 0)])
    return [(places[int(row[0] or 0)], *row[1:]) for row in rows]


def main_table(scenario: Scenario) -> str:
    """Return the table at which the deal of the scenario is made: the first whose paper is one."""
    found = next((one for one in scenario.tables if one.outcome == DEAL), scenario.tables[0])
    return found.id


def few(tables: Sized, words: Say) -> tuple[str, ...]:
    """Return the warning that so few tables prove nothing, where it is due: not of none."""
    if not 0 < len(tables) < FEW:
        return ()
    return (words.text.count("class.board.few", len(tables)),)


def formed(tables: Sized, words: Say) -> tuple[str, ...]:
    """Return the warning that so few tables filled a form, or that none did."""
    return few(tables, words) if len(tables) else (words.text("class.board.no_form"),)


def no_zone(tables: Iterable[Played], words: Say) -> tuple[str, ...]:
    """Return the remark that some deals have no share of a best, where there are any."""
    count = sum(one.zoneless for one in tables)
    return (words.text.count("class.plot.no_zone", count),) if count else ()


def day(minute: int) -> int:
    """Return the day of a minute, from 1, as people count."""
    return minute // MINUTES_DAY + 1


def milli(value: Cell, words: Say, places: int = 1) -> str:
    """Return thousandths in words, a dash for none."""
    return words.number(value / MILLI, places) if isinstance(value, int) else NONE


def whole(value: Cell, words: Say) -> str:
    """Return a whole number in words, a dash for none."""
    return words.number(value) if isinstance(value, int) else NONE


def worth(value: Cell, words: Say) -> str:
    """Return millionths of utility as points with a sign, a dash for none."""
    return words.points(value, signed=True) if isinstance(value, int) else NONE


def share(value: Cell, words: Say, places: int = 0) -> str:
    """Return a share in ppm as per cent, a dash for none."""
    return words.percent(value / 1_000_000, places) if isinstance(value, int) else NONE


def tick(value: Cell, words: Say) -> str:
    """Return yes or no, a dash for neither."""
    if value is None:
        return NONE
    return words.text("class.board.yes" if value else "class.board.no")


def listed(names: Iterable[str], words: Say) -> str:
    """Return names one after the other, the last two joined by the word of the language."""
    from babel.lists import format_list

    return str(format_list(list(names), locale=words.lang))

"""
When something happened: the number of its decision, told as class time or as a day of the talks.

A class that plays together may decide everything within one minute of the talks, so what people
remember is the running time of the lesson; talks over days, or a record without it, count days.
"""

from collections.abc import Sequence

from classroom.debrief.offers import moment_of
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played
from classroom.debrief.telling import day, places_of
from classroom.debrief.time import end_of
from sim.domain.units import PPM
from sim.report.say import NONE, Say

_MINUTE = 60


def moment(one: Played, number: Cell, words: Say) -> str:
    """Return when a decision was taken, a dash for none."""
    if not isinstance(number, int):
        return NONE
    if number in one.seconds:
        minutes, seconds = divmod(one.seconds[number], _MINUTE)
        return words.text("class.board.clock", minutes=minutes, seconds=f"{seconds:02}")
    minute = one.decisions[number - 1].minute
    return words.text("class.board.day", day=words.number(day(minute)))


def passed(one: Played, number: int) -> int:
    """Return in ppm how much of a table's time was over at a decision, rounded down."""
    whole = end_of(one)
    if whole:
        return min(moment_of(one, number) * PPM // whole, PPM)
    return (number - 1) * PPM // len(one.decisions)


def by_number(tables: Sequence[Played]) -> tuple[Played, ...]:
    """Return tables in the order of their numbers, so that figures do not hang on another."""
    return tuple(sorted(tables, key=lambda one: one.table))


def placed(figures: Figures, tables: Sequence[Played]) -> list[tuple[Played, tuple[Cell, ...]]]:
    """Return rows with their tables, the place from the left in the first column, in that order."""
    places = places_of(tables)
    known = {one.table: one for one in tables}
    rows = sorted(figures.rows, key=lambda row: places[int(row[0] or 0)])
    return [(known[int(row[0] or 0)], (places[int(row[0] or 0)], *row[1:])) for row in rows]

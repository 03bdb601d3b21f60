"""
Figures in words: one way to write each column, whatever panel it stands in.

On a screen a table has neither number nor name, only its place from the left.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from classroom.debrief.offers import KINDS
from classroom.debrief.panel import Cell, Figures
from classroom.debrief.played import Played, best_first
from classroom.debrief.telling import ended, share, tick, whole, worth
from sim.projections.transcript import option_value, said
from sim.report.say import NONE, POINT, Say

Writer = Callable[[Cell, Say], str]
_MINUTE = 60


def head(columns: Iterable[str], words: Say) -> list[str]:
    """Return the heads of columns."""
    return [words.text(f"class.column.{name}") for name in columns]


def body(figures: Figures, tables: Sequence[Played], words: Say) -> list[list[str]]:
    """
    Return the rows of figures in words, those of tables in the order of their places.

    In the order of their numbers a reader could count off which table is which.
    """
    places = {one.table: place for place, one in enumerate(best_first(ended(tables)), 1)}
    timed, rows = is_timed(tables), figures.rows
    if figures.columns[0] == "table":
        rows = tuple(sorted(rows, key=lambda row: places[int(row[0] or 0)]))
    return [
        [_said(name, cell, places, words, timed=timed)
         for name, cell in zip(figures.columns, row, strict=True)]
        for row in rows
    ]  # fmt: skip


def _said(name: str, cell: Cell, places: Mapping[int, int], words: Say, *, timed: bool) -> str:
    if cell is None:
        return NONE
    if name == "table":
        return words.number(places[int(cell)])
    if name in {"at", "agreed", "end"}:
        return clock(int(cell), words) if timed else day_of(int(cell), words)
    return _WRITERS.get(name, whole)(cell, words)


def is_timed(tables: Iterable[Played]) -> bool:
    """Tell whether somebody took the time of the class; else moments are minutes of the talks."""
    return any(one.seconds for one in tables)


def clock(seconds: int, words: Say) -> str:
    """Return running seconds as minutes and seconds."""
    minutes, rest = divmod(seconds, _MINUTE)
    return words.text("class.format.clock", minutes=minutes, seconds=f"{rest:02}")


def day_of(minute: int, words: Say) -> str:
    """Return a minute of the talks as a day, with a decimal."""
    return words.text("class.format.day", day=words.number(1 + minute / 1440, 1))


def points(value: Cell, words: Say) -> str:
    """Return millionths of utility as points without a sign, a dash for none."""
    return words.number(int(value) / POINT, 1) if isinstance(value, int) else NONE


def best(value: Cell, words: Say) -> str:
    """Return a best gain as points, in words where there is none."""
    return words.text("class.plot.none") if value == 0 else points(value, words)


def percent(value: Cell, words: Say) -> str:
    """Return ppm as a whole per cent, a dash for none."""
    return share(value, words)


def percents(words: Say) -> Callable[[float, int], str]:
    """Return how an axis in per cent writes its values."""

    def write(value: float, places: int) -> str:
        return words.percent(value / 100, places)

    return write


def factor(value: Cell, words: Say) -> str:
    """Return a correlation given in ppm with two decimals and its sign, a dash for none."""
    return words.signed(int(value) / 1_000_000, 2) if isinstance(value, int) else NONE


def issue(name: str, words: Say) -> str:
    """Return the name of an issue."""
    return words.names.get(f"issues.{name}.label", name)


def option(one: Played, name: str, chosen: str | int, words: Say) -> str:
    """Return an option of an issue."""
    return said(option_value(one.scenario, name, chosen), words.names)


def _seat(value: Cell, words: Say) -> str:
    return words.seat(str(value))


def _issue(value: Cell, words: Say) -> str:
    return issue(str(value), words)


def _keyed(prefix: str) -> Writer:
    def write(value: Cell, words: Say) -> str:
        return words.text(f"class.{prefix}.{value}")

    return write


def _outcome(value: Cell, words: Say) -> str:
    return words.outcome(str(value))


_WRITERS: Mapping[str, Writer] = {
    **dict.fromkeys(("seat", "other", "first", "second"), _seat),
    **dict.fromkeys(("takes", "gives"), _issue),
    **dict.fromkeys(("utility", "reservation", "stated", "first_offer"), points),
    **dict.fromkeys(("gain", "left", "step", "answered"), worth),
    **dict.fromkeys(("share", "anchor", "share_of_ideal", "weight"), percent),
    **dict.fromkeys(("efficient", "used", "impossible"), tick),
    **dict.fromkeys(KINDS, whole),
    "status": _keyed("status"), "kind": _keyed("zone"), "point": _keyed("point"),
    "outcome": _outcome, "best": best,
}  # fmt: skip

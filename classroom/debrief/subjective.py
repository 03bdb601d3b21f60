"""
Subjective value: how people felt about outcome, themselves, the process and each other.

Four factors of our own short form, each a mean of answers from 1 to 7 in thousandths. Beside them
stands the gain of the same seat, since satisfaction is not score. A row without a table is the
mean of its role over the class; a seat that two people shared counts both of them.
"""

from collections.abc import Iterator, Mapping, Sequence

from classroom.debrief.board import (
    axis_across,
    axis_up,
    dodged,
    label,
    legend,
    piled,
    series_by_seat,
    sheet,
)
from classroom.debrief.moments import by_number
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import formed, milli, places_of, whole, worth
from classroom.forms import FACTORS, LEAST, MOST, factor_mean
from sim.charts.markup import Markup
from sim.charts.palette import RULE
from sim.charts.scale import Scale, scale_of
from sim.charts.svg import line, mark
from sim.domain.units import MILLI, POINT
from sim.report.say import Say

ID = "subjective"
COLUMNS = ("table", "seat", "people", *FACTORS, "surplus")


def figures(tables: Sequence[Played]) -> Figures:
    """Return the factors by table and seat, then each role's means over the class."""
    rows = [row for one in by_number(tables) for row in _rows(one)]
    seats = [
        seat for seat in (tables[0].seats if tables else ()) if any(r[1] == seat for r in rows)
    ]
    means = [_mean(seat, [row for row in rows if row[1] == seat]) for seat in seats]
    return Figures(panel=ID, columns=COLUMNS, rows=(*rows, *means))


def _rows(one: Played) -> Iterator[tuple[Cell, ...]]:
    """Yield the seats whose people filled the form."""
    for seat in one.seats:
        forms = [form.answers for form in one.feelings.get(seat, ())]
        if not forms:
            continue
        factors = (_over([factor_mean(answers, factor) for answers in forms]) for factor in FACTORS)
        yield one.table, seat, len(forms), *factors, one.gains[seat]


def _mean(seat: str, rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """Return a role's means: of each factor over the tables, one table one voice."""
    factors = (_over([row[3 + at] for row in rows]) for at in range(len(FACTORS)))
    people = sum(int(row[2] or 0) for row in rows)
    return (None, seat, people, *factors, _over([row[-1] for row in rows]))


def _over(values: Sequence[Cell]) -> int | None:
    """Return the mean of what is known, rounded down; None of nothing."""
    known = [value for value in values if isinstance(value, int)]
    return sum(known) // len(known) if known else None


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return each role's four means, and beside them satisfaction against surplus."""
    found = figures(tables)
    single = [row for row in found.rows if row[0] is not None]
    places = places_of(tables)
    say = words.text
    rows = sorted(found.rows, key=lambda row: _order(row, places))
    return Panel(
        id=ID,
        title=say("class.subjective.title"),
        caption=say(
            "class.subjective.caption" if single else "class.subjective.caption_none",
            people=words.number(sum(int(row[2] or 0) for row in single)),
            tables=words.number(len({row[0] for row in single})),
        ),
        drawing=_drawing(tables[0], found, words) if single else None,
        head=[say(f"class.subjective.head.{name}") for name in COLUMNS],
        rows=[_said(row, places, words) for row in rows],
        notes=formed([one for one in tables if any(one.feelings.values())], words),
    )  # fmt: skip


def _order(row: Sequence[Cell], places: Mapping[int, int]) -> int:
    return len(places) + 1 if row[0] is None else places[int(row[0])]


def _said(row: Sequence[Cell], places: Mapping[int, int], words: Say) -> list[str]:
    at, seat, people, *factors, surplus = row
    where = words.text("class.board.all") if at is None else whole(places[int(at)], words)
    return [
        where, words.seat(str(seat)), whole(people, words),
        *(milli(one, words, 2) for one in factors), worth(surplus, words),
    ]  # fmt: skip


_LABELS, _MIDDLE, _TOP, _FOOT = 132.0, 356.0, 56.0, 212.0
_PLOT, _RIGHT = 440.0, 706.0


def _drawing(one: Played, found: Figures, words: Say) -> Markup:
    means = [row for row in found.rows if row[0] is None]
    seats = [str(row[1]) for row in means]
    series = series_by_seat(one.scenario, one.seats)
    return sheet(
        words.text("class.subjective.title"), _FOOT + 40,
        legend([(series[seat], words.seat(seat)) for seat in seats], 10),
        _factors(means, series, words), _against(found, series, words),
    )  # fmt: skip


def _factors(means: Sequence[Sequence[Cell]], series: Mapping[str, int], words: Say) -> Markup:
    """Return a lane for each factor with the roles' means on it."""
    across = Scale(LEAST, MOST, _LABELS, _MIDDLE)
    height = (_FOOT - _TOP) / len(FACTORS)
    parts: list[Markup] = [
        axis_across(across, _TOP, _FOOT, words.text("class.subjective.scale"), words.number)
    ]
    for number, factor in enumerate(FACTORS):
        y = _TOP + height * (number + 0.5)
        parts += [line(_LABELS, y, _MIDDLE, y, stroke=RULE),
                  label(4, y, words.text(f"class.subjective.factor.{factor}"))]  # fmt: skip
        known = [row for row in means if row[3 + number] is not None]
        places = [across(int(row[3 + number] or 0) / MILLI) for row in known]
        for row, x, layer in zip(known, places, dodged(places, 11.0), strict=True):
            parts.append(mark(x, y + piled(layer, 9.0), series[str(row[1])], 5.0))
    return Markup("".join(parts))


def _against(found: Figures, series: Mapping[str, int], words: Say) -> Markup:
    """Return satisfaction with the outcome against the surplus, a mark for each seat."""
    rows = [row for row in found.rows if row[0] is not None and row[3] is not None]
    gains = [int(row[-1] or 0) / POINT for row in rows]
    across = scale_of(gains, _PLOT, _RIGHT, zero=True)
    up = Scale(LEAST - 0.3, MOST + 0.3, _FOOT, _TOP)
    parts = [
        axis_across(across, _TOP, _FOOT, words.text("class.subjective.surplus"), words.signed),
        axis_up(up, _PLOT, _RIGHT, "", words.number),
        label(_PLOT - 16, _TOP - 16, words.text("class.subjective.up"), font_weight="600"),
    ]
    parts += [
        mark(across(gain), up(int(row[3] or 0) / MILLI), series[str(row[1])], 4.6)
        for row, gain in zip(rows, gains, strict=True)
    ]
    return Markup("".join(parts))

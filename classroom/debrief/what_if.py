"""
What if: one table forked at one decision; strategies play the rest with the same seed.

Input is a pair: the table as it was played and its fork. They share every decision up to the fork,
and luck as well, so what differs afterwards follows from the one decision and from who played on.
"""

from collections.abc import Sequence

from classroom.debrief.board import (
    GAIN,
    HIGH,
    LOSS,
    axis_up,
    label,
    series_by_seat,
    sheet,
)
from classroom.debrief.moments import moment
from classroom.debrief.panel import Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import worth
from sim.charts.markup import Markup, el
from sim.charts.palette import DASHES, FILLS, INK, at
from sim.charts.scale import scale_of
from sim.charts.svg import line, mark, text
from sim.domain.units import POINT
from sim.report.say import Say
from sim.words import Text

ID = "what_if"
COLUMNS = (
    "table", "seat", "fork", "outcome", "outcome_forked", "reservation", "utility",
    "utility_forked", "change",
)  # fmt: skip
PAIR = 2


def figures(tables: Sequence[Played]) -> Figures:
    """Return what each seat got as played and in the fork; the pair stands in that order."""
    real, forked = _pair(tables)
    kept = shared(real, forked)
    rows = tuple(
        (
            real.table, seat, kept, ending(real) or None, ending(forked) or None,
            real.results[seat].reservation, real.entered[seat], forked.entered[seat],
            forked.entered[seat] - real.entered[seat],
        )
        for seat in real.seats
    )  # fmt: skip
    return Figures(panel=ID, columns=COLUMNS, rows=rows)


def _pair(tables: Sequence[Played]) -> tuple[Played, Played]:
    # A fork may name other strategies in its header; scenario and seed are those of the table.
    starts = {(one.header.seed, one.scenario.id) for one in tables}
    if len(tables) != PAIR or len(starts) != 1:
        message = "a what-if is a table and its own fork"
        raise ValueError(message)
    return tables[0], tables[1]


def id_of(number: int, total: int) -> str:
    """Return the id of the page of a class's what-if by its number; one alone has none."""
    return f"{ID}_{number}" if total > 1 else ID


def title_of(text: Text, number: int, total: int) -> str:
    """Return the title of that page."""
    title = text("class.what_if.title")
    return f"{title} {number}" if total > 1 else title


def shared(real: Played, forked: Played) -> int:
    """Return how many decisions both have in common: the fork was made after that one."""
    for number, (one, other) in enumerate(zip(real.decisions, forked.decisions, strict=False)):
        if one != other:
            return number
    return min(len(real.decisions), len(forked.decisions))


def ending(one: Played) -> str:
    """Return the kind of a table's outcome, empty if its time was up before one."""
    outcome = one.final.common.outcome
    return "" if outcome is None else outcome.kind


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a line for each seat from what it got to what it would have got."""
    real, forked = _pair(tables)
    found = figures(tables)
    kept = shared(real, forked)
    say = words.text
    return Panel(
        id=ID,
        title=say("class.what_if.title"),
        caption=say(
            "class.what_if.caption", n=words.number(kept),
            at=moment(real, kept or None, words), real=_ended(real, words),
            forked=_ended(forked, words),
        ),
        drawing=_drawing(real, forked, words),
        head=[say(f"class.what_if.head.{name}") for name in ("seat", "reservation", "utility",
                                                             "utility_forked", "change")],
        rows=[
            [words.seat(str(row[1])), *(words.points(int(one or 0)) for one in row[5:8]),
             worth(row[8], words)]
            for row in found.rows
        ],
        notes=(say("class.what_if.note"),),
    )  # fmt: skip


def _ended(one: Played, words: Say) -> str:
    kind = ending(one)
    return words.names.get(f"outcome.{kind}", kind) if kind else words.text("class.status.timeout")


_LEFT, _RIGHT, _TOP, _FOOT = 150.0, 480.0, 40.0, HIGH - 32.0


def _drawing(real: Played, forked: Played, words: Say) -> Markup:
    series = series_by_seat(real.scenario, real.seats)
    pairs = {seat: (real.gains[seat] / POINT, forked.gains[seat] / POINT)
             for seat in real.seats}  # fmt: skip
    up = scale_of([value for pair in pairs.values() for value in pair], _FOOT, _TOP, zero=True)
    say = words.text
    parts: list[Markup] = [
        axis_up(up, 60, _RIGHT + 12, say("class.what_if.axis"), words.signed),
        text(_LEFT, _FOOT + 20, say("class.what_if.real"), anchor="middle", font_weight="600"),
        text(_RIGHT, _FOOT + 20, say("class.what_if.forked"), anchor="middle",
             font_weight="600"),
        line(60, up(0), _RIGHT + 12, up(0), stroke_width="1.4"),
        # What stands beside the marks is no height of theirs.
        label(_RIGHT + 22, _TOP - 20, say("class.what_if.over"), font_weight="600"),
    ]  # fmt: skip
    changes = _apart({seat: up(pair[1]) for seat, pair in pairs.items()})
    for seat, (before, after) in pairs.items():
        number = series[seat]
        change = after - before
        parts += [
            el("g",
               _way(up(before), up(after), number),
               mark(_LEFT, up(before), number, 7.5), mark(_RIGHT, up(after), number, 7.5)),
            label(_RIGHT + 22, changes[seat], words.signed(change), font_weight="600",
                  fill=GAIN if change >= 0 else LOSS),
            label(_RIGHT + 72, changes[seat], words.seat(seat), width=150),
        ]  # fmt: skip
    return sheet(say("class.what_if.title"), _FOOT + 30, parts)


def _way(before: float, after: float, number: int) -> Markup:
    """Return the line between the marks of a seat in their colour, edged to stand on paper."""
    dashes = at(DASHES, number) or None
    inks = ((INK, "4"), (at(FILLS, number), "2.4"))
    return el("g", [
        line(_LEFT, before, _RIGHT, after, stroke=ink, stroke_width=wide, stroke_dasharray=dashes)
        for ink, wide in inks
    ])  # fmt: skip


def _apart(places: dict[str, float], least: float = 15.0) -> dict[str, float]:
    """Return places moved down until none stands on another."""
    found: dict[str, float] = {}
    level = -least
    for seat in sorted(places, key=lambda one: (places[one], one)):
        level = max(places[seat], level + least)
        found[seat] = level
    return found

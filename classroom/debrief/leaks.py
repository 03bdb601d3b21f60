"""
Leaks: which private facts got out, by whom, to whom, when, and whether freely.

A proof and an honest answer are given freely, to one seat; an evasive answer tells nothing and is
left out. A story in the press reaches everybody: its author is known here even if it was never
traced, since results are open by now. `when` is the share of the table's time that was over.
"""

from collections.abc import Iterator, Mapping, Sequence

from classroom.debrief.board import (
    axis_across,
    dodged,
    key_of,
    label,
    legend,
    piled,
    series_by_seat,
    sheet,
)
from classroom.debrief.moments import by_number, moment, passed, placed
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import few, share, tick, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, PAPER, RULE
from sim.charts.scale import Scale
from sim.charts.svg import line, mark, place
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.decision import Decision
from sim.domain.lookup import index_of
from sim.domain.units import PPM
from sim.report.say import NONE, Say

ID = "leaks"
COLUMNS = ("table", "by", "to", "fact", "way", "decision", "when", "traced")
PROOF, ANSWER, PRESS = "proof", "answer", "press"
FREE = frozenset({PROOF, ANSWER})


def figures(tables: Sequence[Played]) -> Figures:
    """Return each private fact that got out, in order."""
    return Figures(
        panel=ID,
        columns=COLUMNS,
        rows=tuple(row for one in by_number(tables) for row in _rows(one)),
    )


def _rows(one: Played) -> Iterator[tuple[Cell, ...]]:
    for made in one.decisions:
        found = _told(made)
        if found is not None:
            by, to, fact, way, traced = found
            when = passed(one, made.number)
            yield one.table, by, to or None, fact, way, made.number, when, traced


def _told(made: Decision) -> tuple[str, str, str, str, int | None] | None:
    """Return author, addressee, fact and way of what a decision let out, or None."""
    traced = any(isinstance(event, e.LeakTraced) for event in made.events)
    for event in made.events:
        match event:
            case e.FactDisclosed():
                return event.by, event.to, event.fact, PROOF, None
            case e.QuestionAnswered() if isinstance(made.move, m.Answer) and made.move.honest:
                return event.by, event.to, event.question, ANSWER, None
            case e.CardPlayed():
                return event.by, "", event.card, PRESS, int(traced)
            case _:
                pass
    return None


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a lane for each seat: above it what it gave freely, below it what it leaked."""
    found = figures(tables)
    told = placed(found, tables)
    rows = [row for _, row in told]
    free = sum(1 for row in rows if row[4] in FREE)
    say = words.text
    return Panel(
        id=ID,
        title=say("class.leaks.title"),
        caption=say(
            "class.leaks.caption", free=words.number(free), press=words.number(len(rows) - free),
            traced=words.number(sum(int(row[7] or 0) for row in rows)),
        ),
        drawing=_drawing(tables, rows, words) if rows else None,
        head=[say(f"class.leaks.head.{name}") for name in COLUMNS],
        rows=[_said(one, row, words) for one, row in told],
        notes=few(tables, words),
    )  # fmt: skip


def _said(one: Played, row: Sequence[Cell], words: Say) -> list[str]:
    at, by, to, fact, way, number, when, traced = row
    return [
        whole(at, words), words.seat(str(by)),
        words.seat(str(to)) if to else words.text("class.leaks.everybody"),
        _fact(str(fact), str(way), words), words.text(f"class.leaks.way.{way}"),
        moment(one, number, words), share(when, words),
        tick(traced, words) if way == PRESS else NONE,
    ]  # fmt: skip


def _fact(fact: str, way: str, words: Say) -> str:
    """Return what a fact is about; a card is called by its story where that has a name."""
    if way == PRESS:
        return words.names.get(f"cards.{fact}.label", words.names.get(f"cards.{fact}", fact))
    key = f"class.leaks.fact.{fact}"
    return words.text(key) if words.text.has(key) else fact


_LEFT, _RIGHT, _TOP, _LANE = 150.0, 700.0, 44.0, 40.0


def _drawing(tables: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    one = tables[0]
    authors = [name for name in index_of(one.scenario).names if any(r[1] == name for r in rows)]
    series = series_by_seat(one.scenario, one.seats)
    across = Scale(0.0, 100.0, _LEFT, _RIGHT)
    foot = _TOP + _LANE * len(authors)
    say = words.text
    known = [(series[seat], words.seat(seat)) for seat in one.seats]
    parts: list[Markup] = [
        legend(known, 10), key_of([(_paper(0, 0, 5.5), say("class.leaks.sign"))], 31),
        axis_across(across, _TOP, foot, say("class.leaks.axis"),
                    lambda value, _: words.percent(value / 100, 0)),
    ]  # fmt: skip
    for number, author in enumerate(authors):
        y = _TOP + _LANE * (number + 0.5)
        parts += [line(_LEFT, y, _RIGHT, y, stroke=RULE),
                  mark(10, y, series.get(author), 5.5),
                  label(24, y, words.seat(author), width=_LEFT - 32)]  # fmt: skip
        parts += _marks([row for row in rows if row[1] == author], series, across, y)
    return sheet(say("class.leaks.title"), foot + 40, parts)


def _marks(
    rows: Sequence[Sequence[Cell]], series: Mapping[str, int], across: Scale, y: float
) -> list[Markup]:
    """Return the marks of whom each fact went to, and sheets of paper for the press."""
    places = [across(int(row[6] or 0) * 100 / PPM) for row in rows]
    step = min(11.0, _LANE / (max(dodged(places, 11.0), default=0) + 2.0))
    parts = []
    for row, x, layer in zip(rows, places, dodged(places, 11.0), strict=True):
        spot = y + piled(layer, step)
        parts.append(_paper(x, spot, 5.5) if row[4] == PRESS
                     else mark(x, spot, series.get(str(row[2])), 5.0))  # fmt: skip
    return parts


def _paper(x: float, y: float, size: float) -> Markup:
    """Return the sign of the press: a page with its lines."""
    page = el("rect", x=place(x - size * 0.8), y=place(y - size), width=place(size * 1.6),
              height=place(size * 2), fill=PAPER, stroke=INK, stroke_width="1.2")  # fmt: skip
    lines = [line(x - size * 0.45, y + shift, x + size * 0.45, y + shift, stroke=INK)
             for shift in (-size * 0.45, 0.0, size * 0.45)]  # fmt: skip
    return el("g", page, lines)

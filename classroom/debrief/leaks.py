"""
Leaks: which private facts got out, by whom, to whom, when, and whether freely.

A proof and an honest answer are given freely, to one seat; an evasive answer tells nothing and is
left out. A story in the press reaches everybody: its author is known here even if it was never
traced, since results are open by now. `when` is the share of the table's time that was over.
"""

from collections.abc import Iterator, Mapping, Sequence

from classroom.debrief.board import HIGH, ROW, dash, label, series_by_seat, sheet
from classroom.debrief.moments import by_number, moment, passed, placed
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import few, share, tick, whole
from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, INK, PAPER, RULE, SECOND, SIZE
from sim.charts.svg import line, mark, place, text
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.decision import Decision
from sim.domain.lookup import index_of
from sim.report.say import NONE, Say

ID = "leaks"
COLUMNS = ("table", "by", "to", "fact", "way", "decision", "when", "traced")
PROOF, ANSWER, PRESS = "proof", "answer", "press"
TRACED = "traced"
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
    """Return who told whom how many facts freely, and how many went through the press."""
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


_LEFT, _RIGHT, _TOP, _LANE_MOST = 136.0, 714.0, 44.0, 62.0
_LARGE = "20"


def _drawing(tables: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    """Return a row for each author, a column for each seat to be told, and one for the press."""
    one = tables[0]
    authors = [name for name in index_of(one.scenario).names if any(r[1] == name for r in rows)]
    told = [*one.seats, PRESS]
    series = series_by_seat(one.scenario, one.seats)
    wide = (_RIGHT - _LEFT) / len(told)
    lane = min((HIGH - 8 - _TOP) / len(authors), _LANE_MOST)
    foot = _TOP + lane * len(authors)
    parts: list[Markup] = [_heads(told, series, wide, words)]
    for number, author in enumerate(authors):
        y = _TOP + lane * (number + 0.5)
        parts += [line(0, y - lane / 2, _RIGHT, y - lane / 2, stroke=RULE),
                  mark(10, y, series.get(author), 6.5),
                  label(26, y, words.seat(author), width=_LEFT - 34)]  # fmt: skip
        for column, to in enumerate(told):
            mine = [row for row in rows if row[1] == author and (row[2] or PRESS) == to]
            parts.append(_cell(mine, _LEFT + wide * (column + 0.5), y, wide, words))
    return sheet(words.text("class.leaks.title"), foot + 8, parts)


def _heads(
    told: Sequence[str], series: Mapping[str, int], wide: float, words: Say
) -> Markup:  # fmt: skip
    """Return to whom the columns belong; the last one is the press, which tells everybody."""
    parts = [text(0, 14, words.text("class.leaks.from"), font_weight="600"),
             text(_LEFT, 14, words.text("class.leaks.to"), font_weight="600")]  # fmt: skip
    for column, to in enumerate(told):
        x = _LEFT + wide * column
        sign = _paper(x + 8, 30, 5.5) if to == PRESS else mark(x + 8, 30, series.get(to), 5.5)
        name = words.text("class.leaks.press") if to == PRESS else words.seat(to)
        parts += [sign, label(x + 20, 30, name, width=wide - 18)]
    return el("g", parts)


def _cell(
    rows: Sequence[Sequence[Cell]], x: float, y: float, wide: float, words: Say
) -> Markup:  # fmt: skip
    """Return how many facts went from one to another, and in which ways."""
    if not rows:
        return dash(x, y, 4)
    ways = [(way, sum(row[4] == way for row in rows)) for way in (PROOF, ANSWER)]
    ways.append((TRACED, sum(int(row[7] or 0) for row in rows)))
    said = [words.text.count(f"class.leaks.n_{way}", many) for way, many in ways if many]
    pressed, half = rows[0][4] == PRESS, wide / 2 - 4
    box = el("rect", x=place(x - half), y=place(y - 22), width=place(2 * half), height="44", rx="4",
             fill=PAPER if pressed else "#e4dcc9", stroke=INK if pressed else EDGE)  # fmt: skip
    # One line stands under the number, two beside it: a long word never reaches it.
    alone = len(said) == 1
    count = text(x - half + 8, y - 1 if alone else y + 7, words.number(len(rows)),
                 font_weight="600", font_size=_LARGE)  # fmt: skip
    first = y + 16 if alone else y + SIZE * 0.35 - ROW / 2
    how = [text(x + half - 6, first + ROW * at, one, anchor="end", fill=SECOND)
           for at, one in enumerate(said)]  # fmt: skip
    return el("g", box, count, how)


def _paper(x: float, y: float, size: float) -> Markup:
    """Return the sign of the press: a page with its lines."""
    page = el("rect", x=place(x - size * 0.8), y=place(y - size), width=place(size * 1.6),
              height=place(size * 2), fill=PAPER, stroke=INK, stroke_width="1.2")  # fmt: skip
    lines = [line(x - size * 0.45, y + shift, x + size * 0.45, y + shift, stroke=INK)
             for shift in (-size * 0.45, 0.0, size * 0.45)]  # fmt: skip
    return el("g", page, lines)

"""
Audience costs: what was said in public, what was contradicted later, and what that cost.

A statement is a line on an issue, a pledge, a condition of consent, a threat (an order that is
taken back counts as one) or a deadline. Its cost is what the rules charged for it: the seat's
charges at the end less those it would have had without this one statement, in millionths; for a
threat or deadline, which no utility pays, the points of public standing that went with it, in
thousandths.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from classroom.debrief.board import (
    HIGH,
    LOSS,
    key_of,
    label,
    legend,
    ring,
    series_by_seat,
    sheet,
)
from classroom.debrief.moments import by_number, moment, placed
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import day, few, milli, whole, worth
from sim.charts.markup import Markup, el
from sim.charts.palette import INK, MUTED, PAPER, RULE, SECOND
from sim.charts.svg import line, mark, text
from sim.domain import events as e
from sim.domain.deal import Option, Package
from sim.domain.decision import Decision
from sim.domain.rules import worth as rules
from sim.domain.talks import APPROVED, Common, changed
from sim.report.say import NONE, Say

ID = "audience"
COLUMNS = (
    "table", "by", "kind", "issue", "option", "decision", "fate", "until", "cost", "standing",
)  # fmt: skip
LINE, PLEDGE, CONDITION, THREAT, DEADLINE = "line", "pledge", "condition", "threat", "deadline"
KINDS = (LINE, PLEDGE, CONDITION, THREAT, DEADLINE)
KEPT, BROKEN, TAKEN_BACK, MOVED, STANDS = "kept", "broken", "taken_back", "moved", "stands"
CONTRADICTED = frozenset({BROKEN, TAKEN_BACK, MOVED})


@frozen(kw_only=True)
class Statement:
    """One public statement and what became of it."""

    by: str
    kind: str
    decision: int
    issue: str = ""
    option: Option | None = None
    fate: str = STANDS
    until: int | None = None
    """The decision that contradicted it or carried it out."""
    cost: int | None = None
    standing: int | None = None


def figures(tables: Sequence[Played]) -> Figures:
    """Return the public statements of all tables with their fates and costs."""
    rows = tuple(
        (
            one.table,
            s.by,
            s.kind,
            s.issue or None,
            s.option,
            s.decision,
            s.fate,
            s.until,
            s.cost,
            s.standing,
        )
        for one in by_number(tables)
        for s in statements(one)
    )
    return Figures(panel=ID, columns=COLUMNS, rows=rows)


def statements(one: Played) -> tuple[Statement, ...]:
    """Return the statements of a table in order, each with its end."""
    open_: list[Statement] = []
    for made in one.decisions:
        for event in made.events:
            _hear(open_, event, made)
    return tuple(_settled(one, said) for said in open_)


def _hear(said: list[Statement], event: e.Event, made: Decision) -> None:
    """End what an event contradicts or carries out, and add what it states."""
    number = made.number
    match event:
        case e.CommitmentRetracted():
            _end(said, TAKEN_BACK, number, lambda s: s.kind == LINE and s.by == event.by)
        case e.OrderSigned():
            _order(said, event, number)
        case e.ThreatWithdrawn():
            _end(said, TAKEN_BACK, number,
                 lambda s: s.kind == THREAT and s.by == event.by, _standing_lost(made))  # fmt: skip
        case e.DeadlineSet() | e.DeadlineExtended():
            _end(said, MOVED, number, lambda s: s.kind == DEADLINE, _standing_lost(made))
        case e.DeadlinePassed():
            _end(said, KEPT, number, lambda s: s.kind == DEADLINE)
        case _:
            pass
    new = _stated(event, number)
    if new is not None:
        said.append(new)


def _stated(event: e.Event, number: int) -> Statement | None:
    """Return the statement that an event makes, if it makes one."""
    match event:
        case e.CommitmentMade(by=by, issue=issue, line=option):
            return Statement(by=by, kind=LINE, decision=number, issue=issue, option=option)
        case e.PledgeMade(by=by, issue=issue, option=option):
            return Statement(by=by, kind=PLEDGE, decision=number, issue=issue, option=option)
        case e.ConditionSet(by=by, issue=issue, option=option):
            return Statement(by=by, kind=CONDITION, decision=number, issue=issue, option=option)
        case e.ThreatMade(by=by):
            return Statement(by=by, kind=THREAT, decision=number)
        case e.DeadlineSet(by=by, minute=due) | e.DeadlineExtended(by=by, minute=due):
            return Statement(by=by, kind=DEADLINE, decision=number, option=due)
        case _:
            return None


def _order(said: list[Statement], event: e.OrderSigned, number: int) -> None:
    """Let an order carry its author's threat out, or be a threat if none came before."""
    mine = [s for s in said if s.kind == THREAT and s.by == event.by and s.fate == STANDS]
    if mine:
        _end(said, KEPT, number, lambda s: s.kind == THREAT and s.by == event.by)
    else:
        said.append(Statement(by=event.by, kind=THREAT, decision=number, fate=KEPT, until=number))


def _end(
    said: list[Statement], fate: str, number: int, which: Callable[[Statement], bool],
    standing: int | None = None,
) -> None:  # fmt: skip
    """End all standing statements of a kind; a threat kept by an order can still be taken back."""
    for at, one in enumerate(said):
        live = one.fate == STANDS or (fate == TAKEN_BACK and one.kind == THREAT
                                      and one.fate == KEPT)  # fmt: skip
        if live and which(one):
            said[at] = evolve(one, fate=fate, until=number, standing=standing)


def _standing_lost(made: Decision) -> int:
    """Return the gauge points, in thousandths, that the public took for a decision."""
    return sum(
        -delta
        for event in made.events
        if isinstance(event, e.GaugesMoved)
        for _, delta in event.deltas
        if delta < 0
    )


def _settled(one: Played, said: Statement) -> Statement:
    """Return a statement with its fate at the end of the table, and what it cost in utility."""
    if said.kind == CONDITION:
        return _conditioned(one, said)
    if said.kind not in {LINE, PLEDGE}:
        return said
    cost = _cost(one, said)
    if said.fate != STANDS or one.package is None:
        return evolve(said, cost=cost)
    met = one.package[said.issue] == said.option
    fate = KEPT if met or (said.kind == LINE and not cost) else BROKEN
    return evolve(said, fate=fate, cost=cost, until=_signed(one) if fate == BROKEN else None)


def _conditioned(one: Played, said: Statement) -> Statement:
    """Return a condition's fate: broken where its author consented to a paper without it."""
    consents = one.final.common.consents
    if one.package is None or consents.get(said.by) != APPROVED:
        return said
    if one.package[said.issue] == said.option:
        return evolve(said, fate=KEPT)
    yes = [made.number for made in one.decisions
           if any(isinstance(event, e.DealApproved) and event.by == said.by
                  for event in made.events)]  # fmt: skip
    return evolve(said, fate=BROKEN, until=yes[-1] if yes else None)


def _signed(one: Played) -> int | None:
    """Return the decision that settled the paper as it stands: signature or last amendment."""
    kinds = (e.TermsSigned, e.TermsAmended)
    found = [made.number for made in one.decisions
             if any(isinstance(event, kinds) for event in made.events)]  # fmt: skip
    return found[-1] if found else None


def _cost(one: Played, said: Statement) -> int:
    """Return what a seat was charged for one statement: with it less without it."""
    if said.by not in one.scenario.preferences:
        return 0
    package = one.package
    return _charged(one, said.by, one.final.common, package) - _charged(
        one, said.by, _unsaid(one.final.common, said), package
    )


def _charged(one: Played, seat: str, common: Common, package: Package | None) -> int:
    final = one.final
    stand = rules.Stand(scenario=one.scenario, common=common, minute=final.minute, seat=seat,
                        own=final.private[seat])  # fmt: skip
    return rules.charges(stand, package)


def _unsaid(common: Common, said: Statement) -> Common:
    """Return the knowledge at the end as if a statement had never been made."""
    if said.kind == PLEDGE:
        pledges = tuple(p for p in common.pledges if (p.by, p.issue) != (said.by, said.issue))
        return changed(common, pledges=pledges)
    if said.fate == TAKEN_BACK:
        return changed(common, revoked={**common.revoked, said.by: 0})
    lines = tuple(c for c in common.commitments if (c.by, c.issue) != (said.by, said.issue))
    return changed(common, commitments=lines)


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return all statements as marks: kept or standing on the left, contradicted beside, prices."""
    found = figures(tables)
    told = placed(found, tables)
    rows = [row for _, row in told]
    back = [row for row in rows if row[6] in CONTRADICTED]
    say = words.text
    paid = sum(int(row[8] or 0) for row in rows)
    return Panel(
        id=ID,
        title=say("class.audience.title"),
        caption=say(
            "class.audience.caption", said=words.number(len(rows)), back=words.number(len(back)),
            paid=words.points(paid),
        ),
        drawing=_drawing(tables, rows, words) if rows else None,
        head=[say(f"class.audience.head.{name}") for name in COLUMNS],
        rows=[_told(one, row, words) for one, row in told],
        notes=few(tables, words),
    )  # fmt: skip


def _told(one: Played, row: Sequence[Cell], words: Say) -> list[str]:
    at, by, kind, issue, option, number, fate, until, cost, standing = row
    say, names = words.text, words.names
    return [
        whole(at, words), words.seat(str(by)), say(f"class.audience.kind.{kind}"),
        names.get(f"issues.{issue}.label", str(issue)) if issue else NONE,
        _option(str(issue), option, str(kind), words), moment(one, number, words),
        say(f"class.audience.fate.{fate}"),
        moment(one, until, words),
        worth(-cost, words) if isinstance(cost, int) else NONE,
        milli(-standing, words) if isinstance(standing, int) else NONE,
    ]  # fmt: skip


def _option(issue: str, option: Cell, kind: str, words: Say) -> str:
    if option is None:
        return NONE
    if kind == DEADLINE:
        return whole(day(int(option)), words)
    return words.names.get(f"issues.{issue}.options.{option}", str(option))


_LEFT, _MIDDLE, _RIGHT, _POINTS, _END = 112.0, 386.0, 520.0, 598.0, 714.0
_TOP, _LANE_MOST = 50.0, 50.0
_STEP, _LINES = 15.0, 3
"""From one mark to the next, and how many lines of them a lane holds."""


def _drawing(tables: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    one = tables[0]
    series: Mapping[str, int] = series_by_seat(one.scenario, one.seats)
    kinds = [kind for kind in KINDS if any(row[2] == kind for row in rows)]
    named = [(series[seat], words.seat(seat)) for seat in one.seats
             if any(row[1] == seat for row in rows)]  # fmt: skip
    lane = min((HIGH - 4 - _TOP) / len(kinds), _LANE_MOST)
    parts: list[Markup] = [legend(named, 10), _heads(words)]
    for number, kind in enumerate(kinds):
        mine = [row for row in rows if row[2] == kind]
        parts.append(_lane(mine, series, (_TOP + lane * number, lane), kind, words))
    return sheet(words.text("class.audience.title"), _TOP + lane * len(kinds) + 4, parts)


def _heads(words: Say) -> Markup:
    """Return what stands in the columns: two fates that hold, one that does not, two prices."""
    say, y, bold = words.text, _TOP - 9, {"font_weight": "600"}
    fates = [(mark(0, 0, 0, 5.0, fill=MUTED), say("class.audience.held")),
             (mark(0, 0, 0, 5.0, **HOLLOW), say("class.audience.stands"))]  # fmt: skip
    return el(
        "g", key_of(fates, y - 4, _MIDDLE, left=_LEFT + 6),
        text(_MIDDLE, y, say("class.audience.back"), fill=LOSS, **bold),
        text(_POINTS, y, say("class.audience.price"), anchor="end", **bold),
        text(_END, y, say("class.audience.standing"), anchor="end", **bold),
    )  # fmt: skip


HOLLOW: Mapping[str, Any] = {"fill": PAPER, "stroke_width": "1.6"}
"""A statement that nobody has kept or broken yet."""


def _lane(
    rows: Sequence[Sequence[Cell]], series: Mapping[str, int], room: tuple[float, float],
    kind: str, words: Say,
) -> Markup:  # fmt: skip
    y, middle = room[0], room[0] + room[1] / 2
    held = [(str(row[1]), row[6] == STANDS) for row in rows if row[6] not in CONTRADICTED]
    back = [(str(row[1]), False) for row in rows if row[6] in CONTRADICTED]
    return el(
        "g", line(0, y, _END, y, stroke=RULE),
        label(0, middle, words.text(f"class.audience.kinds.{kind}"), width=_LEFT - 8),
        list(_marks(held, series, _LEFT + 6, middle, _MIDDLE - _LEFT - 20)),
        list(_marks(back, series, _MIDDLE + 6, middle, _RIGHT - _MIDDLE)),
        _price(rows, kind, middle, words),
    )  # fmt: skip


def _price(rows: Sequence[Sequence[Cell]], kind: str, y: float, words: Say) -> Markup:
    """Return what was charged for a kind, in the column of its unit; in words where nothing was."""
    paid, lost = (sum(int(row[at] or 0) for row in rows) for at in (8, 9))
    x = _END if kind in {THREAT, DEADLINE} else _POINTS
    said = words.points(-paid, signed=True) if paid else milli(-lost, words)
    if not paid and not lost:
        return label(x, y, words.text("class.audience.free"), anchor="end", fill=SECOND)
    return label(x, y, said, anchor="end", font_weight="600", fill=LOSS)


def _marks(
    said: Sequence[tuple[str, bool]], series: Mapping[str, int], x: float, y: float, wide: float
) -> Iterator[Markup]:
    """Yield a mark for each statement, hollow while it stands, in up to three lines."""
    lines = 1 if len(said) * _STEP <= wide else _LINES
    per = max(-(-len(said) // lines), 1)
    step = min(wide / per, _STEP)
    order = sorted(said, key=lambda one: (series.get(one[0], 9), one))
    for number, (seat, stands) in enumerate(order):
        row, column = divmod(number, per)
        left, high = x + column * step, y + (row - (lines - 1) / 2) * 15.0
        yield _statement(left, high, series.get(seat), min(5.0, step * 0.36), stands=stands)


def _statement(x: float, y: float, at: int | None, size: float, *, stands: bool) -> Markup:
    if not stands:
        return mark(x, y, at, size)
    return ring(x, y, size, INK) if at is None else mark(x, y, at, size, **HOLLOW)

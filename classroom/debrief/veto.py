"""
Coalition and veto: whose yes a paper needed, who said no, who was never asked.

A veto player is whoever can stop what all others want (Tsebelis 2002): the parties of the paper's
table and those whose consent it needs. `alone` marks the one no that kept a deal away: everybody
else whose yes was needed had given it. Left out is a seat whose yes a signed paper did not need.
Outsiders act too: an export rule makes a licence a veto.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from classroom.debrief.board import (
    HIGH,
    LOSS,
    cross,
    dash,
    key_of,
    label,
    ring,
    series_by_seat,
    sheet,
)
from classroom.debrief.moments import by_number, moment, placed
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played, best_first
from classroom.debrief.plots import groups_below
from classroom.debrief.telling import few, main_table, tick
from sim.charts.markup import Markup, el
from sim.charts.palette import INK
from sim.charts.svg import line, mark, place
from sim.domain import events as e
from sim.domain.lookup import index_of
from sim.domain.setting import Consent
from sim.domain.talks import APPROVED, REFUSED
from sim.report.say import NONE, Say

ID = "veto"
COLUMNS = (
    "table", "actor", "part", "could_block", "answer", "alone", "event", "decision", "left_out",
)  # fmt: skip
PARTY, VETO, VOICE, OUTSIDE = "party", "veto", "voice", "outside"
"""Signs the paper; must consent; may only object; none of these."""
YES, NO, SILENT = "yes", "no", "silent"

_SHARP: tuple[tuple[type[e.Event], str], ...] = (
    (e.ExportRestricted, "export"),
    (e.OrderSigned, "order"),
    (e.ConditionSet, "condition"),
    (e.InquiryOpened, "inquiry"),
    (e.ThreatMade, "threat"),
)
"""What an authority or the world did of its own power, the weightiest first."""


@frozen(kw_only=True)
class Holder:
    """Who had a say at a table, and how it used it."""

    actor: str
    part: str
    could: bool
    answer: str


def figures(tables: Sequence[Played]) -> Figures:
    """Return who could block, who did, and who was left out, by table and actor."""
    return Figures(
        panel=ID,
        columns=COLUMNS,
        rows=tuple(row for one in by_number(tables) for row in _rows(one)),
    )


def _rows(one: Played) -> Iterator[tuple[Cell, ...]]:
    holders = _holders(one)
    alone = _alone(one, holders)
    signed = one.final.common.paper is not None
    for holder in holders:
        kind, number = _sharp(one, holder.actor)
        out = signed and holder.actor in one.seats and not (holder.could or holder.answer)
        yield (
            one.table, holder.actor, holder.part, int(holder.could), holder.answer or None,
            int(holder.actor == alone), kind or None, number, int(out),
        )  # fmt: skip


def _holders(one: Played) -> list[Holder]:
    """Return parties, consents and the seats that were neither, by rank."""
    index = index_of(one.scenario)
    paper = one.final.common.paper
    table = paper.table if paper is not None else main_table(one.scenario)
    members = index.tables[table].members
    found = []
    for actor in index.names:
        if actor in members:
            could, part, answer = True, PARTY, _signature(one, actor, table)
        elif actor in index.consents:
            could, part, answer = _consent(one, index.consents[actor])
        elif actor in one.seats:
            could, part, answer = False, OUTSIDE, ""
        else:
            continue
        found.append(Holder(actor=actor, part=part, could=could, answer=answer))
    return found


def _signature(one: Played, actor: str, table: str) -> str:
    """Return what a party said to the last offer; a paper that home sent back counts as its no."""
    if one.final.common.paper is not None:
        return YES
    for event in _backwards(one):
        match event:
            case e.TalksBroken(table=at, by=by) if at == table and by == actor:
                return NO
            case e.RatificationRefused(table=at, by=by) if at == table and by == actor:
                return NO
            case e.OfferRejected(table=at, by=by) if at == table and by == actor:
                return NO
            case e.OfferAccepted(table=at, by=by) if at == table and by == actor:
                return YES
            case e.OfferWithdrawn(table=at) if at == table:
                return SILENT
            case e.OfferTabled(table=at, by=by) if at == table:
                return YES if by == actor else SILENT
            case _:
                pass
    return SILENT


def _backwards(one: Played) -> Iterator[e.Event]:
    return (event for made in reversed(one.decisions) for event in reversed(made.events))


def _consent(one: Played, consent: Consent) -> tuple[bool, str, str]:
    consents = one.final.common.consents
    part = VETO if consent.veto else VOICE
    asked = consent.actor in consents
    answers = {APPROVED: YES, REFUSED: NO}
    answer = answers.get(consents[consent.actor], SILENT) if asked else ""
    needed = asked or (one.final.common.paper is None and consent.always)
    return consent.veto and needed, part, answer


def _alone(one: Played, holders: Sequence[Holder]) -> str:
    """Return the one whose yes alone was missing where no deal came of an offer, or nobody."""
    if one.package is not None:
        return ""
    # Before a signature only the parties were asked; after it only the consents are open.
    missing = [had.actor for had in holders if had.could and had.answer not in {YES, ""}]
    given = [had.actor for had in holders if had.could and had.answer == YES]
    return missing[0] if len(missing) == 1 and given else ""


def _sharp(one: Played, actor: str) -> tuple[str, int | None]:
    """Return the weightiest thing that somebody did of its own power, and when first."""
    for kind, name in _SHARP:
        for made in one.decisions:
            if any(isinstance(event, kind) and _by(event) == actor for event in made.events):
                return name, made.number
    return "", None


def _by(event: e.Event) -> str:
    return str(getattr(event, "by", ""))


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return the grid of yes and no: a column for each table, a row for each that had a say."""
    found = figures(tables)
    told = placed(found, tables)
    rows = [row for _, row in told]
    blocked = len({row[0] for row in rows if row[3] and row[4] == NO})
    pivots = sum(1 for row in rows if row[5])
    out = len({row[0] for row in rows if row[8]})
    text_ = words.text
    return Panel(
        id=ID,
        title=text_("class.veto.title"),
        caption=text_(
            "class.veto.caption", tables=words.number(len(tables)), blocked=words.number(blocked),
            alone=words.number(pivots), out=words.number(out),
        ),
        drawing=_drawing(tables, rows, words) if tables else None,
        head=[text_(f"class.veto.head.{name}") for name in COLUMNS],
        rows=[_said(one, row, words) for one, row in told],
        notes=few(tables, words),
    )  # fmt: skip


def _said(one: Played, row: Sequence[Cell], words: Say) -> list[str]:
    at, actor, part, could, answer, alone, event, number, out = row
    say = words.text
    return [
        words.number(int(at or 0)), words.seat(str(actor)), say(f"class.veto.part.{part}"),
        tick(could, words), say(f"class.veto.answer.{answer}") if answer else NONE,
        tick(alone, words), say(f"class.veto.event.{event}") if event else NONE,
        moment(one, number, words), tick(out, words),
    ]  # fmt: skip


_LEFT, _TOP, _LANE_MOST, _HIGHEST = 168.0, 42.0, 42.0, HIGH - 30.0


def _drawing(tables: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    one = tables[0]
    actors = [name for name in index_of(one.scenario).names if any(r[1] == name for r in rows)]
    series = series_by_seat(one.scenario, one.seats)
    step = min((712.0 - _LEFT) / max(len(tables), 1), 80.0)
    lane = min((_HIGHEST - _TOP) / max(len(actors), 1), _LANE_MOST)
    foot = _TOP + lane * len(actors)
    parts: list[Markup] = [_key(rows, words)]
    for number, actor in enumerate(actors):
        y = _TOP + lane * (number + 0.5)
        parts.append(line(_LEFT, y, _LEFT + step * len(tables), y, stroke="#ece6d8"))
        parts.append(mark(10, y, series.get(actor), 6.5))
        parts.append(label(26, y, words.seat(actor), width=_LEFT - 34))
        parts += [_cell(row, _LEFT + step * (int(row[0] or 0) - 0.5), y, series.get(actor), step)
                  for row in rows if row[1] == actor]  # fmt: skip
    parts.append(groups_below(best_first(tables), _LEFT, step, foot + 4, words))
    return sheet(words.text("class.veto.title"), foot + 30, parts)


def _cell(row: Sequence[Cell], x: float, y: float, series: int | None, step: float) -> Markup:
    size = min(7.0, step * 0.3)
    answer = row[4]
    if answer == YES:
        return mark(x, y, series, size)
    around = ring(x, y, size * 1.7, LOSS, "none") if row[5] else None
    if answer == NO:
        return el("g", cross(x, y, size * 0.8), around)
    if answer == SILENT:
        return el("g", ring(x, y, size * 0.8), around)
    return _unneeded(x, y, size) if row[8] else dash(x, y, size * 0.5)


def _unneeded(x: float, y: float, size: float) -> Markup:
    """Return the sign of a seat whose yes a signed paper did not need."""
    return el("circle", cx=place(x), cy=place(y), r=place(size), fill="none", stroke=INK,
              stroke_width="1.4", stroke_dasharray="2 2.4")  # fmt: skip


def _key(rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    """Return what the signs say; a yes is the sign of whoever gave it, as beside the rows."""
    yes = el("g", mark(-5, 0, 0, 4.4), mark(5, 0, 1, 4.4))
    signs = [(yes, "yes"), (cross(0, 0), "no"), (ring(0, 0, 5), "silent"), (dash(0, 0, 4), "none"),
             (ring(0, 0, 7.5, LOSS, "none"), "alone")]  # fmt: skip
    if any(row[8] for row in rows):
        signs.append((_unneeded(0, 0, 6), "unneeded"))
    return key_of([(sign, words.text(f"class.veto.sign.{name}")) for sign, name in signs], 12,
                  left=14)  # fmt: skip

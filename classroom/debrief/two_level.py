"""
Two levels: what home would let pass, beside what the table agreed on.

A seat's win-set holds the packages that leave it at least its no deal of the opening; the zone is
what all parties of the table let pass. The smaller the win-set, the less the others can ask, and
the more papers fail at home (Putnam 1988). `home_set` is what a seller's investors would rather
ratify than not, as everybody reckons it; `asked`, `refused` and `odds` tell of the votes held.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from classroom.debrief.board import (
    ROW,
    axis_up,
    cross,
    key_of,
    legend,
    ring,
    series_by_seat,
    sheet,
)
from classroom.debrief.moments import by_number
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played
from classroom.debrief.telling import by_place, few, main_table, share, tick, whole, worth
from sim.analysis.spaces import space_of
from sim.analysis.winsets import win_set_size
from sim.charts.markup import Markup, el
from sim.charts.palette import EDGE, INK
from sim.charts.scale import Scale
from sim.charts.svg import line, mark, place, text
from sim.domain import events as e
from sim.domain import moves as m
from sim.domain.deal import Package
from sim.domain.decider import advance
from sim.domain.lookup import index_of
from sim.domain.rules.consent import ratify_odds, seller_of
from sim.domain.rules.numbers import number
from sim.domain.rules.worth import package_utility, reservation
from sim.domain.talks import Offer, Private
from sim.domain.units import PPM
from sim.projections.scores import floors_of, space_at
from sim.report.say import NONE, Say

ID = "two_level"
COLUMNS = (
    "table", "seat", "packages", "win_set", "zone", "deal", "inside", "home_set", "asked",
    "refused", "odds",
)  # fmt: skip


@frozen(kw_only=True)
class Vote:
    """A paper that home was asked about, all parties having said yes."""

    odds: int
    ratified: bool


def figures(tables: Sequence[Played]) -> Figures:
    """Return win-sets and votes at home of each party of the main table."""
    return Figures(
        panel=ID,
        columns=COLUMNS,
        rows=tuple(row for one in by_number(tables) for row in _rows(one)),
    )


def _rows(one: Played) -> Iterator[tuple[Cell, ...]]:
    table = main_table(one.scenario)
    parties = index_of(one.scenario).tables[table].members
    floors = dict(zip(parties, floors_of(one.opening, parties), strict=True))
    space = space_at(one.opening, parties)
    zone = win_set_size(space, floors)
    seller = seller_of(one.scenario, table)
    cast = votes(one, table) if seller else []
    for seat in parties:
        home = _home_set(one, seat) if seat == seller else None
        mine = cast if seat == seller else []
        deal = _deal(one, seat, floors[seat])
        yield (
            one.table, seat, space.packages, win_set_size(space, {seat: floors[seat]}), zone,
            deal, None if deal is None else int(deal >= 0), home, len(mine),
            sum(not vote.ratified for vote in mine), mine[-1].odds if mine else None,
        )  # fmt: skip


def _deal(one: Played, seat: str, floor: int) -> int | None:
    """Return what the deal's package is worth to a seat beyond what its win-set asks for."""
    if one.package is None:
        return None
    opening = one.opening
    own = opening.private[seat]
    return package_utility(one.scenario, opening.common, seat, own, one.package) - floor


def _home_set(one: Played, seat: str) -> int | None:
    """Return how many packages home would rather ratify than not at the opening."""
    scenario, common = one.scenario, one.opening.common
    if not number(scenario, "ratify_spread_points"):
        return None
    mean = index_of(scenario).means[seat]
    none = reservation(scenario, common, 0, seat, Private(parameters=mean))
    bias = number(scenario, "ratify_bias_points") * scenario.preferences[seat].unit // PPM
    return win_set_size(space_of(scenario, {seat: mean}), {seat: none - bias})


def votes(one: Played, table: str) -> list[Vote]:
    """Return each time that all parties of a table had said yes and home was asked."""
    if not number(one.scenario, "ratify_spread_points"):
        return []
    talks, found = one.opening, []
    for made in one.decisions:
        if isinstance(made.move, m.Accept) and made.move.table == table and made.move.offer:
            kinds = {type(event) for event in made.events}
            asked = kinds & {e.TermsSigned, e.RatificationRefused}
            if asked:
                package = _accepted(talks.channels[table].offers, made.move.offer)
                odds = ratify_odds(one.scenario, talks.common, made.minute, table, package)
                found.append(Vote(odds=odds, ratified=e.TermsSigned in kinds))
        talks = advance(talks, made)
    return found


def _accepted(offers: Sequence[Offer], taken: int) -> Package:
    return next(one.package for one in offers if one.id == taken)


def panel(tables: Sequence[Played], words: Say) -> Panel:
    """Return a column for each table: how much each party's home would let pass, and all."""
    found = figures(tables)
    rows = by_place(found, tables)
    say = words.text
    refused = sum(int(row[9] or 0) for row in rows)
    outside = len({row[0] for row in rows if row[6] == 0})
    return Panel(
        id=ID,
        title=say("class.two_level.title"),
        caption=say(
            "class.two_level.caption", asked=words.number(sum(int(row[8] or 0) for row in rows)),
            refused=words.number(refused), outside=words.number(outside),
        ),
        drawing=_drawing(tables, rows, words) if tables else None,
        head=[say(f"class.two_level.head.{name}") for name in COLUMNS],
        rows=[_said(row, words) for row in rows],
        notes=few(tables, words),
    )  # fmt: skip


def _said(row: Sequence[Cell], words: Say) -> list[str]:
    at, seat, packages, win_set, zone, deal, inside, home, asked, refused, odds = row
    return [
        whole(at, words), words.seat(str(seat)), whole(packages, words), whole(win_set, words),
        whole(zone, words), worth(deal, words), tick(inside, words), whole(home, words),
        whole(asked, words), whole(refused, words), share(odds, words) if odds else NONE,
    ]  # fmt: skip


_LEFT, _TOP, _FOOT = 58.0, 62.0, 208.0
_CROSSES = 2
"""So many refused papers are drawn one by one."""


def _drawing(tables: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    one = tables[0]
    seats = list(dict.fromkeys(str(row[1]) for row in rows))
    series = series_by_seat(one.scenario, seats)
    parts_of_all = [_part(row[at], row[2]) or 0.0 for row in rows for at in (3, 4)]
    up = Scale(0.0, max(10.0, *parts_of_all) * 1.1, _FOOT, _TOP)
    step = min((708.0 - _LEFT) / len(tables), 92.0)
    parts: list[Markup] = [
        legend([(series[seat], words.seat(seat)) for seat in seats], 10),
        axis_up(up, _LEFT, _LEFT + step * len(tables), words.text("class.two_level.axis"),
                lambda value, _: words.percent(value / 100, 0)),
    ]  # fmt: skip
    for at in range(1, len(tables) + 1):
        mine = [row for row in rows if row[0] == at]
        parts.append(_column(mine, series, up, _LEFT + step * (at - 0.5), step))
    signs = [(el("rect", x="-5", y="-5", width="10", height="10", fill="#e4dcc9", stroke=EDGE),
              words.text("class.two_level.sign.zone")),
             (ring(0, 0, 6, INK), words.text("class.two_level.sign.outside")),
             (cross(0, 0), words.text("class.two_level.sign.refused"))]  # fmt: skip
    parts.append(key_of(signs, _FOOT + 50))
    return sheet(words.text("class.two_level.title"), _FOOT + 62, parts)


def _column(
    rows: Sequence[Sequence[Cell]], series: Mapping[str, int], up: Scale, x: float, step: float
) -> Markup:
    """Return one table: the zone as a bar, win-sets as marks, and below it the papers refused."""
    wide = min(step * 0.62, 30.0)
    zone = _part(rows[0][4], rows[0][2])
    parts: list[Markup] = []
    if zone is not None:
        parts.append(el("rect", x=place(x - wide / 2), y=place(up(zone)), width=place(wide),
                        height=place(up(0) - up(zone)), fill="#e4dcc9", stroke=EDGE))  # fmt: skip
    size = min(5.5, step * 0.3)
    for row in rows:
        part = _part(row[3], row[2])
        if part is None:
            continue
        if row[6] == 0:
            parts.append(ring(x, up(part), size + 3.5, INK))
        parts.append(mark(x, up(part), series[str(row[1])], size))
    refused = sum(int(row[9] or 0) for row in rows)
    parts += [cross(x, up(0) + ROW * 0.8 + 12 * at, min(4.5, step * 0.3))
              for at in range(min(refused, _CROSSES))]  # fmt: skip
    more = refused - _CROSSES
    said = text(x, up(0) + ROW * 2.3, f"+{more}", anchor="middle") if more > 0 else None
    return el("g", parts, line(x - wide / 2, up(0), x + wide / 2, up(0), stroke=EDGE), said)


def _part(count: Cell, of: Cell) -> float | None:
    if not isinstance(count, int) or not isinstance(of, int) or not of:
        return None
    return 100.0 * count / of

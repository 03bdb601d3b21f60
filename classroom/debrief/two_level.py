"""
Two levels: what home would let pass, beside what the table agreed on.

A seat's win-set holds the packages that leave it at least its no deal of the opening; the zone is
what all parties of the table let pass. `home_set` is what a seller's investors would rather ratify
than not, as everybody reckons it (Putnam 1988), so it may hold packages that the seller itself is
worse off with; `asked`, `refused` and `odds` tell of the votes held.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from classroom.debrief.board import Write, axis_up, cross, key_of, ring, series_by_seat, sheet
from classroom.debrief.moments import by_number
from classroom.debrief.panel import Cell, Figures, Panel
from classroom.debrief.played import Played, best_first
from classroom.debrief.plots import groups_below
from classroom.debrief.telling import by_place, few, listed, main_table, share, tick, whole, worth
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
    """Return a column for each table: what is better than no deal for each, for all, and home."""
    found = figures(tables)
    rows = by_place(found, tables)
    say = words.text
    refused = sum(int(row[9] or 0) for row in rows)
    outside = len({row[0] for row in rows if row[6] == 0})
    home = next((str(row[1]) for row in rows if row[7] is not None), "")
    return Panel(
        id=ID,
        title=say("class.two_level.title"),
        caption=say(
            "class.two_level.caption" if home else "class.two_level.caption_none",
            asked=words.number(sum(int(row[8] or 0) for row in rows)),
            refused=words.number(refused), outside=words.number(outside), seat=words.seat(home),
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


_LEFT, _TOP, _FOOT, _LOW_TOP, _LOW_FOOT = 58.0, 68.0, 158.0, 198.0, 246.0
_ASIDE = 8.0
"""How far apart the marks of one table stand."""
_CROSSES = 2
"""So many refused papers are drawn one by one."""


def _drawing(tables: Sequence[Played], rows: Sequence[Sequence[Cell]], words: Say) -> Markup:
    seats = list(dict.fromkeys(str(row[1]) for row in rows))
    series = series_by_seat(tables[0].scenario, seats)
    step = min((708.0 - _LEFT) / len(tables), 92.0)
    right = _LEFT + step * len(tables)
    say = words.text
    up, low = _scale(rows, (3, 7), _FOOT, _TOP), _scale(rows, (4,), _LOW_FOOT, _LOW_TOP)
    both = say("class.two_level.zone", seats=listed(map(words.seat, seats), words))
    parts: list[Markup] = [
        _signs(rows, {seat: series[seat] for seat in seats}, words),
        axis_up(up, _LEFT, right, say("class.two_level.axis"), _percents(words)),
        axis_up(low, _LEFT, right, both, _percents(words)),
    ]  # fmt: skip
    for at in range(1, len(tables) + 1):
        mine = [row for row in rows if row[0] == at]
        x = _LEFT + step * (at - 0.5)
        parts += [_marks(mine, series, up, x, step), _bar(mine, low, x, step)]
    parts.append(groups_below(best_first(tables), _LEFT, step, _LOW_FOOT + 24, words))
    return sheet(say("class.two_level.title"), _LOW_FOOT + 48, parts)


def _scale(
    rows: Sequence[Sequence[Cell]], at: Sequence[int], begin: float, end: float
) -> Scale:  # fmt: skip
    parts = [_part(row[one], row[2]) or 0.0 for row in rows for one in at]
    return Scale(0.0, max(1.0, *parts) * 1.12, begin, end)


def _percents(words: Say) -> Write:
    return lambda value, places: words.percent(value / 100, places)


def _signs(rows: Sequence[Sequence[Cell]], series: Mapping[str, int], words: Say) -> Markup:
    """Return what the marks mean, each only if it can be in the drawing."""
    say = words.text
    home = [str(row[1]) for row in rows if row[7] is not None]
    seats = [(mark(0, 0, at, 5.0), words.seat(seat)) for seat, at in series.items()]
    if home:
        seats.append((line(-8, 0, 8, 0, **HOME),
                      say("class.two_level.sign.home", seat=words.seat(home[0]))))  # fmt: skip
    signs = [(ring(0, 0, 6, INK), say("class.two_level.sign.outside"))]
    if home:
        signs.append((cross(0, 0), say("class.two_level.sign.refused")))
    return el("g", key_of(seats, 10), key_of(signs, 29))


HOME = {"stroke": INK, "stroke_width": "2", "stroke_dasharray": "5 3"}


def _marks(
    rows: Sequence[Sequence[Cell]], series: Mapping[str, int], up: Scale, x: float, step: float
) -> Markup:
    """Return for one table a mark a seat, side by side, and the level that home would ratify."""
    size, parts = min(5.5, step * 0.2), []
    for number_, row in enumerate(rows):
        part, home = _part(row[3], row[2]), _part(row[7], row[2])
        if home is not None:
            parts.append(line(x - step / 2, up(home), x + step / 2, up(home), **HOME))
        if part is None:
            continue
        aside = (number_ - (len(rows) - 1) / 2) * 2 * min(_ASIDE, step * 0.22)
        if row[6] == 0:
            parts.append(ring(x + aside, up(part), size + 3.0, INK))
        parts.append(mark(x + aside, up(part), series[str(row[1])], size))
    return el("g", parts)


def _bar(rows: Sequence[Sequence[Cell]], low: Scale, x: float, step: float) -> Markup:
    """Return for one table what all who sign could take, and below it the papers refused."""
    wide = min(step * 0.62, 30.0)
    zone = _part(rows[0][4], rows[0][2]) or 0.0
    bar = el("rect", x=place(x - wide / 2), y=place(low(zone)), width=place(wide),
             height=place(low(0) - low(zone)), fill="#e4dcc9", stroke=EDGE)  # fmt: skip
    refused = sum(int(row[9] or 0) for row in rows)
    size = min(4.0, step * 0.15)
    crosses = [cross(x + 10 * (at - (min(refused, _CROSSES) - 1) / 2), low(0) + 11, size)
               for at in range(min(refused, _CROSSES))]  # fmt: skip
    more = refused - _CROSSES
    said = text(x + 14, low(0) + 16, f"+{more}") if more > 0 else None
    return el("g", bar if zone else None, crosses, said)


def _part(count: Cell, of: Cell) -> float | None:
    if not isinstance(count, int) or not isinstance(of, int) or not of:
        return None
    return 100.0 * count / of

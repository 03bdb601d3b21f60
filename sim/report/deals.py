"""All deals in the plane of two parties, against the frontier and the points of theory."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from sim.analysis.frontier import Point, frontier
from sim.charts.markup import Markup
from sim.charts.plane import Titles
from sim.charts.scatter import Deals, Named, Spot, held, scatter
from sim.domain.setting import Scenario
from sim.domain.talks import DEAL
from sim.projections.scores import floors_of, opening_reservation, parties_of, sale_base, space_at
from sim.report.captions import caption, cells_said
from sim.report.folder import Cell, Folder, quoted
from sim.report.page import Book, Table, paragraphs
from sim.report.say import POINT, Say
from sim.solution import POINTS, opening_of

PAIR = 2
PANELS = 4
LISTED = 60
"""So many deals are listed one by one; more are counted in squares."""
SQUARE = 10
"""Side of a square in points."""
NASH, KALAI = "nash", "kalai_smorodinsky"


@frozen(kw_only=True)
class Theory:
    """What `solve` finds for the mean types, in millionths, for all parties of the table."""

    parties: tuple[str, ...]
    frontier: tuple[tuple[int, ...], ...]
    points: Mapping[str, tuple[int, ...] | None]
    floors: tuple[int, ...]


@frozen(kw_only=True)
class Reached:
    """A deal: in which cell and from which seed, and what it is worth to two parties."""

    cell: int
    seed: int
    worths: tuple[int, int]


def theory_of(scenario: Scenario) -> Theory:
    """Return frontier and points as `solve` does; cost: one frontier of the parties."""
    opening = opening_of(scenario, {})
    parties = parties_of(scenario)
    best = frontier(space_at(opening, parties))
    base = [sale_base(opening, party) for party in parties]
    floors = floors_of(opening, parties)

    def told(point: Point | None) -> tuple[int, ...] | None:
        return None if point is None else tuple(map(sum, zip(point.utilities, base, strict=True)))

    return Theory(
        parties=parties,
        frontier=tuple(found for point in best if (found := told(point)) is not None),
        points={name: told(POINTS[name](best, floors)) for name in (NASH, KALAI)},
        floors=tuple(opening_reservation(opening, party) for party in parties),
    )


def reached(folder: Folder) -> list[Reached]:
    """Return all deals in order of cell and seed."""
    one, other = (quoted(f"{party}_utility") for party in folder.parties[:PAIR])
    asked = (
        f"select cell, seed, {one}, {other} from runs"  # noqa: S608 - names of ours, quoted
        " where outcome = ? order by cell, seed"
    )
    rows = folder.query(asked, [DEAL])
    return [Reached(cell=cell, seed=seed, worths=(x, y)) for cell, seed, x, y in rows]


def add(book: Book, folder: Folder) -> None:
    """Add the section of deals."""
    say, found = book.say, reached(folder)
    if not found:
        book.section(say("deals.title"), paragraphs(say("deals.none")))
        return
    known = theories(folder)
    told = caption(
        say("deals.caption", one=say.seat(folder.parties[0]), other=say.seat(folder.parties[1])),
        say("deals.cloud") if len(folder.parties) > PAIR else "",
        "" if len(folder.cells) > PANELS else cells_said(say, folder),
    )
    several = len(folder.cells) > PANELS
    data = _points_table(say, folder, known), _deals_table(say, folder, found)
    book.section(
        say("deals.title"),
        paragraphs(say("deals.text"), say("deals.beyond"), say("deals.pooled") if several else ""),
        book.figure(_panels(say, folder, known, found), told, *data),
    )


def _shown(folder: Folder) -> list[Sequence[Cell]]:
    """Return the cells of each drawing: one each, or all in one where there are too many."""
    cells = folder.cells
    return [cells] if len(cells) > PANELS else [(cell,) for cell in cells]


def theories(folder: Folder) -> list[Theory]:
    """Return the theory of every cell; cells that differ in nothing it reads share it."""
    known: list[tuple[object, Theory]] = []
    found = []
    for cell in folder.cells[: 1 if len(folder.cells) > PANELS else None]:
        scenario = cell.header.scenario
        read = scenario.issues, scenario.preferences, scenario.actors, scenario.gauges
        theory = next((there for key, there in known if key == read), None)
        if theory is None:
            theory = theory_of(scenario)
            known.append((read, theory))
        found.append(theory)
    return found


def _panels(
    say: Say, folder: Folder, known: Sequence[Theory], found: Sequence[Reached]
) -> list[tuple[str, Markup]]:
    """Return a drawing of each cell on the same axes, or one of all; its title counts its deals."""
    one, other = (say.seat(party) for party in folder.parties[:PAIR])
    drawings = []
    for cells, theory in zip(_shown(folder), known, strict=True):
        numbers = {cell.number for cell in cells}
        own = [deal for deal in found if deal.cell in numbers]
        drawings.append((_panel_title(say, cells, len(own)), _drawing(say, theory, own)))
    among = [spot for _, drawing in drawings for spot in held(drawing)]
    return [
        (title, scatter(drawing, Titles(
            label=f"{say('deals.title')} {title}".strip(),
            across=say("axis.utility", seat=one), up=say("axis.utility", seat=other),
        ), say.number, among))
        for title, drawing in drawings
    ]  # fmt: skip


def _panel_title(say: Say, cells: Sequence[Cell], deals: int) -> str:
    counted = say.count("n_deals", deals)
    if len(cells) > 1 or not cells[0].values:
        return counted
    return say("cell_deals", cell=say("cell", cell=cells[0].label), deals=counted)


def _drawing(say: Say, theory: Theory, found: Sequence[Reached]) -> Deals:
    return Deals(
        frontier=sorted(pair(worths) for worths in theory.frontier),
        joined=len(theory.parties) == PAIR,
        reached=_gathered(found),
        named=_named(say, theory),
        floors=pair(theory.floors),
    )


def pair(worths: Sequence[int]) -> Spot:
    """Return what two parties have, in points."""
    return worths[0] / POINT, worths[1] / POINT


def _gathered(found: Sequence[Reached]) -> list[tuple[Spot, int]]:
    counts: dict[Spot, int] = {}
    for deal in found:
        spot = pair(deal.worths)
        counts[spot] = counts.get(spot, 0) + 1
    return sorted(counts.items())


def _named(say: Say, theory: Theory) -> list[Named]:
    signs = {NASH: "star", KALAI: "plus"}
    return [
        Named(at=pair(worths), name=say(f"point.{name}"), sign=signs[name])
        for name, worths in theory.points.items()
        if worths is not None
    ]


def _points_table(say: Say, folder: Folder, known: Sequence[Theory]) -> Table:
    parties = folder.parties
    return Table(
        caption=say("deals.points"), words=2, name="points",
        head=[say("head.point"), say("head.cell"),
              *(say("head.utility", seat=say.seat(party)) for party in parties)],
        rows=[
            [name, cell.label, *(say.points(got) for got in worths)]
            for cell, theory in zip(folder.cells, known, strict=False)
            for name, worths in _pointed(say, theory)
        ],
    )  # fmt: skip


def _pointed(say: Say, theory: Theory) -> list[tuple[str, tuple[int, ...]]]:
    """Return floors, points and the frontier's ends by name."""
    found = [(say("point.floors"), theory.floors)]
    found += [(say(f"point.{name}"), at) for name, at in theory.points.items() if at is not None]
    for number, party in enumerate(theory.parties):
        best = max(theory.frontier, key=lambda worths: worths[number])
        found.append((say("point.best", seat=say.seat(party)), best))
    return found


def _deals_table(say: Say, folder: Folder, found: Sequence[Reached]) -> Table:
    one, other = (say.seat(party) for party in folder.parties[:PAIR])
    labels = [cell.label for cell in folder.cells]
    if len(found) <= LISTED:
        return Table(
            caption=say("deals.table"), name="deals", words=1,
            head=[say("head.cell"), say("head.seed"),
                  say("head.utility", seat=one), say("head.utility", seat=other)],
            rows=[[labels[deal.cell], say.number(deal.seed), *map(say.points, deal.worths)]
                  for deal in found],
        )  # fmt: skip
    return Table(
        caption=say("deals.squares", side=say.number(SQUARE)), name="deals", words=1,
        head=[say("head.cell"), say("head.utility_from", seat=one),
              say("head.utility_from", seat=other), say("head.deals")],
        rows=[[labels[cell], say.number(x), say.number(y), say.number(count)]
              for cell, x, y, count in squares(folder)],
    )  # fmt: skip


def squares(folder: Folder) -> list[tuple[int, int, int, int]]:
    """Return cell, lower edges in points, and how many deals lie in the square."""
    one, other = (quoted(f"{party}_utility") for party in folder.parties[:PAIR])
    side = SQUARE * POINT
    asked = (
        f"select cell, (floor({one} / {side}) * {SQUARE})::bigint as x,"  # noqa: S608 - names of ours, quoted
        f" (floor({other} / {side}) * {SQUARE})::bigint as y, count(*)"
        " from runs where outcome = ? group by cell, x, y order by cell, x, y"
    )
    return [(cell, x, y, count) for cell, x, y, count in folder.query(asked, [DEAL])]

"""How parties concede: what their own offers are worth to them, over time."""

from collections.abc import Sequence

from attrs import frozen

from sim.charts.curves import Curve, Step, curves
from sim.charts.markup import Markup
from sim.charts.plane import Titles
from sim.domain.units import MINUTES_DAY
from sim.projections.scores import parties_of
from sim.report.captions import caption, cells_said
from sim.report.cite import command_of
from sim.report.folder import DECISIONS, Folder, quoted
from sim.report.page import Book, Table, paragraphs
from sim.report.say import POINT, Say
from sim.report.timing import width_of_days

CURVES = 4
"""With more cells all games are drawn as one curve."""
BANDS = 2
LEAST = 5
"""Offers that a step takes; fewer would be one game's story."""
_STEPS = 14


@frozen(kw_only=True)
class Offers:
    """A party's own offers in a stretch of days: quartiles of what they are worth to it."""

    cell: int | None
    """None where all cells are taken together."""
    party: str
    day: int
    """The first day of the stretch, from 0."""
    count: int
    low: float
    middle: float
    high: float


def main_table(folder: Folder) -> str:
    """Return the table at which the parties bargain."""
    scenario = folder.scenario
    parties = parties_of(scenario)
    return next(table.id for table in scenario.tables if table.members == parties)


def offers(folder: Folder, days: int, *, pooled: bool) -> list[Offers]:
    """Return the quartiles, in millionths, by party, cell and stretch of so many days."""
    cell = "null::bigint" if pooled else "cell"
    found = []
    for party in folder.parties:
        own = quoted(f"{party}_utility")
        asked = (
            f"select {cell} as c, (minute // {MINUTES_DAY * days}) * {days} as day, count(*),"  # noqa: S608 - names of ours, quoted
            f" quantile_cont({own}, 0.25), quantile_cont({own}, 0.5), quantile_cont({own}, 0.75)"
            " from decisions where move = 'propose' and actor = ?"
            f" and json_extract_string(body, '$.table') = ? and {own} is not null"
            " group by c, day having count(*) >= ? order by c, day"
        )
        rows = folder.query(asked, [party, main_table(folder), LEAST])
        found += [
            Offers(cell=at, party=party, day=day, count=count, low=low, middle=middle, high=high)
            for at, day, count, low, middle, high in rows
        ]
    return found


def add(book: Book, folder: Folder) -> None:
    """Add the section of concessions, or say how to get what it needs."""
    say = book.say
    if not folder.has(DECISIONS):
        how = command_of(folder, "--decisions")
        book.section(say("concession.title"), paragraphs(say("concession.absent")), how)
        return
    days = width_of_days(_last_minute(folder), _STEPS)
    pooled = len(folder.cells) > CURVES
    found = offers(folder, days, pooled=pooled)
    if not found:
        book.section(say("concession.title"), paragraphs(say("concession.none")))
        return
    text = "text" if pooled or len(folder.cells) <= BANDS else "text_many"
    book.section(
        say("concession.title"),
        paragraphs(say(f"concession.{text}"), say("concession.selection")),
        book.figure(
            [_panel(say, folder, party, found, days) for party in folder.parties],
            caption(
                say("concession.caption", days=say.count("n_days", days), least=say.number(LEAST)),
                "" if pooled else cells_said(say, folder),
            ),
            _table(say, folder, found, days),
        ),
    )


def _last_minute(folder: Folder) -> int:
    asked = "select max(minute) from decisions where move = 'propose'"
    return int(folder.query(asked)[0][0] or 0)


def _panel(
    say: Say, folder: Folder, party: str, found: Sequence[Offers], days: int
) -> tuple[str, Markup]:
    own = [one for one in found if one.party == party]
    cells = list(dict.fromkeys(one.cell for one in own))
    some = [
        Curve(
            name=_name(say, folder, cell), series=number,
            steps=[_step(one, days) for one in own if one.cell == cell],
        )
        for number, cell in enumerate(cells)
    ]  # fmt: skip
    name = say.seat(party)
    titles = Titles(
        label=say("concession.label", seat=name), across=say("axis.day"),
        up=say("axis.utility", seat=name),
    )  # fmt: skip
    return name, curves(some, titles, say.number, bands=len(cells) <= BANDS)


def _name(say: Say, folder: Folder, cell: int | None) -> str:
    if cell is None or len(folder.cells) == 1:
        return say("median")
    return folder.cells[cell].label


def _step(one: Offers, days: int) -> Step:
    return Step(
        at=one.day + days / 2, middle=one.middle / POINT, low=one.low / POINT,
        high=one.high / POINT,
    )  # fmt: skip


def _table(say: Say, folder: Folder, found: Sequence[Offers], days: int) -> Table:
    keys = (
        "head.party", "head.cell", "head.days", "head.offers", "head.median", "head.quartiles",
    )  # fmt: skip
    return Table(
        caption=say("concession.table"), head=[say(key) for key in keys], words=2, name="offers",
        rows=[
            [
                say.seat(one.party),
                say("all") if one.cell is None else folder.cells[one.cell].label,
                say("days", begin=say.number(one.day), end=say.number(one.day + days)),
                say.number(one.count), say.points(one.middle),
                say.span((one.low, one.high)),
            ]
            for one in found
        ],
    )  # fmt: skip

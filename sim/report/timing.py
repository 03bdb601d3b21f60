"""When deals are signed: by day, and by what part of the time before the deadline had passed."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from sim.charts.columns import Column, Marker, columns
from sim.charts.markup import el
from sim.charts.plane import Titles
from sim.domain.actors import AUTHORITY
from sim.domain.talks import DEAL
from sim.domain.units import MINUTES_DAY
from sim.report.captions import caption
from sim.report.cite import command_of
from sim.report.folder import EVENTS, Folder, Row
from sim.report.intervals import Clustered, Share
from sim.report.outcomes import part, span
from sim.report.page import Book, Table, paragraphs
from sim.report.say import Say

TENTHS = 10
_COLUMNS = 24
_WIDTHS = (1, 2, 3, 5, 7, 10, 14, 21, 28)
_ORDER, _SET, _EXTENDED = "order.signed/1", "deadline.set/1", "deadline.extended/1"
_WITHDRAWN, _SIGNED = "threat.withdrawn/1", "terms.signed/1"


@frozen(kw_only=True)
class Signing:
    """A deal's paper: its minute, and the deadline that stood when it was signed."""

    cell: int
    seed: int
    minute: int
    deadline: int | None

    @property
    def tenth(self) -> int | None:
        """Return the tenth of the time before the deadline, from 0; None without a deadline."""
        if self.deadline is None or self.deadline <= 0:
            return None
        return min(self.minute * TENTHS // self.deadline, TENTHS - 1)


def width_of_days(last_minute: int, most: int) -> int:
    """Return how many days a stretch has so that there are at most so many, or about."""
    days = last_minute // MINUTES_DAY + 1
    return next((width for width in _WIDTHS if days <= width * most), _WIDTHS[-1])


def by_day(folder: Folder, days: int) -> list[tuple[int, int]]:
    """Return the first day of a stretch and the deals signed in it."""
    asked = (
        "select (signed // ?) * ? as day, count(*) from runs"
        " where outcome = ? and signed is not null group by day order by day"
    )
    rows = folder.query(asked, [MINUTES_DAY * days, days, DEAL])
    return [(day, count) for day, count in rows]


def signings(folder: Folder) -> list[Signing] | None:
    """
    Return the papers of all deals, None where the sweep did not keep what it takes.

    Without its events a sweep tells the deadline only where nobody can set one.
    """
    if folder.has(EVENTS):
        return _from_events(folder)
    scenario = folder.scenario
    if scenario.closes is None or any(one.kind == AUTHORITY for one in scenario.actors):
        return None
    asked = (
        "select cell, seed, signed from runs where outcome = ? and signed is not null"
        " order by cell, seed"
    )
    closes = [cell.header.scenario.closes for cell in folder.cells]
    return [
        Signing(cell=cell, seed=seed, minute=minute, deadline=closes[cell])
        for cell, seed, minute in folder.query(asked, [DEAL])
    ]


def _from_events(folder: Folder) -> list[Signing]:
    asked = (
        "select e.cell, e.seed, r.signed, e.kind, e.minute,"
        " json_extract_string(e.body, '$.by'),"
        " coalesce(json_extract(e.body, '$.deadline'), json_extract(e.body, '$.minute'))::bigint"
        " from events e join runs r on r.cell = e.cell and r.seed = e.seed"
        " where r.outcome = ? and r.signed is not null and e.kind in (?, ?, ?, ?, ?)"
        " order by e.cell, e.seed, e.seq"
    )
    kinds = (_ORDER, _SET, _EXTENDED, _WITHDRAWN, _SIGNED)
    games: dict[tuple[int, int], list[Row]] = {}
    for cell, seed, *rest in folder.query(asked, [DEAL, *kinds]):
        games.setdefault((cell, seed), []).append(tuple(rest))
    closes = [cell.header.scenario.closes for cell in folder.cells]
    return [
        Signing(cell=cell, seed=seed, minute=rows[0][0],
                deadline=standing(rows, rows[0][0], closes[cell]))
        for (cell, seed), rows in games.items()
    ]  # fmt: skip


def standing(rows: Iterable[Row], signed: int, deadline: int | None) -> int | None:
    """
    Return the deadline that stood when a paper was signed.

    Rows are (minute of the paper, kind, minute, author, deadline named) in order of events. An
    order that is taken back takes its deadline with it.
    """
    author = None
    for _, kind, minute, by, due in rows:
        if kind == _SIGNED and minute == signed:
            return deadline
        if kind == _WITHDRAWN and by == author and author is not None:
            author = deadline = None
        elif kind in (_ORDER, _SET, _EXTENDED):
            deadline = due
            author = by if kind == _ORDER else author
    return deadline


def add(book: Book, folder: Folder) -> None:
    """Add the section of time."""
    say = book.say
    last = folder.query("select max(signed) from runs where outcome = ?", [DEAL])[0][0]
    if last is None:
        book.section(say("timing.title"), paragraphs(say("deals.none")))
        return
    found = signings(folder)
    parts: list[object] = [paragraphs(say("timing.text")), _days_figure(book, folder, int(last))]
    parts.append(el("h3", say("timing.late")))
    if found is None:
        parts += [paragraphs(say("timing.absent")), command_of(folder, "--events")]
    else:
        parts.append(_tenths_figure(book, folder, found))
    book.section(say("timing.title"), *parts)


def _days_figure(book: Book, folder: Folder, last: int) -> object:
    say = book.say
    days = width_of_days(last, _COLUMNS)
    found = by_day(folder, days)
    asked = (
        "select quantile_cont(signed, 0.5) / ? from runs where outcome = ? and signed is not null"
    )
    median = float(folder.query(asked, [MINUTES_DAY, DEAL])[0][0])
    titles = Titles(
        label=say("timing.title"), across=say("axis.day"), up=say("axis.deals"),
    )  # fmt: skip
    name = say("timing.median", day=say.number(median, 1))
    drawing = columns(
        [Column(begin=day, end=day + days, count=count) for day, count in found],
        titles, say.number, [Marker(at=median, name=name)],
    )  # fmt: skip
    table = Table(
        caption=say("timing.table"), head=[say("head.days"), say("head.deals")], name="days",
        rows=[[say("days", begin=say.number(day), end=say.number(day + days)), say.number(count)]
              for day, count in found],
    )  # fmt: skip
    deals = say("timing.deals", deals=say.count("n_deals", sum(count for _, count in found)))
    told = caption(say("timing.caption", days=say.count("n_days", days)), deals,
                   _each_said(say, folder))  # fmt: skip
    return book.figure([("", drawing)], told, table)


def _each_said(say: Say, folder: Folder) -> str:
    """Return of how many seeds the deals of all cells together are; empty for one cell."""
    if len(folder.cells) == 1:
        return ""
    asked = "select count(distinct seed) from runs where outcome = ? and signed is not null"
    return say("timing.each", seeds=say.count("n_seeds", folder.query(asked, [DEAL])[0][0]))


def _tenths_figure(book: Book, folder: Folder, found: Sequence[Signing]) -> object:
    say = book.say
    counts = [sum(one.tenth == tenth for one in found) for tenth in range(TENTHS)]
    titles = Titles(
        label=say("timing.late"), across=say("axis.tenths"), up=say("axis.deals"),
    )  # fmt: skip
    drawing = columns(
        [Column(begin=tenth * TENTHS, end=(tenth + 1) * TENTHS, count=count,
                strong=tenth == TENTHS - 1) for tenth, count in enumerate(counts)],
        titles, say.number,
    )  # fmt: skip
    without = sum(one.tenth is None for one in found)
    told = caption(
        say("timing.tenths", none=say.number(without), deals=say.count("n_deals", len(found))),
        _late_said(say, folder, late_by_seed(found)),
    )
    return book.figure([("", drawing)], told, _tenths_table(say, counts, without),
                       _late_table(say, folder, found))  # fmt: skip


def late_by_seed(found: Sequence[Signing]) -> Clustered:
    """Return the share of deals signed in the last tenth, a share for each seed that has deals."""
    seeds: dict[int, list[Signing]] = {}
    for one in found:
        seeds.setdefault(one.seed, []).append(one)
    return Clustered.of({
        seed: Share(count=sum(one.tenth == TENTHS - 1 for one in own), games=len(own))
        for seed, own in seeds.items()
    })  # fmt: skip


def _late_said(say: Say, folder: Folder, late: Clustered) -> str:
    """Return the share of the last tenth; over seeds where each played in several cells."""
    key = "timing.late_mean" if len(folder.cells) > 1 else "timing.late_share"
    seeds = say.count("n_seeds", len(late.shares))
    return say(key, share=part(say, late), span=span(say, late), seeds=seeds)


def _tenths_table(say: Say, counts: Sequence[int], without: int) -> Table:
    rows = [
        [say("percents", begin=say.number(tenth * TENTHS), end=say.number((tenth + 1) * TENTHS)),
         say.number(count)]
        for tenth, count in enumerate(counts)
    ]  # fmt: skip
    return Table(
        caption=say("timing.tenths_table"), head=[say("head.passed"), say("head.deals")],
        rows=[*rows, [say("timing.without"), say.number(without)]], name="tenths",
    )  # fmt: skip


def _late_table(say: Say, folder: Folder, found: Sequence[Signing]) -> Table:
    rows = []
    for cell in folder.cells:
        own = [one for one in found if one.cell == cell.number]
        late = Share(count=sum(one.tenth == TENTHS - 1 for one in own), games=len(own))
        rows.append([cell.label, say.number(late.count), say.number(late.games),
                     part(say, late), span(say, late)])  # fmt: skip
    keys = ("head.cell", "head.late", "head.deals", "head.share", "head.interval_share")
    return Table(
        caption=say("timing.late_table"), head=[say(key) for key in keys], rows=rows, name="late"
    )

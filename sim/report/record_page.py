"""The page of one record: how it ended, what it brought, the way of the offers, what happened."""

from collections.abc import Sequence

from attrs import frozen

from sim.charts.dots import Dot, Group, dots
from sim.charts.lanes import Lane, Span, lanes
from sim.charts.markup import Markup, el
from sim.charts.plane import Titles
from sim.charts.scatter import Deals as Drawn
from sim.charts.scatter import Named, scatter
from sim.commands import date_of
from sim.domain.units import MINUTES_DAY
from sim.engine.run import Run
from sim.projections.scores import SeatScore, joint_gain
from sim.projections.timeline import KEY, QUIET, WORLD, timeline
from sim.projections.transcript import render, said, simple_value, transcript
from sim.record.replay import Record
from sim.report.cite import version
from sim.report.deals import PAIR, pair
from sim.report.page import Book, Table, facts, paragraphs
from sim.report.say import NONE, POINT, Say, say_of
from sim.review_deals import Deals, deals_of, frontier_seen
from sim.terminal import is_story


@frozen(kw_only=True)
class Told:
    """One record with its results and the words for it."""

    record: Record
    run: Run
    say: Say

    @property
    def title(self) -> str:
        """Return the title of the page."""
        name = self.say.names.get("title") or self.record.header.scenario.id
        return self.say("title.record", scenario=name)


def record_page(record: Record, lang: str) -> str:
    """
    Return the page of a record, open or over, as far as it can be read.

    Cost: the frontiers of the parties at the opening and at the end.
    """
    say = say_of(record.header.scenario.id, lang)
    told = Told(record=record, run=Run(record.header, record.decisions, record.digest), say=say)
    book = Book(say, say("seed", seed=record.header.seed))
    _seats(book, told)
    _deals(book, told)
    _events(book, told)
    return book.page(told.title, _opening(told))


def _opening(told: Told) -> Markup:
    record, say = told.record, told.say
    notices = []
    if told.run.outcome is None:
        notices.append(say("record.open"))
    if record.failure is not None:
        notices.append(say("record.damaged", why=record.failure.reason))
    return el(
        "header",
        el("h1", told.title),
        el("p", _ended(told), class_="lead"),
        el("div", paragraphs(*notices), class_="notice") if notices else None,
        el("ul", [el("li", el("b", value), el("span", name)) for name, value in _keys(told)],
           class_="key"),
        facts(_facts(told)),
        el("h2", say("cite.title")),
        el("p", say("cite.record", version=version(), scenario=record.header.scenario.id,
                    number=record.header.scenario.version, seed=record.header.seed,
                    decisions=say.count("n_decisions", len(record.decisions)),
                    digest=record.digest)),
        el("p", say("cite.verify")),
        el("pre", el("code", "run_game.py verify F --deep")),
    )  # fmt: skip


def _ended(told: Told) -> str:
    outcome, say = told.run.outcome, told.say
    if outcome is None:
        return say("record.not_over")
    date = date_of(told.record.header.scenario.opens, outcome.minute)
    return say("record.ended", kind=say.outcome(outcome.kind), date=say.date(date))


def _keys(told: Told) -> list[tuple[str, str]]:
    run, say = told.run, told.say
    return [
        (say("record.created"), share_said(say, *joint_gain(run.opening, run.end))),
        (say.points_word("record.left", run.left_on_table), say.points(run.left_on_table)),
        (say.count("record.decisions", run.decisions), say.number(run.decisions)),
        (say.count("record.n_events", len(run.events)), say.number(len(run.events))),
    ]


def _facts(told: Told) -> list[tuple[str, object]]:
    header, say, outcome = told.record.header, told.say, told.run.outcome
    scenario = header.scenario
    found: list[tuple[str, object]] = [
        (say("fact.scenario"), say("fact.version", name=scenario.id, number=scenario.version)),
        (say("fact.seed"), str(header.seed)),
    ]
    if outcome is not None and outcome.package is not None:
        package = simple_value(scenario, "package", outcome.package)
        found.append((say("fact.package"), said(package, say.names)))
    engine = say("fact.engine_is", version=version(), rules=header.rules, format=header.format)
    return [*found, (say("fact.engine"), engine), (say("fact.digest"), el("code", told.run.digest))]


def _seats(book: Book, told: Told) -> None:
    say, scores = told.say, list(told.run.seats.values())
    rows = [
        Dot(label=say.seat(one.seat), value=one.surplus / POINT, series=number,
            said=say.points(one.surplus, signed=True))
        for number, one in enumerate(scores)
    ]  # fmt: skip
    chart = dots(say("record.seats"), [Group(title="", dots=rows)], say("axis.surplus"),
                 say.signed, zero=True)  # fmt: skip
    keys = ("head.seat", "head.personality", "head.strategy", "head.utility_plain",
            "head.reservation", "head.surplus", "head.claimed")  # fmt: skip
    table = Table(
        caption=say("record.seats_table"), head=[say(key) for key in keys], words=3, name="seats",
        rows=[_seat_row(told, one) for one in scores],
    )  # fmt: skip
    book.section(
        say("record.seats"), paragraphs(say("record.seats_text")),
        book.figure([("", chart)], say("record.seats_caption"), table),
    )  # fmt: skip


def _seat_row(told: Told, one: SeatScore) -> list[str]:
    say = told.say
    own = told.run.end.private[one.seat].personality
    return [
        say.seat(one.seat), say.personality(one.seat, own),
        told.record.header.seats[one.seat].strategy,
        say.points(one.utility), say.points(one.reservation),
        say.points(one.surplus, signed=True), share_said(say, one.surplus, one.best),
    ]  # fmt: skip


def share_said(say: Say, won: int, best: int) -> str:
    """Return a gain as a share of the best, below 0 and beyond all too; a dash for no best."""
    if best <= 0:
        return NONE if won else say.percent(0)
    return say.percent(won / best)


def _deals(book: Book, told: Told) -> None:
    say, found = told.say, deals_of(told.record)
    one, other = (say.seat(party) for party in found.parties[:PAIR])
    titles = Titles(
        label=say("record.deals"), across=say("axis.surplus_of", seat=one),
        up=say("axis.surplus_of", seat=other),
    )  # fmt: skip
    caption = say("record.deals_caption", one=one, other=other)
    if len(found.parties) > PAIR:
        caption += " " + say("deals.cloud")
    empty = "" if found.frontier else say("record.no_frontier")
    book.section(
        say("record.deals"), paragraphs(say("record.deals_text"), empty),
        book.figure([("", scatter(_drawn(told, found), titles, say.number))], caption,
                    _ends_table(say, found), _offers_table(told, found)),
    )  # fmt: skip


def _drawn(told: Told, found: Deals) -> Drawn:
    say = told.say
    series = {party: number for number, party in enumerate(found.parties)}
    return Drawn(
        frontier=sorted(pair(worths) for worths in frontier_seen(told.record, found)),
        joined=len(found.parties) == PAIR,
        path=[(pair(one.worths), series.get(one.by, 0)) for one in found.path],
        named=[
            Named(at=pair(worths), name=name, sign="star" if number == 0 else "plus")
            for number, (name, worths) in enumerate(_ends(say, found))
        ]
        + _makers(say, found),
        floors=(0.0, 0.0),
    )


def _makers(say: Say, found: Deals) -> list[Named]:
    """Return each party's name beside its first offer."""
    firsts = {one.by: one for one in reversed(found.path)}
    return [Named(at=pair(one.worths), name=say.seat(one.by), sign="") for one in firsts.values()]


def _ends(say: Say, found: Deals) -> list[tuple[str, tuple[int, ...]]]:
    """Return the end, and the package that would have been better for everybody, by name."""
    better = [one.worths for one in found.better[:1] if min(one.gains) > 0]
    name = say("record.sold" if found.sold else "record.unsold")
    return [(name, found.reached), *((say("record.better"), worths) for worths in better)]


def _ends_table(say: Say, found: Deals) -> Table:
    return Table(
        caption=say("record.ends_table"), name="ends",
        head=[say("head.point"), *_heads(say, found)],
        rows=[[name, *(say.points(got, signed=True) for got in worths)]
              for name, worths in _ends(say, found)],
    )  # fmt: skip


def _heads(say: Say, found: Deals) -> list[str]:
    return [say("head.surplus_of", seat=say.seat(party)) for party in found.parties]


def _offers_table(told: Told, found: Deals) -> Table:
    say, opens = told.say, told.record.header.scenario.opens
    return Table(
        caption=say("record.offers_table"), words=2, name="path",
        head=[say("head.date"), say("head.by"), *_heads(say, found)],
        rows=[
            [say.date(date_of(opens, one.minute)), say.seat(one.by),
             *(say.points(got, signed=True) for got in one.worths)]
            for one in found.path
        ],
    )  # fmt: skip


def _events(book: Book, told: Told) -> None:
    record, say = told.record, told.say
    found = timeline(told.run.opening, record.decisions)
    names = list(dict.fromkeys([*told.run.seats, WORLD]))
    some = [
        Lane(
            name=say("world") if lane == WORLD else say.seat(lane),
            series=None if lane == WORLD else number,
            marks=[(mark.minute / MINUTES_DAY, mark.weight == KEY) for mark in found.marks
                   if mark.lane == lane and mark.weight > QUIET],
        )
        for number, lane in enumerate(names)
    ]  # fmt: skip
    spans = [
        Span(begin=band.minute_from / MINUTES_DAY, end=band.minute_until / MINUTES_DAY,
             name=say.names.get(f"phase.{band.phase}", band.phase))
        for band in found.bands
    ]  # fmt: skip
    drawing = lanes(say("record.events"), some, spans, say("axis.day"), say.number)
    book.section(
        say("record.events"), paragraphs(say("record.events_text")),
        book.figure([("", drawing)], say("record.events_caption"),
                    _phases(say, spans), _story(told)),
    )  # fmt: skip


def _phases(say: Say, spans: Sequence[Span]) -> Table:
    return Table(
        caption=say("record.phases"), name="phases",
        head=[say("head.phase"), say("head.from_day"), say("head.until_day")],
        rows=[[span.name, say.number(span.begin, 1), say.number(span.end, 1)] for span in spans],
    )  # fmt: skip


def _story(told: Told) -> Table:
    say = told.say
    scenario = told.record.header.scenario
    lines = transcript(scenario, told.record.decisions)
    return Table(
        caption=say("record.story"), words=3, name="story",
        head=[say("head.date"), say("head.decision"), say("head.event")],
        rows=[[say.moment(line.date), say.number(line.decision), render(line, say.names)]
              for line in lines if is_story(line.kind)],
    )  # fmt: skip

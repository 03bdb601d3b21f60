"""One table, opened by the teacher: who sits there, the true state, the transcript, a what-if."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from classroom.cohort.facts import OBSERVER
from classroom.cohort.state import Member
from classroom.debrief import what_if
from classroom.money import unit_of
from classroom.pages import render
from classroom.student import worths
from classroom.student.wording import words_for
from classroom.teacher.monitor import common_values
from classroom.teacher.overview import Overview, name_of, standing_still
from classroom.teacher.people import held_seats
from classroom.teacher.rows import EMPTY, Row, SeatMark, rows
from classroom.teacher.words import Lexicon, clock_words, lexicon
from sim.domain.decider import next_due
from sim.domain.decision import Decision
from sim.domain.events import Event
from sim.domain.lookup import index_of
from sim.domain.talks import Offer, Talks
from sim.domain.units import POINT
from sim.domain.views import View, view_for
from sim.projections.timeline import QUIET, weight_of
from sim.projections.transcript import Line, Word, transcript
from sim.projections.transcript import render as sentence
from sim.words import load


@frozen(kw_only=True)
class Holder:
    """A person at the table."""

    who: str
    name: str
    duty: str
    muted: bool


@frozen(kw_only=True)
class SeatLine:
    """A seat of the table with what is true of it."""

    mark: SeatMark
    temper: str
    holders: tuple[Holder, ...]
    no_deal: str
    """What no deal is worth to it today, as its own page says it."""
    offer: str
    """What the last offer is worth to it, as its own page says it; empty without one."""
    change: str
    """That less no deal, in its unit with the sign."""
    gains: bool


@frozen(kw_only=True)
class Said:
    """One line of the transcript."""

    decision: int
    date: str
    words: str
    text: str
    """What a participant wrote, if the line carries words that were not erased."""


def page(
    overview: Overview,
    table: int,
    decisions: Sequence[Decision],
    texts: Mapping[str, str] | None = None,
) -> str:
    """Return the page of a table; `texts` are what people wrote, by the id in the record."""
    words = lexicon(overview.scenario, overview.lang)
    row = next(one for one in rows(overview) if one.table == table)
    lines = tuple(said_lines(words, decisions, texts or {}))
    numbers = sorted(overview.tables)
    place = numbers.index(table)
    values: dict[str, object] = {
        **common_values(overview, words),
        "row": row,
        "seats": seat_lines(overview, row, words),
        "lines": lines,
        "forkable": forkable(overview, table, lines, decisions),
        "forks": forks(overview, table),
        "place": overview.cohort.places[table],
        "tables": numbers,
        "scales": scales(overview, words),
        "all_seats": tuple(one.emblem for one in row.seats),
        "looking": _looking(overview, table),
        "held": held_seats(overview),
        "before": numbers[place - 1] if place else None,
        "after": numbers[place + 1] if place + 1 < len(numbers) else None,
        "still": standing_still(overview),
        "clock_words": clock_words,
        "empty": EMPTY,
    }
    return render("teacher/table.html", overview.lang, values)


def seat_lines(overview: Overview, row: Row, words: Lexicon) -> tuple[SeatLine, ...]:
    """Return what is true of each seat of a table."""
    return tuple(_seat_line(overview, row, words, mark) for mark in row.seats)


def _seat_line(overview: Overview, row: Row, words: Lexicon, mark: SeatMark) -> SeatLine:
    talks, seat = overview.tables[row.table].talks, mark.emblem.seat
    view, own = _seen_by(seat, talks), words_for(overview.scenario, overview.lang, seat)
    floor = worths.no_deal(view)
    offered = None if row.offer is None else _offer_worth(view, talks, row.offer)
    temper = talks.private[seat].personality
    return SeatLine(
        mark=mark,
        temper=words.texts.get(f"actors.{seat}.personalities.{temper}", temper),
        holders=tuple(
            _holder(overview, one) for one in overview.cohort.holders(row.table, seat)
        ),
        no_deal=own.amount(floor),
        offer="" if offered is None else own.amount(offered),
        change="" if offered is None else own.bare(offered - floor),
        gains=offered is not None and offered >= floor,
    )  # fmt: skip


def _seen_by(seat: str, talks: Talks) -> View:
    """Return what a seat knows, at its own stop if it has one now: what its page is made of."""
    head = next_due(talks)
    own_stop = head is not None and talks.agenda[seat] == head[0]
    return view_for(seat, talks, head[0] if head is not None and own_stop else None)


def _offer_worth(view: View, talks: Talks, offer: Offer) -> int:
    """Return what an offer is worth to a seat as it reads it: with what signing today costs."""
    tables = index_of(talks.scenario).tables
    table = next(name for name in tables if offer in talks.channels[name].offers)
    return worths.value(view, offer.package, table)


def scales(overview: Overview, words: Lexicon) -> str:
    """Return how many points of the wall one of each seat's own unit is."""
    exact = words.t("format.decimal") + "0"
    told = (
        words.t(
            "class.teach.one.scale",
            seat=words.actor(seat),
            unit=words.t(unit_of(words.scenario, seat).called),
            n=words.decimal(round(preferences.unit * 10 / POINT)).removesuffix(exact),
        )
        for seat, preferences in words.scenario.preferences.items()
        if seat in overview.cohort.opened.seats
    )
    return words.t("class.teach.one.scales", scales=words.t("format.between").join(told))


def _holder(overview: Overview, one: Member) -> Holder:
    name = name_of(overview, one.who)
    return Holder(who=one.who, name=name, duty=one.duty, muted=one.muted)


def _looking(overview: Overview, table: int) -> tuple[Holder, ...]:
    return tuple(
        _holder(overview, one) for one in overview.cohort.at_table(table) if one.duty == OBSERVER
    )


def said_lines(
    words: Lexicon, decisions: Sequence[Decision], texts: Mapping[str, str]
) -> Iterator[Said]:
    """Yield a line for each event that is more than bookkeeping, in order."""
    events = ((one.number, event) for one in decisions for event in one.events)
    for (number, event), line in zip(events, transcript(words.scenario, decisions), strict=True):
        if weight_of(event) > QUIET:
            reference = getattr(event, "text", None)
            yield Said(
                decision=number,
                date=moment_words(words, line.date),
                words=sentence(_in_our_units(words, event, line), words.texts),
                text="" if reference is None else texts.get(reference.text, ""),
            )


def forkable(
    overview: Overview, table: int, lines: Sequence[Said], decisions: Sequence[Decision]
) -> tuple[Said, ...]:
    """Return the line of each decision after which a seat still decided, or might have."""
    last = max((one.number for one in decisions), default=0)
    if overview.tables[table].talks.common.outcome is not None:
        actors = index_of(overview.scenario).actors
        seats = (one.number for one in decisions if actors[one.actor].is_seat)
        last = max(seats, default=0) - 1
    found: dict[int, Said] = {}
    for one in lines:
        if one.decision <= last and not one.text:
            found.setdefault(one.decision, one)
    return tuple(found.values())


def forks(overview: Overview, table: int) -> tuple[tuple[int, str, str], ...]:
    """Return decision, page and its title of each what-if of a table, as the projector has them."""
    text, every = load(overview.lang), overview.cohort.what_ifs
    return tuple(
        (
            one.decision,
            what_if.id_of(one.number, len(every)),
            what_if.title_of(text, one.number, len(every)),
        )
        for one in every
        if one.table == table
    )


def moment_words(words: Lexicon, date: str) -> str:
    """Return day and time of `2020-07-31 17:05` in words; the year is the scenario's own."""
    _, month, rest = date.split("-")
    day, _, time = rest.partition(" ")
    first = words.t("format.day.first") if day == "01" else str(int(day))
    name = words.t(f"month.{int(month)}")
    return words.t("class.teach.one.moment", day=first, month=name, time=time)


def _in_our_units(words: Lexicon, event: Event, line: Line) -> Line:
    """Return a line whose package is said as elsewhere on the page: billions, not millions."""
    package = getattr(event, "package", None)
    if package is None or "package" not in line.parameters:
        return line
    said = Word("package.whole", words.whole(package))
    return evolve(line, parameters={**line.parameters, "package": said})

"""
The monitor as a model: a row a table, which seats are stalled, how many tables are where.

Order never changes: a teacher remembers places. Trouble is loud by tone, not by place.
"""

from collections.abc import Mapping

from attrs import frozen

from classroom.cohort import facts as f
from classroom.cohort.state import Place
from classroom.teacher.overview import Overview, TableState, name_of, standing_still, waited
from classroom.teacher.words import Emblem, Lexicon, emblems, lexicon
from sim.domain.decider import next_due
from sim.domain.lookup import index_of, is_of_seats
from sim.domain.talks import APPROVALS, BARGAINING, CLOSED, OPENING, SIGNED, Offer, Talks
from sim.domain.units import MINUTES_DAY
from sim.domain.views import local_day
from sim.projections.dates import clock_of

SLOW = 60_000
"""Milliseconds after which a seat that is waited for is slow."""
STALLED = 120_000
"""Milliseconds after which it is stalled, and named beside the list."""
SLOW_FIRST, STALLED_FIRST = 120_000, 180_000
"""The same before the first offer of a table: a whole package takes longer than an answer."""

HERE, AWAY, STRATEGY, RETURNED, EMPTY = "here", "away", "strategy", "returned", "empty"
STATES = (HERE, AWAY, STRATEGY, RETURNED, EMPTY)
CALM, LATE, STUCK, DEAL, NO_DEAL = "calm", "slow", "stalled", "deal", "none"

TALKING, DONE, FAILED = "talking", "closed", "failed"
GROUPS = (TALKING, SIGNED, APPROVALS, DONE, FAILED)
"""What the counts of the head tell apart."""


@frozen(kw_only=True)
class SeatMark:
    """A seat of a row."""

    emblem: Emblem
    state: str
    due: bool
    """Whether the table waits for it."""
    names: tuple[str, ...]
    """Who holds it."""
    offered: bool = False
    """Whether it has made its offer and only has to end its turn."""
    since: int | None = None
    """Since when the table waits for it: wall time in milliseconds."""

    def late(self, tone: str) -> str:
        """Return the key of why a seat of a late row is waited for."""
        if self.state == AWAY:
            return "away"
        if self.offered:
            return "offered"
        return "silent" if tone == STUCK else "slow"


@frozen(kw_only=True)
class Row:
    """A table as the monitor shows it."""

    table: int
    phase: str
    day: int
    tone: str
    seats: tuple[SeatMark, ...]
    waits: str
    """Who is waited for, or how it ended, in words; the seats that are due stand in `seats`."""
    since: int | None
    """Milliseconds of waiting for the seat that is due the longest; nothing for nobody."""
    running: bool
    """Whether that time goes on."""
    offer: Offer | None
    offer_by: str
    """Its author's name, if that is no seat of the row."""
    offer_words: str
    offer_whole: str

    @property
    def due(self) -> tuple[SeatMark, ...]:
        """Return the seats that are waited for, the longest wait first."""
        return tuple(sorted((one for one in self.seats if one.due), key=lambda one: one.since or 0))


@frozen(kw_only=True)
class Stall:
    """A seat that holds up its table."""

    table: int
    mark: SeatMark
    since: int
    nudged: int | None
    """Milliseconds since it was asked to decide, if it was in this wait."""


def rows(overview: Overview) -> tuple[Row, ...]:
    """Return a row for every table, by number."""
    words = lexicon(overview.scenario, overview.lang)
    marks = emblems(words, overview.cohort.opened.seats)
    return tuple(
        _row(overview, number, overview.tables[number], words, marks)
        for number in sorted(overview.tables)
    )


def _row(
    overview: Overview, number: int, state: TableState, words: Lexicon, marks: Mapping[str, Emblem]
) -> Row:
    place = overview.cohort.places[number]
    offer = last_offer(state.talks)
    due = () if ended(place, state.talks) else state.due
    seats = tuple(_mark(overview, number, mark, due, offer) for mark in marks.values())
    since = max((_waited(overview, one) for one in seats if one.due), default=None)
    return Row(
        table=number,
        phase=_phase(place, state.talks, offer),
        day=day_of(state.talks),
        tone=_tone(overview, place, state.talks, since, first=offer is None),
        seats=seats,
        waits=_waits(overview, place, state.talks, due, words),
        since=since,
        running=since is not None and not standing_still(overview),
        offer=offer,
        offer_by="" if offer is None or offer.by in marks else words.actor(offer.by),
        offer_words="" if offer is None else words.compact(offer.package),
        offer_whole="" if offer is None else words.whole(offer.package),
    )


def _waited(overview: Overview, mark: SeatMark) -> int:
    """Return for how many milliseconds a seat that is due has been waited for."""
    return waited(overview, overview.now if mark.since is None else mark.since)


def _phase(place: Place, talks: Talks, offer: Offer | None) -> str:
    """Return where a table is: closed by its end, bargaining from its first offer on."""
    if ended(place, talks):
        return CLOSED
    if talks.common.phase in (OPENING, BARGAINING):
        return OPENING if offer is None else BARGAINING
    return talks.common.phase


def ended(place: Place, talks: Talks) -> bool:
    """Tell whether a table has its result, of its record or by the teacher's wish."""
    return bool(place.status) or talks.common.outcome is not None


def day_of(talks: Talks) -> int:
    """Return the number of the day at a table, counted from the opening's date."""
    return local_day(talks.scenario, clock_of(talks.scenario, None), talks.minute)


def last_offer(talks: Talks) -> Offer | None:
    """Return the newest offer of any table of the talks, standing or not."""
    offers = [
        offer
        for name in index_of(talks.scenario).tables
        for offer in talks.channels[name].offers
    ]  # fmt: skip
    return max(offers, key=lambda offer: (offer.minute, offer.id), default=None)


def _mark(
    overview: Overview, number: int, emblem: Emblem, due: tuple[str, ...], offer: Offer | None
) -> SeatMark:
    talks = overview.tables[number].talks
    holders = overview.cohort.holders(number, emblem.seat)
    return SeatMark(
        emblem=emblem,
        state=seat_state(overview, number, emblem.seat),
        due=emblem.seat in due,
        names=tuple(name_of(overview, one.who) for one in holders),
        offered=offer is not None
        and emblem.seat == offer.by
        and emblem.seat in due
        and is_of_this_turn(talks, offer),
        since=overview.tables[number].since.get(emblem.seat) if emblem.seat in due else None,
    )


def is_of_this_turn(talks: Talks, offer: Offer) -> bool:
    """Tell whether an offer was made since its author's last turn ended."""
    own = talks.private.get(offer.by)
    return own is not None and (not own.stops or offer.minute > own.passed_minute)


def seat_state(overview: Overview, number: int, seat: str) -> str:
    """Return whether somebody is there, and who plays."""
    why = overview.cohort.places[number].strategies.get(seat)
    # Until the bargaining begins, a seat that somebody holds is only not played yet.
    played = why is not None and why != f.EMPTY
    if not overview.cohort.holders(number, seat):
        return EMPTY
    if seat in overview.tables[number].here:
        return RETURNED if played else HERE
    return STRATEGY if played else AWAY


def _tone(overview: Overview, place: Place, talks: Talks, since: int | None, *, first: bool) -> str:
    if ended(place, talks):
        return DEAL if _is_deal(place, talks) else NO_DEAL
    if since is None or standing_still(overview):
        return CALM
    slow, stalled = _bounds(first=first)
    return STUCK if since >= stalled else LATE if since >= slow else CALM


def _bounds(*, first: bool) -> tuple[int, int]:
    """Return after how long a seat is slow and stalled, before a first offer or after it."""
    return (SLOW_FIRST, STALLED_FIRST) if first else (SLOW, STALLED)


def _is_deal(place: Place, talks: Talks) -> bool:
    if place.status:
        return place.status == f.AGREEMENT
    outcome, scenario = talks.common.outcome, talks.scenario
    ours = {one.outcome for one in scenario.tables if is_of_seats(scenario, one.id)}
    return outcome is not None and outcome.kind in ours


def _waits(
    overview: Overview, place: Place, talks: Talks, due: tuple[str, ...], words: Lexicon
) -> str:
    if ended(place, talks):
        return _ending(place, talks, words, revealed=overview.cohort.revealed)
    if f.PHASES.index(overview.cohort.clock.phase) < f.PHASES.index(f.BARGAINING):
        return words.t("class.teach.row.not_begun")
    if due:
        return words.t.listed(words.actor(seat) for seat in due)
    head = next_due(talks)
    if head is None or not talks.humans:
        return words.t("class.teach.row.nobody")
    minute, actor = head
    days = (minute - talks.minute) // MINUTES_DAY
    who = words.actor(actor)
    return words.t.count("class.teach.row.n_days", days, who=who) if days else who


def _ending(place: Place, talks: Talks, words: Lexicon, *, revealed: bool) -> str:
    outcome = talks.common.outcome
    if _is_deal(place, talks):
        return words.t("class.teach.row.deal" if revealed else "class.teach.row.deal_sealed")
    if outcome is None or place.status in (f.TIMEOUT, f.ABORTED):
        return words.t(f"class.teach.row.{place.status}")
    return words.t("class.teach.row.no_deal", how=words.t(f"class.teach.row.how.{outcome.kind}"))


def stalls(overview: Overview, table_rows: tuple[Row, ...]) -> tuple[Stall, ...]:
    """Return the seats that hold up their tables, the longest wait first."""
    found = [
        Stall(
            table=row.table,
            mark=mark,
            since=_waited(overview, mark),
            nudged=_nudged(overview, row.table, mark),
        )
        for row in table_rows
        if row.tone == STUCK
        for mark in row.due
        if _waited(overview, mark) >= _bounds(first=row.offer is None)[1]
    ]
    return tuple(sorted(found, key=lambda one: (-one.since, one.table, one.mark.emblem.place)))


def _nudged(overview: Overview, number: int, mark: SeatMark) -> int | None:
    at = overview.cohort.places[number].nudged.get(mark.emblem.seat)
    if at is None or at < (overview.now if mark.since is None else mark.since):
        return None
    return max(0, overview.now - at)


def group_of(row: Row) -> str:
    """Return where a table is, for the counts."""
    if row.tone == DEAL:
        return DONE
    if row.tone == NO_DEAL or row.phase == CLOSED:
        return FAILED  # closed without a result: the talks failed, the business has no fate yet
    return TALKING if row.phase in (OPENING, BARGAINING) else row.phase


def counts(table_rows: tuple[Row, ...]) -> Mapping[str, int]:
    """Return how many tables are where."""
    found = [group_of(row) for row in table_rows]
    return {group: found.count(group) for group in GROUPS}


def state_counts(table_rows: tuple[Row, ...]) -> Mapping[str, int]:
    """Return how many seats are in each state."""
    found = [mark.state for row in table_rows for mark in row.seats]
    return {state: found.count(state) for state in STATES}

"""
A lesson read from the record: which step stands, since when, what it met or missed.

A goal and a hint are the same kind of thing, an assertion on what happened; whichever holds first
decides the step. Assertions see what the seat saw and the seat's own view, before a decision and
after it; only those about the end of the talks read the true scores, for then nothing is secret.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from sim.domain import events as e
from sim.domain.audience import sees
from sim.domain.deal import Option, Package
from sim.domain.decider import advance, initial
from sim.domain.decision import Decision, Header
from sim.domain.lookup import index_of
from sim.domain.rules import worth
from sim.domain.rules.consent import closing_odds
from sim.domain.talks import Talks
from sim.domain.units import PPM
from sim.domain.views import View, utility, view_for
from sim.projections.scores import created, seat_scores

ME = "me"
FIGURES = ("zone", "frontier", "deadline")
OVER = "over"
"""The hint where the talks ended and nothing more precise holds."""


@frozen(kw_only=True)
class Moment:
    """One decision as the seat knew it, with the views around it."""

    seat: str
    minute: int
    events: tuple[e.Event, ...]
    before: View
    after: View
    claimed: int | None = None
    """Once the talks are over: the seat's share of what it could have had, in ppm."""
    created: int | None = None

    def offer(self) -> e.OfferTabled | None:
        """Return the offer that the seat tabled by this decision."""
        found = (one for one in self.events if isinstance(one, e.OfferTabled))
        return next((one for one in found if one.by == self.seat), None)

    def last(self, table: str, *, own: bool) -> Package | None:
        """Return the newest earlier offer at a table: the seat's own, or another's."""
        offers = self.before.channels[table].offers
        found = [one.package for one in offers if (one.by == self.seat) == own]
        return found[-1] if found else None


@frozen(kw_only=True)
class Span:
    """A range with both ends in it; an end that is absent is open."""

    least: int | None = None
    most: int | None = None

    def holds(self, value: int) -> bool:
        """Tell whether a value lies inside."""
        low, high = self.least, self.most
        return (low is None or value >= low) and (high is None or value <= high)


@frozen(kw_only=True)
class Heard:
    """An event of a kind that the seat saw, by somebody, with these values in its fields."""

    event: str
    by: str = ""
    values: Mapping[str, str] = field(factory=dict)

    def holds(self, moment: Moment) -> bool:
        """Tell whether it happened."""
        by = moment.seat if self.by == ME else self.by
        return any(
            e.event_kind(one).partition("/")[0] == self.event
            and by in ("", getattr(one, "by", ""))
            and all(str(getattr(one, name, "")) == said for name, said in self.values.items())
            for one in moment.events
        )


@frozen(kw_only=True)
class Offered:
    """The seat tabled an offer whose numbers lie in these ranges."""

    terms: Mapping[str, Span]

    def holds(self, moment: Moment) -> bool:
        """Tell whether it did."""
        offer = moment.offer()
        return offer is not None and all(
            span.holds(number_of(offer.package[issue])) for issue, span in self.terms.items()
        )


@frozen(kw_only=True)
class Conceded:
    """An offer of the seat came so far towards the other's last one, as a share of the gap."""

    issue: str
    share: Span

    def holds(self, moment: Moment) -> bool:
        """Tell whether it did; where either side made no offer yet there is no gap."""
        offer = moment.offer()
        if offer is None:
            return False
        mine, theirs = (moment.last(offer.table, own=own) for own in (True, False))
        if mine is None or theirs is None or mine == theirs:
            return False
        now, before, end = (number_of(one[self.issue]) for one in (offer.package, mine, theirs))
        return before != end and self.share.holds((before - now) * PPM // (before - end))


@frozen(kw_only=True)
class Changed:
    """
    An offer of the seat against its offer before: better or worse for it and for the others.

    What it is worth to others is an estimate: their average type, which everybody can reckon.
    """

    mine: str
    theirs: str

    def holds(self, moment: Moment) -> bool:
        """Tell whether the change went that way."""
        offer = moment.offer()
        last = None if offer is None else moment.last(offer.table, own=True)
        if offer is None or last is None:
            return False
        mine = utility(moment.after, offer.package) - utility(moment.after, last)
        return _went(self.mine, mine) and all(
            _went(self.theirs, change) for change in _estimates(moment, offer, last)
        )


@frozen(kw_only=True)
class Halved:
    """Every one of these issues stands in the middle of its options."""

    issues: tuple[str, ...]

    def holds(self, moment: Moment) -> bool:
        """Tell whether the seat tabled such an offer."""
        offer, known = moment.offer(), index_of(moment.after.scenario).issues
        return offer is not None and all(
            known[name].options.index(offer.package[name]) == len(known[name].options) // 2
            for name in self.issues
        )


@frozen(kw_only=True)
class Closes:
    """An offer of the seat would close with odds in this range, as the seat reckons them."""

    odds: Span

    def holds(self, moment: Moment) -> bool:
        """Tell whether the seat tabled such an offer."""
        offer = moment.offer()
        return offer is not None and self.odds.holds(
            closing_odds(moment.after, offer.table, offer.package)
        )


@frozen(kw_only=True)
class Signed:
    """Terms were signed at a minute in this range, with such odds to close as the seat reckons."""

    minutes: Span
    odds: Span

    def holds(self, moment: Moment) -> bool:
        """Tell whether they were."""
        return any(
            self.minutes.holds(moment.minute)
            and self.odds.holds(closing_odds(moment.before, one.table, one.package))
            for one in moment.events
            if isinstance(one, e.TermsSigned)
        )


@frozen(kw_only=True)
class Reached:
    """A day came, in minutes."""

    minute: int

    def holds(self, moment: Moment) -> bool:
        """Tell whether it did."""
        return moment.minute >= self.minute


@frozen(kw_only=True)
class Ended:
    """The talks ended in one of these ways, with so much claimed and created."""

    outcomes: tuple[str, ...]
    claimed: Span
    created: Span

    def holds(self, moment: Moment) -> bool:
        """Tell whether they did."""
        if moment.claimed is None or moment.created is None:
            return False
        kinds = [one.kind for one in moment.events if isinstance(one, e.TalksEnded)]
        return (
            any(kind in self.outcomes for kind in kinds)
            and self.claimed.holds(moment.claimed)
            and self.created.holds(moment.created)
        )


Assertion = Heard | Offered | Conceded | Changed | Halved | Closes | Signed | Reached | Ended


@frozen(kw_only=True)
class Hint:
    """A typical failure by name, and how the record shows it."""

    id: str
    when: Assertion


@frozen(kw_only=True)
class Step:
    """One thing to do."""

    id: str
    goal: Assertion
    hints: tuple[Hint, ...]
    move: str = ""
    """The kind of move that it asks for, where it is one."""


@frozen(kw_only=True)
class Lesson:
    """A lesson: a seat in a game of its own, and the steps it is taught by."""

    id: str
    place: int
    """Where it stands in the list, from 1."""
    scenario: str
    seat: str
    seed: int
    figure: str
    """Which figure of the record is shown at the end: one of `FIGURES`."""
    strategies: Mapping[str, str]
    tempers: Mapping[str, str]
    draft: Mapping[str, Option]
    """The paper on the desk at the start: what somebody writes who has not learnt it yet."""
    steps: tuple[Step, ...]


@frozen(kw_only=True)
class Progress:
    """How far a record has come in a lesson."""

    step: int
    """The step that stands, from 0; as many as there are once all are met."""
    begun: int
    """The number of decisions at which it began: where it is tried again."""
    hint: str = ""
    """The name of the failure; empty while the step is open."""
    over: bool = False


def progress(lesson: Lesson, header: Header, decisions: Sequence[Decision]) -> Progress:
    """Return how far a record has come: each step is decided by what holds first."""
    at, begun = 0, _seated(lesson.seat, decisions)
    hint = ""
    for number, moment in moments(lesson.seat, header, decisions):
        if number <= begun or at == len(lesson.steps):
            continue
        verdict = _verdict(lesson.steps[at], moment)
        if verdict is None:
            continue
        if verdict:
            hint = verdict
            break
        at, begun = at + 1, number
    over = any(isinstance(one, e.TalksEnded) for last in decisions[-1:] for one in last.events)
    missed = over and at < len(lesson.steps)
    return Progress(step=at, begun=begun, hint=hint or (OVER if missed else ""), over=over)


def _verdict(step: Step, moment: Moment) -> str | None:
    """Return the name of the failure, nothing in words for a goal met, None for neither."""
    if step.goal.holds(moment):
        return ""
    return next((hint.id for hint in step.hints if hint.when.holds(moment)), None)


def _seated(seat: str, decisions: Sequence[Decision]) -> int:
    """Return the number of the decision that seated the person, 0 if none did."""
    return next(
        (one.number for one in decisions
         for event in one.events if isinstance(event, e.SeatTaken) and event.seat == seat), 0
    )  # fmt: skip


def moments(
    seat: str, header: Header, decisions: Sequence[Decision]
) -> Iterator[tuple[int, Moment]]:
    """Yield every decision by its number, as the seat knew it."""
    opening = talks = initial(header)
    for decision in decisions:
        before, talks = talks, advance(talks, decision)
        ended = talks.common.outcome is not None
        yield (
            decision.number,
            Moment(
                seat=seat,
                minute=decision.minute,
                events=tuple(one for one in decision.events if sees(seat, one, header.scenario)),
                before=view_for(seat, before),
                after=view_for(seat, talks),
                claimed=claimed_of(opening, talks, seat) if ended else None,
                created=created(opening, talks) if ended else None,
            ),
        )


def claimed_of(opening: Talks, final: Talks, seat: str) -> int:
    """Return a seat's share of what it could have had, in ppm."""
    return next(one.claimed for one in seat_scores(opening, final) if one.seat == seat)


def number_of(option: Option) -> int:
    """Return an option that is known to be a number."""
    assert isinstance(option, int), "the loader lets a range stand on issues of numbers only"
    return option


def _went(way: str, change: int) -> bool:
    return change > 0 if way == "up" else change < 0 if way == "down" else change == 0


def _estimates(moment: Moment, offer: e.OfferTabled, last: Package) -> list[int]:
    """Return by how much an offer is better than another for each other member, on average."""
    view = moment.after
    restricted = view.common.restricted_minute is not None
    found = []
    for member in index_of(view.scenario).tables[offer.table].members:
        if member != moment.seat:
            means = index_of(view.scenario).means[member]
            value = worth.valuation(view.scenario, member, means)
            found.append(value.package(offer.package, restricted=restricted)
                         - value.package(last, restricted=restricted))  # fmt: skip
    return found

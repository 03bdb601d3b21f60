"""The timeline of a record: a mark for each decision, a band for each phase. Pure, no pixels."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from sim.domain import events as e
from sim.domain.decider import advance
from sim.domain.decision import Decision
from sim.domain.lookup import index_of
from sim.domain.talks import Talks
from sim.projections.visible import seen_by

WORLD = "world"
"""The lane of everybody who is no seat, and of whoever acted unseen."""

QUIET, PLAIN, KEY = 0, 1, 2
"""Weights: bookkeeping only, a fact, a turn of the story."""

_QUIET = frozenset({
    e.StopSet, e.TurnPassed, e.StrategyFailed, e.AttentionSpent, e.GaugesMoved, e.MoodShifted,
    e.BeliefNarrowed, e.SeatTaken, e.SeatReleased, e.LuckReseeded, e.CardPlayed, e.ApprovalsOpened,
})  # fmt: skip
_KEY = frozenset({
    e.TalksSuspended, e.TalksResumed, e.TalksBroken, e.TermsSigned, e.TermsAmended, e.SuitFiled,
    e.LeakTraced, e.ThreatMade, e.ThreatWithdrawn, e.OrderSigned, e.DeadlineSet,
    e.DeadlineExtended, e.DeadlinePassed, e.InquiryClosed, e.ConditionRefused, e.DealApproved,
    e.DealBlocked, e.ExportRestricted, e.SuitDecided, e.TalksFailed, e.TalksEnded,
})  # fmt: skip


@frozen(kw_only=True)
class Mark:
    """A decision on the timeline."""

    number: int
    """Counted from 1 among the decisions the reader sees."""
    minute: int
    actor: str
    """Empty if the reader does not know who decided."""
    lane: str
    """A seat, or "world"."""
    kinds: tuple[str, ...]
    """Stored kinds of the visible events, in their order."""
    weight: int


@frozen(kw_only=True)
class Band:
    """A stretch of one phase: from a minute until before another."""

    minute_from: int
    minute_until: int
    phase: str


@frozen(kw_only=True)
class Timeline:
    """Marks in the order of decisions and bands in the order of time."""

    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]


def timeline(opening: Talks, decisions: Sequence[Decision], seat: str | None = None) -> Timeline:
    """Return the timeline from the opening talks on, of everything or as one seat sees it."""
    scenario = opening.scenario
    seats = {actor.id for actor in index_of(scenario).seats}
    marks = tuple(
        Mark(
            number=seen.number,
            minute=seen.minute,
            actor=seen.actor,
            lane=seen.actor if seen.actor in seats else WORLD,
            kinds=tuple(map(e.event_kind, seen.events)),
            weight=max(map(weight_of, seen.events), default=QUIET),
        )
        for seen in seen_by(scenario, decisions, seat)
    )
    return Timeline(marks=marks, bands=_bands(opening, decisions, marks))


def weight_of(event: e.Event) -> int:
    """Return how much an event matters to the story."""
    if type(event) in _KEY:
        return KEY
    return QUIET if type(event) in _QUIET else PLAIN


def _bands(
    opening: Talks, decisions: Iterable[Decision], marks: Sequence[Mark]
) -> tuple[Band, ...]:
    """Phases are common knowledge: they change by public events only, so each reader sees them."""
    starts = [(opening.minute, opening.common.phase)]
    talks = opening
    for decision in decisions:
        talks = advance(talks, decision)
        if talks.common.phase != starts[-1][1]:
            starts.append((decision.minute, talks.common.phase))
    end = marks[-1].minute if marks else opening.minute
    ends = [minute for minute, _ in starts[1:]] + [end]
    return tuple(
        Band(minute_from=minute, minute_until=until, phase=phase)
        for (minute, phase), until in zip(starts, ends, strict=True)
    )

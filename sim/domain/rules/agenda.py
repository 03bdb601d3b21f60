"""The agenda: one minute per actor, part of the state. Who is due follows from it alone."""

from sim.domain.actors import (
    AUTHORITY,
    COURT,
    HOST,
    HOUSE,
    LICENSOR,
    PARTY,
    PRESS,
    RIVAL,
    Actor,
)
from sim.domain.lookup import index_of
from sim.domain.talks import APPROVALS, CLOSED, PENDING, SIGNED, Common, Talks
from sim.domain.units import MINUTES_DAY

_LAST_CALL = MINUTES_DAY // 2
_REVIEW_RHYTHM = 3
"""Who lets a paper lie is asked again only after so many times its rhythm."""


def next_due(talks: Talks) -> tuple[int, str] | None:
    """Return minute and actor of the earliest stop; ties go to the lower rank. None when over."""
    if talks.common.outcome is not None:
        return None
    index = index_of(talks.scenario)
    minutes = index.minutes_of(talks.agenda)
    # The first of equals wins, and both stand by rank.
    first = min(minutes)
    return first, index.names[minutes.index(first)]


def never(talks: Talks) -> int:
    """Return the minute that stands for no stop at all: just after the horizon."""
    return talks.scenario.horizon + 1


def has_business(talks: Talks, actor: Actor) -> bool:
    """Tell whether an actor has anything to decide by itself in the present phase."""
    common = talks.common
    if actor.kind == HOUSE:
        return True
    if common.phase == CLOSED:
        return actor.role == HOST and common.order_minute is None
    if common.phase in (SIGNED, APPROVALS):
        return _business_on_paper(common, actor)
    if actor.role == COURT:
        return common.order_minute is not None and not common.enjoined
    if actor.role == LICENSOR:
        return common.restricted_minute is None
    if actor.kind == PARTY or actor.role == RIVAL:
        tables = index_of(talks.scenario).tables_of[actor.id]
        if not common.broken:
            return bool(tables)
        return any(table not in common.broken for table in tables)
    return actor.kind == AUTHORITY or actor.role == PRESS


def _business_on_paper(common: Common, actor: Actor) -> bool:
    paper = common.paper
    if paper is not None and paper.amendment is not None:
        return actor.kind in (PARTY, "environment") and actor.id not in paper.accepted
    return common.consents.get(actor.id) == PENDING


def in_office(actor: Actor, minute: int) -> int:
    """Return the first minute at or after `minute` within the actor's office hours."""
    offset = 0
    for since, minutes in actor.offsets:
        if minute >= since:
            offset = minutes
    opening, closing = actor.office
    time_of_day = (minute + offset) % MINUTES_DAY
    if time_of_day < opening:
        return minute + opening - time_of_day
    if time_of_day >= closing:
        return minute + MINUTES_DAY - time_of_day + opening
    return minute


def deadline_of(talks: Talks) -> int:
    """
    Return the minute by which a paper must be signed.

    Where nobody has set one, talks go stale at the latest day to which one could be set.
    """
    if talks.common.deadline is not None:
        return talks.common.deadline
    closes = talks.scenario.closes
    return talks.scenario.deadline_latest if closes is None else closes


def after_wait(talks: Talks, actor: Actor, minute: int, until: int | None) -> int:
    """
    Return when an actor that waits stops next: at `until`, or by its own rhythm.

    Before a deadline everybody gets a last call half a day ahead, and one more at the minute
    itself, so that acting at the deadline still counts.
    """
    if until is not None:
        return min(max(until, minute + 1), never(talks))
    if not has_business(talks, actor):
        return never(talks)
    phase = talks.common.phase
    rhythm = actor.cadence_minutes * (_REVIEW_RHYTHM if phase in (SIGNED, APPROVALS) else 1)
    target = in_office(actor, minute + rhythm)
    deadline = deadline_of(talks)
    if minute < deadline < target + _LAST_CALL and phase not in (APPROVALS, CLOSED):
        for call in (deadline - _LAST_CALL, deadline):
            if minute < call < target:
                target = call
    return min(target, never(talks))

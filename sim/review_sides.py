"""
Their side, now shown: what the others really wanted, from the record and the true types.

Judged when the paper was signed, else when the talks failed, else at the last decision; where none
was signed, by the newest offer.
"""

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from sim.domain.actors import PARTY
from sim.domain.deal import Issue, Package
from sim.domain.decider import advance, initial
from sim.domain.lookup import index_of
from sim.domain.rules import worth
from sim.domain.rules.consent import own_bar, reading
from sim.domain.talks import Talks
from sim.domain.units import MINUTES_DAY
from sim.domain.views import view_for
from sim.strategies.numeraire import numeraire_of

if TYPE_CHECKING:
    from sim.record.replay import Record


@frozen(kw_only=True)
class Side:
    """A seat's hidden facts at the moment that decided the talks; None where one has no sense."""

    seat: str
    personality: str
    no_deal: int
    """What no deal was worth to it then, in millionths; its reservation is that of the opening."""
    signed: bool = False
    """Whether the package that `limit` and `reads` are about is a signed paper, not an offer."""
    limit: int | None = None
    """Option of the price issue at which it would just have signed the last package."""
    limit_day: int | None = None
    """Day, from the opening, of the first offer to it that was then worth more than no deal."""
    bar: int | None = None
    """An authority's bar, and how it read the last package, in thousandths of a point."""
    reads: int | None = None


def their_side(record: "Record") -> tuple[Side, ...]:
    """Return the hidden facts of every seat, by rank."""
    states = _states(record)
    past = states[: _deciding(states) + 1]
    talks = past[-1]
    package, table = _last_package(states, talks)
    signed = any(one.common.paper is not None for one in states)
    return tuple(
        evolve(_side(past, actor.id, package, table), signed=signed)
        for actor in index_of(talks.scenario).seats
        if actor.id in talks.scenario.preferences
    )


def _states(record: "Record") -> list[Talks]:
    talks = initial(record.header)
    states = [talks]
    for decision in record.decisions:
        talks = advance(talks, decision)
        states.append(talks)
    return states


def _deciding(states: list[Talks]) -> int:
    """Return where the paper was signed, else the last state in which everybody still talked."""
    for at, talks in enumerate(states):
        if talks.common.paper is not None:
            return max(0, at - 1)
    talking = [at for at, talks in enumerate(states) if talks.common.failed is None]
    open_ = [at for at in talking if states[at].common.outcome is None]
    return open_[-1] if open_ else 0


def _last_package(states: list[Talks], talks: Talks) -> tuple[Package | None, str]:
    """Return the signed paper as it last stood, else the newest offer of the first table."""
    papers = [one.common.paper for one in states if one.common.paper is not None]
    if papers:
        signed = papers[-1]
        return signed.package, signed.table
    for table in talks.scenario.tables:
        offers = talks.channels[table.id].offers
        if offers:
            return offers[-1].package, table.id
    return None, talks.scenario.tables[0].id


def _side(past: list[Talks], seat: str, package: Package | None, table: str) -> Side:
    talks = past[-1]
    scenario = talks.scenario
    own = talks.private[seat]
    floor = worth.reservation(scenario, talks.common, talks.minute, seat, own)
    made = Side(seat=seat, personality=own.personality, no_deal=floor)
    if package is None:
        return made
    if index_of(scenario).actors[seat].kind == PARTY:
        return _party(past, made, package, table)
    consent = index_of(scenario).consents.get(seat)
    # Whoever cannot refuse a paper weighs it by a bar of its own, which no rule knows.
    if seat not in index_of(scenario).readings or consent is None or not consent.veto:
        return made
    view = view_for(seat, talks)
    return Side(
        seat=seat,
        personality=own.personality,
        no_deal=floor,
        bar=own_bar(view),
        reads=reading(scenario, talks.common, seat, package),
    )


def _party(past: list[Talks], made: Side, package: Package, table: str) -> Side:
    talks = past[-1]
    issue = numeraire_of(talks.scenario, table)
    if issue is None or made.seat not in index_of(talks.scenario).tables[table].members:
        return made
    limit = _limit(talks, made, package, issue)
    day = None if limit is None else _day_of(past, made.seat, table)
    return Side(
        seat=made.seat,
        personality=made.personality,
        no_deal=made.no_deal,
        limit=limit,
        limit_day=day,
    )


def _limit(talks: Talks, made: Side, package: Package, issue: Issue) -> int | None:
    """Return the price worst for the seat at which it still does as well as without a deal."""
    worths = {
        int(option): _worth(talks, made.seat, package.with_option(issue.id, option))
        for option in issue.options
    }
    fair = [price for price, utility in worths.items() if utility >= made.no_deal]
    return min(fair, key=lambda price: worths[price], default=None)


def _worth(talks: Talks, seat: str, package: Package) -> int:
    return worth.package_utility(talks.scenario, talks.common, seat, talks.private[seat], package)


def _day_of(past: list[Talks], seat: str, table: str) -> int | None:
    """Return the day of the first offer of another that was then worth more than no deal."""
    known = 0
    for talks in past:
        offers = talks.channels[table].offers
        for offer in offers[known:]:
            own = talks.private[seat]
            none = worth.reservation(talks.scenario, talks.common, offer.minute, seat, own)
            if offer.by != seat and _worth(talks, seat, offer.package) > none:
                return offer.minute // MINUTES_DAY
        known = len(offers)
    return None

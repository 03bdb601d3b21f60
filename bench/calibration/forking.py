"""
The real record up to the end of a day, played on under other luck by the scenario's strategies.

A fork keeps every decision before midnight of its day, counted from the midnight at which the
scenario opens. Hidden types stay those of the record, or are drawn anew from their priors.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from attrs import frozen

from bench.balance import games
from sim.domain.actors import HOST
from sim.domain.deal import Package
from sim.domain.decider import advance
from sim.domain.decision import Decision, Header
from sim.domain.draws import MIND, Draws, seed_key
from sim.domain.lookup import in_role, index_of
from sim.domain.rules.opening import drawn_private
from sim.domain.setting import Scenario
from sim.domain.talks import Private, Talks, changed
from sim.domain.units import MINUTES_DAY
from sim.engine.session import Session
from sim.estimates import minds_of
from sim.history import play_history

_SHARE, _MONEY = "percent", "musd"
_TYPES = 0
"""The number of the decision under which types are drawn; a game's own decisions begin at 1."""


@frozen(kw_only=True)
class Fork:
    """The record up to the end of a day."""

    header: Header
    talks: Talks
    kept: int
    """Decisions kept."""


@frozen(kw_only=True)
class Ended:
    """How one continuation ended."""

    kind: str
    retained: bool
    paper: str | None = None
    """What the last paper would have been, closed: the outcome kind of its table."""
    host: str | None = None
    """What the host said to it."""
    price: int | None = None
    """In millions for the whole, of what closed."""


@lru_cache(maxsize=1)
def played() -> Session:
    """Return the real summer, played once."""
    return play_history().session


@lru_cache(maxsize=32)
def fork_at(day: date) -> Fork:
    """Return the record up to the last decision of a day, with strategies in all seats."""
    session = played()
    kept = kept_decisions(session.decisions, midnight_after(session.scenario, day))
    talks = session.opening
    for decision in session.decisions[:kept]:
        talks = advance(talks, decision)
    return Fork(header=session.header, talks=changed(talks, humans=()), kept=kept)


def midnight_after(scenario: Scenario, day: date) -> int:
    """Return the first minute of the next day, counted from the scenario's opening midnight."""
    days = (day - datetime.fromisoformat(scenario.opens).date()).days + 1
    return days * MINUTES_DAY


def kept_decisions(decisions: Sequence[Decision], before: int) -> int:
    """Return the number of the last decision before a minute."""
    return sum(decision.minute < before for decision in decisions)


def go_on(day: date, seed: int, *, anew: bool = False) -> Ended:
    """Play the fork of a day on under the luck of a seed; `anew` draws the hidden types first."""
    fork = fork_at(day)
    talks = with_new_types(fork.talks, seed) if anew else fork.talks
    return ended(games.played_out(changed(talks, seed=seed, pinned=()), minds_of(fork.header)))


def with_new_types(talks: Talks, seed: int) -> Talks:
    """Return the talks with every type drawn from its priors; what each has learned stays."""
    luck = Draws(seed_key(seed), space=MIND, rank=0, number=_TYPES)
    order = index_of(talks.scenario).order
    drawn = {actor.id: drawn_private(actor, luck, str(actor.rank)) for actor in order}
    kept = talks.private
    return changed(talks, private={name: _retyped(kept[name], new) for name, new in drawn.items()})


def _retyped(kept: Private, drawn: Private) -> Private:
    return changed(kept, personality=drawn.personality, parameters=drawn.parameters)


def ended(end: Talks) -> Ended:
    """Return what is kept of talks that are over."""
    outcome, paper = end.common.outcome, end.common.paper
    assert outcome is not None, "a game must end"
    host = in_role(end.scenario, HOST)
    package = outcome.package
    return Ended(
        kind=outcome.kind,
        retained=is_retained(end.scenario, package),
        paper=None if paper is None else index_of(end.scenario).tables[paper.table].outcome,
        host=None if host is None else end.common.consents.get(host.id),
        price=None if package is None else _price(end.scenario, package),
    )


def _price(scenario: Scenario, package: Package) -> int | None:
    """Return the first issue in money: what a table bargains over before all."""
    money = next((issue.id for issue in scenario.issues if issue.unit == _MONEY), None)
    return None if money is None else int(package[money])


def is_retained(scenario: Scenario, package: Package | None) -> bool:
    """Tell whether the seller keeps a share: the issue in per cent is above nothing."""
    shares = [issue.id for issue in scenario.issues if issue.unit == _SHARE]
    return package is not None and any(int(package[issue]) > 0 for issue in shares)

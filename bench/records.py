"""
Long records to measure on, made the lawful way: a session, its rules, and seats that never agree.

The script moves at random among cheap legal moves, so that the mix of events is that of a game:
offers, answers, remarks, stops; only the number of stops is beyond any game.
"""

from functools import lru_cache
from pathlib import Path

from attrs import evolve, frozen

from sim.domain import moves as m
from sim.domain.actors import HOUSE, PARTY, SELLER
from sim.domain.deal import Package
from sim.domain.decision import Decision
from sim.domain.draws import Draws
from sim.domain.rules.choices import opening_package
from sim.domain.rules.legal import code_of
from sim.domain.setting import Scenario
from sim.domain.views import View, open_questions, standing_offers, tables
from sim.engine.session import Session
from sim.record.opening import BATCH
from sim.record.saves import create_save
from sim.record.store import TRUNK
from sim.scenario import load_scenario
from sim.strategies.base import Strategy, UnknownStrategyError, entry_of

SCENARIO = "summer-2020"
FALLBACK = "random"
_REST_MINUTES = 150
_STEPS = 20
_UNBROKEN = {"break_day_ppm": 0, "impatient_day_ppm": 0, "distrust_day_ppm": 0}
_REMARK = m.Say(topic="remark.no_comment")


@lru_cache(maxsize=1)
def scenario() -> Scenario:
    """Return the scenario that all rows play."""
    return load_scenario(SCENARIO)


def seating(played: Scenario) -> dict[str, str]:
    """Return the scenario's own strategies; where one is not there yet, random moves."""
    return {actor.id: _known(actor.strategy) for actor in played.actors}


def _known(strategy: str) -> str:
    try:
        return entry_of(strategy).label
    except UnknownStrategyError:
        return FALLBACK


@frozen
class Talker:
    """Talks for ever: offers and takes back, asks and answers, remarks, and never says yes."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Return a cheap legal move, or a wait of some hours."""
        ways = (_offer, _offer, _take_back, _ask, _answer, _remark, _rest, _rest)
        move = draws.choice(ways, "way")(view)
        return _rest(view) if move is None or code_of(view, move) else move


def _offer(view: View) -> m.Move:
    """Concede a step of the first issue with every offer; start again at the end."""
    table = tables(view)[0]
    count = view.channels[table].offers_count
    issue = view.scenario.issues[0]
    options = issue.options[::-1] if view.actor.role == SELLER else issue.options
    step = count % _STEPS * len(options) // _STEPS
    package: Package = opening_package(view).with_option(issue.id, options[step])
    return m.Propose(table=table, package=package)


def _take_back(view: View) -> m.Move | None:
    table = tables(view)[0]
    mine = [offer.id for offer in standing_offers(view, table) if offer.by == view.seat]
    return m.Withdraw(table=table, offer=mine[0]) if mine else None


def _ask(view: View) -> m.Move:
    others = [actor.id for actor in view.scenario.actors if actor.kind == PARTY]
    to = next(actor for actor in others if actor != view.seat)
    return m.Ask(to=to, question="reservation")


def _answer(view: View) -> m.Move | None:
    questions = open_questions(view)
    if not questions:
        return None
    return m.Answer(to=questions[0].by, number=questions[0].number, honest=True)


def _remark(_: View) -> m.Move:
    return _REMARK


def _rest(view: View) -> m.Move:
    until = view.minute + _REST_MINUTES
    return m.Wait(until=until if until < view.scenario.horizon else None)


@frozen
class Sleeper:
    """Ends every stop at once."""

    def choose(self, view: View, draws: Draws) -> m.Move:
        """Wait for the next occasion."""
        del view, draws
        return m.Wait()


def stretched(played: Scenario) -> Scenario:
    """Return the scenario without a deadline before its horizon, with talks that never break."""
    return evolve(played, closes=played.horizon, numbers={**played.numbers, **_UNBROKEN})


def talking(played: Scenario) -> dict[str, str | Strategy]:
    """Return a seating in which the parties talk for ever and nobody else moves."""
    return {
        actor.id: Talker() if actor.kind == PARTY else Sleeper()
        for actor in played.actors
        if actor.kind != HOUSE
    }


@lru_cache(maxsize=4)
def long_session(events: int) -> Session:
    """Return a session in memory whose record has at least so many events, and is still open."""
    session = Session(stretched(scenario()), 1, talking(scenario()))
    found = 0
    while found < events:
        assert not session.step(), f"the long game ended after {found} events"
        found += len(session.decisions[-1].events)
    return session


def reaching(decisions: list[Decision], events: int) -> int:
    """Return how many decisions hold the first so many events."""
    found = 0
    for decision in decisions:
        if found >= events:
            return decision.number - 1
        found += len(decision.events)
    return len(decisions)


def write_save(path: Path, session: Session, count: int) -> None:
    """Write the first decisions of a session as a save."""
    log = create_save(path, session.log.header, mode=BATCH)
    with log.together():
        for number, line in enumerate(session.log.read(session.branch, 1, count)):
            log.append(TRUNK, number, line)
    log.close()

"""
A plain loop over `next_due`: the oracle of the engine, and the table on which minds are tried.
"""

from collections import Counter

import attrs

from sim.domain import moves as m
from sim.domain.decider import advance, decide, initial, next_due, rule_draws
from sim.domain.decision import FORMAT, RULES, STRATEGY, Decision, Header, Request, Seated
from sim.domain.draws import MIND
from sim.domain.lookup import index_of
from sim.domain.rules.legal import Refusal, code_of
from sim.domain.views import view_for
from sim.scenario import load_scenario
from sim.strategies.base import entry_of


@attrs.frozen(kw_only=True)
class Played:
    """
    One game as its decisions, with what went wrong on the way.
    """

    talks: object
    decisions: list
    refused: list
    unequal: list
    """Decisions in which a fresh instance moved otherwise."""

    @property
    def events(self):
        """Return how many events there were."""
        return sum(len(decision.events) for decision in self.decisions)

    def moves_of(self, kind):
        """Return the decisions of one kind of move."""
        return [decision for decision in self.decisions if isinstance(decision.move, kind)]

    def stop_longest(self):
        """Return the most decisions of one stop."""
        stops = Counter((decision.actor, decision.minute) for decision in self.decisions)
        return max(stops.values())


def opened(scenario, seed=0, tempers=None):
    """
    Return the talks before the first decision.
    """
    seats = {actor.id: Seated(strategy=actor.strategy) for actor in scenario.actors}
    return initial(
        Header(
            format=FORMAT, rules=RULES, scenario=scenario, seed=seed, seats=seats,
            tempers=tempers or {},
        )
    )  # fmt: skip


def step(talks, actor, minute, move, number=0):
    """
    Return the talks after a move, and its decision or refusal.
    """
    request = Request(actor=actor, minute=minute, move=move)
    events = decide(talks, request, rule_draws(talks, actor))
    if isinstance(events, Refusal):
        return talks, events
    decision = Decision(
        number=number, actor=actor, minute=minute, source=STRATEGY, move=move, events=events
    )
    return advance(talks, decision), decision


def thought(mind, talks, actor, minute):
    """
    Return what a mind would do at a minute, and the view it had.
    """
    view = view_for(actor, talks, minute)
    return mind.choose(view, rule_draws(talks, actor, MIND)), view


def play(scenario, seed=0, strategies=None, **how):
    """
    Play a game of named strategies to its end, or for `decisions_max` decisions.

    With `fresh`, a new instance is asked beside the long-lived one; `tempers` fixes personalities.
    """
    decisions_max, fresh = how.get("decisions_max", 2000), how.get("fresh", False)
    if isinstance(scenario, str):
        scenario = load_scenario(scenario)
    names = {actor.id: actor.strategy for actor in scenario.actors} | (strategies or {})
    minds = {actor: entry_of(name).make({}) for actor, name in names.items()}
    talks, decisions, refused, unequal = opened(scenario, seed, how.get("tempers")), [], [], []
    while (head := next_due(talks)) is not None and len(decisions) < decisions_max:
        minute, actor = head
        move, view = thought(minds[actor], talks, actor, minute)
        if fresh:
            again, _ = thought(entry_of(names[actor]).make({}), talks, actor, minute)
            unequal += [(actor, minute, move, again)] if again != move else []
        code = code_of(view, move)
        if code is not None:
            refused.append((actor, minute, move, code))
            move = m.Wait(failed=code)
        talks, decision = step(talks, actor, minute, move, len(decisions) + 1)
        decisions.append(decision)
    return Played(talks=talks, decisions=decisions, refused=refused, unequal=unequal)


def seats_of(scenario):
    """
    Return the names of those a person may play, by rank.
    """
    return [actor.id for actor in index_of(scenario).seats]


def in_role(scenario, role):
    """
    Return who plays a role.
    """
    return next(actor.id for actor in index_of(scenario).order if actor.role == role)

"""The luck of one decision, keyed: that of rules and that of minds never shift each other."""

from sim.domain.decider import rule_draws
from sim.domain.draws import MIND, Draws
from sim.domain.talks import Talks


def luck_of(talks: Talks, actor: str) -> tuple[Draws, Draws]:
    """Return the luck of the rules, and of the actor's strategy, for an actor's next decision."""
    rules = rule_draws(talks, actor)
    return rules, rules.in_space(MIND)

"""The luck of minds, keyed like that of rules but in its own space: neither shifts the other."""

from sim.domain.decider import rule_draws
from sim.domain.draws import MIND, Draws
from sim.domain.talks import Talks


def mind_draws(talks: Talks, actor: str) -> Draws:
    """Return the draws an actor's strategy may use for its next decision."""
    return rule_draws(talks, actor, MIND)


__all__ = ["mind_draws", "rule_draws"]

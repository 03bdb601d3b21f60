"""
Which of its declared personalities somebody has: Bayes over the offers seen (model note, part 4).

The priors are the scenario's. An offer is likely under a personality as far as it leaves its author
what that personality would ask for by then (as in `concession`): its share of the gain, 1 - t^e,
spread five points. No offer changes the odds of two by more than a factor of four: one who plays by
another clock than thought must not be ruled out.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from sim.domain.actors import Personality
from sim.domain.deal import Package
from sim.domain.lookup import index_of
from sim.domain.powers import power_ppm
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, PPM
from sim.domain.views import View, odds
from sim.strategies.chairs import is_restricted, mean_measure
from sim.strategies.concession import ASPIRATION_PPM
from sim.strategies.floors import no_deal
from sim.strategies.measures import Measure
from sim.strategies.models.additive import shares
from sim.strategies.models.likelihood import bell_ppm
from sim.strategies.outlook import Outlook
from sim.strategies.shelf import kept
from sim.strategies.timing import clock_end

SPREAD_POINTS = 5
LEAST_PPM = 250_000
_EXPONENT_MICRO = 4_000_000


@frozen(kw_only=True)
class Temper:
    """One personality as a model sees it."""

    odds: int
    """In ppm; those of all personalities add up to one."""
    measure: Measure
    floor: int
    """What no deal is worth to it."""


@frozen(kw_only=True)
class Tempers:
    """Another seat as a mixture of its personalities."""

    mixture: tuple[Temper, ...]

    def gain(self, package: Package) -> int:
        """Return what the other gains by a package on average, in millionths of its utility."""
        return sum(t.odds * (t.measure.of(package) - t.floor) for t in self.mixture) // PPM


def posterior(priors: Sequence[int], likelihoods: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """
    Return the odds of each personality, adding up to one, from those of each offer under it.

    All likelihoods in ppm; each counts at least a quarter of the best one of its offer.
    """
    parts = list(priors)
    for each in likelihoods:
        best = max(each)
        parts = [
            part * max(here, best * LEAST_PPM // PPM)
            for part, here in zip(parts, each, strict=True)
        ]
    return shares(parts)


def model_of(view: View, outlook: Outlook, seat: str) -> Tempers:
    """Return what the offers of a seat tell of it, as a member of the table sees it."""
    scenario, ban, restricted = view.scenario, odds(view).ban, is_restricted(view)
    people = index_of(scenario).actors[seat].personalities
    if not people:
        floor = outlook.floors[outlook.drafts.members.index(seat)]
        mean = mean_measure(scenario, seat, restricted=restricted)
        return Tempers(mixture=(Temper(odds=PPM, measure=mean, floor=floor),))
    floors = [no_deal(view, seat, each.parameters, ban) for each in people]
    able = _signable(outlook, seat)
    told = [
        _likelihoods(view, outlook, (seat, able), (each, floor))
        for each, floor in zip(people, floors, strict=True)
    ]
    found = posterior([each.prior_ppm for each in people], list(zip(*told, strict=True)))
    measures = [_measure(scenario, seat, each, restricted=restricted) for each in people]
    mixture = zip(found, measures, floors, strict=True)
    return Tempers(mixture=tuple(Temper(odds=o, measure=m, floor=f) for o, m, f in mixture))


def _likelihoods(
    view: View,
    outlook: Outlook,
    author: tuple[str, Sequence[Package]],
    temper: tuple[Personality, int],
) -> list[int]:
    """Return how likely each offer of a seat is under a personality that has this to lose."""
    seat, able = author
    personality, floor = temper
    since = view.common.restricted_minute
    unit = view.scenario.preferences[seat].unit
    hopes: dict[bool, int] = {}
    found = []
    for offer in view.channels[outlook.table].offers:
        if offer.by != seat:
            continue
        restricted = since is not None and offer.minute >= since
        measure = _measure(view.scenario, seat, personality, restricted=restricted)
        if restricted not in hopes:
            hopes[restricted] = max(1, _hope(view, outlook, measure, able) - floor)
        left = _left(view, offer.minute, personality.parameters)
        asked = hopes[restricted] * ASPIRATION_PPM // PPM * left // PPM
        off = measure.of(offer.package) - floor - asked
        found.append(bell_ppm(off, SPREAD_POINTS * unit))
    return found


def _signable(outlook: Outlook, seat: str) -> list[Package]:
    """Return what the others of a table might sign; where a price divides it, the best draft."""
    if outlook.drafts.numeraire is not None:
        return [outlook.best.package]
    others = [at for at, member in enumerate(outlook.drafts.members) if member != seat]
    found = [each.draft for each in outlook.weighed]
    for at in others:
        found = [draft for draft in found if draft.worths[at] >= outlook.floors[at]]
    return [draft.package for draft in found]


def _hope(view: View, outlook: Outlook, measure: Measure, able: Sequence[Package]) -> int:
    """Return the most it may hope for: all there is where a price divides it, else its own best."""
    hope = max(map(measure.of, able), default=0)
    if outlook.drafts.numeraire is None:
        return hope
    mine = outlook.floors[outlook.drafts.members.index(view.seat)]
    return hope + outlook.chair.public.of(outlook.best.package) - mine


def _left(view: View, minute: int, parameters: Mapping[str, int]) -> int:
    elapsed = min(PPM, minute * PPM // clock_end(view)) // MILLI * MILLI
    return PPM - _spent(elapsed, parameters.get("e", _EXPONENT_MICRO))


@lru_cache(maxsize=8192)
def _spent(elapsed_ppm: int, exponent_micro: int) -> int:
    return power_ppm(elapsed_ppm, max(1, exponent_micro))


def _measure(
    scenario: Scenario, seat: str, personality: Personality, *, restricted: bool
) -> Measure:
    """Return how a personality measures packages: public knowledge, but not who has it."""
    key = ("measure", seat, personality.id, restricted)
    return kept(
        scenario,
        key,
        lambda: Measure(scenario, seat, personality.parameters, restricted=restricted),
    )

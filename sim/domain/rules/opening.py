"""The state before the first decision, as a function of the header alone."""

from collections.abc import Mapping

from sim.domain.actors import HOUSE, Actor, Personality
from sim.domain.decision import Header
from sim.domain.draws import RULE, Draws, seed_key
from sim.domain.lookup import index_of
from sim.domain.rules.agenda import in_office
from sim.domain.rules.numbers import number
from sim.domain.talks import Channel, Common, Nature, Private, Talks


def initial(header: Header) -> Talks:
    """Return the talks at minute 0: tempers drawn or fixed, agendas set, channels empty."""
    scenario = header.scenario
    index = index_of(scenario)
    key = seed_key(header.seed)
    luck = {actor.id: Draws(key, space=RULE, rank=actor.rank, number=0) for actor in index.order}
    return Talks(
        scenario=scenario,
        seats=header.seats,
        seed=header.seed,
        pinned=header.pinned,
        common=Common(gauges=tuple(gauge.start for gauge in scenario.gauges)),
        private={
            actor.id: _private(actor, luck[actor.id], header.tempers) for actor in index.order
        },
        channels={
            name: Channel(id=name, members=members) for name, members in index.channels.items()
        },
        nature=Nature(
            misuse=luck[index.order[-1].id].chance(number(scenario, "misuse_prior_ppm"), "misuse")
        ),
        agenda={actor.id: _first_stop(actor) for actor in index.order},
        counts={actor.id: 0 for actor in index.order},
        clocks={actor.id: 0 for actor in index.order},
    )


def _first_stop(actor: Actor) -> int:
    return 0 if actor.kind == HOUSE else in_office(actor, 0)


def _private(actor: Actor, draws: Draws, tempers: Mapping[str, str]) -> Private:
    if actor.id not in tempers:
        return drawn_private(actor, draws)
    temper = next(t for t in actor.personalities if t.id == tempers[actor.id])
    return Private(personality=temper.id, parameters=_parameters(temper, draws, ""))


def drawn_private(actor: Actor, draws: Draws, subject: str = "", *, stops: int = 0) -> Private:
    """Return an actor's type drawn from its priors; `subject` tells apart whose type it is."""
    if not actor.personalities:
        return Private(stops=stops)
    priors = [temper.prior_ppm for temper in actor.personalities]
    temper = actor.personalities[draws.weighted(priors, "temper", subject)]
    return Private(
        personality=temper.id, parameters=_parameters(temper, draws, subject), stops=stops
    )


def _parameters(temper: Personality, draws: Draws, subject: str) -> dict[str, int]:
    return {
        name: value + _drawn(temper, name, draws, subject + name)
        for name, value in temper.parameters.items()
    }


def _drawn(temper: Personality, name: str, draws: Draws, subject: str) -> int:
    spread = temper.spread.get(name, 0)
    return draws.between(-spread, spread, "type", subject) if spread else 0

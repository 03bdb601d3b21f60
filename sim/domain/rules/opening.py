"""The state before the first decision, as a function of the header alone."""

from collections.abc import Mapping
from typing import NamedTuple

from sim.domain.actors import HOUSE, Actor, Personality
from sim.domain.decision import Header
from sim.domain.draws import RULE, Draws, seed_key
from sim.domain.lookup import index_of
from sim.domain.rules.agenda import in_office
from sim.domain.rules.numbers import number
from sim.domain.setting import Scenario
from sim.domain.talks import Channel, Common, Nature, Private, Talks


def initial(header: Header) -> Talks:
    """Return the talks at minute 0: tempers drawn or fixed, agendas set, channels empty."""
    scenario = header.scenario
    index, blank = index_of(scenario), _blank(scenario)
    key = seed_key(header.seed)
    luck = {actor.id: Draws(key, space=RULE, rank=actor.rank, number=0) for actor in index.order}
    return Talks(
        scenario=scenario,
        seats=header.seats,
        seed=header.seed,
        pinned=header.pinned,
        common=blank.common,
        private={
            actor.id: _private(actor, luck[actor.id], header.tempers) for actor in index.order
        },
        channels=blank.channels,
        nature=Nature(
            misuse=luck[index.order[-1].id].chance(number(scenario, "misuse_prior_ppm"), "misuse")
        ),
        agenda=blank.agenda,
        counts=blank.zeros,
        clocks=blank.zeros,
    )


class _Blank(NamedTuple):
    """What all openings of a scenario have in common; a fold writes only to copies of it."""

    common: Common
    channels: Mapping[str, Channel]
    agenda: Mapping[str, int]
    zeros: Mapping[str, int]


def _blank(scenario: Scenario) -> _Blank:
    index = index_of(scenario)
    found: _Blank | None = index.kept.get(_Blank)
    if found is None:
        found = index.kept[_Blank] = _Blank(
            common=Common(gauges=tuple(gauge.start for gauge in scenario.gauges)),
            channels={
                name: Channel(id=name, members=members) for name, members in index.channels.items()
            },
            agenda={actor.id: _first_stop(actor) for actor in index.order},
            zeros={actor.id: 0 for actor in index.order},
        )
    return found


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

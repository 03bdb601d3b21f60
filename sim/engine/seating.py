"""Who plays which seat: strategies by actor, and the header that names them."""

from collections.abc import Mapping, Sequence

from attrs import evolve

from sim.domain.decision import FORMAT, RULES, Header, Pinned, Seated
from sim.domain.lookup import index_of
from sim.domain.setting import Scenario
from sim.errors import KeyedError
from sim.strategies.base import Strategy, entry_of

Seating = Mapping[str, "str | Strategy"]


def opening_header(
    scenario: Scenario,
    seed: int = 0,
    strategies: Seating | None = None,
    *,
    tempers: Mapping[str, str] | None = None,
    pinned: Sequence[Pinned] = (),
) -> Header:
    """Return the header of a new game; strategies by actor replace the scenario's own."""
    chosen = of_actors(strategies or {}, scenario)
    seats = {
        actor.id: Seated(strategy=_label(chosen.get(actor.id, actor.strategy)))
        for actor in index_of(scenario).order
    }
    return Header(
        format=FORMAT,
        rules=RULES,
        scenario=scenario,
        seed=seed,
        seats=seats,
        pinned=tuple(pinned),
        tempers=dict(tempers or {}),
    )


class NobodyError(KeyedError, LookupError):
    """A strategy was given for nobody of the scenario."""


def of_actors(strategies: Seating, scenario: Scenario) -> Seating:
    """Return strategies by actor; raise NobodyError where one is for nobody of the scenario."""
    known = [actor.id for actor in scenario.actors]
    unknown = set(strategies) - set(known)
    if unknown:
        name = min(unknown, key=str)
        raise NobodyError("strategies", "actor", name=repr(name), names=", ".join(known))
    return strategies


def reseated(header: Header, strategies: Seating) -> Header:
    """Return a header that names these strategies too; the same one if it already does."""
    seats = dict(header.seats)
    for actor, strategy in of_actors(strategies, header.scenario).items():
        label = _label(strategy)
        if seats[actor].strategy != label:
            seats[actor] = Seated(strategy=label)
    return evolve(header, seats=seats)


def _label(strategy: "str | Strategy") -> str:
    if isinstance(strategy, str):
        return entry_of(strategy).label
    return f"{type(strategy).__name__}/0"

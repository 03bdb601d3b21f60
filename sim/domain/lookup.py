"""
Lookups in a scenario by id or role, computed once per scenario value.

The index hangs on the scenario itself: it is immutable and lives as long as its games. Nearly every
rule asks for it, so the way to it is an attribute and no call of ours.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter, itemgetter
from typing import Any

from attrs import field, frozen

from sim.domain.actors import HOUSE, Actor
from sim.domain.deal import Issue, Option, options_by_issue
from sim.domain.rules.numbers import NUMBERS
from sim.domain.setting import Consent, Gauge, Reading, Scenario, Table
from sim.domain.units import PPM

FACILITATOR = "facilitator"
"""Not an actor: the person who gives seats away and changes the luck."""


@frozen(kw_only=True)
class Index:
    """The scenario's parts by id."""

    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    tables: Mapping[str, Table]
    gauges: Mapping[str, int]
    """Position of each gauge."""
    consents: Mapping[str, Consent]
    readings: Mapping[str, Reading]
    seats: tuple[Actor, ...]
    order: tuple[Actor, ...]
    """All actors by rank."""
    names: tuple[str, ...]
    """Their ids."""
    ranks: Mapping[str, int]
    """The rank that keys an actor's luck; the facilitator's is -1."""
    roles: Mapping[str, Actor]
    """The first actor by rank in each role."""
    tables_of: Mapping[str, tuple[str, ...]]
    pairs: Mapping[tuple[str, str], str]
    """Channel id of two actors, in either order."""
    channels: Mapping[str, tuple[str, ...]]
    """Members by channel id: the tables, then every other pair of actors."""
    own_channels: Mapping[str, tuple[str, ...]]
    """The ids of each actor's channels."""
    minutes_of: Callable[[Mapping[str, int]], tuple[int, ...]]
    """What takes the minutes of all actors, by rank, out of the agenda."""
    means: Mapping[str, Mapping[str, int]]
    """Each actor's parameters averaged over its tempers: public knowledge."""
    effects: Mapping[str, tuple[tuple[str, int], ...]]
    """The gauge changes of each cause, in the order of the gauges."""
    options: Mapping[str, frozenset[Option]]
    """Each issue's options as a set, for membership only."""
    numbers: Mapping[str, int]
    """The rules' parameters, those that the scenario leaves out at their defaults."""
    lines: dict[str, Any] = field(factory=dict, eq=False, repr=False)
    """The kinds of move that each actor ever has, kept by the table of legal moves."""
    drifts: dict[Any, Any] = field(factory=dict, eq=False, repr=False)
    """Which drifts act under which conditions, laid out by the rules of gauges when asked."""
    valuations: dict[Any, Any] = field(factory=dict, eq=False, repr=False)
    """Preferences under one set of parameters each, kept by the rules of worth."""
    kept: dict[Any, Any] = field(factory=dict, eq=False, repr=False)
    """What others worked out about this scenario; it goes when the scenario goes."""


index_of: Callable[[Scenario], Index] = attrgetter("_index")
"""Returns the scenario's index, built on first use; it lives as long as the scenario."""


def build(scenario: Scenario) -> Index:
    """Return the index of a scenario."""
    order = tuple(sorted(scenario.actors, key=lambda actor: actor.rank))
    channels = _channels(scenario, order)
    names = tuple(actor.id for actor in order)
    return Index(
        actors={actor.id: actor for actor in scenario.actors},
        issues={issue.id: issue for issue in scenario.issues},
        tables={table.id: table for table in scenario.tables},
        gauges={gauge.id: at for at, gauge in enumerate(scenario.gauges)},
        consents={consent.actor: consent for consent in scenario.consents},
        readings={reading.actor: reading for reading in scenario.readings},
        seats=tuple(actor for actor in order if actor.is_seat),
        order=order,
        names=names,
        ranks={actor.id: actor.rank for actor in order} | {FACILITATOR: -1},
        roles={actor.role: actor for actor in reversed(order)},
        tables_of={
            actor.id: tuple(t.id for t in scenario.tables if actor.id in t.members)
            for actor in order
        },
        pairs=_pairs(channels),
        channels=channels,
        own_channels={
            actor.id: tuple(name for name, members in channels.items() if actor.id in members)
            for actor in order
        },
        minutes_of=itemgetter(*names),
        means={actor.id: mean_parameters(actor) for actor in order},
        effects={
            cause: tuple((gauge.id, by[gauge.id]) for gauge in scenario.gauges if by.get(gauge.id))
            for cause, by in scenario.effects.items()
        },
        options=options_by_issue(scenario.issues),
        numbers={name: default for name, (default, _) in NUMBERS.items()} | dict(scenario.numbers),
    )


def mean_parameters(actor: Actor) -> Mapping[str, int]:
    """Return an actor's parameters averaged over its personalities by prior: public knowledge."""
    names = sorted({name for temper in actor.personalities for name in temper.parameters})
    return {
        name: sum(t.parameters.get(name, 0) * t.prior_ppm // PPM for t in actor.personalities)
        for name in names
    }


def _channels(scenario: Scenario, order: tuple[Actor, ...]) -> dict[str, tuple[str, ...]]:
    """Tables first; then a channel for each pair of actors that shares no two-member table."""
    channels = {table.id: table.members for table in scenario.tables}
    paired = {frozenset(members) for members in channels.values()}
    talking = [actor for actor in order if actor.kind != HOUSE]
    for at, one in enumerate(talking):
        for other in talking[at + 1 :]:
            if frozenset((one.id, other.id)) not in paired:
                channels[f"{one.rank}-{other.rank}"] = (one.id, other.id)
    return channels


def _pairs(channels: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, str], str]:
    pairs: dict[tuple[str, str], str] = {}
    for name, members in channels.items():
        if len(members) == 2:  # noqa: PLR2004
            one, other = members
            pairs[one, other] = pairs[other, one] = name
    return pairs


def actor_of(scenario: Scenario, actor: str) -> Actor:
    """Return an actor by id; raises KeyError for a stranger."""
    return index_of(scenario).actors[actor]


def role_of(scenario: Scenario, actor: str) -> str:
    """Return an actor's role."""
    return index_of(scenario).actors[actor].role


def kind_of(scenario: Scenario, actor: str) -> str:
    """Return an actor's kind: party, authority, environment or house."""
    return index_of(scenario).actors[actor].kind


def in_role(scenario: Scenario, role: str) -> Actor | None:
    """Return the first actor by rank in a role, or nobody."""
    return index_of(scenario).roles.get(role)


def members_of(scenario: Scenario, table: str) -> tuple[str, ...]:
    """Return the members of a table in scenario order."""
    return index_of(scenario).tables[table].members


def is_of_seats(scenario: Scenario, table: str) -> bool:
    """Tell whether only seats sit at a table: one that waits for an outside bidder is none yet."""
    index = index_of(scenario)
    return all(index.actors[member].is_seat for member in index.tables[table].members)


def gauge_spec(scenario: Scenario, gauge: str) -> Gauge:
    """Return a gauge by id."""
    return scenario.gauges[index_of(scenario).gauges[gauge]]

"""Who learns of an event: the one gate of secrecy for facts."""

from sim.domain.events import CHANNEL, ENGINE, OWN, PAIR, PUBLIC, TABLE, Event
from sim.domain.lookup import index_of, members_of
from sim.domain.setting import Scenario


def audience(event: Event, scenario: Scenario) -> tuple[str, ...] | None:
    """Return the actors that see the event; None means everybody, () the engine alone."""
    kind = event.AUDIENCE
    if kind == PUBLIC:
        return None
    if kind == ENGINE:
        return ()
    if kind == OWN:
        return (event.by,)  # type: ignore[union-attr]
    if kind == TABLE:
        return members_of(scenario, event.table)  # type: ignore[union-attr]
    if kind == CHANNEL:
        return index_of(scenario).channels[event.channel]  # type: ignore[union-attr]
    assert kind == PAIR, kind
    return (event.by, event.to)  # type: ignore[union-attr]


def sees(actor: str, event: Event, scenario: Scenario) -> bool:
    """Tell whether the actor learns of the event."""
    seen = audience(event, scenario)
    return seen is None or actor in seen

"""
Tables that a mind looks up, kept per scenario for as long as it lives.

They are results of pure functions of scenario and key, so keeping them changes no move: a fresh
mind reckons the same values again.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from attrs import field, frozen

from sim.domain.lookup import index_of
from sim.domain.setting import Scenario

_ENTRIES_MAX = 512
_SEATS_MAX = 96
"""Seats of single games of which a scenario keeps something: those of some twenty games."""

_KEY = "shelf"

T = TypeVar("T")


@frozen
class _Shelf:
    """What is kept of a scenario."""

    tables: dict[Hashable, Any] = field(factory=dict)
    """By key, for all games."""
    seats: dict[int, tuple[Mapping[str, int], dict[Hashable, Any]]] = field(factory=dict)
    """By the id of a seat's parameters, which an entry keeps alive, so that it stays theirs."""


def _shelf(scenario: Scenario) -> _Shelf:
    known = index_of(scenario).kept
    found: _Shelf | None = known.get(_KEY)
    if found is None:
        found = known[_KEY] = _Shelf()
    return found


def kept(scenario: Scenario, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gives, made once for a scenario and a key."""
    tables = _shelf(scenario).tables
    if key not in tables:
        if len(tables) >= _ENTRIES_MAX:
            tables.clear()
        tables[key] = make()
    found: T = tables[key]
    return found


def kept_of_game(
    scenario: Scenario, key: Hashable, parameters: Mapping[str, int], make: Callable[[], T]
) -> T:
    """Return what `make` gives for a game's one mapping of a seat's parameters, made once."""
    tables = shelf_of_game(scenario, parameters)
    if key not in tables:
        tables[key] = make()
    found: T = tables[key]
    return found


def shelf_of_game(scenario: Scenario, parameters: Mapping[str, int]) -> dict[Hashable, Any]:
    """Return what is kept for a game's one mapping of a seat's parameters."""
    seats = _shelf(scenario).seats
    found = seats.get(id(parameters))
    if found is None:
        while len(seats) >= _SEATS_MAX:
            del seats[next(iter(seats))]
        found = seats[id(parameters)] = (parameters, {})
    return found[1]

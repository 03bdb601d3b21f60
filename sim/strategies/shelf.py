"""
Tables that a mind looks up, kept per scenario for as long as it lives.

They are results of pure functions of scenario and key, so keeping them changes no move: a fresh
mind reckons the same values again.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar, cast
from weakref import ref

from attrs import field, frozen

from sim.domain.setting import Scenario

_ENTRIES_MAX = 512
_GAMES_ENTRIES_MAX = 256
"""Entries of single games a scenario keeps: those of some dozen games."""

T = TypeVar("T")


@frozen
class _Shelf:
    """What is kept of a scenario."""

    alive: "ref[Scenario]"
    tables: dict[Hashable, object] = field(factory=dict)
    """By key, for all games."""
    games: dict[Hashable, tuple[Mapping[str, int], object]] = field(factory=dict)
    """By key and parameters; an entry keeps its parameters alive, so their id stays theirs."""


_SHELVES: dict[int, _Shelf] = {}


def _shelf(scenario: Scenario) -> _Shelf:
    known = _SHELVES.get(id(scenario))
    if known is not None and known.alive() is scenario:
        return known
    key = id(scenario)
    fresh = _SHELVES[key] = _Shelf(ref(scenario, lambda _: _SHELVES.pop(key, None)))
    return fresh


def kept(scenario: Scenario, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gives, made once for a scenario and a key."""
    tables = _shelf(scenario).tables
    if key not in tables:
        if len(tables) >= _ENTRIES_MAX:
            tables.clear()
        tables[key] = make()
    return cast("T", tables[key])


def kept_of_game(
    scenario: Scenario, key: Hashable, parameters: Mapping[str, int], make: Callable[[], T]
) -> T:
    """Return what `make` gives for a game's one mapping of a seat's parameters, made once."""
    games = _shelf(scenario).games
    full = (key, id(parameters))
    found = games.get(full)
    if found is None:
        made = make()
        while len(games) >= _GAMES_ENTRIES_MAX:
            del games[next(iter(games))]
        found = games[full] = (parameters, made)
    return cast("T", found[1])

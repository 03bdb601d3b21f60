"""
Tables that a mind looks up, kept per scenario for as long as it lives.

They are results of pure functions of scenario and key, so keeping them changes no move: a fresh
mind reckons the same values again.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import ref

from sim.domain.setting import Scenario

_ENTRIES_MAX = 512

T = TypeVar("T")
_SHELVES: dict[int, tuple["ref[Scenario]", dict[Hashable, object]]] = {}


def _shelf(scenario: Scenario) -> dict[Hashable, object]:
    known = _SHELVES.get(id(scenario))
    if known is not None and known[0]() is scenario:
        return known[1]
    key = id(scenario)
    fresh: dict[Hashable, object] = {}
    _SHELVES[key] = (ref(scenario, lambda _: _SHELVES.pop(key, None)), fresh)
    return fresh


def kept(scenario: Scenario, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gives, made once for a scenario and a key."""
    shelf = _shelf(scenario)
    if key not in shelf:
        if len(shelf) >= _ENTRIES_MAX:
            shelf.clear()
        shelf[key] = make()
    return cast("T", shelf[key])

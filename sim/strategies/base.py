"""
What a strategy is, and the registry of those that have a name.

A strategy keeps no state between calls: a fresh instance given the whole view must move like one
that has played from the start (law). So all it remembers is in the view.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from typing import Protocol, TextIO

from attrs import frozen

from sim.domain.draws import Draws
from sim.domain.moves import Move
from sim.domain.views import View


class Strategy(Protocol):
    """View and mind draws in, one move out; a `Wait` ends the stop."""

    def choose(self, view: View, draws: Draws) -> Move:
        """Return the next move of this stop."""


_OURS = "sim.strategies."


def is_ours(mind: Strategy) -> bool:
    """Tell whether a strategy is tested here, not a stranger's."""
    return type(mind).__module__.startswith(_OURS)


def asked(mind: Strategy, view: View, draws: Draws) -> Move:
    """Return what a strategy chooses; what a stranger's prints is no part of our output."""
    if is_ours(mind):
        return mind.choose(view, draws)
    with aside():
        return mind.choose(view, draws)


def aside() -> "redirect_stdout[TextIO]":
    """Send to standard error what is printed meanwhile."""
    return redirect_stdout(sys.stderr)


Factory = Callable[[Mapping[str, int]], Strategy]


@frozen(kw_only=True)
class Entry:
    """A registered strategy: its version goes into every record it plays in."""

    name: str
    version: int
    make: Factory
    slow: bool = False
    """Whether it may think longer than a frame lasts, so that a window has it think elsewhere."""

    @property
    def label(self) -> str:
        """Return `name/version`, as headers hold it."""
        return f"{self.name}/{self.version}"


_LIVE = "0"
"""The version of strategies that no registry holds: live objects and classes from a file."""

_REGISTRY: dict[str, Entry] = {}
GROUP = "pourparlers.strategies"
"""The entry points under which other distributions bring strategies: classes with `choose`."""


class UnknownStrategyError(LookupError):
    """No strategy of this name and version is here."""


def register(name: str, version: int, make: Factory, *, slow: bool = False) -> None:
    """Add a strategy under a name; a later one of the same name replaces it."""
    _REGISTRY[name] = Entry(name=name, version=version, make=make, slow=slow)


def registered() -> dict[str, Entry]:
    """Return what is registered so far."""
    return dict(_REGISTRY)


def restore(entries: Mapping[str, Entry]) -> None:
    """Put entries back in their places, over later ones of the same names."""
    _REGISTRY.update(entries)


def entry_of(label: str) -> Entry:
    """Return the entry of `name` or `name/version`; raise UnknownStrategyError with the choices."""
    from sim.strategies import catalogue  # the families register themselves on import

    catalogue.load()
    name, _, version = label.partition("/")
    entry = _REGISTRY.get(name) or _installed(name)
    if entry is None and version == _LIVE:
        wrong = f"{name!r} was a class of somebody's own and is not here"
        message = f"{wrong}; seat it again to go on, --strategy ACTOR=FILE.py:{name}"
        raise UnknownStrategyError(message)
    if entry is None:
        message = f"no strategy is called {name!r}; choose one of {', '.join(names())}"
        raise UnknownStrategyError(message)
    if version and version != str(entry.version):
        message = (
            f"strategy {label!r} is absent, this version has {entry.label!r}; "
            "replay or review the record, or go on with the release that began it"
        )
        raise UnknownStrategyError(message)
    return entry


def _installed(name: str) -> Entry | None:
    """Return the entry of a strategy that another distribution brings; asked when none is ours."""
    from importlib.metadata import entry_points

    for found in entry_points(group=GROUP, name=name):
        try:
            with aside():
                brought = found.load()
                made = brought()
        except Exception as error:
            message = f"{name!r} of {found.value} cannot be had: {error!r}; mend or remove it"
            raise UnknownStrategyError(message) from error
        if not callable(getattr(made, "choose", None)):
            message = f"{name!r} of {found.value} has no `choose`; see docs/strategies.md"
            raise UnknownStrategyError(message)
        register(name, int(getattr(brought, "version", 1)), _made_bare(brought))
    return _REGISTRY.get(name)


def _made_bare(brought: Callable[[], Strategy]) -> Factory:
    """Return the factory of a class that takes no parameters."""

    def make(_: Mapping[str, int]) -> Strategy:
        with aside():
            return brought()

    return make


def names() -> tuple[str, ...]:
    """Return the names of all registered strategies, sorted."""
    from sim.strategies import catalogue

    catalogue.load()
    return tuple(sorted(_REGISTRY))

"""
Pourparlers' engine: talks as a record of events. Public names load on first use.

The module itself imports nothing, so that `sim.open_record` works where the engine's calendar,
the screen, the columns and the web cannot be imported.
"""

from importlib import import_module

_HOMES = {
    "load_scenario": "sim.scenario",
    "simulate": "sim.engine.run",
    "Session": "sim.engine.session",
    "Run": "sim.engine.run",
    "open_record": "sim.record.replay",
    "replay": "sim.record.replay",
    "fork": "sim.record.replay",
    "solve": "sim.solution",
    "sweep": "sim.sweeps.sweeping",
    "Strategy": "sim.strategies.base",
    "register": "sim.strategies.base",
    "CannotError": "sim.errors",
}

__all__ = tuple(_HOMES)


def __dir__() -> list[str]:
    """Return all names, loaded or not."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    """Load a public name from its room when it is first asked for."""
    if name not in _HOMES:
        message = f"module 'sim' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)

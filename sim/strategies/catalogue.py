"""Imports every family once, so that each can register its strategies."""

from importlib import import_module

FAMILIES = ("sim.strategies.plain",)


def load() -> None:
    """Import all families; cheap after the first time."""
    for family in FAMILIES:
        import_module(family)

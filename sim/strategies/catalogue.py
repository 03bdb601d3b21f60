"""Imports every family once, so that each can register its strategies."""

from functools import cache
from importlib import import_module

from sim.strategies import base

FAMILIES = (
    "sim.strategies.plain",
    "sim.strategies.concession",
    "sim.strategies.tit_for_tat",
    "sim.strategies.micro",
    "sim.strategies.zeuthen",
    "sim.strategies.logroller",
    "sim.strategies.authorities",
    "sim.strategies.allies",
    "sim.strategies.environment",
    "sim.strategies.rival",
    "sim.strategies.tempers",
    "sim.strategies.ahead",
    "sim.strategies.skills",
    "sim.strategies.search",
    "sim.strategies.equilibrium",
)


@cache
def load() -> None:
    """Import all families; cheap after the first time. What others registered before stays."""
    early = base.registered()
    for family in FAMILIES:
        import_module(family)
    base.restore(early)

"""
What the screens need, loaded behind the title, so that no change of screen has to wait for it.

Loading takes half a second of processor time; whoever reads the title does not see it pass.
"""

import gc
from functools import cache
from importlib import import_module

from game.screens.table import HOMES
from game.text import load
from game.tidy import put_off
from sim.words import languages

PORTS = ("desk", "lesson", "library", "outcome", "replay", "review", "sharing", "trying")
"""The modules of `game.shell` that stand behind screens."""


@cache
def warm() -> None:
    """Load every screen and its port, and make the choice of a seat once, with its scenario."""
    for home in HOMES.values():
        import_module(home.partition(":")[0])
    for port in PORTS:
        import_module(f"game.shell.{port}")
    from game.shell.seats import seat_choice

    choice = seat_choice(None)
    for lang in languages():
        choice.model(load(lang))


@cache
def settle() -> None:
    """
    Let the collector of garbage never again walk through what was loaded.

    A full collection then takes a few milliseconds instead of 45, which would be three frames; and
    it waits until the screen is at rest.
    """
    gc.collect()
    gc.freeze()
    put_off()

"""
When the collector of garbage walks through all that lives: while nobody waits for a frame.

A full walk through a game takes some 10 ms, more than half a frame. It comes at its own time, so it
would fall into a drag as soon as into a pause; it is put off until the screen is at rest.
"""

import gc

YOUNG = 50_000
"""A walk over so many objects takes 1.5 ms, a tenth of a frame."""
OFTEN = 10
"""A full walk is due after so many partial ones, as by Python's own rule."""
PUT_OFF = 100
"""After so many it comes even while the screen moves: the memory has its bar too."""


def put_off() -> None:
    """Let full walks wait for `tidy`, and keep the others short."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(min(young, YOUNG), middle, PUT_OFF)


def tidy() -> None:
    """Walk now if it is due; nothing moves on the screen."""
    if gc.get_threshold()[2] == PUT_OFF and gc.get_count()[2] > OFTEN:
        gc.collect()

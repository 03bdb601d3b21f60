"""
How often the interpreter looks for garbage: seldom, for every process that is ours alone.

A decision makes immutable values that point at older ones only, so counting references frees all
of it and a walk finds nothing. The one cycle of a game is its session, found when it is over:
some thousand objects. By default a walk comes every 700 objects, several times a game.

A walk over so many young objects takes 4 ms: a window asks for shorter ones (`game.tidy`).
"""

import gc

_YOUNG = 100_000
"""Objects made and kept until the next walk over the young ones: some twenty games in a row."""
_WALKS = 20
"""Walks until those that outlived one are walked over too."""


def collect_seldom() -> None:
    """Walk after many objects only; for a program's start, since it is the whole process's."""
    gc.set_threshold(_YOUNG, _WALKS, _WALKS)

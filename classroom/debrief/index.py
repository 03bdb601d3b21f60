"""
The panels of the debrief in the order of the lesson: results first, history last.

A panel is a module with `figures(tables)` and `panel(tables, words)`. To add one, import it and put
it into `_ORDER` where the lesson wants it; `PANELS` then has it, and pages, exports and the test
that every panel draws every class take it from there.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from classroom.debrief import (
    anchoring,
    audience,
    claimed,
    concessions,
    created,
    fairness,
    leaks,
    logrolling,
    move_types,
    normalised,
    pareto,
    references,
    subjective,
    time,
    two_level,
    veto,
    zopa,
)
from classroom.debrief.panel import Figures, Panel
from classroom.debrief.played import Played
from sim.report.say import Say


class Shown(Protocol):
    """What a module of a panel offers."""

    ID: str

    def figures(self, tables: Sequence[Played]) -> Figures:
        """Return the numbers, without words."""

    def panel(self, tables: Sequence[Played], words: Say) -> Panel:
        """Return drawing, caption and data table in a language."""


_ORDER: tuple[Shown, ...] = (
    created, claimed, anchoring, concessions, move_types, logrolling, time, zopa, pareto,
    references, veto, two_level, audience, leaks, fairness, normalised, subjective,
)  # fmt: skip
PANELS: Mapping[str, Shown] = {one.ID: one for one in _ORDER}

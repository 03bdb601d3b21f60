"""
Colours and shapes of charts on light paper, safe for the colour-blind.

Never colour alone: a series has a shape, a dash and its name beside it. Inks have a contrast of
4.5 or better on white and on the paper of the pages; fills of marks always have an ink outline.
"""

from collections.abc import Sequence
from typing import Final

INK: Final = "#171c28"
SECOND: Final = "#4f5768"
RULE: Final = "#d9d1bf"
EDGE: Final = "#827c6b"
MUTED: Final = "#9aa1ad"
"""Fill of what is counted and not spoken of."""
PAPER: Final = "#fffdf8"
GOLD: Final = "#f0c45c"

SHAPES: Final = ("circle", "square", "diamond", "triangle")
FILLS: Final = ("#56b4e9", "#e69f00", "#d55e00", "#009e73")
"""Fills of marks by the place of a series, as the seats have them everywhere in the house."""
LINES: Final = ("#0b5a8a", "#9e3500", "#00664a", "#6b3d8f")
"""Inks of lines by the place of a series."""
DASHES: Final = ("", "7 3", "2 3", "9 3 2 3")

SIZE: Final = 12.5
"""Height of all text in a chart, in its own units; a chart is 400 wide."""
WIDTH: Final = 400.0


def at(values: Sequence[str], place: int) -> str:
    """Return what a series at a place has; they begin again where there are too many."""
    return values[place % len(values)]

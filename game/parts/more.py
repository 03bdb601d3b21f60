"""Marks at the edges of the window, where the canvas is larger and goes on beyond them."""

from game import theme
from game.box import Box
from game.paint import Painter

RIM = 10
"""How much of the window is kept free along an edge: no mark may lie on what is read."""
DEEP = 6
WIDE = 11
"""Half the length of a mark along its edge."""


def rims(wide: float, high: float, full: Box) -> tuple[float, float]:
    """Return how much is kept free at left and right, and above and below: nothing if all fits."""
    across = min(RIM, wide / 4) if wide + 1 < full.w else 0.0
    down = min(RIM, high / 4) if high + 1 < full.h else 0.0
    return across, down


def goes_on(view: Box, full: Box) -> tuple[str, ...]:
    """Return the edges beyond which more than an empty margin lies."""
    hidden = {
        "left": view.x,
        "up": view.y,
        "right": full.w - view.right,
        "down": full.h - view.bottom,
    }
    return tuple(side for side, length in hidden.items() if length > theme.MARGIN)


def more(p: Painter, view: Box, full: Box) -> None:
    """Draw an arrow beside the middle of each edge of the view beyond which there is more."""
    for side in goes_on(view, full):
        p.fill(_strip(view, side), theme.WELL)
        p.shape(_arrow(view, side), theme.GOLD)


def _strip(view: Box, side: str) -> Box:
    """Return the strip that is kept free at an edge."""
    wide, high = view.w + 2 * RIM, view.h + 2 * RIM
    left, top = view.x - RIM, view.y - RIM
    return {
        "left": Box(left, top, RIM, high),
        "right": Box(view.right, top, RIM, high),
        "up": Box(left, top, wide, RIM),
        "down": Box(left, view.bottom, wide, RIM),
    }[side]


def _arrow(view: Box, side: str) -> tuple[tuple[float, float], ...]:
    """Return a triangle that points out, in the middle of its strip."""
    spare = (RIM - DEEP) / 2
    if side in ("left", "right"):
        edge, way = (view.x, -1) if side == "left" else (view.right, 1)
        base, tip = edge + way * spare, edge + way * (spare + DEEP)
        return (tip, view.mid_y), (base, view.mid_y - WIDE), (base, view.mid_y + WIDE)
    edge, way = (view.y, -1) if side == "up" else (view.bottom, 1)
    base, tip = edge + way * spare, edge + way * (spare + DEEP)
    return (view.mid_x, tip), (view.mid_x - WIDE, base), (view.mid_x + WIDE, base)

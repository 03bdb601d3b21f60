"""Marks at the edges of the window, where the canvas is larger and goes on beyond them."""

from game import theme
from game.box import Box
from game.paint import Painter

DEEP = 9
WIDE = 13
"""Half the length of a mark along its edge."""
RIM = 3
"""How much of the ground is left around a mark, so that it is seen over anything."""


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
    """Draw an arrow at the middle of each edge beyond which there is more to see."""
    for side in goes_on(view, full):
        p.shape(_arrow(view, side, RIM), theme.WELL)
        p.shape(_arrow(view, side, 0), theme.GOLD)


def _arrow(view: Box, side: str, rim: float) -> tuple[tuple[float, float], ...]:
    """Return a triangle that points out at an edge."""
    wide, deep = WIDE + 2 * rim, DEEP + 2 * rim
    if side in ("left", "right"):
        edge, inner = (view.x, deep) if side == "left" else (view.right, -deep)
        tip = edge + (2 - rim if side == "left" else rim - 2)
        base = tip + inner
        return (tip, view.mid_y), (base, view.mid_y - wide), (base, view.mid_y + wide)
    edge, inner = (view.y, deep) if side == "up" else (view.bottom, -deep)
    tip = edge + (2 - rim if side == "up" else rim - 2)
    base = tip + inner
    return (view.mid_x, tip), (view.mid_x - wide, base), (view.mid_x + wide, base)

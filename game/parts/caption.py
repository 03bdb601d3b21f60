"""Captions: what was heard, in words, for a moment, at the foot of what is seen."""

from collections.abc import Iterable

from game import theme
from game.box import Box
from game.paint import Painter

HIGH = 28
EDGE = 10


def captions(p: Painter, view: Box, lines: Iterable[str]) -> None:
    """Draw the lines over everything, the newest lowest."""
    y = view.bottom - EDGE
    for words in reversed(tuple(lines)):
        room = view.w - 4 * theme.MARGIN
        broken = p.setter.wrap(words, theme.BODY_MID, room)
        wide = max(p.width(line, theme.BODY_MID) for line in broken) + 2 * theme.MARGIN
        high = HIGH + 20 * (len(broken) - 1)
        y -= high
        box = Box(view.mid_x - wide / 2, y, wide, high)
        p.panel(box, theme.WELL, border=theme.CAP_LINE, radius=theme.RADIUS_TILE)
        for place, line in enumerate(broken):
            at = (box.mid_x, box.y + HIGH / 2 + 20 * place)
            p.text(at, line, theme.BODY_MID, theme.INK, align="mid")
        y -= 4

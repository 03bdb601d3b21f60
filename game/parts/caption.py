"""Captions: what was heard, in words, for a moment, at the foot of what is seen."""

from collections.abc import Iterable

from game import theme
from game.box import Box
from game.paint import Painter

STYLE = theme.BODY_MID
HIGH = 28
LEAD = 20
EDGE = 10
BETWEEN = "  \u00b7  "


def captions(p: Painter, view: Box, lines: Iterable[str], kept: Box | None = None) -> None:
    """Draw the lines over everything but `kept`: side by side if they fit, else newest lowest."""
    room = view.w - 4 * theme.MARGIN
    joined = BETWEEN.join(lines)
    if not joined:
        return
    rows = [joined] if p.width(joined, STYLE) <= room else joined.split(BETWEEN)
    broken = [line for row in rows for line in p.setter.wrap(row, STYLE, room)]
    wide = max(p.width(line, STYLE) for line in broken) + 2 * theme.MARGIN
    high = HIGH + LEAD * (len(broken) - 1)
    box = Box(view.mid_x - wide / 2, view.bottom - EDGE - high, wide, high)
    if kept is not None and _over(box, kept):
        box = Box(box.x, view.y + EDGE, wide, high)
    p.panel(box, theme.WELL, border=theme.CAP_LINE, radius=theme.RADIUS_TILE)
    for place, line in enumerate(broken):
        p.text((box.mid_x, box.y + HIGH / 2 + LEAD * place), line, STYLE, theme.INK, align="mid")


def _over(box: Box, other: Box) -> bool:
    wide = min(box.right, other.right) - max(box.x, other.x)
    return wide > 0 and min(box.bottom, other.bottom) > max(box.y, other.y)

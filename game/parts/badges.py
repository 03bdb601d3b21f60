"""Badges of graded moments: one outline and one fill for each grade, so that either tells it."""

from game import theme
from game.box import Box
from game.paint import Painter
from game.theme import Colour

WIDE = 28
HIGH = 20

FILLS: dict[str, Colour] = {
    "blunder": theme.LOSS,
    "mistake": theme.mix(theme.LOSS, theme.PAPER_LOW, 0.5),
    "inaccuracy": theme.PAPER_LOW,
    "strong": theme.GAIN,
}
POINTED = 7
"""How far the points of an outline reach."""


def badge(
    p: Painter, at: tuple[float, float], grade: str, words: str, *, ringed: bool = False
) -> None:
    """Draw a badge with its middle at a place; the one in focus gets a ring."""
    box = Box(at[0] - WIDE / 2, at[1] - HIGH / 2, WIDE, HIGH)
    fill = FILLS.get(grade, theme.SOFT)
    if ringed:
        p.panel(box.inset(-5), None, border=theme.GOLD, radius=8, line=1.5)
    if grade == "inaccuracy":  # pointed at both sides
        p.shape(_points(box, sides=True), fill)
    elif grade == "strong":  # pointed upwards
        p.shape(_points(box, sides=False), fill)
    else:  # a pill and a square
        p.panel(box, fill, radius=HIGH / 2 if grade == "mistake" else 3)
    middle = box.mid_y + (1.5 if grade == "strong" else 0)
    p.text((box.mid_x, middle), words, theme.BODY_BOLD, theme.GOLD_INK, align="mid")


def _points(box: Box, *, sides: bool) -> tuple[tuple[float, float], ...]:
    if sides:
        return (
            (box.x - 3, box.mid_y), (box.x + POINTED, box.y), (box.right - POINTED, box.y),
            (box.right + 3, box.mid_y), (box.right - POINTED, box.bottom),
            (box.x + POINTED, box.bottom),
        )  # fmt: skip
    return (
        (box.x + 3, box.y + POINTED), (box.mid_x, box.y - 4), (box.right - 3, box.y + POINTED),
        (box.right - 3, box.bottom), (box.x + 3, box.bottom),
    )  # fmt: skip


def spread(middles: tuple[float, ...], left: float, right: float) -> tuple[float, ...]:
    """Return where badges stand so that none covers another, each near its own middle."""
    order = sorted(range(len(middles)), key=lambda place: middles[place])
    apart = min(WIDE + 10.0, (right - left) / max(len(middles), 1))
    placed = list(middles)
    free = left
    for place in order:
        placed[place] = max(placed[place], free)
        free = placed[place] + apart
    most = right
    for place in reversed(order):
        placed[place] = min(placed[place], most)
        most = placed[place] - apart
    return tuple(placed)

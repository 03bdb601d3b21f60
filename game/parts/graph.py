"""The graph of a review: what could be expected over time, with its range and graded moments."""

from itertools import pairwise

from game import theme
from game.box import Box
from game.paint import Painter
from game.presenters.review import Graph, Mark

FOOT = 34
LEAD = 16
BADGE = 18
APART = 5
"""What could be expected before a decision is drawn where it lies at least this far off."""


def graph(p: Painter, box: Box, model: Graph, colour: theme.Colour, chosen: int) -> None:
    """Draw the plot in a box: scale at the left, dates below, the chosen mark ringed."""
    wide = max(p.width(words, theme.LABEL) for words in (model.low, model.high, "0")) + 14
    plot = Box(box.x + wide, box.y + LEAD, box.w - wide - BADGE, box.h - FOOT - LEAD)
    for words, y in ((model.high, plot.y), (model.low, plot.bottom)):
        p.text((plot.x - 10, y), words, theme.LABEL, theme.DIM, align="right")
        p.rule(plot.x, y, plot.w, theme.LINE_FAINT)
    zero = _y(plot, model.zero)
    p.rule(plot.x, zero, plot.w, theme.SOFT)
    if plot.y + LEAD < zero < plot.bottom - LEAD:
        p.text((plot.x - 10, zero), "0", theme.LABEL, theme.SOFT, align="right")
    p.text((plot.x, plot.bottom + 20), model.first, theme.LABEL, theme.DIM)
    p.text((plot.right, plot.bottom + 20), model.last, theme.LABEL, theme.DIM, align="right")
    _curve(p, plot, model, colour)
    for mark in sorted(model.marks, key=lambda one: one.row == chosen):
        _mark(p, plot, mark, chosen=mark.row == chosen)


def _curve(p: Painter, plot: Box, model: Graph, colour: theme.Colour) -> None:
    """Draw the range, the line from decision to decision and what each decision changed."""
    band = theme.mix(theme.PANEL, colour, 0.35)
    for one in model.points:
        x, high, low = _x(plot, one.x), _y(plot, one.high), _y(plot, one.low)
        p.fill(Box(x - 1.5, high, 3, low - high), band)
    for one, other in pairwise(model.points):
        start = (_x(plot, one.x), _y(plot, one.after))
        p.stroke(start, (_x(plot, other.x), _y(plot, other.after)), 2, colour)
    for one in model.points:
        x, before, after = _x(plot, one.x), _y(plot, one.before), _y(plot, one.after)
        if abs(before - after) > APART:
            p.stroke((x, before), (x, after), 1, theme.SOFT)
            p.mark((x, before), "circle", 7, theme.SOFT, hollow=True)
        p.dot(x, after, 3.5, colour)


def _mark(p: Painter, plot: Box, mark: Mark, *, chosen: bool) -> None:
    """Draw a grade above its place, or below where there is no room above."""
    x, y = _x(plot, mark.x), _y(plot, mark.y)
    middle = y - BADGE if y - BADGE > plot.y else y + BADGE
    box = Box(x - BADGE / 2 - 2, middle - BADGE / 2, BADGE + 4, BADGE)
    edge = theme.GOLD if chosen else theme.CAP_LINE
    p.panel(box, theme.RAISED, border=edge, radius=theme.RADIUS_CONTROL)
    p.text((box.mid_x, box.mid_y), mark.badge, theme.LABEL_BOLD, theme.TONES[mark.tone],
           align="mid")  # fmt: skip
    p.dot(x, y, 5 if chosen else 4, theme.TONES[mark.tone])


def _x(plot: Box, part: float) -> float:
    return plot.x + plot.w * min(part, 1.0)


def _y(plot: Box, part: float) -> float:
    return plot.bottom - plot.h * max(0.0, min(part, 1.0))

"""The graph of a review: expected results over time, with their range and graded moments."""

from itertools import pairwise

from game import theme
from game.box import Box
from game.paint import Painter
from game.parts.badges import badge, spread
from game.presenters.review import Curve, Graph, Mark

FOOT = 30
TOP = 34
LEFT = 46
RIGHT = 114
NAME_HIGH = 16
NAMES = 12
"""How far from the plot the names at the ends of lines begin."""
APART = 8
"""How far a date keeps from them: the lowest name comes down to it."""
PAIR = 2


def graph(p: Painter, box: Box, model: Graph, chosen: int) -> None:
    """Draw the plot in a box: levels at the left, dates below, badges above, names at the right."""
    plot = Box(box.x + LEFT, box.y + TOP, box.w - LEFT - RIGHT, box.h - FOOT - TOP)
    for level in model.levels:
        y = _y(plot, level.at)
        p.rule(plot.x, y, plot.w, theme.SOFT if level.at == model.zero else theme.LINE_FAINT)
        p.text((plot.x - 8, y), level.label, theme.LABEL, theme.DIM, align="right")
    _ticks(p, plot, model)
    shown = [curve for curve in model.curves if curve.shown]
    for curve in shown:
        _band(p, plot, curve)
    for curve in sorted(shown, key=lambda one: one.own):
        _curve(p, plot, curve)
    _ends(p, plot, shown)
    _marks(p, plot, model.marks, chosen)


def _ticks(p: Painter, plot: Box, model: Graph) -> None:
    """Set the dates along the foot; one that would touch another is left out, the end never."""
    if not model.ticks:
        return
    last = model.ticks[-1]
    wide = p.width(last.label, theme.LABEL)
    end = min(_x(plot, last.at) + wide / 2, plot.right + NAMES - APART)
    p.text((end, plot.bottom + 18), last.label, theme.LABEL, theme.DIM, align="right")
    free = plot.x - LEFT
    for tick in model.ticks[:-1]:
        x = _x(plot, tick.at)
        if tick.event:
            p.upright(x, plot.y - 6, plot.h + 6, theme.LINE)
        half = p.width(tick.label, theme.LABEL) / 2
        middle = max(x, plot.x - 8 + half)
        if middle - half < free or middle + half > end - wide - 10:
            continue
        free = middle + half + 10
        p.text((middle, plot.bottom + 18), tick.label, theme.LABEL, theme.DIM, align="mid")


def _band(p: Painter, plot: Box, curve: Curve) -> None:
    """Lay the range of one's own line below all lines."""
    if not curve.own or len(curve.points) < PAIR:
        return  # before the first judgement there is only the end
    over = tuple((_x(plot, one.x), _y(plot, one.high)) for one in curve.points)
    under = tuple((_x(plot, one.x), _y(plot, one.low)) for one in reversed(curve.points))
    colour = theme.seat_colour(curve.actor.colour)
    p.shape((*over, *under), theme.mix(theme.PANEL, colour, 0.28))


def _curve(p: Painter, plot: Box, curve: Curve) -> None:
    """Draw a line from decision to decision, upright where one changed what was expected."""
    colour = theme.seat_colour(curve.actor.colour)
    points = curve.points
    width = 2.5 if curve.own else 1.5
    for one, other in pairwise(points):
        start = (_x(plot, one.x), _y(plot, one.after))
        p.stroke(start, (_x(plot, other.x), _y(plot, other.before)), width, colour)
        p.stroke((_x(plot, other.x), _y(plot, other.before)),
                 (_x(plot, other.x), _y(plot, other.after)), width, colour)  # fmt: skip


def _ends(p: Painter, plot: Box, shown: list[Curve]) -> None:
    """Mark where each line ends, and name it with its figure, none on top of another."""
    ordered = sorted(shown, key=lambda one: -one.points[-1].after)
    free = plot.y - TOP
    heights: list[float] = []
    for curve in ordered:
        heights.append(max(_y(plot, curve.points[-1].after), free + NAME_HIGH * 2))
        free = heights[-1]
    over = max(heights, default=0) - (plot.bottom + 4)
    for curve, height in zip(ordered, heights, strict=True):
        end = curve.points[-1]
        actor, x = curve.actor, _x(plot, end.x)
        p.mark((x, _y(plot, end.after)), actor.shape, 11, theme.seat_colour(actor.colour))
        y = height - max(over, 0)
        style = theme.LABEL_BOLD if curve.own else theme.LABEL
        p.text((plot.right + NAMES, y - 7), actor.label, style, theme.SOFT, limit=RIGHT - 14)
        p.text((plot.right + NAMES, y + 8), curve.end, theme.LABEL_BOLD, limit=RIGHT - 14)


def _marks(p: Painter, plot: Box, marks: tuple[Mark, ...], chosen: int) -> None:
    """Draw the badges in one row above the plot, each with its stroke down to its moment."""
    spots = tuple(_x(plot, mark.x) for mark in marks)
    placed = spread(spots, plot.x + 10, plot.right)
    row = plot.y - 18
    for mark, x, middle in zip(marks, spots, placed, strict=True):
        y, own = _y(plot, mark.y), mark.row == chosen
        ink = theme.SOFT if own else theme.CAP_LINE
        p.stroke((middle, row + 10), (x, row + 24), 1, ink)
        p.stroke((x, row + 24), (x, y), 1, ink)
        p.dot(x, y, 4.5 if own else 3, theme.INK)
    for mark, middle in zip(marks, placed, strict=True):
        badge(p, (middle, row), mark.grade, mark.badge, ringed=mark.row == chosen)


def _x(plot: Box, part: float) -> float:
    return plot.x + plot.w * min(part, 1.0)


def _y(plot: Box, part: float) -> float:
    return plot.bottom - plot.h * max(0.0, min(part, 1.0))

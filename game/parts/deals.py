"""The space of deals: what each side could have had, where the offers went, what was left."""

from itertools import pairwise

from game import theme
from game.box import Box
from game.paint import Painter
from game.presenters.review import BetterRow, DealPlot, Named, Spot

LEFT = 44
FOOT = 58
TOP = 30
LEAD = 20
BETTER_WIDE = 392


def deals(p: Painter, box: Box, model: DealPlot, *, large: bool) -> None:
    """Draw the plot in a box; the large one says the better packages in words."""
    if large:
        _better(p, Box(box.right - BETTER_WIDE, box.y, BETTER_WIDE - 16, box.h), model)
        box = Box(box.x, box.y, box.w - BETTER_WIDE - 16, box.h)
    plot = Box(box.x + LEFT, box.y + TOP, box.w - LEFT - 18, box.h - FOOT - TOP)
    _axes(p, box, plot, model)
    for spot in model.cloud:
        x, y = _at(plot, spot)
        p.fill(Box(x - 1, y - 1, 2, 2), theme.GREY)
    _frontier(p, plot, model)
    for way in model.ways:
        colour = theme.seat_colour(way.actor.colour)
        spots = [_at(plot, spot) for spot in way.spots]
        for start, end in pairwise(spots):
            p.stroke(start, end, 1.5, theme.mix(theme.PANEL, colour, 0.6))
        for spot in spots:
            p.mark(spot, way.actor.shape, 9, colour)
    _end(p, plot, model)
    _labels(p, plot, model)


def _axes(p: Painter, box: Box, plot: Box, model: DealPlot) -> None:
    p.text((box.x + 14, box.y + 14), model.up, theme.LABEL, theme.DIM, limit=box.w - 28)
    p.text((plot.right, plot.bottom + 20 + 17), model.across, theme.LABEL, theme.DIM,
           align="right", limit=plot.w)  # fmt: skip
    for level in model.levels_across:
        x = plot.x + plot.w * level.at
        p.upright(x, plot.y, plot.h, theme.LINE_FAINT)
        p.text((x, plot.bottom + 14), level.label, theme.LABEL, theme.DIM, align="mid")
    for level in model.levels_up:
        y = plot.bottom - plot.h * level.at
        p.rule(plot.x, y, plot.w, theme.LINE_FAINT)
        p.text((plot.x - 8, y), level.label, theme.LABEL, theme.DIM, align="right")
    x, y = _at(plot, model.zero)
    p.upright(x, plot.y, plot.h, theme.GREY)
    p.rule(plot.x, y, plot.w, theme.GREY)


def _frontier(p: Painter, plot: Box, model: DealPlot) -> None:
    """Draw the papers as dots, with the edge of what they leave behind: no paper lies between."""
    spots = [_at(plot, spot) for spot in model.frontier]
    edge = theme.mix(theme.PANEL, theme.GOLD, 0.55)
    for (x, y), (other_x, other_y) in pairwise(spots) if model.joined else ():
        corner = min(x, other_x), max(y, other_y)
        p.stroke((x, y), corner, 1.5, edge)
        p.stroke(corner, (other_x, other_y), 1.5, edge)
    for spot in spots:
        p.dot(*spot, 2.2, theme.GOLD)


def _end(p: Painter, plot: Box, model: DealPlot) -> None:
    """Mark the end, full if it was a deal, and the better packages as rings with a stroke."""
    x, y = _at(plot, model.end.at)
    for place, spot in enumerate(model.better):
        better = _at(plot, spot)
        if place == 0:
            p.stroke((x, y), better, 1.5, theme.GOLD)
        p.mark(better, "circle", 10, theme.GOLD, hollow=True)
    p.dot(x, y, 8, theme.PANEL)
    p.mark((x, y), "circle", 13, theme.PAPER, hollow=not model.sold)


def _labels(p: Painter, plot: Box, model: DealPlot) -> None:
    """Name what matters; a name that finds no free room beside its place is left out."""
    offers = [Named(at=way.spots[0], label=way.first) for way in model.ways if way.spots]
    inner = [(one, theme.SOFT, False) for one in offers]
    spots = [_at(plot, spot) for way in model.ways for spot in way.spots]
    taken = [Box(x - 6, y - 6, 12, 12) for x, y in spots]  # no name hides an offer
    for one, ink, outer in ((model.left, theme.GOLD, True), (model.end, theme.INK, False), *inner):
        if one is None:
            continue
        wide = p.width(one.label, theme.LABEL_BOLD)
        rooms = _rooms(plot, _at(plot, one.at), wide, outer=outer)
        spot = next((box for box in rooms if not any(_meets(box, other) for other in taken)), None)
        if spot is not None:
            taken.append(spot)
            if not outer:  # nothing but a path can run below it
                p.panel(spot, theme.PANEL, radius=4)
            p.text((spot.x + 6, spot.mid_y), one.label, theme.LABEL_BOLD, ink)


def _rooms(plot: Box, at: Spot, wide: float, *, outer: bool) -> list[Box]:
    """Return where a name may stand: beyond the frontier, or on this side of it; in the plot."""
    x, y = at
    beyond = ((x + 10, y - 22), (x + 12, y - 10))
    within = ((x - wide - 18, y + 4), (x - wide / 2 - 6, y + 10), (x - wide - 22, y - 10),
              (x - 4, y + 12))  # fmt: skip
    order = (*beyond, *within) if outer else (*within, *beyond)
    boxes = [Box(left, top, wide + 12, LEAD) for left, top in order]
    return [box for box in boxes
            if box.x >= plot.x - 4 and box.right <= plot.right + 14
            and plot.y - 8 <= box.y and box.bottom <= plot.bottom + 2]  # fmt: skip


def _meets(one: Box, other: Box) -> bool:
    return (one.x < other.right and other.x < one.right
            and one.y < other.bottom and other.y < one.bottom)  # fmt: skip


def _better(p: Painter, box: Box, model: DealPlot) -> None:
    """Tell the nearest better packages in words."""
    p.upright(box.x - 12, box.y + 12, box.h - 24)
    y = p.lines(Box(box.x, box.y + 12, box.w, 0), model.better_title, theme.BODY_BOLD) + 8
    if not model.better_rows:
        y = p.lines(Box(box.x, y, box.w, 0), model.better_empty, theme.BODY, theme.SOFT)
    for row in model.better_rows:
        y = _row(p, Box(box.x, y, box.w, 0), row) + 14
    p.lines(Box(box.x, y + 6, box.w, 0), model.note, theme.LABEL, theme.DIM, lead=17)


def _row(p: Painter, box: Box, row: BetterRow) -> float:
    p.mark((box.x + 6, box.y + 10), "circle", 10, theme.GOLD, hollow=True)
    area = Box(box.x + 22, box.y, box.w - 22, 0)
    y = p.lines(area, row.gains, theme.BODY_MID, theme.GAIN)
    return p.lines(Box(area.x, y, area.w, 0), row.terms, theme.LABEL, theme.SOFT, lead=17)


def _at(plot: Box, spot: Spot) -> Spot:
    return plot.x + plot.w * spot[0], plot.bottom - plot.h * spot[1]

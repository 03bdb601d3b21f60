"""The dance of the offers: one line a side, drawn where a short board leaves room."""

from itertools import pairwise

from game import theme
from game.box import Box
from game.paint import Painter
from game.presenters.desk import Path, PathLine

HIGH_LEAST = 92
HIGH_MOST = 290
HEAD = 28


def path(p: Painter, room: Box, model: Path) -> None:
    """Draw the lines with their scale at the left and the days below."""
    box = Box(room.x, room.y, room.w, min(room.h, HIGH_MOST))
    p.rule(box.x, box.y, box.w)
    p.text((box.x, box.y + 18), model.title, theme.LABEL_MID, theme.DIM)
    wide = max(p.width(words, theme.LABEL) for words in (model.low, model.high)) + 14
    plot = Box(box.x + wide, box.y + HEAD + 10, box.w - wide - 10, box.h - HEAD - 40)
    for words, y in ((model.high, plot.y), (model.low, plot.bottom)):
        p.text((plot.x - 12, y), words, theme.LABEL, theme.DIM, align="right")
        p.rule(plot.x, y, plot.w, theme.LINE_FAINT)
    p.text((plot.x, plot.bottom + 18), model.first, theme.LABEL, theme.DIM)
    p.text((plot.right, plot.bottom + 18), model.last, theme.LABEL, theme.DIM, align="right")
    for line in model.lines:
        _line(p, plot, line)


def _line(p: Painter, plot: Box, line: PathLine) -> None:
    colour = theme.seat_colour(line.actor.colour)
    spots = [(plot.x + plot.w * at, plot.bottom - plot.h * part) for at, part in line.points]
    for start, end in pairwise(spots):
        corner = (end[0], start[1])
        p.stroke(start, corner, 1.5, theme.mix(theme.PANEL, colour, 0.6))
        p.stroke(corner, end, 1.5, theme.mix(theme.PANEL, colour, 0.6))
    for spot in spots:
        p.mark(spot, line.actor.shape, 9, colour)

"""The strip of days at the foot of the desk: what was, today, what may fall, the deadline."""

from game import draw, theme
from game.box import Box
from game.paint import Painter
from game.presenters.desk import Strip, StripLabel
from game.theme import Colour

PAD = 24
DENSE_FROM = 80


def strip(p: Painter, box: Box, model: Strip) -> None:
    """Draw the cells, the marks above them and the dates below."""
    p.panel(box, theme.PANEL, border=theme.LINE)
    line = Box(box.x + PAD, box.y + 20, box.w - 2 * PAD, 7)
    cells = line.cells(max(model.days, 1), 3 if model.days < DENSE_FROM else 1)
    for day, cell in enumerate(cells):
        p.panel(cell, _colour(model, day), border=_border(model, day), radius=3)
    wide = line.w / max(model.days, 1)
    for mark in model.marks:
        at = (line.x + wide * mark.day, box.y + 12)
        p.mark(at, mark.shape, 8.5, theme.seat_colour(mark.colour))
    x = line.x + wide * model.today
    p.fill(Box(x - 1, box.y + 8, 2, 20), theme.INK)
    draw.pointer(p, x, box.y + 5, theme.INK)
    _labels(p, box, model, line)


def _colour(model: Strip, day: int) -> Colour:
    if day + 0.5 < model.today:
        return theme.DAY_PAST
    if any(first <= day <= last for first, last in model.risk):
        return theme.DAY_RISK
    return theme.DAY_AHEAD


def _border(model: Strip, day: int) -> Colour | None:
    """Return the outline of a day: the last ones before the deadline are rimmed, also when past."""
    close = model.last is not None and model.last[0] <= day <= model.last[1]
    return theme.SOFT if close else None


def _labels(p: Painter, box: Box, model: Strip, line: Box) -> None:
    """Set the dates in order of weight; one that would overlap moves aside or is left out."""
    taken: list[tuple[float, float]] = []
    for label in sorted(model.labels, key=lambda label: _weight(model, label)):
        wide = p.width(label.date, theme.LABEL_MID) + 4 + p.width(label.words, theme.LABEL)
        at = line.x + line.w * label.day / max(model.days, 1)
        for left in (at - (34 if label.today else 0), at + 20 - wide, at - wide / 2):
            kept = max(min(left, line.right - wide), line.x)
            if all(kept > high + 14 or kept + wide < low - 14 for low, high in taken):
                taken.append((kept, kept + wide))
                _label(p, kept, box.y + 40, label)
                break


def _weight(model: Strip, label: StripLabel) -> tuple[bool, bool, float]:
    """Rank a label: today, then the ends, then from the deadline backwards."""
    return not label.today, label.day not in (0, model.days), -label.day


def _label(p: Painter, x: float, y: float, label: StripLabel) -> None:
    ink = theme.INK if label.today else theme.DIM
    p.run(x, y, ((label.date, theme.LABEL_MID, theme.INK), (label.words, theme.LABEL, ink)), gap=4)

"""The bar of the expected surplus: a level scale with its zero, its range and its figure."""

from game import draw, theme
from game.box import Box
from game.focus import Look
from game.paint import Painter
from game.presenters.common import ActorMark
from game.presenters.desk import Expected
from game.widgets import Area

PAD = 16
BAR_HIGH = 12
TITLE_Y = 18
BAR_Y = 40
ZERO_Y = 58
APART = 14
"""The nought and the mark of the last stop stand at least this far apart, or the mark alone."""


def expected_widget(box: Box, model: Expected, actor: ActorMark) -> Area:
    """Return the bar as a place that can be looked at; its hint says it in words."""

    def paint(p: Painter, spot: Box, look: Look) -> None:
        p.panel(spot, theme.RAISED if look.hover else theme.PANEL, border=theme.LINE)
        _words(p, spot, model)
        if model.part is not None:
            _bar(p, spot, model, actor)

    return Area(
        id="expected", box=box, region="expected", label=model.title, hint=model.hint, paint=paint
    )


def _words(p: Painter, box: Box, model: Expected) -> None:
    """Set the title and how far the reckoning is at the left, the figure at the right."""
    y = box.y + TITLE_Y
    right = box.right - PAD
    if model.sorry:
        p.text((box.x + PAD, box.y + BAR_Y + 4), model.sorry, theme.BODY, theme.SOFT)
    else:
        right -= p.text((right, y), model.spread, theme.LABEL, theme.SOFT, align="right") + 8
        ink = theme.DIM if model.stale else theme.INK
        right -= p.text((right, y), model.figure, theme.BODY_BOLD, ink, align="right") + 8
    x, counted = box.x + PAD, p.width(model.count, theme.LABEL) + 8
    long = p.width(model.title, theme.LABEL_MID) + counted > right - x
    room = right - x - (0 if long else counted)
    x += draw.squeezed(p, (x, y), model.title, theme.LABEL_MID, theme.SOFT, room) + 8
    if not long:  # how far the reckoning is, is the least of it; the hint says it
        p.text((x, y), model.count, theme.LABEL, theme.DIM)


def _bar(p: Painter, box: Box, model: Expected, actor: ActorMark) -> None:
    """Draw the scale with its ends and its zero, the value on it, and where it stood before."""
    y = box.y + BAR_Y
    ends = max(p.width(words, theme.LABEL) for words in (model.low, model.high)) + 12
    line = Box(box.x + PAD + ends, y - BAR_HIGH / 2, box.w - 2 * (PAD + ends), BAR_HIGH)
    p.text((line.x - 12, y), model.low, theme.LABEL, theme.DIM, align="right")
    p.text((line.right + 12, y), model.high, theme.LABEL, theme.DIM)
    p.panel(line, theme.WELL, radius=3)
    _value(p, line, model, actor)
    zero = _x(line, model.zero)
    p.fill(Box(zero - 1, line.y - 3, 2, line.h + 6), theme.INK)
    before = None if model.before is None else _x(line, model.before)
    if before is None or abs(before - zero) > APART:
        p.text((zero, box.y + ZERO_Y), "0", theme.LABEL, theme.SOFT, align="mid")
    if before is not None:
        p.mark((before, box.y + ZERO_Y - 1), actor.shape, 9, theme.SOFT, hollow=True)


def _value(p: Painter, line: Box, model: Expected, actor: ActorMark) -> None:
    """Fill from nothing to the figure, with the range hatched over its end."""
    assert model.part is not None
    colour = theme.seat_colour(actor.colour)
    if model.stale:
        colour = theme.mix(theme.WELL, colour, 0.5)
    left, right = sorted((_x(line, model.part), _x(line, model.zero)))
    p.fill(Box(left, line.y, max(right - left, 2), line.h), colour)
    if model.range is not None:
        low, high = (_x(line, part) for part in model.range)
        p.hatch(Box(low, line.y, high - low, line.h), theme.INK)
        for x in (low, high):
            p.fill(Box(x - 0.5, line.y - 2, 1, line.h + 4), theme.INK)


def _x(line: Box, part: float) -> float:
    return line.x + line.w * max(0.0, min(part, 1.0))

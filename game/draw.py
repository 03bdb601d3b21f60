"""
Small drawings made of painter's strokes: key caps, gauges, pips, badges, panel heads.

They take words and numbers, never an engine's object, and answer no input.
"""

from game import theme
from game.box import Box
from game.paint import Painter
from game.presenters.common import ActorMark, Delta, Gauge
from game.theme import Colour, Style

CAP_HIGH = 20
RING_THIN_FROM = 150


def brand(p: Painter, name: str, y: float) -> float:
    """Set the name of the game and the stroke after it; return where the next word starts."""
    end = theme.MARGIN + p.text((theme.MARGIN, y), name, theme.BRAND_NAME, theme.BRAND)
    p.upright(end + 16, y - 10, 21)
    return end + 32


def cap_width(p: Painter, label: str) -> float:
    """Return the width of a key cap."""
    return max(CAP_HIGH, p.width(label, theme.LABEL_MID) + 12)


def key_cap(
    p: Painter,
    right: float,
    y: float,
    label: str,
    colours: tuple[Colour, Colour] = (theme.CAP_LINE, theme.SOFT),
) -> float:
    """Draw a key as it looks on a keyboard, ending at `right`; return where it starts."""
    wide = cap_width(p, label)
    box = Box(right - wide, y - CAP_HIGH / 2, wide, CAP_HIGH)
    p.panel(box, None, border=colours[0], radius=4)
    p.text((box.mid_x, y), label, theme.LABEL_MID, colours[1], align="mid")
    return box.x


SMALLER = {theme.BODY: theme.LABEL, theme.BODY_MID: theme.LABEL_MID,
           theme.BODY_BOLD: theme.LABEL_BOLD}  # fmt: skip
TIGHT_LEAD = 13


def fitting(p: Painter, words: str, style: Style, room: float) -> Style:
    """Return the style, or the smaller one where the words are too wide for their room."""
    return style if p.width(words, style) <= room else SMALLER.get(style, style)


def squeezed(  # noqa: PLR0913, PLR0917 - as Painter.text
    p: Painter,
    at: tuple[float, float],
    words: str,
    style: Style,
    colour: Colour,
    room: float,
    *,
    align: str = "left",
) -> float:
    """Set a line; one too wide is set smaller, then in two small lines around its height."""
    style = fitting(p, words, style, room)
    lines = p.setter.wrap(words, style, room)
    if len(lines) < 2:  # noqa: PLR2004 - a pair
        return p.text(at, words, style, colour, align=align, limit=room)
    pair = (lines[0], " ".join(lines[1:]))
    return max(
        p.text((at[0], at[1] + rise), one, style, colour, align=align, limit=room)
        for one, rise in zip(pair, (-TIGHT_LEAD / 2, TIGHT_LEAD / 2), strict=True)
    )


def mark(p: Painter, at: tuple[float, float], actor: ActorMark, size: float = 9) -> None:
    """Draw an actor's mark in its colour and shape."""
    p.mark(at, actor.shape, size, theme.seat_colour(actor.colour))


def bar(p: Painter, box: Box, part: float, colour: Colour, track: Colour = theme.WELL) -> None:
    """Draw a level bar filled from the left."""
    p.panel(box, track, radius=box.h / 2)
    filled = max(min(part, 1.0), 0.0) * box.w
    if filled > 0:
        p.panel(Box(box.x, box.y, max(filled, box.h), box.h), colour, radius=box.h / 2)


def gauge(p: Painter, box: Box, model: Gauge, colour: Colour) -> None:
    """Draw a gauge: its name, its figure at the right, its bar below."""
    wide = p.text((box.right, box.y + 8), model.figure, theme.LABEL_BOLD, align="right")
    p.text((box.x, box.y + 8), model.label, theme.LABEL, theme.DIM, limit=box.w - wide - 6)
    bar(p, Box(box.x, box.y + 18, box.w, 5), model.part, colour)


def pips(p: Painter, right: float, y: float, count: int, colour: Colour) -> None:
    """Draw the price of a move in attention, ending at `right`."""
    for place in range(count):
        p.dot(right - 4 - place * 10, y, 3.5, colour)


def delta(p: Painter, right: float, y: float, model: Delta) -> None:
    """Draw a change with its sign in colour and as an arrow."""
    colour = {1: theme.GAIN, -1: theme.LOSS, 0: theme.SOFT}[model.sign]
    if model.sign:
        arrow(p, right - 5, y, model.sign, colour)
        right -= 14
    p.text((right, y), model.figure, theme.BODY_MID, colour, align="right")


def arrow(p: Painter, x: float, y: float, way: int, colour: Colour) -> None:
    """Draw a small triangle up (1) or down (-1)."""
    tip = y - 4 * way
    foot = y + 4 * way
    p.shape(((x - 4.5, foot), (x + 4.5, foot), (x, tip)), colour)


def pointer(p: Painter, x: float, y: float, colour: Colour = theme.GOLD, size: float = 6) -> None:
    """Draw a triangle that points down at a time."""
    p.shape(((x - size, y), (x + size, y), (x, y + size * 1.35)), colour)


def focus_ring(p: Painter, box: Box) -> None:
    """Draw the gold ring around what has the focus; a thinner one around a whole panel."""
    large = box.h > RING_THIN_FROM
    radius = theme.RADIUS_PANEL if large else theme.RADIUS_TILE
    p.panel(box, None, border=theme.GOLD, radius=radius, line=1 if large else 1.5)


def badge(p: Painter, right: float, y: float, words: str, colours: tuple[Colour, Colour]) -> Box:
    """Draw a filled badge ending at `right`; colours are fill and ink."""
    wide = max(p.width(words, theme.BODY_MID) + 28, 80)
    box = Box(right - wide, y - 13, wide, 26)
    p.panel(box, colours[0], radius=theme.RADIUS_CONTROL)
    p.text((box.mid_x, y), words, theme.BODY_MID, colours[1], align="mid")
    return box


def head(p: Painter, box: Box, title: str, aside: str = "", style: Style = theme.BODY_BOLD) -> None:
    """Set the head of a panel with its remark at the right."""
    wide = p.text((box.right - 16, box.y + 20), aside, theme.LABEL, theme.DIM, align="right")
    p.text((box.x + 16, box.y + 20), title, style, limit=box.w - wide - 44)


def key_hint(p: Painter, x: float, y: float, key: str, words: str) -> float:
    """Draw a key cap and what it does; return where the hint ends."""
    right = x + cap_width(p, key)
    key_cap(p, right, y, key)
    return right + 6 + p.text((right + 6, y), words, theme.LABEL, theme.DIM)

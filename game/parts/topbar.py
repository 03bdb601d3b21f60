"""The bar on top of the desk: scenario, day, attention, keys, deadline."""

from game import draw, theme
from game.box import Box
from game.paint import Painter
from game.presenters.desk import TopBar
from game.text import Text

LINE = 28
APART = 24
DAY_X = theme.MARGIN + theme.SIDE_WIDTH + theme.GUTTER


def top_bar(p: Painter, room: Box, bar: TopBar, text: Text) -> None:
    """Draw the bar; what the rules do not know is left out."""
    x = draw.brand(p, text("ui.name"), LINE)
    limit = DAY_X - x - 8
    style = theme.BODY if p.width(bar.scenario, theme.BODY) <= limit else theme.LABEL
    p.text((x, LINE), bar.scenario, style, theme.DIM, limit=limit)
    end = DAY_X + p.text((DAY_X, LINE), bar.day, theme.HEAD)
    end += 12 + p.text((end + 12, LINE + 1), bar.date, theme.BODY, theme.SOFT)
    right = _deadline(p, room, bar)
    right = _keys(p, right, bar, text)
    _attention(p, end, right, bar, text)


def _deadline(p: Painter, room: Box, bar: TopBar) -> float:
    right = room.right - theme.MARGIN
    if bar.count_to:
        right -= p.text((right, LINE), bar.count_to, theme.BODY, theme.DIM, align="right") + 10
    if bar.count:
        right -= p.text((right, LINE), bar.count, theme.HEAD, align="right")
    return right


def _keys(p: Painter, right: float, bar: TopBar, text: Text) -> float:
    words = text("ui.keys.hint")
    left = right - 48 - p.width(words, theme.LABEL) - 32
    draw.key_hint(p, left, LINE, "F1", words)
    if not bar.rewind:
        return left
    cap = text("ui.key.backspace") if bar.rewind_open else ""
    wide = (draw.cap_width(p, cap) + 6 if cap else 0) + p.width(bar.rewind, theme.LABEL)
    left -= wide + 20
    if cap:
        draw.key_hint(p, left, LINE, cap, bar.rewind)
    else:
        p.text((left, LINE), bar.rewind, theme.LABEL, theme.DIM)
    return left - 8


def _attention(p: Painter, left: float, right: float, bar: TopBar, text: Text) -> None:
    if not bar.attention_most:
        return
    words, dots = text("ui.desk.attention"), 14 + 22 * bar.attention_most
    room = right - left - 2 * APART - dots
    style = draw.fitting(p, words, theme.BODY, room)
    if p.width(words, style) > room:
        words = ""  # the dots speak for themselves
    wide = p.width(words, style) + dots
    x = min(max((left + right - wide) / 2, left + APART), right - wide - APART)
    x += p.text((x, LINE), words, style, theme.DIM) + 18
    for place in range(bar.attention_most):
        spent = place >= bar.attention
        p.dot(x + 22 * place, LINE, 7, theme.GREY if spent else theme.GOLD)
        if spent:
            p.dot(x + 22 * place, LINE, 5.5, theme.GROUND_TOP)

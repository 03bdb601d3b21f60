"""The parts of a call: the questions at the left, what is known of the chosen one at the right."""

from game import draw, sprites, theme
from game.box import Box
from game.focus import Look, Widget
from game.paint import Painter
from game.parts.ranges import ranges, ranges_high
from game.parts.record import record_list
from game.presenters.call import CallModel, Question, Reply
from game.presenters.common import FactRow
from game.presenters.desk import Tab
from game.widgets import Area, Rows

LINE, GAP, HEAD = 58, 6, 26
FACT = 26
REPLY = 88
PAD = 20
EARLIER = 36
EARLIER_ROW = 28
FACT_LABEL, FACT_FIGURE = 176, 96


def list_high(model: CallModel) -> float:
    """Return the height of the questions with what was said before with one of them."""
    high = sum(HEAD + (LINE + GAP) * len(group.questions) + 6 for group in model.groups)
    most = max((len(one.before) for one in model.questions), default=0)
    return high + (EARLIER + EARLIER_ROW * most + 8 if most else 0)


def known_high(p: Painter, wide: float, one: Question) -> float:
    """Return the height of what is known of a question."""
    lines = len(p.setter.wrap(one.title, theme.HEAD, wide - 2 * PAD))
    high = 18 + 24 * min(lines, 2) + 14 + 36 + ranges_high(one.ranges) + 8
    high += REPLY + 12 if one.replies else 0
    return high + 8 + FACT * len(one.facts) + 14


def question_list(p: Painter, box: Box, model: CallModel, chosen: str) -> tuple[list[Widget], Box]:
    """Draw the heads; return the questions to choose from, and the room below them."""
    made: list[Widget] = []
    y, key = box.y, 0
    for group in model.groups:
        p.text((box.x, y + 10), group.label, theme.LABEL_MID, theme.DIM, limit=box.w)
        y += HEAD
        for one in group.questions:
            key += 1
            made.append(_line(Box(box.x, y, box.w, LINE), one, str(key), on=one.id == chosen))
            y += LINE + GAP
        y += 6
    return made, Box(box.x, y, box.w, box.bottom - y)


def _line(box: Box, one: Question, key: str, *, on: bool) -> Widget:
    def paint(p: Painter, spot: Box, look: Look) -> None:
        fill = theme.RAISED if on else theme.RAISED_HOVER if look.hover else theme.PANEL
        p.panel(spot, fill, border=theme.CAP_LINE if on else theme.LINE, radius=theme.RADIUS_TILE)
        actor = one.actor
        p.seat((spot.x + 28, spot.mid_y), actor.shape, actor.emblem, 30, actor.colour)
        cap = draw.key_cap(p, spot.right - 10, spot.y + 20, key)
        x = spot.x + 54
        p.text((x, spot.y + 20), actor.label, theme.BODY_BOLD, limit=cap - 8 - x)
        if not one.open:
            p.stamp(sprites.lock(p.px(12), theme.DIM), x + 6, spot.y + 39)
            x += 18
        ink = theme.GAIN if one.fresh else theme.SOFT if one.open else theme.DIM
        p.text((x, spot.y + 40), one.status, theme.LABEL, ink, limit=spot.right - 10 - x)

    said = (one.status, one.title, one.ranges.words, *(_fact_words(row) for row in one.facts))
    return Area(
        id=one.id, box=box, region="questions", label=f"{key}. {one.actor.label}", paint=paint,
        hint=" ".join(_sentence(part) for part in (*said, one.reason) if part),
    )  # fmt: skip


def _sentence(words: str) -> str:
    return words if words[-1] in ".?!" else f"{words}."


def _fact_words(row: FactRow) -> str:
    return f"{row.label} {row.figure}, {row.aside}" if row.aside else f"{row.label} {row.figure}"


def earlier(p: Painter, box: Box, one: Question) -> Rows | None:
    """Return what was said before with that seat, as far as there is room for it."""
    if not one.before or box.h < HEAD + 2 * FACT:
        return None
    p.rule(box.x, box.y + 2, box.w)
    p.text((box.x, box.y + 22), one.before_label, theme.LABEL_MID, theme.DIM, limit=box.w)
    tab = Tab(id="before", label=one.before_label, rows=one.before)
    body = Box(box.x - 8, box.y + EARLIER, box.w + 8, box.h - EARLIER)
    return record_list(p, tab, body, 0)


def known(p: Painter, box: Box, one: Question, reply: str) -> list[Widget]:
    """Draw what is known of a question; return the ways of answering it, if it is asked of us."""
    p.panel(box, theme.PANEL, border=theme.LINE)
    inner = box.inset(PAD, 18)
    y = p.lines(Box(inner.x, inner.y - 4, inner.w, 0), one.title, theme.HEAD, lead=24, most=2) + 18
    end = inner.x + p.text((inner.x, y + 6), one.figure, theme.FIGURE)
    end += 10 + p.text((end + 10, y + 8), one.doubt, theme.HEAD_LIGHT, theme.SOFT)
    p.text((end + 14, y + 8), one.caption, theme.BODY, theme.DIM, limit=inner.right - end - 14)
    y += 36
    ranges(p, Box(inner.x, y, inner.w, 0), one.ranges, _colour(one))
    y += ranges_high(one.ranges) + 8
    made: list[Widget] = []
    if one.replies:
        cells = Box(inner.x, y, inner.w, REPLY).cells(len(one.replies), 12)
        made = [_reply(cell, each, on=each.id == reply)
                for cell, each in zip(cells, one.replies, strict=True)]  # fmt: skip
        y += REPLY + 12
    p.rule(inner.x, y, inner.w)
    _facts(p, Box(inner.x, y + 8, inner.w, 0), one.facts)
    return made


def _colour(one: Question) -> str:
    return one.own_colour or one.actor.colour


def _facts(p: Painter, box: Box, rows: tuple[FactRow, ...]) -> None:
    """Set label, figure and remark in three columns."""
    figures = max((p.width(row.figure, theme.BODY_BOLD) + 14 for row in rows), default=0)
    labels = max((p.width(row.label, theme.LABEL) for row in rows), default=0)
    for place, row in enumerate(rows):
        y = box.y + FACT * (place + 0.5)
        p.text((box.x, y), row.label, theme.LABEL, theme.DIM)
        x = box.x + max(labels, FACT_LABEL) + 14
        p.text((x, y), row.figure, theme.BODY_BOLD)
        x += max(figures, FACT_FIGURE)
        _aside(p, Box(x, y, box.right - x, 0), row.aside)


def _aside(p: Painter, at: Box, words: str) -> None:
    """Set a remark on one line; a long one smaller, and on two lines if it must be."""
    if p.width(words, theme.BODY) <= at.w:
        p.text((at.x, at.y), words, theme.BODY, theme.SOFT)
    elif p.width(words, theme.LABEL) <= at.w:
        p.text((at.x, at.y), words, theme.LABEL, theme.SOFT)
    else:
        p.lines(Box(at.x, at.y - 13, at.w, 0), words, theme.LABEL, theme.SOFT, lead=13, most=2)


def _reply(box: Box, one: Reply, *, on: bool) -> Widget:
    def paint(p: Painter, spot: Box, look: Look) -> None:
        fill = theme.RAISED if on else theme.RAISED_HOVER if look.hover else theme.PANEL
        p.panel(spot, fill, border=theme.GOLD if on else theme.LINE, radius=theme.RADIUS_TILE)
        p.mark((spot.x + 18, spot.y + 22), "circle", 12, theme.GOLD if on else theme.DIM,
               hollow=not on)  # fmt: skip
        wide = p.text((spot.right - 14, spot.y + 22), one.figure, theme.HEAD, align="right")
        room = spot.w - 46 - wide - 12
        p.text((spot.x + 34, spot.y + 22), one.label, theme.BODY_BOLD, limit=room)
        for line in one.lines:
            p.lines(Box(spot.x + 34, spot.y + 40, spot.w - 48, 0), line, theme.LABEL, theme.SOFT,
                    lead=17, most=2)  # fmt: skip

    return Area(id=one.id, box=box, region="replies", label=f"{one.label}, {one.figure}",
                hint=" ".join(one.lines), paint=paint)  # fmt: skip

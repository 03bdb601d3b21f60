"""The cards of the seats: the own one with its figure, the others with what is seen of them."""

from game import draw, sprites, theme
from game.box import Box
from game.focus import Look
from game.paint import Painter
from game.presenters.common import ActorMark, Gauge
from game.presenters.desk import Balance, Bar, OtherCard, OwnCard, Ring

PAD = 14
NOTE_LINES = 3


def own_card(p: Painter, box: Box, card: OwnCard) -> None:
    """Draw the card of the seat in play."""
    key = card.actor.colour
    p.panel(box, theme.seat_panel(key), border=theme.seat_border(key))
    _name(p, box, card.actor, card.status)
    inner = box.inset(PAD)
    if card.balance is not None:
        _approval(p, inner, card)
        _balance(p, Box(inner.x, box.y + 56, inner.w, 60), card.balance, key)
        _weight(p, Box(inner.x, box.y + 120, inner.w, box.h - 124), card)
        return
    if card.ring is not None:
        _ring(p, inner, card.ring, key, inner.w - p.width(card.figure, theme.FIGURE) - 8)
    if card.figure:
        p.text((inner.x, box.y + 72), card.figure, theme.FIGURE)
        p.text((inner.x, box.y + 94), card.caption, theme.LABEL, theme.SOFT, limit=inner.w - 92)
    y = box.y + 114
    if card.bar is not None:
        _score_bar(p, Box(inner.x, y - 3, inner.w, 6), card.bar, key)
    if card.gauges:
        top = box.y + (104 if card.figure else 54)
        _gauges(p, Box(inner.x, top, inner.w, 60), card.gauges, theme.seat_colour(key))
        return
    _two_notes(p, Box(inner.x, box.y + 134, inner.w, 17), card.notes)


def other_card(p: Painter, box: Box, card: OtherCard, look: Look) -> None:
    """Draw another seat's card."""
    fill = theme.RAISED if look.hover else theme.PANEL
    p.panel(box, fill, border=theme.LINE)
    _name(p, Box(box.x, box.y - 4, box.w, box.h), card.actor, card.status)
    rows = (len(card.gauges) + 1) // 2
    chip = Box(box.x + 12, box.y + 46, box.w - 24, 21)
    if card.intent:
        _intent(p, chip, card)
    elif card.chip:
        _strip(p, chip, card.chip, card.chip_aside, 8)
    if card.gauges:
        top = box.y + (71 if card.chip or card.intent else 54)
        area = Box(box.x + PAD, top, box.w - 2 * PAD, 30 * rows)
        _gauges(p, area, card.gauges, theme.seat_colour(card.actor.colour))


def _strip(p: Painter, chip: Box, words: str, aside: str, left: float) -> None:
    """Draw a strip with words at its left and a date at its right, if both have room."""
    p.panel(chip, theme.SEGMENT, radius=theme.RADIUS_CONTROL)
    if p.width(words, theme.LABEL_MID) + p.width(aside, theme.LABEL) > chip.w - 14 - left:
        aside = ""
    wide = p.text((chip.right - 6, chip.mid_y), aside, theme.LABEL, theme.SOFT, align="right")
    room = chip.w - wide - 14 - left
    p.text((chip.x + left, chip.mid_y), words, theme.LABEL_MID, theme.INK, limit=room)


def _intent(p: Painter, chip: Box, card: OtherCard) -> None:
    """Draw what comes next, a white pointer if it comes, a grey one if nothing does."""
    _strip(p, chip, card.intent, card.intent_aside, 22)
    x, y = chip.x + 8, chip.mid_y
    ink = theme.INK if card.intent_comes else theme.DIM
    p.shape(((x, y - 5), (x + 8, y), (x, y + 5)), ink)


def _name(p: Painter, box: Box, actor: ActorMark, status: str) -> None:
    p.seat((box.x + 28, box.y + 28), actor.shape, actor.emblem, 28, actor.colour)
    p.text((box.x + 54, box.y + 20), actor.label, theme.BODY_BOLD)
    p.text((box.x + 54, box.y + 37), status, theme.LABEL, theme.DIM, limit=box.w - 66)


def _gauges(p: Painter, box: Box, gauges: tuple[Gauge, ...], colour: theme.Colour) -> None:
    for place, gauge in enumerate(gauges):
        line = Box(box.x, box.y + 30 * (place // 2), box.w, 24)
        cells = line.cells(2, 12)
        wide = len(gauges) == place + 1 and place % 2 == 0 and len(gauges) > 1
        draw.gauge(p, line if wide else cells[place % 2], gauge, colour)


def _ring(p: Painter, inner: Box, ring: Ring, key: str, room: float) -> None:
    """Draw the ring with its lines; the first stands beside the figure and takes what that left."""
    sprite = sprites.ring(p.px(46), p.px(5), ring.part, (theme.seat_colour(key), theme.WELL))
    p.stamp(sprite, inner.right - 24, inner.y + 20)
    p.text((inner.right - 24, inner.y + 20), ring.figure, theme.LABEL_BOLD, align="mid")
    for place, line in enumerate(ring.lines):
        style, ink = (theme.LABEL_MID, theme.INK) if place == 0 else (theme.LABEL, theme.DIM)
        at = (inner.right, inner.y + 60 + 17 * place)
        draw.squeezed(p, at, line, style, ink, inner.w if place else room, align="right")


def _score_bar(p: Painter, box: Box, bar: Bar, key: str) -> None:
    p.panel(box, theme.WELL, radius=box.h / 2)
    low, high = sorted((bar.from_part, bar.to_part))
    filled = Box(box.x + box.w * low, box.y, max(box.w * (high - low), 2), box.h)
    p.panel(filled, theme.seat_colour(key), radius=box.h / 2)
    if bar.mark is None:
        return
    x = box.x + box.w * bar.mark
    if bar.fall is not None and bar.fall < bar.mark:
        left = box.x + box.w * bar.fall
        p.hatch(Box(left, box.y, x - left, box.h), theme.LOSS)
    p.fill(Box(x - 1, box.y - 4, 2, box.h + 8), theme.INK)


def _approval(p: Painter, inner: Box, card: OwnCard) -> None:
    p.text((inner.right, inner.y + 6), card.figure, theme.HEAD, align="right")
    p.text((inner.right, inner.y + 25), card.caption, theme.LABEL, theme.SOFT, align="right")


def _balance(p: Painter, box: Box, balance: Balance, key: str) -> None:
    """Draw a balance that leans to the heavier side."""
    lean = max(-14.0, min(14.0, (balance.left_value - balance.right_value) * 0.5))
    left, right = (box.x + 32, box.y + 24 + lean / 2), (box.right - 32, box.y + 24 - lean / 2)
    middle = (box.mid_x, (left[1] + right[1]) / 2)
    p.shape(
        ((middle[0], middle[1]), (middle[0] + 8, box.y + 50), (middle[0] - 8, box.y + 50)),
        theme.SOFT,
    )
    for (x, y), words in ((left, balance.left), (right, balance.right)):
        for side in (-22, 22):
            p.stroke((x, y), (x + side, y + 16), 1, theme.DIM)
        p.panel(Box(x - 24, y + 15, 48, 7), theme.seat_colour(key), radius=3.5)
        half = p.width(words, theme.LABEL_MID) / 2
        at = min(max(x, box.x + half), box.right - half)
        p.text((at, y - 12), words, theme.LABEL_MID, theme.SOFT, align="mid")
    p.stroke(left, right, 2.4, theme.INK)


def _weight(p: Painter, box: Box, card: OwnCard) -> None:
    p.rule(box.x, box.y, box.w, theme.seat_border(card.actor.colour))
    x = box.x
    if card.weight:
        p.panel(Box(x, box.y + 10, 26, 19), theme.LOSS, radius=3)
        p.shape(((x + 8, box.y + 10), (x + 18, box.y + 10), (x + 13, box.y + 4)), theme.LOSS)
        p.text((x + 13, box.y + 20), card.weight, theme.LABEL_BOLD, theme.GOLD_INK, align="mid")
        x += 32
    # Beside the weight a line may reach into the margin.
    _two_notes(p, Box(x, box.y + 14, box.right + PAD / 2 - x, 16), card.notes)


def _two_notes(p: Painter, line: Box, notes: tuple[str, ...]) -> None:
    """Set two notes below each other; what is too long takes a third line, or the second goes."""
    looks = ((theme.LABEL_MID, theme.SOFT), (theme.LABEL, theme.DIM))
    broken = [
        [(words, *look) for words in p.setter.wrap(note, look[0], line.w)]
        for note, look in zip(notes[:2], looks, strict=False)
    ]
    lines = [one for note in broken for one in note]
    if len(lines) > NOTE_LINES:
        lines = broken[0]
    y, lead = (line.y, line.h) if len(lines) <= len(looks) else (line.y - 4, 14)
    for place, (words, style, ink) in enumerate(lines[:NOTE_LINES]):
        p.text((line.x, y + lead * place), words, style, ink, limit=line.w)

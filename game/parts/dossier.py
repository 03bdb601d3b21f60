"""The cards of a seat's page: who it is, what moves it, what is believed, its gauges, its words."""

from attrs import evolve

from game import draw, theme
from game.box import Box
from game.focus import Look, Widget
from game.paint import Painter
from game.parts.ranges import ranges, ranges_high
from game.parts.record import HEAD, panel_head, record_list
from game.presenters.common import ActorMark
from game.presenters.desk import Tab
from game.presenters.dossier import Course, DossierModel, Hidden, Points, Rows, Share, Shares
from game.widgets import Area

PAD = 16
CARE, TEMPER, COURSE, COURSE_MOST, POINT = 26, 46, 26, 44, 22
REACH_LEAST = 0.1
"""The share of a span that fills half a line at least, so that a small stir looks small."""
MOVED = 0.005
"""Which share of its span changes the figure of most gauges."""
SEEN = 2.5
"""How far at least such a change is drawn from where the gauge began."""
WHO_TOP = 112
RANGE_LABEL = 108


def card(box: Box, name: str, label: str, hint: str) -> Area:
    """Return a card as a place to look at; what it shows is drawn already."""
    return Area(id=name, box=box, region=name, label=label, hint=hint, ring=box)


# --- who


def who_high(p: Painter, wide: float, model: DossierModel) -> float:
    """Return the height of the card that says who it is."""
    inner = wide - 2 * PAD
    high = WHO_TOP + 20 * len(p.setter.wrap(model.aim, theme.BODY_MID, inner))
    if model.means:
        high += 30 + 18 * len(p.setter.wrap(model.means, theme.BODY, inner))
    return high + 12


def who(p: Painter, box: Box, model: DossierModel) -> Widget:
    """Draw emblem, name, role, the public fact that matters most, aim and means."""
    key, actor = model.actor.colour, model.actor
    p.panel(box, theme.seat_panel(key), border=theme.seat_border(key))
    p.seat((box.x + 46, box.y + 46), actor.shape, actor.emblem, 54, key)
    x = box.x + 86
    p.text((x, box.y + 36), actor.label, theme.HEAD, limit=box.right - PAD - x)
    line = ", ".join(part for part in (model.role, model.status) if part)
    p.text((x, box.y + 58), line, theme.BODY, theme.SOFT, limit=box.right - PAD - x)
    inner = Box(box.x + PAD, box.y + WHO_TOP - 6, box.w - 2 * PAD, 0)
    p.text((inner.x, inner.y - 9), model.aim_label, theme.LABEL_MID, theme.DIM, limit=inner.w)
    y = p.lines(inner, model.aim, theme.BODY_MID)
    if model.means:
        p.text((inner.x, y + 16), model.means_label, theme.LABEL_MID, theme.DIM)
        p.lines(Box(inner.x, y + 26, inner.w, 0), model.means, theme.BODY, theme.SOFT, lead=18)
    return card(
        box,
        "who",
        actor.label,
        f"{line}. {model.aim_label}: {model.aim} {model.means_label}: {model.means}",
    )


# --- what moves it


def shares_high(model: Shares, each: float) -> float:
    """Return the height of a card of shares."""
    return HEAD + each * len(model.rows) + 10


def cares(p: Painter, box: Box, model: Shares, key: str) -> Widget:
    """Draw the issues a seat looks at: name, the option it likes best, how much hangs on it."""
    body = panel_head(p, box, model.title, model.aside).inset(PAD, 4)
    for place, row in enumerate(model.rows):
        _care(p, body.row(place, CARE), row, key)
    return card(box, "cares", model.title, _told(model))


def _care(p: Painter, row: Box, model: Share, key: str) -> None:
    y = row.mid_y
    p.text((row.x, y), model.label, theme.LABEL, theme.SOFT, limit=126)
    p.text((row.x + 132, y), model.words, theme.LABEL_BOLD, limit=118)
    p.text((row.right, y), model.figure, theme.LABEL_BOLD, align="right", limit=60)
    line = Box(row.x + 256, y - 3, row.w - 256 - 66, 6)
    draw.bar(p, line, model.part, theme.seat_colour(key))


def tempers(p: Painter, box: Box, model: Shares, key: str) -> Widget:
    """Draw the tempers a seat may have, each with its odds and what it does."""
    body = panel_head(p, box, model.title, model.aside).inset(PAD, 4)
    for place, one in enumerate(model.rows):
        row = body.row(place, TEMPER)
        p.text((row.x, row.y + 14), one.label, theme.BODY_BOLD, limit=row.w - 180)
        p.text((row.right, row.y + 14), one.figure, theme.BODY_BOLD, align="right")
        line = Box(row.right - 168, row.y + 11, 112, 6)
        draw.bar(p, line, one.part, theme.seat_colour(key))
        p.text((row.x, row.y + 33), one.words, theme.LABEL, theme.SOFT, limit=row.w)
    return card(box, "tempers", model.title, _told(model))


def _told(model: Shares) -> str:
    rows = (" ".join(part for part in (one.label, one.figure, one.words) if part)
            for one in model.rows)  # fmt: skip
    return f"{model.aside}: {'; '.join(rows)}" if model.aside else "; ".join(rows)


# --- the hidden number


def hidden_high(model: Hidden) -> float:
    """Return the height of the card of the hidden number."""
    return HEAD + 76 + ranges_high(model.ranges)


def hidden(p: Painter, box: Box, model: Hidden, key: str, cap: str) -> Widget:
    """Draw the number that a seat hides, as far as it is known; a key asks for it."""
    body = panel_head(p, box, model.title, "" if cap else model.aside)
    if cap:
        left = box.right - 16 - p.width(model.aside, theme.LABEL) - 6 - draw.cap_width(p, cap)
        draw.key_hint(p, left, box.y + 20, cap, model.aside)
    x, y = box.x + PAD, body.y + 28
    end = x + p.text((x, y), model.figure, theme.FIGURE)
    p.text((end + 10, y + 2), model.doubt, theme.HEAD_LIGHT, theme.SOFT)
    p.text((x, y + 27), model.caption, theme.LABEL, theme.DIM, limit=box.w - 2 * PAD)
    area = Box(x, y + 43, box.w - 2 * PAD, 0)
    ranges(p, area, model.ranges, key, RANGE_LABEL)
    said = f"{model.figure} {model.doubt}. {model.caption}. {model.ranges.words}"
    return card(box, "hidden", model.title, said)


# --- gauges


def gauges(p: Painter, box: Box, model: DossierModel) -> Widget:
    """Draw each gauge with its way since the opening."""
    body = panel_head(p, box, model.gauges_label, model.gauges_aside).inset(PAD, 6)
    most = max(int(body.h // COURSE), 1)
    shown = model.gauges[:most]
    high = min(body.h / max(len(shown), 1), COURSE_MOST)
    wide = max((p.width(one.label, theme.LABEL) for one in shown), default=0) + 14
    reach = max([REACH_LEAST, *(abs(at - one.points[0]) for one in shown for at in one.points)])
    for place, one in enumerate(shown):
        _course(p, body.row(place, high), one, (model.actor.colour, wide, reach))
    said = "; ".join(f"{one.label} {one.then} \u2192 {one.figure}. {one.hint}" for one in shown)
    return card(box, "gauges", model.gauges_label, said)


def gauges_high(model: DossierModel) -> float:
    """Return the height of the card of gauges."""
    return HEAD + 12 + COURSE_MOST * max(len(model.gauges), 1)


def _course(p: Painter, row: Box, one: Course, look: tuple[str, float, float]) -> None:
    y, (key, wide, reach) = row.mid_y, look
    p.text((row.x, y), one.label, theme.LABEL, theme.SOFT, limit=wide)
    right = row.right
    if one.way:
        draw.arrow(p, right - 5, y, one.way, theme.SOFT)
        p.text((right - 16, y), one.change, theme.LABEL, theme.SOFT, align="right")
    right -= 62
    p.text((right, y), one.figure, theme.BODY_BOLD, align="right")
    if one.way:
        p.text((right - 42, y), "\u2192", theme.LABEL, theme.DIM, align="mid")
        p.text((right - 54, y), one.then, theme.BODY, theme.SOFT, align="right")
    line = Box(row.x + wide, row.y + 5, right - 94 - row.x - wide, row.h - 10)
    _spark(p, line, one.points, (theme.seat_colour(key), reach))


def _spark(
    p: Painter, box: Box, points: tuple[float, ...], look: tuple[theme.Colour, float]
) -> None:
    """Draw the way of a gauge from the rule where it began; `reach` of its span is half the box."""
    colour, reach = look
    p.rule(box.x, box.mid_y, box.w, theme.LINE_FAINT)
    last = max(len(points) - 1, 1)
    spots = [(box.x + box.w * at / last,
              box.mid_y - _moved(each - points[0], box.h / 2 / reach, box.h / 2))
             for at, each in enumerate(points)]  # fmt: skip
    if len(spots) == 1:
        spots.append((box.right, spots[0][1]))
    p.strokes(tuple(spots), 1.6, theme.mix(theme.PANEL, colour, 0.8))
    p.dot(*spots[-1], 3, colour)


def _moved(change: float, scale: float, most: float) -> float:
    """Return how far a change is drawn; what moved the figure is never drawn as level."""
    far = change * scale
    if abs(change) >= MOVED and abs(far) < SEEN:
        far = SEEN if change > 0 else -SEEN
    return max(-most, min(far, most))


# --- words and moves


def listed(p: Painter, box: Box, model: Rows, name: str, first: int) -> Widget:
    """Draw dated lines that scroll, or say that there are none."""
    body = panel_head(p, box, model.title, model.aside)
    if not model.rows:
        p.lines(Box(box.x + PAD, body.y + 12, box.w - 2 * PAD, 0), model.none, theme.BODY,
                theme.DIM, most=2)  # fmt: skip
        return card(box, name, model.title, model.none)
    tab = Tab(id=name, label=model.title, rows=model.rows)
    rows = record_list(p, tab, Box(box.x + 6, body.y + 5, box.w - 12, body.h - 10), first)
    return evolve(rows, id=name, region=name, ring=box)


# --- the own page


def brief_high(p: Painter, wide: float, model: DossierModel) -> float:
    """Return the height of the brief with its lists."""
    inner = wide - 2 * PAD
    lines = sum(len(p.setter.wrap(one, theme.BODY, inner)) for one in model.brief)
    points = sum(30 + POINT * len(one.lines) for one in model.points)
    return HEAD + 10 + 20 * lines + 6 * len(model.brief) + points + 6


def brief(p: Painter, box: Box, model: DossierModel) -> Widget:
    """Draw the own brief, temper, and what one knows and does not."""
    body = panel_head(p, box, model.brief_label)
    x, wide, y = box.x + PAD, box.w - 2 * PAD, body.y + 10
    for place, line in enumerate(model.brief):
        ink = theme.SOFT if place == 0 else theme.INK
        y = p.lines(Box(x, y, wide, 0), line, theme.BODY, ink) + 6
    for one in model.points:
        y = _points(p, Box(x, y + 8, wide, 0), one)
    lists = ". ".join(f"{one.title}: {'; '.join(one.lines)}" for one in model.points)
    return card(box, "brief", model.brief_label, f"{' '.join(model.brief)} {lists}")


def _points(p: Painter, at: Box, one: Points) -> float:
    p.text((at.x, at.y + 8), one.title, theme.LABEL_MID, theme.DIM)
    y = at.y + 29
    for line in one.lines:
        p.mark((at.x + 5, y), "circle", 8, theme.SOFT if one.full else theme.DIM,
               hollow=not one.full)  # fmt: skip
        p.text((at.x + 20, y), line, theme.BODY, theme.SOFT, limit=at.w - 20)
        y += POINT
    return y - 8


# --- the seats to choose from


def seat_chips(p: Painter, right: float, model: DossierModel) -> list[Widget]:
    """Return the seats, side by side, ending at `right`."""
    made: list[Widget] = []
    x = right
    for place in range(len(model.seats) - 1, -1, -1):
        actor = model.seats[place]
        wide = p.width(actor.label, theme.BODY_BOLD) + 40 + draw.cap_width(p, str(place + 1)) + 10
        x -= wide
        made.insert(0, _chip(Box(x, 12, wide, 32), actor, place, on=place == model.chosen))
        x -= 8
    return made


def _chip(box: Box, actor: ActorMark, place: int, *, on: bool) -> Widget:
    def paint(p: Painter, spot: Box, look: Look) -> None:
        fill = theme.RAISED if on else theme.PANEL_OWN if look.hover else None
        border = theme.seat_border(actor.colour) if on else theme.LINE
        p.panel(spot, fill, border=border, radius=theme.RADIUS_TILE)
        p.mark((spot.x + 16, spot.mid_y), actor.shape, 10, theme.seat_colour(actor.colour))
        cap = draw.key_cap(p, spot.right - 8, spot.mid_y, str(place + 1))
        style, ink = (theme.BODY_BOLD, theme.INK) if on else (theme.BODY, theme.SOFT)
        p.text((spot.x + 28, spot.mid_y), actor.label, style, ink, limit=cap - 4 - spot.x - 28)

    return Area(id=f"seat.{place}", box=box, region="seats", label=actor.label, paint=paint)

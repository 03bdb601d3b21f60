"""Ranges on one scale: what was believed, what is, what an answer would make of it."""

from game import theme
from game.box import Box
from game.paint import Painter
from game.presenters.ranges import Band, Ranges

ROW = 26
FOOT = 26
MARK = 20
LABEL_WIDE = 176
FIGURE_WIDE = 124
GAP = 14
BAR = 12


def ranges_high(model: Ranges) -> float:
    """Return the height that the ranges need."""
    return ROW * len(model.bands) + FOOT + (MARK if model.mark is not None else 0)


def ranges(p: Painter, box: Box, model: Ranges, colour: str, wide: float = LABEL_WIDE) -> None:
    """Draw the ranges below each other, their names at the left and figures at the right."""
    track = _track(p, box, model, wide)
    high = ROW * len(model.bands)
    whole = box
    if model.mark is not None:
        box = Box(box.x, box.y + MARK, box.w, box.h)
    for tick in model.ticks:
        x = track.x + track.w * tick.at
        p.upright(x, box.y + 2, high - 2, theme.LINE)
        p.text((x, box.y + high + 12), tick.label, theme.LABEL, theme.DIM, align="mid")
    for place, band in enumerate(model.bands):
        _band(p, Box(box.x, box.y + ROW * place, box.w, ROW), track, band, (colour, model.mark))
    if model.mark is not None:
        _mark(p, whole, track, model, high)


def _track(p: Painter, box: Box, model: Ranges, wide: float) -> Box:
    """Return where the scale runs: names and figures take what they need, or their due."""
    names = max(p.width(one.label, theme.LABEL_BOLD) for one in model.bands)
    figures = max(p.width(one.figure, theme.LABEL_BOLD) for one in model.bands)
    left, right = max(names, wide) + GAP, max(figures, FIGURE_WIDE) + GAP
    return Box(box.x + left, box.y, box.w - left - right, 0)


def _mark(p: Painter, box: Box, track: Box, model: Ranges, high: float) -> None:
    """Draw the stroke of what is known over the ranges, with its name above."""
    x = track.x + track.w * (model.mark or 0)
    half = p.width(model.mark_label, theme.LABEL_MID) / 2
    middle = min(max(x, box.x + half), box.right - half)
    p.text((middle, box.y + 8), model.mark_label, theme.LABEL_MID, theme.PAPER, align="mid")
    p.fill(Box(x - 1, box.y + MARK - 2, 2, high + 4), theme.PAPER)


def _band(p: Painter, row: Box, track: Box, band: Band, scale: tuple[str, float | None]) -> None:
    """Draw one range: full is what is believed now, hatched what an evasive answer would leave."""
    colour, model_mark = scale
    now = band.kind == "now"
    style, ink = (theme.LABEL_BOLD, theme.INK) if now else (theme.LABEL, theme.SOFT)
    if band.kind == "before":
        ink = theme.DIM
    p.text((row.x, row.mid_y), band.label, style, ink, limit=track.x - GAP - row.x)
    room = row.right - GAP - track.right
    p.text((row.right, row.mid_y), band.figure, style, ink, align="right", limit=room)
    left, right = track.x + track.w * band.low, track.x + track.w * band.high
    spot = Box(left, row.mid_y - BAR / 2, max(right - left, 4), BAR)
    full = theme.seat_colour(colour)
    if now:
        p.panel(spot, theme.mix(theme.PANEL, full, 0.62), radius=3)
        if model_mark is None or abs(model_mark - band.mid) * track.w > BAR / 4:
            p.fill(Box(track.x + track.w * band.mid - 1, spot.y - 3, 2, BAR + 6), theme.INK)
        return
    tone = {"before": theme.GREY, "good": full, "bad": full}[band.kind]
    if band.kind == "good":
        p.panel(spot, theme.mix(theme.PANEL, full, 0.30), border=tone, radius=3)
    elif band.kind == "bad":
        p.hatch(spot, tone)
        p.panel(spot, None, border=theme.mix(theme.PANEL, tone, 0.6), radius=3)
    else:
        p.panel(spot, None, border=tone, radius=3)

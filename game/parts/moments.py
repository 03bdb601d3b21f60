"""The list of graded moments and the hidden sides of the others, as a review shows them."""

from game import theme
from game.box import Box
from game.paint import Painter
from game.parts.badges import WIDE, badge
from game.presenters.review import GradeKey, MomentRow, SideRow
from game.theme import Style

ROW = 48
TEXT_AT = 118
LEAD = 17


def moment(p: Painter, row: Box, model: MomentRow, *, chosen: bool, ways: float) -> None:
    """Set one moment; the chosen one leaves `ways` at the right for what can be done there."""
    if chosen:
        p.panel(row.inset(0, 2), theme.ROW_FOCUS, border=theme.CAP_LINE, radius=theme.RADIUS_TILE)
    x, tone = row.x + TEXT_AT, theme.TONES[model.tone]
    badge(p, (row.x + 30, row.mid_y), model.grade, model.badge)
    p.text((row.x + 56, row.mid_y), model.date, theme.LABEL, theme.DIM)
    right = row.right - 14 - (ways if chosen else 0)
    wide = p.text((right, row.mid_y - 9 if not chosen else row.mid_y), model.aside,
                  theme.BODY_BOLD, tone, align="right")  # fmt: skip
    fitted(p, (x, row.mid_y - 9), model.words, theme.BODY_MID, right - 16 - wide - x)
    room = right - (16 + wide if chosen else 0) - x
    fitted(p, (x, row.mid_y + 10), model.better, theme.LABEL, room)


def fitted(p: Painter, at: tuple[float, float], words: str, style: Style, room: float) -> None:
    """
    Set a line; a package too long for it loses its last terms, and shows that it does.

    Of two sentences the second goes: what it offers stands on the tiles beside.
    """
    shown = words
    while p.width(shown, style) > room and ". " in shown:
        shown = shown.rpartition(". ")[0] + "."
    parts = shown.split("; ")  # French sets a space before it, which stays with the part
    while len(parts) > 1 and p.width(shown, style) > room:
        parts.pop()
        shown = "; ".join((*parts, "\u2026"))
    p.text(at, shown, style, theme.SOFT if style is theme.LABEL else theme.INK, limit=room)


def grades(p: Painter, box: Box, note: str, key: tuple[GradeKey, ...]) -> None:
    """Set at the foot of a list how its moments were judged, and what each badge says."""
    x, y = box.x + 10, box.bottom - 16
    for one in key:
        badge(p, (x + WIDE / 2, y), one.grade, one.badge)
        x += WIDE + 8 + p.text((x + WIDE + 8, y), one.words, theme.LABEL, theme.SOFT) + 20
    area = Box(box.x + 10, y - 18 - 2 * LEAD, box.w - 20, 2 * LEAD)
    p.lines(area, note, theme.LABEL, theme.DIM, lead=LEAD, most=2)


def sides(p: Painter, box: Box, rows: tuple[SideRow, ...]) -> None:
    """Set what the others wanted, one below the other."""
    step = min(box.h / max(len(rows), 1), 60)
    for place, side in enumerate(rows):
        actor, y = side.actor, box.y + step * place
        p.seat((box.x + 30, y + step / 2), actor.shape, actor.emblem, 28, actor.colour)
        area = Box(box.x + 56, 0, box.w - 68, 0)
        p.text((area.x, y + step / 2 - 9), side.label, theme.BODY_MID, limit=area.w)
        p.text((area.x, y + step / 2 + 10), side.words, theme.LABEL, theme.SOFT, limit=area.w)

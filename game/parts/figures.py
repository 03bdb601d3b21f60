"""A large figure with its meaning, as the end and the review show it."""

from game import draw, theme
from game.box import Box
from game.paint import Painter
from game.presenters.outcome import Figure


def figure(p: Painter, box: Box, model: Figure) -> None:
    """Draw one figure on a panel of its own."""
    p.panel(box, theme.PANEL, border=theme.LINE)
    ink = theme.TONES[model.tone]
    p.text((box.x + 14, box.y + 27), model.figure, theme.FIGURE, ink, limit=box.w - 28)
    two = p.width(model.caption, theme.LABEL) > box.w - 28
    p.text((box.x + 14, box.y + (49 if two else 52)), model.label, theme.BODY_MID, limit=box.w - 28)
    at = (box.x + 14, box.y + 70)
    draw.squeezed(p, at, model.caption, theme.LABEL, theme.DIM, box.w - 28)

"""The front page: the one bright surface of the desk."""

from game import theme
from game.box import Box
from game.paint import Painter
from game.presenters.desk import Paper

PAD = 18
LEAD_HEAD = 26
LEAD_BODY = 18


def paper_height(p: Painter, width: float, paper: Paper) -> float:
    """Return the height that a front page needs."""
    inner = width - 2 * PAD
    heads = min(len(p.setter.wrap(paper.headline, theme.NEWS_HEAD, inner)), 3)
    body = min(len(p.setter.wrap(paper.body, theme.NEWS, inner)), 6)
    note = len(p.setter.wrap(paper.forecast, theme.NEWS_NOTE, inner)) if paper.forecast else 0
    return (
        46 + heads * LEAD_HEAD + 6 + body * LEAD_BODY + (note * LEAD_BODY + 4 if note else 0) + 12
    )


def front_page(p: Painter, box: Box, paper: Paper) -> None:
    """Draw the page: name of the paper, headline, text, and what waiting would bring."""
    p.panel(box, theme.PAPER)
    left, wide = box.x + PAD, box.w - 2 * PAD
    y = box.y + 22
    p.text((left, y), paper.masthead, theme.NEWS_NAME, theme.PAPER_INK)
    if paper.tag:
        tag = Box(box.right - PAD - p.width(paper.tag, theme.LABEL) - 14, y - 10, 0, 20)
        tag = Box(tag.x, tag.y, box.right - 14 - tag.x, 20)
        p.panel(tag, theme.PAPER_LOW, border=theme.PAPER_LINE, radius=3)
        p.text((tag.mid_x, y), paper.tag, theme.LABEL, theme.PAPER_SECOND, align="mid")
    p.rule(left, box.y + 38, wide, theme.PAPER_LINE)
    area = Box(left, box.y + 45, wide, box.h)
    end = p.lines(area, paper.headline, theme.NEWS_HEAD, theme.PAPER_INK, lead=LEAD_HEAD, most=3)
    area = Box(left, end + 6, wide, box.h)
    end = p.lines(area, paper.body, theme.NEWS, theme.PAPER_INK, lead=LEAD_BODY, most=6)
    if paper.forecast:
        area = Box(left, end + 4, wide, box.h)
        p.lines(area, paper.forecast, theme.NEWS_NOTE, theme.PAPER_FORECAST, lead=LEAD_BODY, most=2)

"""The panel of tabs at the right: the record first, then whatever there is to look up."""

from attrs import evolve

from game import draw, theme
from game.box import Box
from game.focus import Widget
from game.paint import Painter
from game.presenters.common import FactRow, RecordRow
from game.presenters.desk import Tab
from game.widgets import Rows, Tabs

HEAD = 36
ROW = 28
DATE_WIDE = 54
CLOSER = 6
"""How much closer the lines of one row stand than two rows."""


def record_widgets(
    p: Painter, box: Box, tabs: tuple[Tab, ...], chosen: int, first: int
) -> list[Widget]:
    """Draw the panel; return its tabs and the rows of the chosen one."""
    p.panel(box, theme.PANEL, border=theme.LINE)
    p.rule(box.x, box.y + HEAD, box.w)
    if not tabs:
        return []
    tab = tabs[min(chosen, len(tabs) - 1)]
    widths = tuple(p.width(one.label, theme.BODY_BOLD) for one in tabs)
    names = Tabs(
        id="tabs", box=Box(box.x + 16, box.y + 1, box.w - 32, HEAD), region="record",
        label=tab.label, names=tuple(one.label for one in tabs), chosen=chosen, widths=widths,
        ring=Box(box.x + 6, box.y + 4, box.w - 12, HEAD - 7), hint=tab.hint,
    )  # fmt: skip
    if tab.key:
        _key(p, box, names.cells()[-1].right + 12, tab)
    body = Box(box.x + 6, box.y + HEAD + 5, box.w - 12, box.h - HEAD - 10)
    return [names, record_list(p, tab, body, first)]


def _key(p: Painter, box: Box, least: float, tab: Tab) -> None:
    """Draw the key that shows more at the right of the names, with its words if they fit."""
    wide = draw.cap_width(p, tab.key)
    left = box.right - 14 - wide - 6 - p.width(tab.key_words, theme.LABEL)
    if left >= least:
        draw.key_hint(p, left, box.y + HEAD / 2, tab.key, tab.key_words)
    elif box.right - 14 - wide >= least:
        draw.key_cap(p, box.right - 14, box.y + HEAD / 2, tab.key)


def record_list(p: Painter, tab: Tab, body: Box, first: int) -> Rows:
    """Return the rows of a tab as a list that scrolls; what is too wide takes two lines."""
    lines = _lines(p, tab, body.w)

    def paint(p: Painter, row: Box, place: int) -> None:
        if tab.rows:
            record, words, below = lines[place]
            shown = evolve(record, words=words)
            _record_rest(p, row, shown, below) if below else record_row(p, row, shown)
        else:
            fact_row(p, row, tab.facts[place])

    count = len(lines) or len(tab.facts)
    room = max(int(body.h // ROW), 1)
    top = max(0, min(first, count - room))
    return Rows(
        id="rows", box=body, region="record", label=tab.label, count=count, high=ROW,
        paint=paint, first=top, value=_told_of(tab, lines, top),
    )  # fmt: skip


def _told_of(tab: Tab, lines: list[tuple[RecordRow, str, int]], place: int) -> str:
    """Return the row at a place in words, for who cannot see it."""
    if tab.rows:
        row = lines[place][0]
        return f"{row.date}, {row.actor.label}: {row.words}"
    if not tab.facts:
        return ""
    fact = tab.facts[place]
    return " ".join(part for part in (fact.label, fact.figure, fact.aside) if part)


def _lines(p: Painter, tab: Tab, wide: float) -> list[tuple[RecordRow, str, int]]:
    """Break rows that are wider than the panel into a head and the lines below it, counted."""
    made: list[tuple[RecordRow, str, int]] = []
    for row in tab.rows:
        room = wide - 44 - DATE_WIDE - p.width(row.aside, theme.LABEL)
        broken = p.setter.wrap(row.words, _row_style(row), room)
        made += [(row, words, place) for place, words in enumerate(broken)]
    return made


def _row_style(row: RecordRow) -> theme.Style:
    return theme.BODY_MID if row.fresh or row.when == "now" else theme.BODY


def _record_rest(p: Painter, row: Box, model: RecordRow, below: int) -> None:
    """Set a further line of a record's row, close below the one before it."""
    ink = theme.INK if model.fresh or model.when == "now" else theme.SOFT
    x = row.x + 26 + DATE_WIDE
    y = row.mid_y - CLOSER * below
    p.text((x, y), model.words, _row_style(model), ink, limit=row.right - 14 - x)


def record_row(p: Painter, row: Box, model: RecordRow, *, date_wide: float = DATE_WIDE) -> None:
    """Set one line of the record."""
    y = row.mid_y
    ahead = model.when == "ahead"
    p.text((row.x + 10, y), model.date, theme.LABEL, theme.DIM)
    colour = theme.seat_colour(model.actor.colour)
    if ahead:
        colour = theme.mix(theme.PANEL, colour, 0.5)
    p.mark((row.x + 14 + date_wide, y - 0.5), model.actor.shape, 9, colour)
    x = row.x + 26 + date_wide
    strong = model.fresh or model.when == "now"
    style = theme.BODY_MID if strong else theme.BODY
    ink = theme.DIM if ahead else theme.INK if strong else theme.SOFT
    tone = theme.TONES[model.aside_tone]
    wide = p.text((row.right - 10, y), model.aside, theme.LABEL, tone, align="right")
    draw.squeezed(p, (x, y), model.words, style, ink, row.right - 18 - wide - x)


def fact_row(p: Painter, row: Box, model: FactRow, *, figure_at: float = 0.62) -> None:
    """Set a label, its figure and a remark."""
    y = row.mid_y
    ink = theme.TONES[model.tone]
    right = row.x + row.w * figure_at if model.aside else row.right - 10
    wide = p.text((right, y), model.figure, theme.BODY_BOLD, ink, align="right")
    room = right - wide - row.x - 18
    draw.squeezed(p, (row.x + 10, y), model.label, theme.BODY, theme.SOFT, room)
    p.text((row.right - 10, y), model.aside, theme.LABEL, theme.SOFT, align="right")


def panel_head(p: Painter, box: Box, title: str, aside: str = "") -> Box:
    """Draw a panel with a ruled head; return the room below."""
    p.panel(box, theme.PANEL, border=theme.LINE)
    draw.head(p, box, title, aside)
    p.rule(box.x, box.y + HEAD, box.w)
    return Box(box.x, box.y + HEAD, box.w, box.h - HEAD)

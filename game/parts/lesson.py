"""The step of a lesson beside the desk: which of how many, what to do, or what went wrong."""

from game import theme
from game.box import Box
from game.draw import bar
from game.focus import Look, Widget
from game.paint import Painter
from game.presenters.lesson import LessonPanel, StepMark
from game.tiles import Tile
from game.widgets import Area

PAD = 18
LEAD = 20
TILE_HIGH = 44
TOP = 84
INKS = {"met": theme.GAIN, "missed": theme.LOSS, "now": theme.GOLD, "ahead": theme.DAY_AHEAD}


def lesson_height(p: Painter, width: float, panel: LessonPanel) -> float:
    """Return the height that the panel needs; a missed step needs room for its way back."""
    lines = len(p.setter.wrap(panel.words, theme.BODY, width - 2 * PAD))
    return TOP + LEAD * lines + (TILE_HIGH + 14 if panel.again else 0) + 16


def lesson_widgets(box: Box, panel: LessonPanel) -> list[Widget]:
    """Return the panel, and the way back where there is one."""

    def paint(p: Painter, spot: Box, _look: Look) -> None:
        _panel(p, spot, panel)

    words = f"{panel.count}. {panel.missed or panel.label}. {panel.words}"
    made: list[Widget] = [
        Area(id="lesson.step", box=box, region="lesson", label=words, hint="", paint=paint)
    ]
    if panel.again:
        spot = Box(box.x + PAD, box.bottom - TILE_HIGH - 14, box.w - 2 * PAD, TILE_HIGH)
        made.append(
            Tile(id="lesson.again", box=spot, ring=spot.inset(-3), region="lesson", cap="Ctrl B",
                 label=panel.again, lines=(panel.again_detail,), face="seat")
        )  # fmt: skip
    return made


def _panel(p: Painter, box: Box, panel: LessonPanel) -> None:
    p.panel(box, theme.RAISED, border=theme.GOLD_LOW)
    left, wide = box.x + PAD, box.w - 2 * PAD
    end = p.text((box.right - PAD, box.y + 20), panel.count, theme.LABEL, theme.SOFT, align="right")
    p.text((left, box.y + 20), panel.title, theme.LABEL_MID, theme.SOFT, limit=wide - end - 12)
    step_bars(p, Box(left, box.y + 36, wide, 5), panel.steps)
    head, ink = (panel.missed, theme.LOSS) if panel.missed else (panel.label, theme.INK)
    p.text((left, box.y + 62), head, theme.BODY_BOLD, ink, limit=wide)
    p.lines(Box(left, box.y + TOP - 8, wide, 0), panel.words, theme.BODY, theme.INK, lead=LEAD)


def step_bars(p: Painter, box: Box, steps: tuple[StepMark, ...]) -> None:
    """Draw a bar for each step; what was met is full, what was missed half."""
    parts = {"met": 1.0, "now": 0.5, "missed": 0.5, "ahead": 0.0}
    for cell, step in zip(box.cells(len(steps), 6), steps, strict=True):
        bar(p, cell, parts[step.state], INKS[step.state], theme.DAY_AHEAD)


def step_rows(p: Painter, box: Box, steps: tuple[StepMark, ...], high: float) -> None:
    """Draw the steps under each other: a tick, a cross or a ring, and the name."""
    for place, step in enumerate(steps):
        y = box.y + high * (place + 0.5)
        _sign(p, box.x + 10, y, step.state)
        ink = theme.DIM if step.state == "ahead" else theme.INK
        p.text((box.x + 30, y), step.label, theme.BODY, ink, limit=box.w - 30)


def _sign(p: Painter, x: float, y: float, state: str) -> None:
    ink = INKS[state]
    if state == "met":
        p.stroke((x - 6, y), (x - 2, y + 5), 2.2, ink)
        p.stroke((x - 2, y + 5), (x + 6, y - 5), 2.2, ink)
    elif state == "missed":
        p.stroke((x - 5, y - 5), (x + 5, y + 5), 2.2, ink)
        p.stroke((x - 5, y + 5), (x + 5, y - 5), 2.2, ink)
    else:
        p.dot(x, y, 4, theme.GREY if state == "ahead" else ink)

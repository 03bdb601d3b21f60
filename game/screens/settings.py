"""The settings: each change takes effect at once; whoever runs the window keeps it at once."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.presenters.make_settings import make_settings
from game.presenters.settings import SettingGroup, SettingRow, with_choice
from game.screens.base import Answer, Context, Pop, Stay, show
from game.tiles import Tile
from game.widgets import Segments, Slider

WIDEST = 700
HEAD = 40
ROW = 70
WORDS = 284
FIGURE = 58


@define(eq=False)
class SettingsScreen:
    """Language, size, motion, sound, speech: by keyboard alone, live."""

    port: object = None
    focus: Focus = Factory(Focus)
    cover: bool = False
    lively: bool = False
    keys: str = "settings"

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the groups in two columns, each setting with its values at the right."""
        text = context.text
        model = make_settings(context.settings(), text, device=context.device)
        columns = _columns(room)
        placed = [pair for groups, box in zip(model.columns, columns, strict=True)
                  for pair in _stacked(groups, box)]  # fmt: skip
        p.ground(tuple(box for _, box in placed))
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), model.title, theme.HEAD) + 12
        p.text((x, 29), model.aside, theme.BODY, theme.SOFT, limit=room.w - x - 16)
        widgets: list[Widget] = []
        for group, box in placed:
            widgets += _group(p, box, group)
        spot = Box(columns[1].right - 220, room.h - 72, 220, 44)
        widgets.append(Tile(id="back", box=spot, ring=spot.inset(-3), region="ways",
                            cap=text("ui.key.escape"), label=text("ui.back")))  # fmt: skip
        show(p, self.focus, tuple(widgets))

    def answer(self, event: Input, context: Context) -> Answer | None:
        """Change a setting, or go back."""
        if isinstance(event, Key) and event.name == "escape":
            return Pop()
        signal = self.focus.take(event)
        if signal is None:
            return None
        return self._signal(signal, context)

    def _signal(self, signal: Signal, context: Context) -> Answer:
        if signal.kind == "press":
            return Pop()
        if signal.kind == "choose":
            name = signal.id.removeprefix("setting.")
            context.choose(with_choice(context.settings(), name, signal.value))
        return Stay()

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _columns(room: Box) -> tuple[Box, Box]:
    wide = min((room.w - 2 * theme.MARGIN - theme.GUTTER) / 2, WIDEST)
    x = room.mid_x - wide - theme.GUTTER / 2
    high = room.h - theme.MAIN_TOP - 90
    first = Box(x, theme.MAIN_TOP, wide, high)
    return first, Box(first.right + theme.GUTTER, theme.MAIN_TOP, wide, high)


def _stacked(groups: tuple[SettingGroup, ...], box: Box) -> list[tuple[SettingGroup, Box]]:
    made, y = [], box.y
    for group in groups:
        high = HEAD + ROW * len(group.rows) + 8
        made.append((group, Box(box.x, y, box.w, high)))
        y += high + theme.GUTTER
    return made


def _group(p: Painter, box: Box, group: SettingGroup) -> list[Widget]:
    p.panel(box, theme.PANEL, border=theme.LINE)
    draw.head(p, box, group.label)
    rows = Box(box.x + 8, box.y + HEAD, box.w - 16, ROW)
    return [_row(p, rows.row(place, ROW), row, group.id) for place, row in enumerate(group.rows)]


def _row(p: Painter, box: Box, row: SettingRow, region: str) -> Widget:
    """Set the words of a setting at the left and make its control at the right."""
    words = Box(box.x + 8, box.y + 27, WORDS, 0)
    p.text((words.x, box.y + 17), row.label, theme.BODY_MID, limit=WORDS)
    p.lines(words, row.detail, theme.LABEL, theme.DIM, lead=17, most=2)
    control = Box(words.right + 12, box.y + 19, box.right - words.right - 20, 28)
    ring = box.inset(0, 2)
    name = f"setting.{row.id}"
    if not row.slider:
        wants = tuple(p.width(one.label, theme.LABEL_BOLD) + 12 for one in row.options)
        return Segments(id=name, box=control, ring=ring, region=region, label=row.label,
                        options=row.options, chosen=row.chosen, wants=wants,
                        hint=row.detail)  # fmt: skip
    value = row.options[row.chosen].label
    p.text((control.right, control.mid_y), value, theme.BODY_BOLD, align="right")
    line = Box(control.x + 8, control.y, control.w - FIGURE - 16, control.h)
    return Slider(id=name, box=line, ring=ring, region=region, label=row.label, value=value,
                  count=len(row.options), chosen=row.chosen, filled=True,
                  hint=row.detail)  # fmt: skip

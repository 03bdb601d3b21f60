"""The sheet: what a move still has to be told before it is made, or a question before it binds."""

from collections.abc import Callable

from attrs import Factory, define, evolve, frozen

from game import theme
from game.box import Box
from game.cues import Cue
from game.focus import Focus, Widget
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.ports import DeskPort
from game.presenters.common import Choice
from game.presenters.desk import Field, MoveTile
from game.screens.base import Answer, Context, Pop, Stay, show
from game.tiles import Tile
from game.widgets import Rows, Segments, Slider

WIDE = 560
ROW = 30
ROWS_LEAST = 8
"""So many rows of a list stand within what a large interface lets be seen."""
BAR = 8
"""What is kept free for the thumb of a list that scrolls."""
SEGMENTS_MOST = 4
ACROSS = "\u2192"
"""The key that goes from the way back to the move."""


@frozen(kw_only=True)
class Sheet:
    """What the sheet is opened with."""

    port: DeskPort
    tile: MoveTile


@define(eq=False)
class SheetScreen:
    """
    A move being told its particulars. Enter makes it, Escape leaves it.

    One that nothing takes back has the way back under Enter, until the person walks to the other.
    """

    call: Sheet
    focus: Focus = Factory(Focus)
    cover: bool = True
    lively: bool = False
    keys: str = "sheet"
    fields: tuple[Field, ...] = Factory(lambda self: self.call.tile.fields, takes_self=True)
    refused: str = ""
    begins: Box | None = None
    foot: Box | None = None
    _rows: int = ROWS_LEAST
    _due: list[Cue] = Factory(list)

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the sheet in the middle, over the dimmed desk."""
        p.veil(150)
        tile = self.call.tile
        asked = p.setter.wrap(tile.confirm, theme.BODY, WIDE - 48) if tile.confirm else ()
        around = 64 + 20 * len(asked) + 72 + (20 if self.refused else 0)
        self._rows = ROWS_LEAST if context.magnified else self._room(p, room.h - 32 - around)
        high = around + sum(self._high(p, field) for field in self.fields)
        box = Box(room.mid_x - WIDE / 2, max(room.mid_y - high / 2, 16), WIDE, high)
        p.panel(box, theme.PANEL_OWN, border=theme.CAP_LINE)
        self.begins = box
        p.text((box.x + 24, box.y + 32), tile.label, theme.HEAD)
        words = Box(box.x + 24, box.y + 54, WIDE - 48, 0)
        y = p.lines(words, tile.confirm, theme.BODY, theme.SOFT) if asked else words.y
        widgets: list[Widget] = []
        for field in self.fields:
            high = self._high(p, field)
            widgets.append(self._field(p, Box(box.x + 24, y, WIDE - 48, high), field))
            y += high
        self.foot = Box(box.x + 24, y, WIDE - 48, 16)
        if self.refused:
            p.text((box.x + 24, y + 8), self.refused, theme.LABEL, theme.LOSS, limit=WIDE - 48)
        widgets += self._buttons(box, context)
        show(p, self.focus, tuple(widgets), first=self._first)

    @property
    def _first(self) -> str:
        """What has the focus when the sheet opens: what is to be told, or what Enter does."""
        if self.call.tile.final:
            return "sheet.back"
        return "" if self.fields else "sheet.send"

    @property
    def _sends(self) -> bool:
        """Whether Enter makes the move now."""
        at = self.focus.at
        return at == "sheet.send" if self.call.tile.final else at != "sheet.back"

    def _listed(self, p: Painter, field: Field) -> bool:
        """Tell whether options stand below each other: many, or too long to stand side by side."""
        count = len(field.options)
        if field.slider or count == 0:
            return False
        cell = (WIDE - 48 - 4 * (count - 1)) / count - 12
        return count > SEGMENTS_MOST or any(
            p.width(option.label, theme.LABEL_BOLD) > cell for option in field.options
        )

    def _room(self, p: Painter, high: float) -> int:
        """Return how many rows each list may have, so that the sheet is no higher than the room."""
        lists = sum(self._listed(p, field) for field in self.fields)
        spare = high - 62 * (len(self.fields) - lists) - 36 * lists
        return max(int(spare / ROW / max(lists, 1)), ROWS_LEAST)

    def _high(self, p: Painter, field: Field) -> float:
        if not self._listed(p, field):
            return 62
        return 36 + ROW * min(len(field.options), self._rows)

    def _field(self, p: Painter, box: Box, field: Field) -> Widget:
        p.text((box.x, box.y + 12), field.label, theme.LABEL_MID, theme.DIM)
        control = Box(box.x, box.y + 26, box.w, 26)
        ring = Box(box.x - 10, box.y + 22, box.w + 20, 34)
        name = f"field.{field.id}"
        if field.slider:
            chosen = field.options[field.chosen].label
            p.text((box.right, box.y + 12), chosen, theme.BODY_BOLD, align="right")
            return Slider(
                id=name, box=control, ring=ring, region=name, label=field.label,
                count=len(field.options), chosen=field.chosen, value=chosen,
                filled=True, colour=theme.SEGMENT_ON,
            )  # fmt: skip
        if not self._listed(p, field):
            return Segments(
                id=name, box=control, ring=ring, region=name, label=field.label,
                options=field.options, chosen=field.chosen,
            )  # fmt: skip
        return self._list(box, field)

    def _list(self, box: Box, field: Field) -> Widget:
        room = min(len(field.options), self._rows)
        first = max(0, min(field.chosen - room // 2, len(field.options) - room))
        return Rows(
            id=f"field.{field.id}", box=Box(box.x, box.y + 24, box.w, ROW * room),
            ring=Box(box.x - 6, box.y + 20, box.w + 12, ROW * room + 8), region=f"field.{field.id}",
            label=field.label, count=len(field.options), high=ROW, first=first,
            chosen=field.chosen, value=field.options[field.chosen].label,
            paint=_painter(field.options, field.chosen, BAR if len(field.options) > room else 0),
        )  # fmt: skip

    def _buttons(self, box: Box, context: Context) -> list[Widget]:
        """Make the two ways; the golden one is what Enter does now, and has its key."""
        text, y, sends = context.text, box.bottom - 60, self._sends
        enter, across = text("ui.key.enter"), ACROSS if self.focus.at in ("", "sheet.back") else ""
        send = Box(box.right - 24 - 180, y, 180, 40)
        back = Box(box.right - 24 - 316, y, 126, 40)
        return [
            Tile(id="sheet.send", box=send, ring=send.inset(-3), region="send",
                 label=self.call.tile.label, cap=enter if sends else across,
                 face="main" if sends else "plain"),
            Tile(id="sheet.back", box=back, ring=back.inset(-3), region="back",
                 label=text("ui.sheet.back"), cap=text("ui.key.escape") if sends else enter,
                 face="plain" if sends else "main"),
        ]  # fmt: skip

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input; Enter does what the golden tile says, wherever the focus is."""
        if isinstance(event, Key) and event.name == "escape":
            return Pop()
        if isinstance(event, Key) and event.name == "enter":
            return self._send() if self._sends else Pop()
        signal = self.focus.take(event)
        if signal is None:
            return None
        return self._signal(signal)

    def _signal(self, signal: Signal) -> Answer:
        if signal.id == "sheet.back" and signal.kind == "press":
            return Pop()
        if signal.id == "sheet.send" and signal.kind == "press":
            return self._send()
        if signal.kind == "choose":
            name = signal.id.removeprefix("field.")
            self.fields = tuple(
                evolve(field, chosen=signal.value) if field.id == name else field
                for field in self.fields
            )
        return Stay()

    def _send(self) -> Answer:
        chosen = {field.id: field.options[field.chosen].id for field in self.fields}
        self.refused = self.call.port.send(self.call.tile.id, chosen)
        if not self.refused:
            return Pop()
        self._due.append(Cue("refusal", self.refused))
        return Stay()

    @property
    def words(self) -> str:
        """What the sheet says before it asks."""
        return f"{self.call.tile.label}. {self.call.tile.confirm}"

    def cues(self) -> tuple[Cue, ...]:
        """Return a refusal that is to be heard."""
        due = tuple(self._due)
        self._due.clear()
        return due

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _painter(
    options: tuple[Choice, ...], chosen: int, bar: float
) -> Callable[[Painter, Box, int], None]:
    def paint(p: Painter, row: Box, place: int) -> None:
        row = Box(row.x, row.y, row.w - bar, row.h)
        if place == chosen:
            p.panel(row.inset(0, 1), theme.SEGMENT_ON, radius=theme.RADIUS_CONTROL)
        style = theme.BODY_MID if place == chosen else theme.BODY
        ink = theme.INK if place == chosen else theme.SOFT
        p.text((row.x + 12, row.mid_y), options[place].label, style, ink, limit=row.w - 24)

    return paint

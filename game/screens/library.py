"""The kept records: look at one, or go on with an unfinished game."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.ports import LibraryPort
from game.presenters.library import LibraryModel, SavedRow
from game.screens.base import Answer, Context, Pop, Push, Stay, show
from game.tiles import Tile
from game.widgets import Rows

ROW = 52


@define(eq=False)
class LibraryScreen:
    """A list of records, and what to do with the chosen one."""

    port: LibraryPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    lively: bool = False
    keys: str = "library"
    chosen: int = 0
    _model: LibraryModel | None = None

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the list and its tiles."""
        text = context.text
        model = self._model = self.port.model(text)
        box = Box(16, theme.MAIN_TOP, room.w - 32, room.h - theme.MAIN_TOP - 108)
        p.ground((box,))
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), model.title, theme.HEAD) + 12
        p.text((x, 29), model.aside, theme.BODY, theme.SOFT, limit=room.w - x - 16)
        p.panel(box, theme.PANEL, border=theme.LINE)
        if not model.rows:
            p.text((box.mid_x, box.mid_y), model.empty, theme.BODY, theme.DIM, align="mid")
        widgets: list[Widget] = [self._rows(box, model)] if model.rows else []
        low = Box(16, room.h - 84, room.w - 32, 72)
        self.chosen = max(0, min(self.chosen, len(model.rows) - 1))
        row = model.rows[self.chosen] if model.rows else None
        goes_on = bool(row and row.unfinished)
        spots = (("resume", "G", goes_on, goes_on), ("replay", "R", bool(row), not goes_on))
        for place, (name, key, is_open, main) in enumerate(spots):
            spot = Box(low.x + 232 * place, low.y, 220, 44)
            widgets.append(
                Tile(id=name, box=spot, ring=spot.inset(-3), region="ways", cap=key, open=is_open,
                     label=text(f"ui.library.{name}"), face="main" if main else "plain")
            )  # fmt: skip
        spot = Box(low.right - 220, low.y, 220, 44)
        widgets.append(Tile(id="back", box=spot, ring=spot.inset(-3), region="ways",
                            cap=text("ui.key.escape"), label=text("ui.back")))  # fmt: skip
        show(p, self.focus, tuple(widgets))

    def _rows(self, box: Box, model: LibraryModel) -> Widget:
        def paint(p: Painter, row: Box, place: int) -> None:
            _row(p, row, model.rows[place], chosen=place == self.chosen)

        area = box.inset(10)
        room = max(int(area.h // ROW), 1)
        first = max(0, min(self.chosen - room // 2, len(model.rows) - room))
        ring = area.row(self.chosen - first, ROW).inset(0, 2)
        return Rows(id="rows", box=area, ring=ring, region="rows", label=model.title,
                    count=len(model.rows), high=ROW, paint=paint, first=first,
                    chosen=self.chosen, value=_told(model.rows[self.chosen]))  # fmt: skip

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input."""
        signal = self.focus.take(event)
        if signal is not None:
            return self._signal(signal)
        if not isinstance(event, Key) or not event.plain:
            return None
        name = {"escape": "back", "r": "replay", "g": "resume"}.get(event.name)
        return self._open(name) if name else None

    def _signal(self, signal: Signal) -> Answer | None:
        if signal.kind == "choose":
            self.chosen = signal.value
        elif signal.kind == "press":
            return self._open(self._main() if signal.id == "rows" else signal.id)
        return Stay()

    def _main(self) -> str:
        """Return what Enter does with the chosen row: go on if that can be."""
        rows = self._model.rows if self._model else ()
        return "resume" if rows and rows[self.chosen].unfinished else "replay"

    def _open(self, name: str) -> Answer | None:
        if name == "back":
            return Pop()
        if self._model is None or not self._model.rows:
            return Stay()
        if name == "replay":
            return Push("replay", self.port.replay(self.chosen))
        if self._model.rows[self.chosen].unfinished:
            return Push("desk", self.port.resume(self.chosen))
        return Stay()

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _told(row: SavedRow) -> str:
    return f"{row.label}, {row.detail}, {row.state}"


def _row(p: Painter, row: Box, model: SavedRow, *, chosen: bool) -> None:
    if chosen:
        p.panel(row.inset(0, 2), theme.ROW_FOCUS, border=theme.LINE, radius=theme.RADIUS_TILE)
    actor = model.actor
    p.seat((row.x + 28, row.mid_y), actor.shape, actor.emblem, 30, actor.colour)
    p.text((row.x + 56, row.mid_y - 9), model.label, theme.BODY_BOLD, limit=row.w - 260)
    p.text((row.x + 56, row.mid_y + 10), model.detail, theme.LABEL, theme.DIM, limit=row.w - 260)
    ink = theme.TONES[model.tone]
    p.text((row.right - 18, row.mid_y), model.state, theme.BODY_MID, ink, align="right")

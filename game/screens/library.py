"""The kept records: look at one, go on with one, name, delete and search them."""

from attrs import Factory, define, evolve

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.ports import LibraryPort
from game.presenters.library import LibraryModel, SavedRow
from game.screens.base import Answer, Context, Pop, Push, Stay, show
from game.text import Text
from game.tiles import Tile
from game.widgets import Entry, Rows

ROW = 52
SEARCH_WIDE = 240
NAME_MOST = 40
SEARCH_MOST = 30
NAMING = "naming"
"""The id of the field in which a name is typed."""
KEYS = {"escape": "back", "r": "replay", "g": "resume", "n": "name", "delete": "delete",
        "d": "delete", "u": "restore", "/": "search"}  # fmt: skip


@define(eq=False)
class LibraryScreen:
    """A list of records, and what to do with the chosen one."""

    port: LibraryPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    lively: bool = False
    keys: str = "library"
    chosen: int = 0
    named: str | None = None
    """The name being typed for the chosen record; None while none is."""
    asked: bool = False
    """Whether the chosen record is about to be deleted, if the person says so once more."""
    _model: LibraryModel | None = None

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the list and its tiles."""
        text = context.text
        model = self._model = self.port.model(text)
        self.chosen = max(0, min(self.chosen, len(model.rows) - 1))
        box = Box(16, theme.MAIN_TOP, room.w - 32, room.h - theme.MAIN_TOP - 76)
        p.ground((box,))
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), model.title, theme.HEAD) + 12
        search = self._search(p, room, model, text)
        p.text((x, 29), model.aside, theme.BODY, theme.SOFT, limit=search.box.x - x - 150)
        p.panel(box, theme.PANEL, border=theme.LINE)
        if not model.rows:
            p.text((box.mid_x, box.mid_y), model.empty, theme.BODY, theme.DIM, align="mid")
        listed = self._rows(box, model, text) if model.rows else []
        low = Box(16, room.h - 56, room.w - 32, 44)
        show(p, self.focus, (*listed, *self._ways(low, model, text), search), first="rows")

    def _search(self, p: Painter, room: Box, model: LibraryModel, text: Text) -> Entry:
        spot = Box(room.right - 16 - SEARCH_WIDE, 15, SEARCH_WIDE, 26)
        left = draw.key_cap(p, spot.x - 10, 28, "/") - 8
        p.text((left, 28), text("ui.library.search"), theme.LABEL, theme.DIM, align="right")
        return Entry(id="search", box=spot, ring=spot.inset(-3), region="search", letters="",
                     label=text("ui.library.search"), value=model.searched,
                     most=SEARCH_MOST)  # fmt: skip

    def _rows(self, box: Box, model: LibraryModel, text: Text) -> list[Widget]:
        def paint(p: Painter, row: Box, place: int) -> None:
            chosen = place == self.chosen
            asks = text("ui.library.really") if chosen and self.asked else ""
            shown = model.rows[place]
            if chosen and self.named is not None:
                shown = evolve(shown, label="")  # it is being typed
            _row(p, row, shown, chosen=chosen, asks=asks)

        area = box.inset(10)
        room = max(int(area.h // ROW), 1)
        first = max(0, min(self.chosen - room // 2, len(model.rows) - room))
        row = area.row(self.chosen - first, ROW)
        rows = Rows(id="rows", box=area, ring=row.inset(0, 2), region="rows", label=model.title,
                    count=len(model.rows), high=ROW, paint=paint, first=first,
                    chosen=self.chosen, value=_told(model.rows[self.chosen]))  # fmt: skip
        if self.named is None:
            return [rows]
        spot = Box(row.x + 46, row.y + 4, 360, 22)  # above the line that tells of the game
        return [rows, Entry(id=NAMING, box=spot, ring=spot.inset(-2), region="name", letters="",
                            label=text("ui.library.name"), value=self.named,
                            most=NAME_MOST)]  # fmt: skip

    def _ways(self, low: Box, model: LibraryModel, text: Text) -> list[Widget]:
        row = model.rows[self.chosen] if model.rows else None
        goes_on, there = bool(row and row.unfinished), row is not None
        spots = (
            ("resume", "G", goes_on, goes_on), ("replay", "R", there, not goes_on),
            ("name", "N", there, False), ("delete", text("ui.key.delete"), there, False),
            ("restore", "U", model.restores, False),
            ("back", text("ui.key.escape"), True, False),
        )  # fmt: skip
        return [
            Tile(id=name, box=spot, ring=spot.inset(-3), region="ways", cap=key, open=is_open,
                 label=text("ui.back" if name == "back" else f"ui.library.{name}"),
                 face="main" if main and is_open else "plain")
            for (name, key, is_open, main), spot in zip(spots, low.cells(6, 12), strict=True)
        ]  # fmt: skip

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input; while a name is typed or a question stands, only what concerns it."""
        if isinstance(event, Key):
            if self.named is not None:
                return self._while_named(event, self.named)
            if self.asked and event.name in ("enter", "escape"):
                return self._said(yes=event.name == "enter")
            if self.focus.at == "search" and event.name in ("escape", "enter", "down"):
                return self._end_search(keep=event.name != "escape")
        signal = self.focus.take(event)
        if signal is not None:
            return self._signal(signal)
        if not isinstance(event, Key) or not event.plain:
            return None
        name = KEYS.get(event.name) or KEYS.get(event.text)
        return self._open(name) if name else None

    def _while_named(self, event: Key, typed: str) -> Answer:
        if event.name == "enter":
            self.port.rename(self.chosen, typed)
        if event.name in ("enter", "escape"):
            self.named = None
            self.focus.go("rows")
            return Stay()
        signal = self.focus.take(event)
        if signal is not None and signal.kind == "type":
            self.named = signal.text
        self.focus.go(NAMING)
        return Stay()

    def _said(self, *, yes: bool) -> Answer:
        self.asked = False
        if yes:
            self.port.delete(self.chosen)
        return Stay()

    def _end_search(self, *, keep: bool) -> Answer:
        if not keep:
            self.port.search("")
        self.focus.go("rows")
        return Stay()

    def _signal(self, signal: Signal) -> Answer | None:
        if signal.kind in ("choose", "scroll"):
            self.chosen, self.asked = signal.value, False
        elif signal.kind == "type" and signal.id == "search":
            self.port.search(signal.text)
            self.chosen, self.asked = 0, False
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
        if name == "search":
            self.focus.go("search")
            return Stay()
        if name == "restore":
            self.port.restore()
            return Stay()
        if self._model is None or not self._model.rows:
            return Stay()
        return self._with_row(name, self._model.rows[self.chosen])

    def _with_row(self, name: str, row: SavedRow) -> Answer:
        if name == "replay":
            return Push("replay", self.port.replay(self.chosen))
        if name == "resume" and row.unfinished:
            return Push("desk", self.port.resume(self.chosen))
        if name == "name":
            self.named = row.name
            self.focus.at = NAMING
        if name == "delete":
            if self.asked:
                return self._said(yes=True)
            self.asked = True
        return Stay()

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _told(row: SavedRow) -> str:
    return f"{row.label}, {row.detail}, {row.state}"


def _row(p: Painter, row: Box, model: SavedRow, *, chosen: bool, asks: str) -> None:
    if chosen:
        p.panel(row.inset(0, 2), theme.ROW_FOCUS, border=theme.LINE, radius=theme.RADIUS_TILE)
    actor = model.actor
    p.seat((row.x + 28, row.mid_y), actor.shape, actor.emblem, 30, actor.colour)
    p.text((row.x + 56, row.mid_y - 9), model.label, theme.BODY_BOLD, limit=row.w - 260)
    p.text((row.x + 56, row.mid_y + 10), model.detail, theme.LABEL, theme.DIM, limit=row.w - 260)
    words, ink = (asks, theme.GOLD) if asks else (model.state, theme.TONES[model.tone])
    p.text((row.right - 18, row.mid_y), words, theme.BODY_MID, ink, align="right")

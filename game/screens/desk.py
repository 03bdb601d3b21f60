"""The desk: one seat's whole view of the talks, and everything it may do, on one page."""

from attrs import Factory, define

from game.box import Box
from game.cues import Cue
from game.focus import Focus
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.parts import desk as parts
from game.parts.expected import expected_widget
from game.parts.grid import Grid
from game.parts.moves import MORE, move_tiles
from game.parts.press import front_page, paper_height
from game.parts.record import record_widgets
from game.parts.strip import strip
from game.parts.topbar import top_bar
from game.ports import DeskPort
from game.presenters.desk import DeskModel, MoveTile
from game.presenters.settings import ALWAYS, HELD, NEVER
from game.screens.base import Answer, Context, Push, Replace, Stay, show
from game.screens.sheet import Sheet
from game.tiles import Tile

SENDING = ("board", "moves", "answers")


@define(eq=False)
class DeskScreen:
    """The desk of the seat that the port holds."""

    port: DeskPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    keys: str = "desk"
    page: int = 0
    tab: int = 0
    scrolled: int = 0
    refused: str = ""
    _due: list[Cue] = Factory(list)
    _expects: bool = False
    """Whether the person wants to see the expected surplus."""
    _model: DeskModel | None = None

    @property
    def lively(self) -> bool:
        """Whether the others are playing, or a figure is on its way."""
        return self._others_play or self.port.reckoning

    @property
    def _others_play(self) -> bool:
        return self._model is not None and bool(self._model.waiting)

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the desk."""
        model = self._model = self.port.model(context.text)
        self._expects = context.expected != NEVER
        bar = model.expected if context.expects else None
        grid = Grid(room, bar is not None)
        high = paper_height(p, grid.right.w, model.paper) if model.paper else 0
        paper, record = grid.record(min(high, 280))
        view = parts.board_view(grid, model)
        sheets = (paper,) if model.paper else ()
        bars = (grid.expected,) if bar is not None else ()
        p.ground((*grid.cards(len(model.others)), grid.board, *bars, *sheets, record, grid.strip))
        top_bar(p, room, model.top, context.text)
        if model.paper:
            front_page(p, paper, model.paper)
        strip(p, grid.strip, model.strip)
        focused = self.focus.at if self.focus.ringed else ""
        widgets = (
            *parts.board_widgets(p, view, focused),
            *self._tiles(p, grid, model, context),
            *record_widgets(p, record, model.tabs, self.tab, self.scrolled),
            *parts.seat_widgets(grid, model),
            *(expected_widget(grid.expected, bar, model.own.actor) for _ in bars if bar),
        )
        show(p, self.focus, widgets)
        self._foot(p, view, model)

    def _tiles(
        self, p: Painter, grid: Grid, model: DeskModel, context: Context
    ) -> tuple[Tile, ...]:
        if model.waiting:
            parts.waiting(p, grid.moves, model.waiting)
            return ()
        tiles, _ = move_tiles(p, grid.moves, model.tiles, self.page, context.text)
        return tuple(tiles)

    def _foot(self, p: Painter, view: parts.BoardView, model: DeskModel) -> None:
        current = self.focus.find(self.focus.hover) or self.focus.current
        hint = current.hint if current else ""
        words = self.refused or hint or model.board.foot
        parts.foot(p, view, words, refused=bool(self.refused))

    def answer(self, event: Input, context: Context) -> Answer | None:
        """Answer an input: the focus first, then the letters of the moves."""
        signal = self.focus.take(event)
        if signal is not None:
            return self._signal(signal) or Stay()
        if not isinstance(event, Key) or self._model is None:
            return None
        if event.name == "escape":
            return Push("pause")
        if event.alt and event.name == "e":
            return self._toggle(context, self._model)
        return self._letter(event, self._model)

    def _toggle(self, context: Context, model: DeskModel) -> Answer:
        """Show the expected surplus or hide it; a level without it says so."""
        if not model.assisted:
            self.refused = context.text("ui.desk.expected_level")
            return Stay()
        if context.expected != HELD:
            context.expected = NEVER if context.expected == ALWAYS else ALWAYS
        return Stay()

    def _signal(self, signal: Signal) -> Answer | None:
        group, _, rest = signal.id.partition(".")
        if signal.kind == "choose" and group in ("term", "lever"):
            self.refused = ""
            self.port.set_term(rest, signal.value)
        elif signal.kind == "choose" and group == "tabs":
            self.tab, self.scrolled = signal.value, 0
        elif signal.kind == "scroll" or (group == "rows" and signal.kind == "choose"):
            self.scrolled = signal.value
        elif signal.kind == "press" and signal.id == MORE:
            self.page += 1
        elif signal.kind == "press" and group == "tile":
            return self._press(rest)
        elif signal.kind == "press" and group == "offer":
            return self._press(rest.partition(".")[2])
        return None

    def _letter(self, event: Key, model: DeskModel) -> Answer | None:
        if event.name == "u" or (event.ctrl and event.name == "z"):
            self.port.undo()
            return Stay()
        if event.name == "." and event.plain:
            self.page += 1
            return Stay()
        if not event.plain or model.waiting:
            return None
        region = self.focus.current.region if self.focus.current else ""
        if event.name == "enter" and region not in SENDING:
            return Stay()  # reading is no moment to send a paper by accident
        found = _keys(model).get(event.name)
        return self._press(found) if found is not None else None

    def _press(self, name: str) -> Answer:
        """Submit a move; one that needs telling more, or binds, asks in a sheet first."""
        if self._others_play:
            return Stay()
        tile = self._tile(name)
        if tile is not None and (tile.fields or tile.confirm):
            return Push("sheet", Sheet(port=self.port, tile=tile))
        self.refused = self.port.send(name, {})
        if self.refused:
            self._due.append(Cue("refusal", self.refused))
        return Stay()

    def cues(self) -> tuple[Cue, ...]:
        """Return what is to be heard: a refusal, and what the seat came to see."""
        due = (*self._due, *self.port.cues())
        self._due.clear()
        return due

    def _tile(self, name: str) -> MoveTile | None:
        known = (*self._model.tiles, *self._model.asked) if self._model else ()
        return next((tile for tile in known if tile.id == name), None)

    def pass_time(self, _seconds: float) -> Answer | None:
        """Let the others play; go to the end when there is one."""
        if self._model is not None and self._model.over:
            return Replace("outcome", self.port.outcome())
        told = self.port.reckon(wanted=self._expects)
        if not self._others_play:
            return Stay() if told else None
        self.port.work()
        return Stay()


def _keys(model: DeskModel) -> dict[str, str]:
    """Return which key makes which open move; offers come before tiles of the same letter."""
    made = {tile.key: tile.id for tile in model.tiles if tile.open}
    made |= {one.key.lower(): one.tile for one in model.board.verdicts if one.open}
    return made | {
        move.key.lower(): move.tile for offer in model.board.offers for move in offer.moves
    }

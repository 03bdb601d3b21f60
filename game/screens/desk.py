"""The desk: one seat's whole view of the talks, and everything it may do, on one page."""

from functools import partial

from attrs import Factory, define

from game.box import Box
from game.cues import Cue
from game.focus import Focus
from game.inputs import Input, Key, Pointer, Signal
from game.paint import Painter
from game.parts import desk as parts
from game.parts.expected import expected_widget
from game.parts.grid import Grid
from game.parts.lesson import lesson_height, lesson_widgets
from game.parts.moves import MORE, move_tiles
from game.parts.press import front_page, paper_height
from game.parts.record import record_widgets
from game.parts.strip import strip
from game.parts.topbar import top_bar
from game.ports import DeskPort
from game.presenters.desk import DeskModel, MoveTile
from game.presenters.settings import ALWAYS, HELD, NEVER
from game.screens.base import Answer, Context, Push, Replace, Stay, show
from game.screens.call import Call
from game.screens.dossier import Dossier
from game.screens.sheet import Sheet
from game.text import Text
from game.theme import GUTTER, MAIN_TOP
from game.tiles import Tile

SENDING = ("board", "moves", "answers")
SHOWN_SECONDS = 0.2
"""How often the desk is drawn anew while the others play: the day moves, nothing else is ready."""
CALLS = ("ask", "answer")
"""Moves that are made in a call."""
CALL_KEY, DOSSIER_KEY = "c", "f2"


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
    _recorded: int = 0
    """How many rows the record had when it was drawn last."""
    refused: str = ""
    noted: str = ""
    """What a key of the desk itself changed, until the next key."""
    asks: tuple[str, Box] | None = None
    """What a lesson asks for now, and where it stands."""
    foot: Box | None = None
    _due: list[Cue] = Factory(list)
    _expects: bool = False
    """Whether the person wants to see the expected surplus."""
    _tells: bool = True
    """Whether the person wants to be told what happened between two stops."""
    _model: DeskModel | None = None
    _led: str = ""
    """The move that a lesson led the focus to last."""
    _unshown: float = 0.0
    """Seconds since the others' play was last shown."""
    _made: bool = False
    """Whether what is to be shown of it was made; it is drawn in a turn of its own."""
    _heard: list[Cue] = Factory(list)
    """What is to be heard with it."""
    _text: Text | None = None
    """The words of the last drawing."""

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
        self._text = context.text
        self._expects, self._tells = context.expected != NEVER, context.dusk
        bar = model.expected if context.expects else None
        grid = Grid(room, bar is not None)
        high = paper_height(p, grid.right.w, model.paper) if model.paper else 0
        if model.lesson is not None:
            high = lesson_height(p, grid.right.w, model.lesson)
        paper, record = grid.record(min(high, 280))
        self._show_news(model)
        view = parts.board_view(grid, model, partial(self.port.term_hint, context.text))
        sheets = (paper,) if high else ()
        bars = (grid.expected,) if bar is not None else ()
        p.ground((*grid.cards(len(model.others)), grid.board, *bars, *sheets, record, grid.strip))
        self._around(p, grid, model, context.text)
        page = model.paper
        if page:
            p.part("paper", paper, page, lambda: front_page(p, paper, page))
        focused = self.focus.at if self.focus.ringed else ""
        widgets = (
            *parts.board_widgets(p, view, focused),
            *self._tiles(p, grid, model, context),
            *(lesson_widgets(paper, model.lesson) if model.lesson is not None else ()),
            *record_widgets(p, record, model.tabs, self.tab, self.scrolled),
            *parts.seat_widgets(grid, model),
            *(expected_widget(grid.expected, bar, model.own.actor) for _ in bars if bar),
        )
        show(p, self.focus, widgets)
        self._lead(model, paper)
        self._foot(p, view, model)

    def _show_news(self, model: DeskModel) -> None:
        """Let the record begin at its newest rows when there are new ones."""
        count = len(model.tabs[0].rows) if model.tabs else 0
        if count != self._recorded and self.tab == 0:
            self.scrolled = 0
        self._recorded = count

    def _around(self, p: Painter, grid: Grid, model: DeskModel, text: Text) -> None:
        """Draw what only reads: the bar on top, the strip of days at the foot."""
        room = grid.room
        top = Box(room.x, room.y, room.w, MAIN_TOP - GUTTER)
        p.part("top", top, (model.top, text.lang), lambda: top_bar(p, room, model.top, text))
        p.part("strip", grid.strip, model.strip, lambda: strip(p, grid.strip, model.strip))

    def _lead(self, model: DeskModel, panel: Box) -> None:
        """Put the focus, once a step, on the tile of the move that a lesson asks for."""
        lesson = model.lesson if not model.waiting else None
        wanted = lesson.move if lesson is not None else ""
        if wanted and wanted != self._led:
            self.focus.go(f"tile.{wanted}")
        self._led = wanted or self._led
        # Led to a tile, the focus has moved by itself: what is asked for is new then.
        self.asks = (f"{lesson.words} {self._led}", panel) if lesson is not None else None

    def _tiles(
        self, p: Painter, grid: Grid, model: DeskModel, context: Context
    ) -> tuple[Tile, ...]:
        if model.waiting:
            parts.waiting(p, grid.moves, model.waiting)
            return ()
        tiles, _ = move_tiles(p, grid.moves, model.tiles, self.page, context.text)
        return tuple(tiles)

    def _foot(self, p: Painter, view: parts.BoardView, model: DeskModel) -> None:
        self.foot = view.where.foot
        current = self.focus.find(self.focus.hover) or self.focus.current
        hint = current.hint if current else ""
        reads = current is not None and current.region == "record"
        foot = model.board.foot_record if reads else model.board.foot
        words = self.refused or self.noted or hint or foot or model.board.foot
        parts.foot(p, view, words, refused=bool(self.refused))

    def answer(self, event: Input, context: Context) -> Answer | None:
        """Answer an input; all but the move of a pointer ends a drag, so the draft is kept."""
        answer = self._answer(event, context)
        if not isinstance(event, Pointer) or event.kind != "move":
            self.port.keep_draft()
        return answer

    def _answer(self, event: Input, context: Context) -> Answer | None:
        """Answer an input: the focus first, then the letters of the moves."""
        if isinstance(event, Key):
            self.noted = ""
        signal = self.focus.take(event)
        if signal is not None:
            return self._signal(signal) or Stay()
        if not isinstance(event, Key) or self._model is None:
            return None
        if event.name == "escape":
            return Push("pause")
        if event.alt and event.name == "e":
            return self._toggle(context, self._model)
        if event.alt and event.name == "d":
            context.dusk = not context.dusk
            self.noted = context.text(f"ui.dusk.{'on' if context.dusk else 'off'}")
            return Stay()
        if event.ctrl and event.name == "b":
            return self._again()
        if event.name == DOSSIER_KEY:
            return self._dossier("")
        return self._letter(event, self._model)

    def _again(self) -> Answer | None:
        """Try the step of a lesson again, if it was missed."""
        panel, lesson = self._model.lesson if self._model else None, self.port.lesson
        if panel is None or not panel.again or lesson is None:
            return None
        return Replace("desk", lesson.again())

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
        elif signal.kind == "press" and signal.id == "lesson.again":
            return self._again()
        elif signal.kind == "press" and group in ("tile", "verdict"):
            return self._press(rest)
        elif signal.kind == "press" and group == "offer":
            return self._press(rest.partition(".")[2])
        elif signal.kind == "press" and group == "seat":
            return self._dossier(rest)
        return None

    def _letter(self, event: Key, model: DeskModel) -> Answer | None:
        if event.name == "y" and event.ctrl:
            self.port.redo()
            return Stay()
        if event.name == "u" or (event.ctrl and event.name == "z"):
            self.port.undo()
            return Stay()
        if event.name == "." and event.plain:
            self.page += 1
            return Stay()
        if event.name == "backspace" and model.waiting and self._text is not None:
            self.noted = self._text("ui.rewind.not.playing")
            return Stay()
        if not event.plain or model.waiting:
            return None
        region = self.focus.current.region if self.focus.current else ""
        if event.name == "enter" and region not in SENDING:
            return Stay()  # reading is no moment to send a paper by accident
        if event.name == "backspace":
            return self._press("rewind")
        found = _keys(model).get(event.name)
        if found is None and event.name == CALL_KEY and model.calls:
            found = CALLS[0]  # all questions are locked; the call says why
        return self._press(found) if found is not None else self._locked(event.name, model)

    def _locked(self, key: str, model: DeskModel) -> Answer | None:
        """Say why the move of a key is locked: a key that does nothing must not say nothing."""
        tile = next((one for one in model.tiles if one.key == key and not one.open), None)
        if tile is None or self._text is None:
            return None
        why = self._text.listed(tile.lines)
        self.refused = self._text("ui.speech.value", label=tile.label, value=why)
        self._due.append(Cue("refusal", self.refused))
        return Stay()

    def _press(self, name: str) -> Answer:
        """Submit a move; one that needs telling more, or binds, asks in a sheet first."""
        if self._others_play:
            return Stay()
        if name == "wait":
            self.page = 0  # the next stop begins with what is done most
        if name in CALLS:
            return Push("call", Call(port=self.port, tile=name, tell=self._note))
        tile = self._tile(name)
        if tile is not None and (tile.fields or tile.confirm):
            return Push("sheet", Sheet(port=self.port, tile=tile))
        self.refused = self.port.send(name, {})
        if self.refused:
            self._due.append(Cue("refusal", self.refused))
        return Stay()

    def _note(self, words: str) -> None:
        """Say in the foot line what a call came to, until the next key."""
        self.noted, self.refused = words, ""

    def _dossier(self, seat: str) -> Answer:
        """Open the page of a seat; none named is the first of the others."""
        if self._others_play or self._model is None or self._model.over:
            return Stay()
        return Push("dossier", Dossier(port=self.port, seat="" if seat == "own" else seat,
                                       own=seat == "own", tell=self._note))  # fmt: skip

    def cues(self) -> tuple[Cue, ...]:
        """Return what is to be heard: a refusal, and what the seat came to see."""
        due = (*self._due, *(() if self._others_play else self.port.cues()))
        self._due.clear()
        return due

    def _tile(self, name: str) -> MoveTile | None:
        known = (*self._model.tiles, *self._model.asked) if self._model else ()
        return next((tile for tile in known if tile.id == name), None)

    def pass_time(self, seconds: float) -> Answer | None:
        """Let the others play; tell what they did; go to the end when there is one."""
        if self._model is not None and self._model.over:
            return self._dusk() or self._end(self._model)
        told = self.port.reckon(wanted=self._expects)
        if not self._others_play:
            return Stay() if told else None
        self._unshown += seconds
        self._heard += self.port.cues()
        if self._made:
            return self._show_play()
        if self._heard or self._unshown >= SHOWN_SECONDS:
            self._made = self._text is not None and bool(self.port.model(self._text))
            return None
        return self._play()

    def _show_play(self) -> Answer:
        """Show how far the others are, as it was made in the turn before."""
        self._due += self._heard
        self._heard.clear()
        self._made, self._unshown = False, 0.0
        return Stay()

    def _play(self) -> Answer | None:
        """Let the others play for a slice: as long as a drawing takes, so it has its own turn."""
        if self.port.work():
            return None
        self._due += self.port.cues()
        self.port.reckon(wanted=self._expects)  # or the loop would ask only when it next wakes
        return self._dusk() or Stay()

    def _dusk(self) -> Answer | None:
        """Tell what happened since the last stop, before a key can be meant for this one."""
        found = self.port.dusk(wanted=self._tells)
        return None if found is None else Push("dusk", found)

    def _end(self, model: DeskModel) -> Answer:
        """Go to the end: of the game, or of the lesson that was taught by it."""
        lesson = self.port.lesson if model.lesson is not None else None
        if lesson is not None:
            return Replace("learnt", lesson.learnt())
        return Replace("outcome", self.port.outcome())


def _keys(model: DeskModel) -> dict[str, str]:
    """Return which key makes which open move; offers come before tiles of the same letter."""
    made = {tile.key: tile.id for tile in model.tiles if tile.open}
    made |= {one.key.lower(): one.tile for one in model.board.verdicts if one.open}
    return made | {
        move.key.lower(): move.tile for offer in model.board.offers for move in offer.moves
    }

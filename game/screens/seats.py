"""The choice of a seat: everything is preset, so Enter alone plays."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus, Look, Widget
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.ports import SeatsPort
from game.presenters.common import Choice
from game.presenters.seats import SeatCard, SeatsModel, TemperRow
from game.screens.base import Answer, Context, Pop, Push, Replace, Stay, show
from game.text import Text
from game.tiles import Tile
from game.widgets import Area, Entry, Segments

LOW_HIGH = 172
GAP = 16
ROW = 24
LETTERS = "0123456789ABCDEF-"
CODE_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
CODE_MOST = 24


@define(eq=False)
class SeatsScreen:
    """Who to be, against whom, with which luck."""

    port: SeatsPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    lively: bool = False
    keys: str = "seats"
    _code: str = ""
    """A code that is being typed."""
    _model: SeatsModel | None = None

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the cards, the tempers, the level, the seed and the one gold tile."""
        text = context.text
        model = self._model = self.port.model(text)
        low = Box(16, room.h - LOW_HIGH - 12, room.w - 32, LOW_HIGH)
        top = theme.MAIN_TOP + (ROW + GAP if model.theory else 0)
        line = Box(16, top, room.w - 32, low.y - GAP - top)
        cards = line.cells(max(len(model.cards), 2), GAP)[: len(model.cards)]
        settings = Box(low.x, low.y, low.w - 300 - GAP, low.h)
        p.ground((*cards, settings))
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), text("ui.seats.title"), theme.HEAD) + 12
        widgets: list[Widget] = [
            _card(box, card, place, chosen=place == model.chosen, text=text)
            for place, (box, card) in enumerate(zip(cards, model.cards, strict=True))
        ]
        right = room.right - 16
        if len(model.scenarios) > 1:
            widgets.append(_scenarios(p, right, model, text))
            right = widgets[-1].box.x - 20
        if model.theory:
            widgets.append(_theory(p, Box(16, theme.MAIN_TOP, room.w - 32, ROW), model, text))
        wide = self._duration(p, right, right - 24 - x, model)
        draw.squeezed(p, (x, 29), model.scenario, theme.BODY, theme.SOFT, right - 24 - wide - x)
        p.panel(settings, theme.PANEL, border=theme.LINE)
        widgets += _tempers(p, settings, model, text)
        widgets += _luck(p, settings, model, text)
        widgets.append(_code(p, settings, model, text, self._code))
        widgets += _buttons(Box(settings.right + GAP, low.y, 300, low.h), model, text)
        show(p, self.focus, tuple(widgets), first=f"seat.{model.chosen}")

    def _duration(self, p: Painter, right: float, room: float, model: SeatsModel) -> float:
        """Set how long a game takes; it yields half of the room where the scenario wants more."""
        wanted = p.width(model.scenario, theme.LABEL) + p.width(model.duration, theme.BODY)
        most = room if wanted <= room else room / 2
        at = (right, 28)
        return draw.squeezed(p, at, model.duration, theme.BODY, theme.DIM, most, align="right")

    def answer(self, event: Input, context: Context) -> Answer | None:
        """Answer an input; Enter starts from anywhere but the way back and a typed code."""
        first = self._first(event) if isinstance(event, Key) else None
        if first is not None:
            return first
        signal = self.focus.take(event)
        if signal is not None:
            if signal.kind == "choose" and signal.id == "level" and self._model is not None:
                context.level = self._model.levels[signal.value].id
            return self._signal(signal)
        if not isinstance(event, Key) or not event.plain or self._model is None:
            return None
        return self._letter(event, self._model)

    def _first(self, event: Key) -> Answer | None:
        """Answer what does not wait for the widget in focus."""
        if event.ctrl and event.name in ("c", "v"):
            return self._clipboard(paste=event.name == "v")
        if event.name != "enter" or self.focus.at in ("back", "replay"):
            return None
        if self.focus.at == "code" and self._code:
            return self._take_code()
        return Replace("desk", self.port.start())

    def _letter(self, event: Key, model: SeatsModel) -> Answer | None:
        if event.name == "escape":
            return Pop()
        if event.name.isdigit() and 0 < int(event.name) <= len(model.cards):
            self.port.choose("seat", int(event.name) - 1)
            self.focus.go(f"seat.{int(event.name) - 1}")
            return Stay()
        if event.name == "r" and model.replay_label:
            return Push("replay", self.port.replay())
        if event.name == "s":
            self.port.set_seed("")
            return Stay()
        return None

    def _take_code(self) -> Answer:
        code, self._code = self._code, ""
        self.port.set_code(code)
        return Stay()

    def _clipboard(self, *, paste: bool) -> Answer:
        """Copy the code of this start, or take the one that was copied elsewhere."""
        self._code = ""
        if paste:
            self.port.paste_code()
        else:
            self.port.copy_code()
        return Stay()

    def _signal(self, signal: Signal) -> Answer:
        group, _, rest = signal.id.partition(".")
        if signal.kind in ("press", "focus") and group == "seat":
            self.port.choose("seat", int(rest))
        elif signal.kind == "choose":
            self.port.choose(signal.id, signal.value)
        elif signal.kind == "type" and signal.id == "code":
            self._code = signal.text
        elif signal.kind == "type":
            self.port.set_seed(signal.text)
        elif signal.kind == "press" and signal.id == "new_seed":
            self.port.set_seed("")
        elif signal.kind == "press" and signal.id == "start":
            return Replace("desk", self.port.start())
        elif signal.kind == "press" and signal.id == "replay":
            return Push("replay", self.port.replay())
        elif signal.kind == "press" and signal.id == "back":
            return Pop()
        return Stay()

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _scenarios(p: Painter, right: float, model: SeatsModel, text: Text) -> Widget:
    wants = _wants(p, model.scenarios, 16)
    wide = sum(wants) + 4 * (len(wants) - 1)
    box = Box(right - wide, 16, wide, ROW)
    return Segments(
        id="scenario", box=box, ring=box.inset(-3), region="scenario",
        label=text("ui.seats.scenario"), options=model.scenarios, chosen=model.scenario_chosen,
        wants=wants,
    )  # fmt: skip


def _wants(p: Painter, options: tuple[Choice, ...], space: float) -> tuple[float, ...]:
    return tuple(p.width(one.label, theme.LABEL_BOLD) + space for one in options)


def _theory(p: Painter, box: Box, model: SeatsModel, text: Text) -> Widget:
    return Segments(
        id="theory", box=box, ring=box.inset(-3), region="scenario",
        label=text("ui.seats.theory"), options=model.theory, chosen=model.theory_chosen,
        wants=_wants(p, model.theory, 8),
    )  # fmt: skip


def _card(box: Box, card: SeatCard, place: int, *, chosen: bool, text: Text) -> Widget:
    def paint(p: Painter, spot: Box, look: Look) -> None:
        fill = theme.PANEL_OWN if chosen or look.hover else theme.PANEL
        edge, line = (theme.GOLD, 2.0) if chosen else (theme.LINE, 1.0)
        p.panel(spot, fill, border=edge, line=line)
        actor = card.actor
        p.seat((spot.x + 48, spot.y + 48), actor.shape, actor.emblem, 56, actor.colour)
        p.text((spot.x + 92, spot.y + 39), actor.label, theme.HEAD, limit=spot.w - 130)
        p.text((spot.x + 92, spot.y + 60), card.role, theme.BODY, theme.DIM)
        draw.key_cap(p, spot.right - 18, spot.y + 30, str(place + 1))
        _body(p, spot, card, text)

    return Area(
        id=f"seat.{place}", box=box, region="cards", label=card.actor.label, hint=card.aim,
        paint=paint, ring=box,
    )  # fmt: skip


def _body(p: Painter, box: Box, card: SeatCard, text: Text) -> None:
    left, wide = box.x + 20, box.w - 40
    p.lines(Box(left, box.y + 94, wide, 0), card.aim, theme.BODY_MID, lead=20, most=3)
    p.rule(left, box.y + 158, wide)
    at = Box(left, box.y + 177, wide, 0)
    y = _points(p, at, text("ui.seats.knows"), card.knows, full=True)
    at = Box(left, y + 9, wide, 0)
    y = _points(p, at, text("ui.seats.unknowns"), card.unknowns, full=False)
    foot = box.bottom - 17
    p.rule(left, max(y - 4, foot - 82), wide)
    p.text((left, foot - 64), text("ui.seats.means"), theme.LABEL_MID, theme.DIM)
    p.lines(Box(left, foot - 54, wide, 0), card.means, theme.BODY, theme.SOFT, lead=18, most=2)
    if card.difficulty:
        x = left + p.text((left, foot), text("ui.seats.difficulty"), theme.LABEL, theme.DIM) + 16
        for step in range(4):
            colour = theme.SOFT if step < card.difficulty else theme.WELL
            p.panel(Box(x + 18 * step, foot - 4, 14, 8), colour, radius=4)
        words = text("ui.seats.of", n=card.difficulty, m=4)
        p.text((left + wide, foot), words, theme.LABEL_MID, theme.SOFT, align="right")


def _points(p: Painter, at: Box, title: str, lines: tuple[str, ...], *, full: bool) -> float:
    """Set a short list: full points for what is known, hollow ones for what is not."""
    x, y, wide = at.x, at.y, at.w
    p.text((x, y), title, theme.LABEL_MID, theme.DIM)
    y += 23
    for line in lines:
        p.mark((x + 5, y), "circle", 8, theme.SOFT if full else theme.DIM, hollow=not full)
        draw.squeezed(p, (x + 20, y), line, theme.BODY, theme.SOFT, wide - 20)
        y += 22
    return y


def _tempers(p: Painter, box: Box, model: SeatsModel, text: Text) -> list[Widget]:
    x, y = box.x + 20, box.y + 24
    if not model.tempers:
        return []
    x += p.text((x, y), text("ui.seats.tempers"), theme.BODY_BOLD) + 24
    p.text((x, y), text("ui.seats.drawn"), theme.LABEL, theme.DIM, limit=box.x + 600 - x)
    made = []
    for place, row in enumerate(model.tempers):
        made.append(_temper(p, box, row, box.y + 58 + 32 * place))
    p.text((box.x + 20, box.bottom - 17), model.temper_hint, theme.LABEL, theme.SOFT, limit=580)
    p.upright(box.x + 608, box.y + 20, box.h - 40)
    return made


def _temper(p: Painter, box: Box, row: TemperRow, y: float) -> Widget:
    draw.mark(p, (box.x + 25, y), row.actor, 10)
    p.text((box.x + 40, y), row.actor.label, theme.BODY, theme.SOFT, limit=108)
    control = Box(box.x + 154, y - 12, 430, 24)
    return Segments(
        id=f"temper.{row.actor.id}", box=control, ring=control.inset(-3), region="tempers",
        label=row.actor.label, options=row.options, chosen=row.chosen, hint=row.hint,
    )  # fmt: skip


def _luck(p: Painter, box: Box, model: SeatsModel, text: Text) -> list[Widget]:
    """Draw the level, if the strategies have levels, and the seed."""
    x, right = box.x + (628 if model.tempers else 20), box.right - 20
    made: list[Widget] = []
    y = box.y + 24
    if model.levels:
        p.text((x, y), text("ui.seats.level"), theme.BODY_BOLD)
        control = Box(x, y + 16, right - x, 24)
        made.append(
            Segments(id="level", box=control, ring=control.inset(-3), region="luck",
                     label=text("ui.seats.level"), options=model.levels, chosen=model.level)
        )  # fmt: skip
        p.text((x, y + 57), model.level_hint, theme.LABEL, theme.SOFT, limit=right - x)
        y += 87
    end = x + p.text((x, y), text("ui.seats.seed"), theme.BODY_BOLD)
    entry = Box(end + 12, y - 13, 110, 26)
    made.append(
        Entry(id="seed", box=entry, ring=entry.inset(-3), region="luck", value=model.seed,
              label=text("ui.seats.seed"), letters=LETTERS)
    )  # fmt: skip
    words = text("ui.seats.new_seed")
    left = draw.key_cap(p, right, y, "S") - 8
    wide = p.text((left, y), words, theme.LABEL, theme.DIM, align="right")
    made.append(Area(id="new_seed", box=Box(left - wide - 6, y - 13, right - left + wide + 10, 26),
                     region="luck", label=words))  # fmt: skip
    return made


def _code(p: Painter, box: Box, model: SeatsModel, text: Text, typed: str) -> Widget:
    """Draw the code of this start, which is a field for another's code too."""
    x, right, y = box.x + (628 if model.tempers else 20), box.right - 20, box.bottom - 33
    seed = p.width(text("ui.seats.seed"), theme.BODY_BOLD)
    p.text((x, y), text("ui.seats.code"), theme.BODY_BOLD)
    wide = max(seed, p.width(text("ui.seats.code"), theme.BODY_BOLD))
    entry = Box(x + wide + 12, y - 13, right - x - wide - 12, 26)
    p.text((x, box.bottom - 11), model.code_hint, theme.LABEL, theme.SOFT, limit=right - x)
    return Entry(
        id="code", box=entry, ring=entry.inset(-3), region="luck", label=text("ui.seats.code"),
        value=typed or model.code, letters=CODE_LETTERS, most=CODE_MOST, fresh=not typed,
    )  # fmt: skip


def _buttons(box: Box, model: SeatsModel, text: Text) -> list[Widget]:
    main = Box(box.x, box.y, box.w, 80)
    low = Box(box.x, box.y + 92, box.w, box.h - 92).cells(2 if model.replay_label else 1, 12)
    back = low[-1]
    made: list[Widget] = []
    if model.replay_label:
        made.append(
            Tile(id="replay", box=low[0], ring=low[0].inset(-3), region="start", cap="R",
                 label=model.replay_label, lines=(model.replay_detail,))
        )  # fmt: skip
    return [
        Tile(id="start", box=main, ring=main.inset(-3), region="start",
             label=text("ui.seats.start"), cap=text("ui.key.enter"),
             lines=(model.start_detail,), face="main", big=True),
        *made,
        Tile(id="back", box=back, ring=back.inset(-3), region="start", label=text("ui.back"),
             cap=text("ui.key.escape"), lines=(text("ui.seats.back_detail"),)),
    ]  # fmt: skip

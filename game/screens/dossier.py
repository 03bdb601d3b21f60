"""The dossier: a page for each seat, what is public and what it did; the own with its brief."""

from collections.abc import Callable

from attrs import Factory, define, frozen

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.parts import dossier as parts
from game.ports import DeskPort
from game.presenters.dossier import DossierModel
from game.screens.base import Answer, Context, Pop, Replace, Stay, show
from game.screens.call import Call
from game.widgets import Rows

LEFT, RIGHT = 408, 344
LINE = 28
Cards = tuple[tuple[str, float], ...]
"""Names of cards with their heights, from the top."""


@frozen(kw_only=True)
class Dossier:
    """What the page is opened with: the desk, and whose page."""

    port: DeskPort
    seat: str = ""
    """Empty is the first of the others."""
    own: bool = False
    tell: Callable[[str], None] = lambda _words: None


@define(eq=False)
class DossierScreen:
    """One page. Numbers or left and right choose the seat, up and down scroll, Escape leaves."""

    opened: Dossier
    focus: Focus = Factory(Focus)
    cover: bool = False
    lively: bool = False
    keys: str = "dossier"
    seat: str = Factory(lambda self: self.opened.seat, takes_self=True)
    scrolled: dict[str, int] = Factory(dict)
    _model: DossierModel | None = None

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the page of the chosen seat in three columns."""
        model = self._model = self._page(context)
        low = room.h - theme.GUTTER
        top = theme.MAIN_TOP
        left = Box(theme.MARGIN, top, LEFT, low - top)
        right = Box(room.w - theme.MARGIN - RIGHT, top, RIGHT, low - top)
        middle = Box(left.right + theme.GUTTER, top,
                     right.x - left.right - 2 * theme.GUTTER, low - top)  # fmt: skip
        boxes = _boxes(p, (left, middle, right), model)
        p.ground(tuple(boxes.values()))
        widgets = self._head(p, room, model, context)
        widgets += [self._card(p, name, box, model) for name, box in boxes.items()]
        show(p, self.focus, tuple(widgets), first=f"seat.{model.chosen}")

    def _page(self, context: Context) -> DossierModel:
        model = self.opened.port.dossier(context.text, self.seat)
        if self.opened.own and not self.seat:
            self.seat = next(one.id for place, one in enumerate(model.seats)
                             if self._is_own(context, place, model))  # fmt: skip
            model = self.opened.port.dossier(context.text, self.seat)
        self.seat = model.actor.id
        return model

    def _is_own(self, context: Context, place: int, model: DossierModel) -> bool:
        return self.opened.port.dossier(context.text, model.seats[place].id).own

    def _head(self, p: Painter, room: Box, model: DossierModel, context: Context) -> list[Widget]:
        text = context.text
        x = draw.brand(p, text("ui.name"), LINE)
        p.text((x, LINE), model.title, theme.HEAD)
        words = text("ui.sheet.back")
        cap = text("ui.key.escape")
        left = room.right - theme.MARGIN - p.width(words, theme.LABEL) - 6
        left -= draw.cap_width(p, cap)
        draw.key_hint(p, left, LINE, cap, words)
        return parts.seat_chips(p, left - 24, model)

    def _card(self, p: Painter, name: str, box: Box, model: DossierModel) -> Widget:
        """Draw one card."""
        key = model.actor.colour
        match name:
            case "who":
                return parts.who(p, box, model)
            case "brief":
                return parts.brief(p, box, model)
            case "cares":
                return parts.cares(p, box, model.cares, key)
            case "hidden":
                assert model.hidden is not None
                return parts.hidden(p, box, model.hidden, key, "" if model.own else "C")
            case "tempers":
                assert model.tempers is not None
                return parts.tempers(p, box, model.tempers, key)
            case "gauges":
                return parts.gauges(p, box, model)
            case _:
                rows = model.promises if name == "promises" else model.moves
                return parts.listed(p, box, rows, name, self.scrolled.get(name, 0))

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input."""
        if isinstance(event, Key) and event.plain and self._model is not None:
            found = self._key(event, self._model)
            if found is not None:
                return found
        signal = self.focus.take(event)
        return None if signal is None else self._signal(signal)

    def _key(self, event: Key, model: DossierModel) -> Answer | None:
        if event.name in ("escape", "f2"):
            return Pop()
        step = {"left": -1, "right": 1}.get(event.name)
        if step is not None:
            return self._choose((model.chosen + step) % len(model.seats), model)
        if event.name.isdecimal() and 0 < int(event.name) <= len(model.seats):
            return self._choose(int(event.name) - 1, model)
        if event.name in ("up", "down") and self.focus.at.startswith("seat."):
            self._scroll(1 if event.name == "down" else -1)
            return Stay()
        if event.name == "c" and not model.own and model.hidden is not None:
            return Replace("call", Call(port=self.opened.port, seat=model.actor.id,
                                        tell=self.opened.tell))  # fmt: skip
        return None

    def _choose(self, place: int, model: DossierModel) -> Answer:
        self.seat = model.seats[place].id
        self.focus.go(f"seat.{place}")
        self.scrolled.clear()
        return Stay()

    def _scroll(self, step: int) -> None:
        """Scroll the moves by a line, within their list."""
        rows = self.focus.find("moves")
        if isinstance(rows, Rows):
            most = max(rows.count - rows.room, 0)
            self.scrolled["moves"] = max(0, min(rows.first + step, most))

    def _signal(self, signal: Signal) -> Answer:
        group, _, rest = signal.id.partition(".")
        if group == "seat" and signal.kind == "press" and self._model is not None:
            return self._choose(int(rest), self._model)
        if signal.id in ("promises", "moves") and signal.kind in ("choose", "scroll"):
            self.scrolled[signal.id] = signal.value
        return Stay()

    @property
    def words(self) -> str:
        """What the page says when it opens."""
        return "" if self._model is None else self._model.actor.label

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _boxes(p: Painter, columns: tuple[Box, Box, Box], model: DossierModel) -> dict[str, Box]:
    """Cut the columns into cards; the last of each takes what is left."""
    left, middle, right = columns
    boxes = _stacked(left, (("who", parts.who_high(p, left.w, model)), *_low(p, left, model)))
    boxes |= _stacked(middle, (*_numbers(model), ("promises", 0)))
    first = (("gauges", parts.gauges_high(model)),) if model.own else ()
    return boxes | _stacked(right, (*first, ("moves", 0)))


def _low(p: Painter, left: Box, model: DossierModel) -> Cards:
    """Return what stands below the first card: the own brief, or what moves a seat."""
    if model.own:
        return (("brief", parts.brief_high(p, left.w, model)),)
    return (("cares", parts.shares_high(model.cares, parts.CARE)), ("gauges", 0))


def _numbers(model: DossierModel) -> Cards:
    """Return what stands in the middle: the hidden number, then tempers or the own stakes."""
    made: list[tuple[str, float]] = []
    if model.hidden is not None:
        made.append(("hidden", parts.hidden_high(model.hidden)))
    if model.own:
        made.append(("cares", parts.shares_high(model.cares, parts.CARE)))
    elif model.tempers is not None:
        made.append(("tempers", parts.shares_high(model.tempers, parts.TEMPER)))
    return tuple(made)


def _stacked(box: Box, cards: Cards) -> dict[str, Box]:
    """Stack cards of these heights; the last takes the rest."""
    made, y = {}, box.y
    for name, high in cards[:-1]:
        made[name] = Box(box.x, y, box.w, high)
        y += high + theme.GUTTER
    made[cards[-1][0]] = Box(box.x, y, box.w, box.bottom - y)
    return made

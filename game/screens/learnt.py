"""The end of a lesson: what was learnt and the figure that shows it, or what went wrong."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key
from game.paint import Painter
from game.parts.lesson import step_rows
from game.ports import LearntPort
from game.presenters.lesson import LearntModel
from game.screens.base import Answer, Context, Pop, Replace, Stay, show
from game.text import Text
from game.tiles import Tile

WIDE = 720
STEP = 30
GUARD_SECONDS = 0.6


@define(eq=False)
class LearntScreen:
    """What a lesson came to."""

    port: LearntPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    lively: bool = True
    """While a key may still have been meant for the desk; none is answered."""
    keys: str = "learnt"
    begins: Box | None = None
    _quiet: float = 0.0

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the sentences, the figure, the steps and the ways on."""
        text = context.text
        model = self.port.model(text)
        high = _height(p, model)
        box = Box(room.mid_x - WIDE / 2, max(room.mid_y - (high + 80) / 2, 60), WIDE, high)
        p.ground((box,))
        self.begins = room
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), model.title, theme.HEAD) + 12
        tone = theme.GAIN if model.done else theme.LOSS
        p.text((x, 29), model.aside, theme.BODY_MID, tone, limit=room.w - x - 16)
        self._page(p, box, model)
        show(p, self.focus, tuple(_ways(Box(box.x, box.bottom + 20, WIDE, 60), model, text)))

    def _page(self, p: Painter, box: Box, model: LearntModel) -> None:
        p.panel(box, theme.PANEL, border=theme.LINE)
        left, wide = box.x + 32, box.w - 64
        p.text((left, box.y + 40), model.head, theme.HEAD)
        y = box.y + 64
        for words in model.words:
            area = Box(left, y, wide, 0)
            y = p.lines(area, words, theme.HEAD_LIGHT, theme.SOFT, lead=27) + 12
        p.rule(left, y + 6, wide)
        y = p.lines(Box(left, y + 20, wide, 0), model.figure, theme.BODY_BOLD, theme.INK, lead=22)
        step_rows(p, Box(left, y + 20, wide, 0), model.steps, STEP)

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input, once no key can have been meant for the desk any more."""
        if self._quiet < GUARD_SECONDS:
            self._quiet = 0.0 if isinstance(event, Key) else self._quiet
            return None
        signal = self.focus.take(event)
        if signal is not None:
            return self._open(signal.id) if signal.kind == "press" else Stay()
        if not isinstance(event, Key):
            return None
        if event.ctrl and event.name == "b":
            return self._open("again")
        name = {"escape": "lessons", "o": "outcome"}.get(event.name) if event.plain else None
        return self._open(name) if name else None

    def _open(self, name: str) -> Answer:
        if name == "again":
            return Replace("desk", self.port.again())
        if name == "outcome":
            return Replace("outcome", self.port.outcome())
        return Pop()

    def pass_time(self, seconds: float) -> Answer | None:
        """Count the seconds without a key."""
        self._quiet += seconds
        self.lively = self._quiet < GUARD_SECONDS
        return None


def _height(p: Painter, model: LearntModel) -> float:
    """Return the height that the page needs."""
    wide = WIDE - 64
    words = [len(p.setter.wrap(one, theme.HEAD_LIGHT, wide)) * 27 + 12 for one in model.words]
    figure = len(p.setter.wrap(model.figure, theme.BODY_BOLD, wide)) * 22
    return 64 + sum(words) + 20 + figure + 20 + STEP * len(model.steps) + 24


def _ways(low: Box, model: LearntModel, text: Text) -> list[Widget]:
    """Return the ways on; the gold one is the list after a lesson that was done."""
    again = "again" if model.done else "retry"
    ways = (("lessons", "lessons", text("ui.key.escape")), ("again", again, "Ctrl B"),
            ("outcome", "outcome", "O"))  # fmt: skip
    if not model.done:
        ways = (ways[1], ways[0], ways[2])
    return [
        Tile(id=name, box=box, ring=box.inset(-3), region="ways", cap=cap,
             face="plain" if place else "main", label=text(f"ui.learnt.{key}"),
             lines=(text(f"ui.learnt.{key}_detail"),))
        for place, ((name, key, cap), box) in
        enumerate(zip(ways, low.cells(len(ways), 12), strict=True))
    ]  # fmt: skip

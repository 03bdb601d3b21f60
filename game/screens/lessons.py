"""The lessons: what each teaches, how long it takes, and which were done."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus, Look, Widget
from game.inputs import Input, Key
from game.paint import Painter
from game.ports import LessonsPort
from game.presenters.lesson import LessonCard, LessonsModel
from game.screens.base import Answer, Context, Pop, Push, Stay, show
from game.tiles import Tile
from game.widgets import Area

HIGH = 340
PAD = 22


@define(eq=False)
class LessonsScreen:
    """The list of lessons, side by side."""

    port: LessonsPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    lively: bool = False
    keys: str = "lessons"
    _model: LessonsModel | None = None

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the cards and the way back."""
        text = context.text
        model = self._model = self.port.model(text)
        line = Box(16, theme.MAIN_TOP + 40, room.w - 32, HIGH)
        boxes = line.cells(max(len(model.cards), 1), 16)
        p.ground(tuple(boxes))
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), model.title, theme.HEAD) + 12
        p.text((x, 29), model.aside, theme.BODY, theme.SOFT, limit=room.w - x - 16)
        cards = [_card(box, card, place) for place, (box, card) in
                 enumerate(zip(boxes, model.cards, strict=False))]  # fmt: skip
        spot = Box(room.right - 236, room.h - 84, 220, 44)
        back = Tile(id="back", box=spot, ring=spot.inset(-3), region="ways",
                    cap=text("ui.key.escape"), label=text("ui.back"))  # fmt: skip
        show(p, self.focus, (*cards, back), first=_next(model))

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input."""
        signal = self.focus.take(event)
        if signal is not None:
            return self._open(signal.id) if signal.kind == "press" else Stay()
        if not isinstance(event, Key) or not event.plain or self._model is None:
            return None
        if event.name == "escape":
            return Pop()
        names = {str(place): card.id for place, card in enumerate(self._model.cards, 1)}
        found = names.get(event.name)
        return self._open(f"lesson.{found}") if found else None

    def _open(self, name: str) -> Answer:
        if name == "back":
            return Pop()
        return Push("desk", self.port.start(name.partition(".")[2]))

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _next(model: LessonsModel) -> str:
    """Return the first lesson that was not done yet; the first of all if all were."""
    left = [card for card in model.cards if not card.done] or list(model.cards)
    return f"lesson.{left[0].id}" if left else "back"


def _card(box: Box, card: LessonCard, place: int) -> Widget:
    def paint(p: Painter, spot: Box, look: Look) -> None:
        _draw(p, spot, card, str(place + 1), hover=look.hover)

    words = " ".join((f"{card.title}.", card.aim, card.done))
    return Area(id=f"lesson.{card.id}", box=box, ring=box.inset(-3), region="lessons",
                label=words.strip(), paint=paint)  # fmt: skip


def _draw(p: Painter, box: Box, card: LessonCard, cap: str, *, hover: bool) -> None:
    p.panel(box, theme.RAISED if hover else theme.PANEL, border=theme.LINE)
    left, wide = box.x + PAD, box.w - 2 * PAD
    draw.key_cap(p, box.right - PAD, box.y + 34, cap)
    p.text((left, box.y + 34), card.title, theme.HEAD, limit=wide - 40)
    p.text((left, box.y + 60), card.detail, theme.LABEL, theme.DIM, limit=wide)
    end = p.lines(Box(left, box.y + 82, wide, 0), card.aim, theme.BODY, theme.SOFT, lead=21, most=4)
    p.rule(left, max(end, box.y + 146) + 14, wide)
    y = max(end, box.y + 146) + 40
    for number, step in enumerate(card.steps, 1):
        p.text((left, y), f"{number}", theme.LABEL_MID, theme.DIM)
        p.text((left + 20, y), step, theme.BODY, theme.INK, limit=wide - 20)
        y += 26
    if card.done:
        badge = Box(left, box.bottom - 40, 0, 0)
        x, y = badge.x + 7, badge.y + 12
        p.stroke((x - 6, y), (x - 2, y + 5), 2.2, theme.GAIN)
        p.stroke((x - 2, y + 5), (x + 6, y - 5), 2.2, theme.GAIN)
        p.text((left + 22, y), card.done, theme.BODY_MID, theme.GAIN, limit=wide - 22)

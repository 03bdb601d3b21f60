"""The review: four figures, what could be expected, the space of deals, the moments, their side."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.parts.deals import deals
from game.parts.figures import figure
from game.parts.graph import graph
from game.parts.moments import ROW, grades, moment, sides
from game.parts.record import HEAD, panel_head
from game.ports import ReviewPort
from game.presenters.review import Curve, MomentRow, ReviewModel
from game.screens.base import Answer, Context, Pop, Push, Stay, show
from game.text import Text
from game.tiles import Tile
from game.widgets import Area, Rows

FIGURES_HIGH = 84
RIGHT_WIDE = 416
MOMENTS_HIGH = HEAD + 4 * ROW + 12
GRADES_ROWS = 2
"""Rows that a list must leave free for what its grades mean."""
WAYS_HIGH = 40
BADGES = {
    "gain": ((0x2E, 0x42, 0x28), theme.GAIN),
    "loss": ((0x4A, 0x2A, 0x2C), theme.LOSS),
}
KEYS = {"t": "try", "f": "fork", "a": "answer", "r": "replay", "c": "copy", "g": "larger"}


@define(eq=False)
class ReviewScreen:
    """The review of one seat's game, which grows while it is looked at."""

    port: ReviewPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    keys: str = "review"
    chosen: int = 0
    large: bool = False
    """Whether the space of deals has the whole screen."""
    begins: Box | None = None
    _walked: bool = False
    """Whether the person chose a moment; until then it is the dearest, and the view the start."""
    _copied: bool = False
    _met: bool = False
    """Whether moments have been drawn before; the first that come take the focus."""
    _model: ReviewModel | None = None

    @property
    def lively(self) -> bool:
        """Whether judgements are still coming."""
        return self.port.reckoning

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the review."""
        text = context.text
        model = self._model = self.port.model(text)
        if not self._walked:
            self.chosen = self.port.dearest
        self.chosen = max(0, min(self.chosen, len(model.rows) - 1))
        self.begins = None if self._walked else room
        body = Box(16, theme.MAIN_TOP, room.w - 32, room.h - theme.MAIN_TOP - 12)
        if self.large:
            self._draw_large(p, room, body, model, text)
            return
        left = Box(body.x, body.y, body.w - RIGHT_WIDE - 12, body.h)
        listed = Box(left.x, left.bottom - MOMENTS_HIGH, left.w, MOMENTS_HIGH)
        figures = Box(left.x, left.y, left.w, FIGURES_HIGH).cells(len(model.figures), 12)
        top = left.y + FIGURES_HIGH + 12
        curve = Box(left.x, top, left.w, listed.y - 12 - top)
        plot = Box(left.right + 12, body.y, RIGHT_WIDE, listed.y - 12 - body.y)
        side = Box(plot.x, listed.y, RIGHT_WIDE, MOMENTS_HIGH)
        p.ground((*figures, curve, listed, plot, side))
        self._head(p, room, model, text)
        for box, one in zip(figures, model.figures, strict=True):
            figure(p, box, one)
        legend = self._curve(p, curve, model)
        self._meet(model)
        body = panel_head(p, plot, model.deals.title)
        deals(p, body, model.deals, large=False)
        show(p, self.focus, (
            *self._moments(p, listed, model, text), *legend, self._larger(p, plot, model),
            *self._sides(p, side, model, text),
        ), first="rows" if model.rows else "")  # fmt: skip

    def _meet(self, model: ReviewModel) -> None:
        """Let go of the focus that nobody chose, once there are moments to have it."""
        if model.rows and not self._met:
            self._met = True
            self.focus.at = "" if self.focus.at == "curve.0" else self.focus.at

    def _draw_large(self, p: Painter, room: Box, body: Box, model: ReviewModel, text: Text) -> None:
        p.ground((body,))
        self._head(p, room, model, text)
        deals(p, panel_head(p, body, model.deals.title), model.deals, large=True)
        show(p, self.focus, (self._larger(p, body, model),), first="larger")

    def _head(self, p: Painter, room: Box, model: ReviewModel, text: Text) -> None:
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), model.title, theme.HEAD) + 12
        colours = BADGES.get(model.badge_tone, (theme.SEGMENT, theme.SOFT))
        mark = draw.badge(p, room.right - 16, 28, model.badge, colours)
        p.text((x, 29), model.subtitle, theme.BODY, theme.SOFT, limit=mark.x - x - 16)

    # --- the curve

    def _curve(self, p: Painter, box: Box, model: ReviewModel) -> list[Widget]:
        p.panel(box, theme.PANEL, border=theme.LINE)
        x = box.x + 16
        x += p.text((x, box.y + 20), model.graph.title, theme.BODY_BOLD) + 10
        p.text((x, box.y + 20), model.graph.aside, theme.LABEL, theme.DIM)
        graph(p, Box(box.x, box.y + HEAD - 4, box.w, box.h - HEAD + 4), model.graph, self.chosen)
        return _legend(p, box, model.graph.curves)

    # --- the moments

    def _moments(self, p: Painter, box: Box, model: ReviewModel, text: Text) -> list[Widget]:
        body = panel_head(p, box, model.rows_title, model.rows_aside)
        if not model.rows:
            return self._no_moments(p, body, model, text)
        ways = self._ways(p, model, text)
        wide = sum(way.width(p) + 8 for way in ways) + 4

        def paint(p: Painter, row: Box, place: int) -> None:
            moment(p, row, model.rows[place], chosen=place == self.chosen, ways=wide)

        area = body.inset(6)
        room = max(int(area.h // ROW), 1)
        if len(model.rows) <= room - GRADES_ROWS:
            grades(p, area, model.rows_note, model.rows_key)
        first = max(0, min(self.chosen - room // 2, len(model.rows) - room))
        chosen = area.row(self.chosen - first, ROW)
        rows = Rows(
            id="rows", box=area, ring=chosen.inset(0, 2), region="rows", label=model.rows_title,
            count=len(model.rows), high=ROW, paint=paint, first=first, chosen=self.chosen,
            value=_told(model.rows[self.chosen]),
        )  # fmt: skip
        return [rows, *_placed(p, chosen, ways)]

    def _ways(self, p: Painter, model: ReviewModel, text: Text) -> list[Tile]:
        """Return what can be done at the chosen moment; their places come with its row."""
        row, nowhere = model.rows[self.chosen], Box(0, 0, 0, 32)
        del p
        made = [Tile(id="try", box=nowhere, region="moment", cap="T", label=text("ui.review.try"))]
        if row.secret:
            made.append(Tile(id="answer", box=nowhere, region="moment", cap="A",
                             label=text("ui.review.answer")))  # fmt: skip
        made.append(Tile(id="fork", box=nowhere, region="moment", cap="F", face="main",
                         label=text("ui.review.fork")))  # fmt: skip
        return made

    def _no_moments(self, p: Painter, body: Box, model: ReviewModel, text: Text) -> list[Widget]:
        """Say why there are none; what broke off can be begun again."""
        p.text((body.mid_x, body.mid_y - 16), model.empty, theme.BODY, theme.SOFT, align="mid",
               limit=body.w - 40)  # fmt: skip
        if not model.failed:
            return []
        spot = Box(body.mid_x - 120, body.mid_y + 4, 240, 40)
        return [Tile(id="retry", box=spot, ring=spot.inset(-3), region="rows", face="main",
                     label=text("ui.review.retry"), cap=text("ui.key.enter"))]  # fmt: skip

    # --- the right side

    def _larger(self, p: Painter, box: Box, model: ReviewModel) -> Widget:
        words = model.deals.smaller if self.large else model.deals.larger
        left = draw.key_cap(p, box.right - 14, box.y + 20, "G") - 8
        wide = p.text((left, box.y + 20), words, theme.LABEL, theme.DIM, align="right")
        spot = Box(left - wide - 8, box.y + 6, box.right - 8 - left + wide + 8, 28)
        return Area(id="larger", box=spot, region="deals", label=words)

    def _sides(self, p: Painter, box: Box, model: ReviewModel, text: Text) -> list[Widget]:
        body = panel_head(p, box, model.sides_title, model.sides_aside)
        low = Box(box.x + 14, box.bottom - WAYS_HIGH - 12, box.w - 28, WAYS_HIGH)
        sides(p, Box(body.x, body.y + 2, body.w, low.y - body.y - 6), model.sides)
        copy = text("ui.review.copied" if self._copied else "ui.review.copy")
        caps = (("replay", text("ui.review.replay"), "R"), ("copy", copy, "C"),
                ("back", text("ui.back"), text("ui.key.escape")))  # fmt: skip
        wants = tuple(p.width(label, theme.BODY_BOLD) + draw.cap_width(p, cap) + 28
                      for _, label, cap in caps)  # fmt: skip
        return [
            Tile(id=name, box=spot, ring=spot.inset(-3), region="ways", label=label, cap=cap,
                 hint=model.code if name == "copy" else "")
            for (name, label, cap), spot in zip(caps, low.shares(wants, 8), strict=True)
        ]  # fmt: skip

    # --- answers

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input: the widget in focus, then the letters of the moment in focus."""
        signal = self.focus.take(event)
        if signal is not None:
            return self._signal(signal)
        if not isinstance(event, Key) or not event.plain or self._model is None:
            return None
        if event.name in ("up", "down"):
            return self._walk(self.chosen + (1 if event.name == "down" else -1))
        if event.name.isdigit() and 0 < int(event.name) <= len(self._model.graph.curves):
            self.port.show(int(event.name) - 1)
            return Stay()
        name = "back" if event.name == "escape" else KEYS.get(event.name)
        return self._open(name) if name else None

    def _signal(self, signal: Signal) -> Answer:
        group, _, rest = signal.id.partition(".")
        if signal.kind == "choose" and group == "rows":
            return self._walk(signal.value)
        if signal.kind == "press" and group == "curve":
            self.port.show(int(rest))
        elif signal.kind == "press":
            return self._open("try" if group == "rows" else signal.id)
        return Stay()

    def _walk(self, place: int) -> Answer:
        self.chosen, self._walked = place, True
        self.focus.go("rows")
        return Stay()

    def _open(self, name: str) -> Answer:
        if name == "back":
            return self._leave()
        if name == "larger":
            self.large = not self.large
        elif name == "retry":
            self.port.again()
        elif name == "copy":
            self.port.copy()
            self._copied = True
        elif self._model is not None and (self._model.rows or name == "replay"):
            return self._at_moment(name, self._model)
        return Stay()

    def _leave(self) -> Answer:
        """Go back: first out of the large plot, then off the screen, and let the worker rest."""
        if self.large:
            self.large = False
            return Stay()
        self.port.rest()
        return Pop()

    def _at_moment(self, name: str, model: ReviewModel) -> Answer:
        """Do something with the moment in focus; the row is held while it is tried."""
        decision = model.rows[self.chosen].decision if model.rows else 0
        self._walked = True
        self.focus.go("rows")  # what it comes to is said there
        if name == "answer":
            self.port.tell(decision)
            return Stay()
        self.port.rest()
        match name:
            case "try":
                return Push("trying", self.port.try_again(decision))
            case "fork":
                return Push("desk", self.port.fork(decision))
            case _:
                return Push("replay", self.port.replay(decision))

    def pass_time(self, _seconds: float) -> Answer | None:
        """Take the judgements that came."""
        return Stay() if self.port.reckon() else None


def _told(row: MomentRow) -> str:
    return ", ".join(
        part for part in (row.date, row.words, row.badge, row.aside, row.better) if part
    )


def _placed(p: Painter, row: Box, ways: list[Tile]) -> list[Widget]:
    """Put tiles side by side at the right of a row."""
    made: list[Widget] = []
    x = row.right - 10
    for way in reversed(ways):
        wide = way.width(p)
        spot = Box(x - wide, row.mid_y - 16, wide, 32)
        made.insert(0, Tile(id=way.id, box=spot, ring=spot.inset(-3), region=way.region,
                            label=way.label, cap=way.cap, face=way.face))  # fmt: skip
        x -= wide + 8
    return made


def _legend(p: Painter, box: Box, curves: tuple[Curve, ...]) -> list[Widget]:
    """Name the lines from the right, each with the key that shows or hides it."""
    made: list[Widget] = []
    right, y = box.right - 14, box.y + 20
    for place in reversed(range(len(curves))):
        curve = curves[place]
        left = draw.key_cap(p, right, y, str(place + 1)) - 8
        ink = theme.INK if curve.shown else theme.DIM
        wide = p.text((left, y), curve.actor.label, theme.LABEL_MID, ink, align="right")
        at = (left - wide - 11, y)
        colour = theme.seat_colour(curve.actor.colour)
        p.mark(at, curve.actor.shape, 9, colour, hollow=not curve.shown)
        spot = Box(at[0] - 10, y - 14, right - at[0] + 14, 28)
        made.insert(0, Area(id=f"curve.{place}", box=spot, region="curves",
                            label=curve.actor.label))  # fmt: skip
        right = at[0] - 18
    return made

"""The review: expected result over time, graded moments from the dearest on, their side shown."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key
from game.paint import Painter
from game.parts.graph import graph
from game.parts.record import panel_head
from game.ports import ReviewPort
from game.presenters.review import MomentRow, ReviewModel, SideRow
from game.screens.base import Answer, Context, Pop, Push, Stay, show
from game.text import Text
from game.tiles import Tile
from game.widgets import Rows

TILES_HIGH = 60
SIDES_WIDE = 416
ROW = 44
GRAPH_PART = 0.5
LEAD = 18


@define(eq=False)
class ReviewScreen:
    """The review of one seat's game, which grows while it is looked at."""

    port: ReviewPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    keys: str = "review"
    chosen: int = 0
    _met: bool = False
    _model: ReviewModel | None = None

    @property
    def lively(self) -> bool:
        """Whether judgements are still coming."""
        return self.port.reckoning

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the review."""
        text = context.text
        model = self._model = self.port.model(text)
        self.chosen = max(0, min(self.chosen, len(model.rows) - 1))
        low = Box(16, room.h - TILES_HIGH - 12, room.w - 32, TILES_HIGH)
        body = Box(16, theme.MAIN_TOP, room.w - 32, low.y - 12 - theme.MAIN_TOP)
        sides = Box(body.right - SIDES_WIDE, body.y, SIDES_WIDE, body.h)
        left = Box(body.x, body.y, sides.x - 12 - body.x, body.h)
        curve = Box(left.x, left.y, left.w, left.h * GRAPH_PART)
        listed = Box(left.x, curve.bottom + 12, left.w, left.bottom - curve.bottom - 12)
        p.ground((curve, listed, sides))
        self._head(p, room, model, text)
        self._curve(p, curve, model)
        rows = self._rows(p, listed, model)
        _sides(p, sides, model)
        show(p, self.focus, (*rows, *_ways(low, text, is_open=bool(model.rows))), first="rows")
        self._welcome(model)

    def _welcome(self, model: ReviewModel) -> None:
        """Put the focus on the first rows there are, unless the person has moved it."""
        if model.rows and not self._met:
            self._met = True
            if self.focus.at != "back":
                self.focus.go("rows")

    def _head(self, p: Painter, room: Box, model: ReviewModel, text: Text) -> None:
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), model.title, theme.HEAD) + 12
        p.text((x, 29), model.subtitle, theme.BODY, theme.SOFT)
        p.text((room.right - 16, 29), model.progress, theme.BODY, theme.DIM, align="right")

    def _curve(self, p: Painter, box: Box, model: ReviewModel) -> None:
        found = model.graph
        body = panel_head(p, box, found.title if found else "", found.aside if found else "")
        if model.graph is not None:
            colour = theme.seat_colour(self.port.colour)
            graph(p, body.inset(14), model.graph, colour, self.chosen)

    def _rows(self, p: Painter, box: Box, model: ReviewModel) -> tuple[Widget, ...]:
        body = panel_head(p, box, model.rows_title)
        if not model.rows:
            p.text((body.mid_x, body.mid_y), model.empty, theme.BODY, theme.SOFT, align="mid")
            return ()

        def paint(p: Painter, row: Box, place: int) -> None:
            _row(p, row, model.rows[place], chosen=place == self.chosen)

        area = body.inset(6)
        room = max(int(area.h // ROW), 1)
        first = max(0, min(self.chosen - room // 2, len(model.rows) - room))
        ring = area.row(self.chosen - first, ROW).inset(0, 2)
        return (
            Rows(id="rows", box=area, ring=ring, region="rows", label=model.rows_title,
                 count=len(model.rows), high=ROW, paint=paint, first=first, chosen=self.chosen,
                 value=_told(model.rows[self.chosen])),
        )  # fmt: skip

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input: the rows and tiles, then the letters."""
        signal = self.focus.take(event)
        if signal is not None:
            if signal.kind == "choose":
                self.chosen = signal.value
            if signal.kind == "press":
                return self._open("fork" if signal.id == "rows" else signal.id)
            return Stay()
        if not isinstance(event, Key) or not event.plain:
            return None
        name = {"f": "fork", "escape": "back"}.get(event.name)
        return self._open(name) if name else None

    def _open(self, name: str) -> Answer:
        if name == "back":
            return Pop()
        if self._model is None or not self._model.rows:
            return Stay()
        return Push("replay", self.port.replay(self._model.rows[self.chosen].decision))

    def pass_time(self, _seconds: float) -> Answer | None:
        """Take the judgements that came."""
        return Stay() if self.port.reckon() else None


def _told(row: MomentRow) -> str:
    return ", ".join(
        part for part in (row.date, row.words, row.badge, row.aside, row.better) if part
    )


def _row(p: Painter, row: Box, model: MomentRow, *, chosen: bool) -> None:
    if chosen:
        p.panel(row.inset(0, 2), theme.ROW_FOCUS, border=theme.LINE, radius=theme.RADIUS_TILE)
    x, tone = row.x + 94, theme.TONES[model.tone]
    p.text((row.x + 24, row.mid_y), model.badge, theme.HEAD, tone, align="mid")
    p.text((row.x + 44, row.mid_y - 9), model.date, theme.LABEL, theme.DIM)
    wide = p.text((row.right - 14, row.mid_y - 9), model.aside, theme.BODY_BOLD, tone,
                  align="right")  # fmt: skip
    _fitted(p, (x, row.mid_y - 9), model.words, theme.BODY_MID, row.right - 30 - wide - x)
    _fitted(p, (x, row.mid_y + 10), model.better, theme.LABEL, row.right - 14 - x)


def _fitted(
    p: Painter, at: tuple[float, float], words: str, style: theme.Style, room: float
) -> None:
    """Set a line; a package too long for it loses its last terms, and shows that it does."""
    shown = words
    while p.width(shown, style) > room and "; " in shown:
        shown = shown.rstrip("\u2026 ;").rpartition("; ")[0] + "; \u2026"
        if shown == "; \u2026":
            break
    p.text(at, shown, style, theme.SOFT if style is theme.LABEL else theme.INK, limit=room)


def _sides(p: Painter, box: Box, model: ReviewModel) -> None:
    body = panel_head(p, box, model.sides_title)
    y = body.y + 14
    for side in model.sides:
        y = _side(p, Box(body.x, y, body.w, 0), side) + 16


def _side(p: Painter, box: Box, side: SideRow) -> float:
    actor = side.actor
    p.seat((box.x + 30, box.y + 18), actor.shape, actor.emblem, 28, actor.colour)
    area = Box(box.x + 56, box.y, box.w - 72, 0)
    return max(p.lines(area, side.words, theme.BODY, theme.SOFT, lead=LEAD), box.y + 36)


def _ways(low: Box, text: Text, *, is_open: bool) -> tuple[Widget, ...]:
    fork, back = Box(low.x, low.y, 420, low.h), Box(low.right - 220, low.y, 220, low.h)
    return (
        Tile(id="fork", box=fork, ring=fork.inset(-3), region="ways", face="main", open=is_open,
             label=text("ui.review.fork"), cap="F", lines=(text("ui.review.fork_detail"),)),
        Tile(id="back", box=back, ring=back.inset(-3), region="ways", label=text("ui.back"),
             cap=text("ui.key.escape")),
    )  # fmt: skip

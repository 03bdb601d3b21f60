"""Dusk: what happened since the last stop, event by event, and what it changed. Over the desk."""

from attrs import Factory, define, evolve

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.parts.reading import Reading
from game.parts.record import panel_head, record_list
from game.ports import DuskPort
from game.presenters.desk import Tab
from game.presenters.dusk import Change, DuskModel
from game.screens.base import Answer, Context, Pop, Stay, show
from game.tiles import Tile

WIDE = 1000
LEFT = 500
TOP, LOW = 58, 84
BODY_LEAST, BODY_MOST = 220, 436
ROW, EVENT, HEAD, GAP = 30, 28, 36, 12
STEP_SECONDS = 0.35
LAST = 1_000_000
"""A first row beyond any end: the list then shows its last rows."""


@define(eq=False)
class DuskScreen:
    """One dusk: events land one by one, any key of going on shows them all, then closes."""

    port: DuskPort
    focus: Focus = Factory(Focus)
    cover: bool = True
    keys: str = "dusk"
    told: int = 1
    """How many events have landed."""
    scrolled: int = LAST
    begins: Box | None = None
    _count: int = 1
    _since: float = 0.0

    @property
    def lively(self) -> bool:
        """Whether events are still landing."""
        return self.told < self._count

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the events that have landed, the changes, and the ways on."""
        p.veil(190)
        text, model = context.text, self.port.model(context.text)
        self._count = len(model.rows)
        if not context.motion:
            self.told = self._count
        high = TOP + _body_high(model) + LOW
        box = Box(room.mid_x - WIDE / 2, room.mid_y - high / 2, WIDE, high)
        p.panel(box, theme.PANEL_OWN, border=theme.CAP_LINE)
        self.begins = box
        left = Box(box.x + 24, box.y + TOP, LEFT, high - TOP - LOW)
        right = Box(left.right + 16, left.y, box.right - 24 - left.right - 16, left.h)
        widgets = [self._rows(p, left, model), *_changes(p, right, model)]
        ways = self._ways(p, box, context)
        _head(p, left, model, ways[0] if context.magnified else None)
        p.text((box.x + 24, box.bottom - 20), text("ui.dusk.again"), theme.LABEL, theme.DIM)
        # Where the sheet is larger than the view one begins to read; Enter goes on from anywhere.
        first = "rows" if context.magnified else "go_on"
        show(p, self.focus, (*widgets, *ways), first=first)

    def _rows(self, p: Painter, box: Box, model: DuskModel) -> Widget:
        p.panel(box, theme.PANEL, border=theme.LINE)
        rows = tuple(
            evolve(row, fresh=row.fresh and place == self.told - 1)
            for place, row in enumerate(model.rows[: self.told])
        )
        tab = Tab(id="events", label=model.title, rows=rows)
        return record_list(p, tab, box.inset(6), LAST if self.lively else self.scrolled)

    def _ways(self, p: Painter, box: Box, context: Context) -> list[Tile]:
        text, y = context.text, box.bottom - 72
        on = "ui.dusk.to_the_end" if self.port.model(text).over else "ui.dusk.go_on"
        label = text("ui.dusk.all" if self.lively else on)
        main = Tile(id="go_on", box=Box(0, 0, 0, 0), region="ways", face="main", label=label,
                    cap=text("ui.key.space"))  # fmt: skip
        never = Tile(id="never", box=Box(0, 0, 0, 0), region="ways", cap="N",
                     label=text("ui.dusk.never"), hint=text("ui.dusk.again"))  # fmt: skip
        made: list[Tile] = []
        right = box.right - 24
        for tile, least in ((main, 220), (never, 120)):
            wide = max(tile.width(p) + 8, least)
            spot = Box(right - wide, y, wide, 44)
            made.append(evolve(tile, box=spot, ring=spot.inset(-3)))
            right = spot.x - 12
        return made

    def answer(self, event: Input, context: Context) -> Answer | None:
        """Answer an input: Space and Enter go on, Right brings the next event, Escape skips."""
        if isinstance(event, Key) and event.plain:
            found = self._key(event, context)
            if found is not None:
                return found
        signal = self.focus.take(event)
        return None if signal is None else self._signal(signal, context)

    def _key(self, event: Key, context: Context) -> Answer | None:
        if event.name == "escape":
            return Pop()
        if event.name == "space" or (event.name == "enter" and self.focus.at != "never"):
            return self._go_on()
        if event.name == "n":
            return self._never(context)
        if event.name == "right" and self.lively:
            self._land()
            return Stay()
        return None

    def _signal(self, signal: Signal, context: Context) -> Answer:
        if signal.kind == "press":
            return self._never(context) if signal.id == "never" else self._go_on()
        if signal.id == "rows" and signal.kind in ("scroll", "choose"):
            self.scrolled = signal.value
        return Stay()

    def _go_on(self) -> Answer:
        """Show all that has not landed yet; once all has, close."""
        if not self.lively:
            return Pop()
        self.told = self._count
        return Stay()

    def _never(self, context: Context) -> Answer:
        context.dusk = False
        return Pop()

    def _land(self) -> None:
        self.told, self._since = self.told + 1, 0.0

    def pass_time(self, seconds: float) -> Answer | None:
        """Let the next event land when its time has come."""
        if not self.lively:
            return None
        self._since += seconds
        if self._since < STEP_SECONDS:
            return None
        self._land()
        return Stay()


def _groups(model: DuskModel) -> list[tuple[str, tuple[Change, ...]]]:
    """Return the groups of changes that have any."""
    both = ((model.answers_title, model.answers), (model.gauges_title, model.gauges))
    return [(title, lines) for title, lines in both if lines]


def _body_high(model: DuskModel) -> float:
    """Return the height that the events and the changes want, within what the desk allows."""
    groups = _groups(model)
    right = sum(HEAD + ROW * len(lines) for _, lines in groups) + GAP * max(len(groups) - 1, 0)
    return min(max(right, EVENT * len(model.rows) + GAP, BODY_LEAST), BODY_MOST)


def _head(p: Painter, body: Box, model: DuskModel, on: Tile | None) -> None:
    """Set what is told of; where the way on may be out of view, with its key beside."""
    y = body.y - TOP + 32
    end = body.x + p.text((body.x, y), model.title, theme.HEAD) + 12
    end += p.text((end, y + 1), model.aside, theme.BODY, theme.SOFT) + 12
    if on is None:
        return
    wide = draw.cap_width(p, on.cap)
    named = wide + 6 + p.width(on.label, theme.LABEL)
    if end + named <= body.right:
        draw.key_hint(p, body.right - named, y, on.cap, on.label)
    else:
        draw.key_cap(p, body.right, y, on.cap)


def _changes(p: Painter, box: Box, model: DuskModel) -> list[Widget]:
    """Draw the answers of the desk and the gauges, each before and after; return each as a stop."""
    if model.quiet:
        body = panel_head(p, box, model.gauges_title)
        p.text((body.mid_x, body.y + 40), model.quiet, theme.BODY, theme.DIM, align="mid")
        return [_stop(box, 0, model.gauges_title, model.quiet)]
    made: list[Widget] = []
    y = box.y
    for title, lines in _groups(model):
        group = Box(box.x, y, box.w, HEAD + ROW * len(lines))
        body = panel_head(p, group, title)
        for place, line in enumerate(lines):
            _change(p, body.row(place, ROW), line)
        made.append(_stop(group, len(made), title, ", ".join(map(_told, lines))))
        y = group.bottom + GAP
    return made


def _stop(box: Box, place: int, title: str, words: str) -> Widget:
    return Reading(id=f"changes.{place}", box=box, region="changes", label=title, value=words)


def _told(model: Change) -> str:
    """Return a change as it is read aloud."""
    return " ".join(part for part in (model.label, model.after, model.delta.figure) if part)


def _change(p: Painter, row: Box, model: Change) -> None:
    """Set one quantity: its name, what it was, what it is, and by how much it went."""
    y, right = row.mid_y, row.right - 14
    ink = theme.TONES[model.tone]
    if model.delta.sign:
        draw.arrow(p, right - 5, y, model.delta.sign, ink)
    p.text((right - 16, y), model.delta.figure, theme.BODY_MID, ink, align="right")
    right -= 76
    right -= p.text((right, y), model.after, theme.BODY_BOLD, align="right") + 8
    if model.delta.sign:
        right -= p.text((right, y), "\u2192", theme.LABEL, theme.DIM, align="right") + 8
        right -= p.text((right, y), model.before, theme.BODY, theme.SOFT, align="right") + 12
    p.text((row.x + 14, y), model.label, theme.LABEL, theme.SOFT, limit=right - row.x - 14)

"""The title: the ways in, over a record that lies dimmed behind them."""

from attrs import Factory, define, evolve

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key
from game.paint import Painter
from game.parts.lanes import lane_plan, lanes, names_wide
from game.ports import TitlePort
from game.presenters.title import Entry, TitleModel
from game.screens.base import Answer, Context, Push, Quit, Stay, show
from game.text import load, next_language
from game.tiles import Tile

LEFT = 80
WIDE = 452
HIGH = 56
LINE = 17
PAD = 10
BETWEEN = "  \u00b7  "
"""What stands between the parts of a line of details."""
SMALL = 36
GAP = 8
DIMMED = 120
RUN_SECONDS = 24
STEP_SECONDS = 1 / 15


@define(eq=False)
class TitleScreen:
    """The first screen."""

    port: TitlePort
    focus: Focus = Factory(Focus)
    cover: bool = False
    keys: str = "title"
    now: float = 0.0
    """How far the record behind the title has run, 0 to 1."""
    _left: bool = False
    """Whether another screen was opened from here since the last drawing."""
    _model: TitleModel | None = None
    _spent: float = 0.0

    @property
    def lively(self) -> bool:
        """Whether the record behind the title still runs."""
        return self.now < 1 and self._model is not None and self._model.backdrop is not None

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the name, the ways in and what lies behind."""
        model = self._model = self.port.model(context.text)
        if not context.motion:
            self.now = 1.0
        p.ground(())
        if model.backdrop is not None:
            self._backdrop(p, room, model)
        entries = tuple(_told(p, entry) for entry in model.entries)
        # Each line more than a game that was left needs moves all up, clear of the notice.
        more = sum(len(now.details) - len(then.details)
                   for now, then in zip(entries, model.entries, strict=True))  # fmt: skip
        top = max(room.mid_y - 296 - LINE * more, 40)
        p.text((LEFT, top + 24), model.name, theme.BRAND_BIG, theme.BRAND)
        p.lines(Box(LEFT, top + 66, 440, 0), model.promise, theme.HEAD_LIGHT, theme.SOFT, lead=26)
        p.fill(Box(LEFT, top + 132, 56, 3), theme.GOLD)
        widgets = self._entries(entries, _main(model), Box(LEFT, top + 162, WIDE, HIGH))
        p.text((LEFT, room.h - 32), model.notice, theme.LABEL, theme.DIM, limit=room.w - 260)
        draw.key_hint(p, room.right - 110, room.h - 32, "F1", context.text("ui.keys.hint"))
        if self._left:  # what is golden may be another thing by now, and Enter is to do it
            self._left, self.focus.at = False, _main(model)
        show(p, self.focus, tuple(widgets), first=_main(model))

    def _backdrop(self, p: Painter, room: Box, model: TitleModel) -> None:
        box = Box(560, 84, room.w - 560 - 40, room.h - 190)
        if model.backdrop is None:
            return
        wide = names_wide(p, model.backdrop)
        plan = lane_plan(box, model.backdrop, names=wide, foot=0, step=84)
        lanes(p, box, plan, model.backdrop, self.now)
        p.fade(box.inset(-24), DIMMED)

    def _entries(self, entries: tuple[Entry, ...], main: str, first: Box) -> list[Widget]:
        """Stack the entries with details; those without stand side by side below them."""
        made: list[Widget] = []
        y = first.y
        for entry in (one for one in entries if one.details):
            high = HIGH + LINE * (len(entry.details) - 1)
            made.append(_tile(entry, Box(first.x, y, first.w, high), main))
            y += high + GAP
        small = [one for one in entries if not one.details]
        cells = Box(first.x, y, first.w, SMALL).cells(max(len(small), 1), GAP)
        made += [_tile(entry, box, main) for entry, box in zip(small, cells, strict=False)]
        return made

    def answer(self, event: Input, context: Context) -> Answer | None:
        """Answer an input: the tiles, then their letters."""
        signal = self.focus.take(event)
        if signal is not None:
            return self._open(signal.id, context) if signal.kind == "press" else Stay()
        if not isinstance(event, Key) or not event.plain or self._model is None:
            return None
        for entry in self._model.entries:
            if entry.open and entry.key.lower() == event.name:
                return self._open(entry.id, context)
        return None

    def _open(self, entry: str, context: Context) -> Answer:
        self._left = entry != "language"
        match entry:
            case "resume":
                return Push("desk", self.port.resume())
            case "new":
                return Push("seats", self.port.seats(context.level))
            case "lessons":
                return Push("lessons", self.port.lessons())
            case "daily":
                return Push("desk", self.port.daily(context.text))
            case "records":
                return Push("library", self.port.library())
            case "language":
                context.text = load(next_language(context.text.lang))
                return Stay()
            case _:
                return self._leave(entry)

    def _leave(self, entry: str) -> Answer:
        if entry == "quit":
            return Quit()
        if entry == "settings":
            return Push("settings")
        return Push("replay", self.port.replay(entry))

    def pass_time(self, seconds: float) -> Answer | None:
        """Draw again when the record behind the title has come, and while it runs."""
        if self._model is None:
            return None  # the first picture comes before everything else
        if self.port.fresh():
            return Stay()
        if not self.lively:
            return None
        self._spent += seconds
        if self._spent < STEP_SECONDS:
            return None
        self.now = min(self.now + self._spent / RUN_SECONDS, 1.0)
        self._spent = 0.0
        return Stay()


def _told(p: Painter, entry: Entry) -> Entry:
    """Return an entry whose lines fit its tile: one that is too wide goes on below."""
    lines: list[str] = []
    for detail in entry.details:
        line = ""
        for part in detail.split(BETWEEN):
            joined = f"{line}{BETWEEN}{part}" if line else part
            if line and p.width(joined, theme.LABEL) > WIDE - 2 * PAD:
                lines.append(line)
                joined = part
            line = joined
        lines.append(line)
    return evolve(entry, details=tuple(lines))


def _tile(entry: Entry, box: Box, main: str) -> Widget:
    return Tile(id=entry.id, box=box, region="ways", label=entry.label, cap=entry.key,
                lines=entry.details, open=entry.open, ring=box.inset(-3),
                face="main" if entry.id == main else "plain")  # fmt: skip


def _main(model: TitleModel) -> str:
    """Return the entry that is gold: the first that is open."""
    return next((entry.id for entry in model.entries if entry.open), "")

"""The replay: walk a record event by event, through any seat's eyes, and fork it anywhere."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus
from game.inputs import Input, Key, Signal
from game.paint import Painter
from game.parts import replay as parts
from game.parts.lanes import lane_plan, lanes, names_wide
from game.ports import ReplayPort
from game.presenters.replay import ReplayModel
from game.screens.base import Answer, Context, Pop, Push, Stay, show
from game.text import Text

EVENT_SECONDS = 0.35
LOW_HIGH = 232
FORK_HIGH = 100


@define(eq=False)
class ReplayScreen:
    """A record at one event."""

    port: ReplayPort
    focus: Focus = Factory(Focus)
    cover: bool = False
    keys: str = "replay"
    playing: bool = False
    _spent: float = 0.0
    _model: ReplayModel | None = None

    @property
    def lively(self) -> bool:
        """Whether the record runs on by itself."""
        return self.playing

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the replay."""
        model = self._model = self.port.model(context.text)
        fork = Box(16, room.h - FORK_HIGH - 12, room.w - 32, FORK_HIGH)
        low = Box(16, fork.y - 12 - LOW_HIGH, room.w - 32, LOW_HIGH)
        top = Box(16, theme.MAIN_TOP, room.w - 32, low.y - 12 - theme.MAIN_TOP)
        columns = self._columns(low, model)
        p.ground((top, *columns, fork))
        x = draw.brand(p, context.text("ui.name"), 28)
        title = context.text("ui.replay.title")
        x += p.text((x, 28), title, theme.HEAD) + 12
        widgets = [*parts.eyes(p, room, model)]
        left = min((widget.box.x for widget in widgets), default=room.right)
        room_left = left - p.width(model.eyes_label, theme.BODY) - 36 - x
        if p.width(model.subtitle, theme.BODY) <= room_left:
            p.text((x, 29), model.subtitle, theme.BODY, theme.SOFT)
        else:
            two = Box(x, 14, room_left, 0)
            p.lines(two, model.subtitle, theme.LABEL, theme.SOFT, lead=15, most=2)
        scrubber = self._lanes(p, top, model, context.text)
        day = parts.day_panel(p, columns[0], model)
        parts.sees_panel(p, columns[1], model.sees)
        if model.branches:
            widgets += parts.branches_panel(p, columns[2], model.branches)
        forks = parts.fork_bar(p, fork, model)
        show(p, self.focus, (scrubber, day, *forks, *widgets), first="lanes")

    def _columns(self, low: Box, model: ReplayModel) -> tuple[Box, ...]:
        gap = theme.GUTTER
        if not model.branches:
            wide = (low.w - gap) * 0.5
            return (
                Box(low.x, low.y, wide, low.h),
                Box(low.x + wide + gap, low.y, low.w - wide - gap, low.h),
            )
        day, sees = low.w * 524 / 1248, low.w * 336 / 1248
        last = low.w - day - sees - 2 * gap
        return (
            Box(low.x, low.y, day, low.h),
            Box(low.x + day + gap, low.y, sees, low.h),
            Box(low.right - last, low.y, last, low.h),
        )

    def _lanes(self, p: Painter, top: Box, model: ReplayModel, text: Text) -> parts.Scrubber:
        p.panel(top, theme.PANEL, border=theme.LINE)
        plan = lane_plan(top, model.lanes, names=names_wide(p, model.lanes))
        events = model.lanes.events
        now = events[model.place].at if events else 0.0
        lanes(p, top, plan, model.lanes, now, place=model.place)
        p.rule(top.x, top.bottom - 32, top.w)
        x, y = top.x + 16, top.bottom - 16
        for key, words in _HINTS:
            x = 14 + draw.key_hint(
                p, x, y, text(key) if key.startswith("ui.") else key, text(words)
            )
        p.text((top.right - 16, y), model.footer, theme.LABEL, theme.SOFT, align="right")
        return parts.Scrubber(
            id="lanes", box=top, plan=plan, times=tuple(event.at for event in events),
            place=model.place, label=text("ui.replay.title"),
        )  # fmt: skip

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input; the keys of the record work wherever the focus stands."""
        signal = self.focus.take(event)
        if signal is not None:
            return self._signal(signal)
        if not isinstance(event, Key) or not event.plain or self._model is None:
            return None
        return self._key(event, self._model)

    def _key(self, event: Key, model: ReplayModel) -> Answer | None:
        if event.name == "escape":
            return Pop()
        if event.name in ("p", "space"):
            self.playing = not self.playing
            return Stay()
        if event.name in ("f", "enter"):
            return self._fork()
        if event.name == "v":
            return self._review()
        if event.name == "b" and model.branches:
            rows = (one.id for one in self.focus.widgets if one.region == "branches")
            self.focus.go(next(rows, self.focus.at))
            return Stay()
        if event.name.isdigit() and int(event.name) < len(model.eyes):
            self.port.look(int(event.name))
            return Stay()
        if event.name in ("home", "end"):
            self.port.seek(0 if event.name == "home" else len(model.lanes.events) - 1)
            return Stay()
        return None

    def _signal(self, signal: Signal) -> Answer | None:
        name, _, rest = signal.id.partition(".")
        if signal.kind == "choose" and name == "lanes":
            self.playing = False
            self.port.seek(signal.value)
        elif signal.kind == "held":
            self.port.stop(signal.value)
        elif signal.kind == "choose" and name == "day" and self._model:
            self.port.seek(self._model.place_of(signal.value))
        elif signal.kind == "press" and name == "eye":
            self.port.look(int(rest))
        elif signal.kind == "press" and name == "seat":
            return self._take(int(rest))
        elif signal.kind == "press" and name == "fork":
            return self._fork()
        elif signal.kind == "press" and name == "review":
            return self._review()
        elif signal.kind == "press" and name == "branch":
            return self._open_branch(int(rest))
        return Stay()

    def _take(self, place: int) -> Answer | None:
        """Choose a seat; a second press on the chosen one takes it."""
        if self._model and self._model.seat == place and self.focus.shown:
            return self._fork()
        self.port.choose_seat(place)
        return Stay()

    def _open_branch(self, place: int) -> Answer:
        branch = self.port.branch(place)
        return Stay() if branch is None else Push("replay", branch)

    def _fork(self) -> Answer | None:
        desk = self.port.fork()
        return Push("desk", desk) if desk is not None else Stay()

    def _review(self) -> Answer:
        review = self.port.review()
        return Stay() if review is None else Push("review", review)

    def pass_time(self, seconds: float) -> Answer | None:
        """Walk on by itself while playing."""
        if not self.playing or self._model is None:
            return None
        self._spent += seconds
        if self._spent < EVENT_SECONDS:
            return None
        self._spent = 0.0
        last = len(self._model.lanes.events) - 1
        self.playing = self._model.place < last
        self.port.seek(min(self._model.place + 1, last))
        return Stay()


_HINTS = (
    ("ui.key.home", "ui.replay.start"),
    ("ui.key.shift_left", "ui.replay.stop"),
    ("\u2190", "ui.replay.event"),
    ("\u2192", "ui.replay.event"),
    ("ui.key.shift_right", "ui.replay.stop"),
    ("ui.key.end", "ui.replay.end"),
    ("P", "ui.replay.play"),
)

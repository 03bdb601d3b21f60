"""
The window and the only loop. Screens are values on a stack; drawing happens only when asked for.

`step(events, seconds)` is the whole of a turn of the loop, so tests drive the game with it under
SDL's dummy driver and a clock of their own.
"""

from argparse import Namespace
from collections.abc import Callable, Sequence

from game.hints import set_hints

set_hints()

import pygame  # noqa: E402 - the hints come first
from attrs import Factory, define  # noqa: E402

from game import text, theme  # noqa: E402
from game.box import Box  # noqa: E402
from game.cues import Cue  # noqa: E402
from game.inputs import ARROWS, Input, Key, Pointer, Wheel  # noqa: E402
from game.notice import Notice, plain_words  # noqa: E402
from game.paint import Painter  # noqa: E402
from game.pan import Pan, canvas, out_of_view  # noqa: E402
from game.parts.caption import captions  # noqa: E402
from game.parts.more import more, rims  # noqa: E402
from game.presenters.settings import Settings  # noqa: E402
from game.screens.base import (  # noqa: E402
    Answer,
    Context,
    Home,
    Pop,
    Push,
    Quit,
    Replace,
    Screen,
    Sounding,
    Stay,
)
from game.tidy import tidy  # noqa: E402
from game.typeset import missing  # noqa: E402
from game.voice import Voice  # noqa: E402

FRAME_SECONDS = 1 / 60
REST_MS = 250
CAPTIONS = {
    "seats": "ui.seats.title", "library": "ui.library.title", "replay": "ui.replay.title",
    "outcome": "ui.outcome.title", "review": "ui.review.title",
    "desk": "ui.keys.group_desk", "dusk": "ui.dusk.title", "call": "ui.call.title",
    "dossier": "ui.dossier.title", "pause": "ui.pause.title",
    "notice": "ui.notice.title", "keys": "ui.keys.title", "settings": "ui.settings.title",
    "lessons": "ui.lessons.title", "learnt": "ui.learnt.title",
}  # fmt: skip
NAMES = {"return": "enter", "keypad enter": "enter", "[enter]": "enter", "page up": "pageup",
         "page down": "pagedown"}  # fmt: skip
NO_SETTINGS = ("settings", "notice", "keys")
Factories = dict[str, Callable[[object], Screen]]


@define(eq=False)
class App:
    """The window, the stack and what all screens share."""

    factories: Factories
    context: Context
    stack: list[Screen]
    window: pygame.Surface
    painter: Painter
    room: Box
    running: bool = True
    dirty: bool = True
    frames: int = 0
    """How many times the screen was drawn; at rest it does not grow."""
    caption: str = ""
    keep: Callable[[Settings], None] | None = None
    """Told of every change of the settings, at once."""
    voice: Voice = Factory(Voice)
    pan: Pan = Factory(Pan)
    _small: tuple[int, int] = (theme.CANVAS_WIDTH, theme.CANVAS_HEIGHT)
    """The size of the window before it filled the screen."""
    _told_fonts: bool = False
    _at: tuple[int, str] = (0, "")
    _settled: Settings = Factory(lambda self: self.context.settings(), takes_self=True)

    def step(self, events: Sequence[pygame.event.Event], seconds: float) -> bool:
        """Answer events, let time pass, draw if anything changed; say whether to go on."""
        self.dirty = self.voice.pass_time(seconds) or self.dirty
        if self.frames:
            self.voice.start(self.context)
            self._miss_fonts()
        for event in events:
            if self.dirty and event.type == pygame.KEYDOWN:
                self.draw()  # a key means what the person will see when it is answered
            self._guarded(lambda event=event: self._take(event))  # type: ignore[misc]
        if self.stack:
            self._guarded(lambda: self._follow(self.stack[-1].pass_time(seconds)))
        self._guarded(self._settle)
        self._hear()
        if self.running and (self.dirty or self.stack[-1].focus.changed):
            self.draw()
        elif self.running and not (events or self.stack[-1].lively):
            tidy()
        return self.running

    def _settle(self) -> None:
        """Follow the settings, whoever changed them: the window, the scale, the disk."""
        now, before = self.context.settings(), self._settled
        if now == before:
            return
        self.dirty = True
        if now.full_screen != before.full_screen:
            self.fill_screen()
        self._settled = self.context.settings()
        if (now.full_screen, now.size) != (before.full_screen, before.size):
            self.fit()
        if self.keep is not None:
            self.keep(now)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do something that may fail outside of our hands; then a notice lies over the screen."""
        try:
            work()
        except Exception as problem:
            words = plain_words(problem, self.context.text)
            if words is None:
                raise
            self.stack.append(self.factories["notice"](words))
            self.voice.cue(Cue("error"), self.context)
            self.dirty = True

    def _miss_fonts(self) -> None:
        """Say once that a font file is lost; the game is played in another one."""
        if missing and not self._told_fonts:
            self._told_fonts = self.dirty = True
            self.voice.show(self.context.text("ui.caption.no_font"), self.context)

    def _hear(self) -> None:
        """Let what the screen on top has to be heard be heard, and the focus that moved."""
        top = self.stack[-1] if self.stack else None
        for cue in _cues_of(top):
            self.voice.cue(cue, self.context, unseen=out_of_view(top, self.view, self.room))
            self.dirty = True
        at = (id(top), top.focus.at) if top is not None else (0, "")
        if self._at[0] == at[0] and self._at[1] and self._at != at:
            self.voice.cue(Cue("tick"), self.context)
        self._at = at

    def draw(self) -> None:
        """Draw the screens that can be seen; pan the canvas so that the focus is in view."""
        self._draw_once()
        if self.pan.follow(self.stack[-1], self.view, self.room):
            self._draw_once()
        self._draw_over()
        self._name_window()
        if not self._at[1]:
            self._at = (id(self.stack[-1]), self.stack[-1].focus.at)
        self.dirty = False
        self.frames += 1
        pygame.display.flip()

    def _name_window(self) -> None:
        """Let the caption say where the person is, for whoever reads windows aloud."""
        key = CAPTIONS.get(self.stack[-1].keys)
        words = self.context.text
        caption = words("ui.name") + (f": {words(key)}" if key else "")
        if caption != self.caption:
            self.caption = caption
            pygame.display.set_caption(caption)
        top = self.stack[-1]
        said = words(key) if key else words("ui.name") if top.keys == "title" else ""
        self.voice.follow(said, getattr(top, "words", ""), top.focus, self.context)

    def _draw_once(self) -> None:
        across, down = rims(*self._size, self.room)
        self.painter.origin = self.pan.x - across, self.pan.y - down
        low = max(place for place, screen in enumerate(self.stack) if not screen.cover)
        for screen in self.stack[low:]:
            screen.focus.covered = screen is not self.stack[-1]
            screen.draw(self.painter, self.context, self.room)

    def _draw_over(self) -> None:
        more(self.painter, self.view, self.room)
        current = self.stack[-1].focus.current
        kept = current.ring if current is not None else None
        captions(self.painter, self.view, self.voice.captions, kept)

    @property
    def view(self) -> Box:
        """The part of the canvas that the window shows."""
        wide, high = self._size
        across, down = rims(wide, high, self.room)
        return Box(*self.pan.origin, wide - 2 * across, high - 2 * down)

    @property
    def _size(self) -> tuple[float, float]:
        wide, high = self.window.get_size()
        return wide / self.painter.scale, high / self.painter.scale

    @property
    def is_magnified(self) -> bool:
        """Whether the window shows only a part of the canvas."""
        return self.view.w + 1 < self.room.w or self.view.h + 1 < self.room.h

    def _take(self, event: pygame.event.Event) -> None:
        if event.type == pygame.QUIT:
            self.running = False
        elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self.fit()
        elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWRESTORED):
            self.dirty = True
        elif event.type in (pygame.KEYUP, pygame.WINDOWFOCUSLOST):
            self._hold(down=False)
        else:
            found = self._translate(event)
            if found is not None and self.stack:
                answer = self._common(found) or self.stack[-1].answer(found, self.context)
                self._follow(answer or self._rolled(found))

    def _rolled(self, event: Input) -> Answer | None:
        """Move the view by a wheel that nothing under the pointer wanted."""
        if not isinstance(event, Wheel) or not event.lines or not self.is_magnified:
            return None
        self.pan.shift("up" if event.lines > 0 else "down", self.view, self.room)
        return Stay()

    def _translate(self, event: pygame.event.Event) -> Input | None:
        if event.type == pygame.KEYDOWN:
            return _key(event)
        kinds = {pygame.MOUSEMOTION: "move", pygame.MOUSEBUTTONDOWN: "down"}
        if event.type == pygame.MOUSEWHEEL:
            x, y = self._place(pygame.mouse.get_pos())
            return Wheel(x=x, y=y, lines=event.y)
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            x, y = self._place(event.pos)
            return Pointer(kind="up", x=x, y=y)
        if event.type in kinds and getattr(event, "button", 1) == 1:
            x, y = self._place(event.pos)
            return Pointer(
                kind="down" if event.type == pygame.MOUSEBUTTONDOWN else "move", x=x, y=y
            )
        return None

    def _place(self, at: tuple[int, int]) -> tuple[float, float]:
        scale, (left, top) = self.painter.scale, self.painter.origin
        return at[0] / scale + left, at[1] / scale + top

    def _common(self, event: Input) -> Answer | None:
        """Answer the keys that mean the same on every screen."""
        if not isinstance(event, Key):
            return None
        if event.alt and event.name == "e":
            self._hold(down=True)  # the desk may want the key too
        top = self.stack[-1]
        if event.name == "f1" and top.keys != "keys":
            return Push("keys", top.keys)
        if event.name == "f10" and top.keys not in NO_SETTINGS:
            return Push("settings")
        if event.name == "q" and event.ctrl:
            return Quit()
        return Stay() if self._changed(event) else None

    def _changed(self, event: Key) -> bool:
        """Change a setting by its own key; say whether this was one."""
        context = self.context
        if event.name == "f11":
            context.full_screen = not context.full_screen
        elif event.alt and event.name == "l":
            context.text = text.load(text.next_language(context.text.lang))
        elif event.alt and event.name == "m":
            context.muted = not context.muted
        elif event.ctrl and event.name in ("=", "+", "-", "0"):
            self._resize_interface(event.name)
        elif event.ctrl and event.name in ARROWS and self.is_magnified:
            self.pan.shift(event.name, self.view, self.room)
        else:
            return False
        return True

    def fill_screen(self) -> None:
        """
        Fill the screen, or leave it; where that cannot be, the setting goes back.

        By a mode of its own: `toggle_fullscreen` fails on X11 without a word.
        """
        try:
            if self.context.full_screen:
                self._small = self.window.get_size()
                pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
                return
            found = pygame.display.set_mode(self._small, pygame.RESIZABLE)
            if found.get_size() != self._small:  # X11 keeps the large size when asked once
                pygame.display.set_mode(self._small, pygame.RESIZABLE)
        except pygame.error as refusal:
            self.context.full_screen = not self.context.full_screen
            raise Notice("ui.notice.full_screen") from refusal

    def _hold(self, *, down: bool) -> None:
        """Remember whether the key of the expected result is down."""
        self.dirty = self.dirty or self.context.held != down
        self.context.held = down

    def _resize_interface(self, name: str) -> None:
        here = theme.SIZES.index(self.context.size)
        step = {"-": -1, "0": theme.SIZES.index(100) - here}.get(name, 1)
        self.context.size = theme.SIZES[max(0, min(here + step, len(theme.SIZES) - 1))]

    def _follow(self, answer: Answer | None) -> None:
        """Apply a screen's answer to the stack; the only place that changes it."""
        if answer is None:
            return
        self._hear()  # before whoever has something to be heard is gone
        match answer:
            case Push():
                self.stack.append(self.factories[answer.name](answer.port))
            case Replace():
                self.stack[-1] = self.factories[answer.name](answer.port)
            case Pop():
                self.stack.pop()
                self.running = bool(self.stack)
            case Home():
                del self.stack[1:]
            case Quit():
                self.running = False
            case Stay():
                pass
        self.dirty = True

    def fit(self) -> None:
        """Take the size of the window: choose the scale, make a painter, lay out anew."""
        self.window = pygame.display.get_surface() or self.window
        scale, self.room = canvas(self.window.get_size(), self.context.size)
        self.painter = Painter(self.window, scale)
        self.pan.reset()
        self.context.magnified = self.is_magnified
        self.dirty = True

    def run(self) -> None:
        """Run until the person leaves; at rest, sleep until something happens."""
        clock = pygame.time.Clock()
        pygame.key.set_repeat(350, 40)
        while self.running:
            awake = self.dirty or self.stack[-1].lively
            first = [] if awake else [pygame.event.wait(REST_MS)]
            events = [event for event in first if event.type != pygame.NOEVENT]
            events += pygame.event.get()
            self.step(events, min(clock.tick(round(1 / FRAME_SECONDS)) / 1000, 0.25))


def open_window(
    size: tuple[int, int] = (theme.CANVAS_WIDTH, theme.CANVAS_HEIGHT),
) -> pygame.Surface:
    """Open the window; a smaller desktop gets a smaller one."""
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_caption("Pourparlers")
    return pygame.display.set_mode(size, pygame.RESIZABLE)


def run(said: Namespace) -> int:
    """Open the game on a screen as the command line asked; return the exit code."""
    from game.shell import evaluating
    from game.shell.window import run_window

    evaluating.allow()
    return run_window(said)


def make_app(factories: Factories, first: Screen, context: Context, window: pygame.Surface) -> App:
    """Put the first screen into a window."""
    scale, room = canvas(window.get_size(), context.size)
    made = App(
        factories=factories,
        context=context,
        stack=[first],
        window=window,
        painter=Painter(window, scale),
        room=room,
    )
    context.magnified = made.is_magnified
    return made


def _key(event: pygame.event.Event) -> Key:
    name = pygame.key.name(event.key)
    mods = event.mod if hasattr(event, "mod") else 0
    return Key(
        name=NAMES.get(name, name),
        text=getattr(event, "unicode", "") or "",
        shift=bool(mods & pygame.KMOD_SHIFT),
        ctrl=bool(mods & (pygame.KMOD_CTRL | pygame.KMOD_META)),
        alt=bool(mods & pygame.KMOD_ALT),
    )


def _cues_of(screen: object) -> tuple[Cue, ...]:
    return screen.cues() if isinstance(screen, Sounding) else ()

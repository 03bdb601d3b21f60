"""
What a screen is, and what it may answer to an input: push, replace, pop, home, quit, or nothing.

A screen never sees the loop. It draws itself from its port's view model, keeps its focus and its
scroll places, and says by name which screen comes next.
"""

from typing import Protocol, runtime_checkable

from attrs import define, fields, frozen

from game.box import Box
from game.cues import Cue
from game.draw import focus_ring
from game.focus import Focus, Widget
from game.inputs import Input
from game.paint import Painter
from game.presenters.settings import ALWAYS, HELD, Settings
from game.text import Text, load

_KEPT = tuple(field.name for field in fields(Settings) if field.name != "lang")


@define
class Context:
    """What all screens share: the words, and the person's settings."""

    text: Text
    size: int = 100
    full_screen: bool = False
    expected: str = ALWAYS
    level: str = "envoy"
    dusk: bool = True
    motion: bool = True
    muted: bool = False
    volume: int = 60
    captions: bool = False
    speech: bool = False
    held: bool = False
    """Whether the key that shows the expected result is held down now."""
    device: bool = True
    """Whether a sound device was found."""
    magnified: bool = False
    """Whether the window shows only a part of the canvas."""

    @property
    def expects(self) -> bool:
        """Say whether the desk shows the expected result now."""
        return self.expected == ALWAYS or (self.expected == HELD and self.held)

    def settings(self) -> Settings:
        """Return what can be kept."""
        shared = {name: getattr(self, name) for name in _KEPT}
        return Settings(lang=self.text.lang, **shared)

    def choose(self, settings: Settings) -> None:
        """Take settings; the app follows before the next drawing."""
        if settings.lang != self.text.lang:
            self.text = load(settings.lang)
        for name in _KEPT:
            setattr(self, name, getattr(settings, name))


@frozen
class Stay:
    """The input was used; draw again."""


@frozen
class Push:
    """Put a screen on top."""

    name: str
    port: object = None


@frozen
class Replace:
    """Put a screen in the place of this one."""

    name: str
    port: object = None


@frozen
class Pop:
    """Go back to the screen below."""


@frozen
class Home:
    """Go back to the first screen."""


@frozen
class Quit:
    """Leave the game."""


Answer = Stay | Push | Replace | Pop | Home | Quit


class Screen(Protocol):
    """A value on the stack."""

    @property
    def focus(self) -> Focus:
        """The focus of this screen."""

    @property
    def cover(self) -> bool:
        """Whether it lies over the screen below and lets it be seen."""

    @property
    def keys(self) -> str:
        """The name of its group on the sheet of keys."""

    @property
    def lively(self) -> bool:
        """Whether time must go on without waiting for an input."""

    def draw(self, p: Painter, context: Context, room: Box, /) -> None:
        """Draw everything from the view model."""

    def answer(self, event: Input, context: Context, /) -> Answer | None:
        """Answer an input; nothing means that it was not for this screen."""

    def pass_time(self, seconds: float, /) -> Answer | None:
        """Let time pass; an answer asks for a new drawing."""


@runtime_checkable
class Sounding(Protocol):
    """A screen that has something to be heard."""

    def cues(self) -> tuple[Cue, ...]:
        """Return what is due to be heard, each once."""


def show(p: Painter, focus: Focus, widgets: tuple[Widget, ...], first: str = "") -> None:
    """Hand the widgets of a new drawing to the focus, and draw them with its ring on top."""
    focus.set(widgets, first)
    for widget in widgets:
        widget.draw(p, focus.look(widget))
    current = focus.current
    if current is not None and focus.ringed:
        focus_ring(p, current.ring)
    focus.changed = False

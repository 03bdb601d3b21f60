"""
What a person did, as values: a key, the pointer, the wheel.

Pure. `game.app` translates pygame's events into these; screens and widgets see nothing else.
"""

from typing import Literal

from attrs import frozen


@frozen(kw_only=True)
class Key:
    """A key went down. `name` is the key's plain name, `text` what it would type."""

    name: str
    text: str = ""
    shift: bool = False
    ctrl: bool = False
    alt: bool = False

    @property
    def plain(self) -> bool:
        """Say whether no modifier but shift is held."""
        return not self.ctrl and not self.alt


@frozen(kw_only=True)
class Pointer:
    """The pointer moved, or its button went down or up, at a logical place."""

    kind: Literal["move", "down", "up"]
    x: float
    y: float


@frozen(kw_only=True)
class Wheel:
    """The wheel turned over a logical place; positive is away from the person."""

    x: float
    y: float
    lines: int


Input = Key | Pointer | Wheel

ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


@frozen(kw_only=True)
class Signal:
    """What a widget says back: which one, what kind, and a value (a place, a text)."""

    kind: Literal["press", "choose", "scroll", "type", "focus", "held"]
    id: str
    value: int = 0
    text: str = ""

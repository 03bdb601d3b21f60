"""A place that is only read: the focus comes to it, so that the view and the voice do."""

from attrs import frozen

from game.box import Box
from game.focus import Look
from game.inputs import Key, Pointer, Signal, Wheel
from game.paint import Painter


@frozen(kw_only=True)
class Reading:
    """What somebody else drew, as a stop of the focus; nothing can be done with it."""

    id: str
    box: Box
    region: str
    label: str
    value: str = ""
    """What it says, in words, for who cannot see it."""
    hint: str = ""
    open: bool = True

    @property
    def ring(self) -> Box:
        """Where its focus ring runs."""
        return self.box

    def draw(self, p: Painter, look: Look) -> None:
        """Draw nothing: it is drawn already."""

    def key(self, event: Key) -> Signal | None:
        """Leave all keys alone, so that arrows walk on."""

    def point(self, event: Pointer) -> Signal | None:
        """Only take the focus."""

    def wheel(self, event: Wheel) -> Signal | None:
        """Leave the wheel alone."""

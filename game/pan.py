"""Which part of the canvas the window shows, where the interface is larger than the window."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from attrs import define

from game import theme
from game.box import Box
from game.inputs import ARROWS

if TYPE_CHECKING:
    from game.screens.base import Screen

SHARE = 0.4
"""How much of what is seen a step by hand moves the view."""


@runtime_checkable
class Begun(Protocol):
    """A screen that is read from the start, wherever its focus stands when it comes."""

    begins: Box | None
    """Where one begins to read; none lets the view follow the focus at once."""


@runtime_checkable
class Asking(Protocol):
    """A screen that says what to do in words of its own, beside what has the focus."""

    asks: tuple[str, Box] | None
    """The words and where they stand; none while there is nothing to do."""


@runtime_checkable
class Footed(Protocol):
    """A screen that says at its foot why something was refused."""

    foot: Box | None
    """Where it says so."""


@define(eq=False)
class Pan:
    """The place of the view; it follows the focus, unless a screen begins or a hand moves it."""

    x: float = 0.0
    y: float = 0.0
    _screen: int = 0
    _at: str = ""
    _begins: bool = True
    """Whether the focus has not moved yet on this screen."""
    _by_hand: bool = False
    _asked: tuple[int, str] = (0, "")
    """The words that asked for something last, and their screen."""
    _unread: bool = False
    """Whether nothing was moved since, neither the focus nor what it stands on."""
    _chosen: object = None

    @property
    def origin(self) -> tuple[float, float]:
        """The upper left corner of what is seen, in logical pixels."""
        return self.x, self.y

    def reset(self) -> None:
        """Begin anew at the corner of the canvas."""
        self.x = self.y = 0.0

    def follow(self, screen: "Screen", seen: Box, full: Box) -> bool:
        """Bring into view what the person attends to; say whether the view moved."""
        self._notice(screen)
        before = self.origin
        for box in () if self._by_hand else self._wanted(screen, seen):
            self.x = _moved(self.x, box.x, box.right, seen.w, full.w)
            self.y = _moved(self.y, box.y, box.bottom, seen.h, full.h)
        return self.origin != before

    def _notice(self, screen: "Screen") -> None:
        """See whether the screen, its focus or what it asks for is another than before."""
        asks = screen.asks if isinstance(screen, Asking) else None
        at, chosen = screen.focus.at, getattr(screen.focus.current, "chosen", None)
        if id(screen) != self._screen:
            self._screen, self._begins, self._by_hand = id(screen), True, False
        elif at != self._at:
            self._begins = self._by_hand = False
            self._unread = self._unread and asks is None
        elif chosen != self._chosen:
            self._unread = self._unread and asks is None
        self._at, self._chosen = at, chosen
        if asks is not None and self._asked != (id(screen), asks[0]):
            self._asked, self._unread, self._by_hand = (id(screen), asks[0]), True, False

    def _wanted(self, screen: "Screen", seen: Box) -> tuple[Box, ...]:
        """Return what is to be seen, what matters most last."""
        focus = screen.focus
        if self._unread and isinstance(screen, Asking) and screen.asks is not None:
            return (screen.asks[1],)
        # A pointer hides the focus, but a screen that comes, or comes back, is seen where it is.
        current = focus.current if focus.shown or self._begins else None
        ring = current.ring if current is not None else None
        begins = screen.begins if self._begins and isinstance(screen, Begun) else None
        if begins is None:
            return () if ring is None else (ring,)
        if ring is None or not screen.cover:
            return (begins,)
        # A sheet asks for something: its focus is seen as well, of a large one the beginning.
        return begins, Box(ring.x, ring.y, min(ring.w, seen.w / 2), min(ring.h, seen.h / 2))

    def shift(self, arrow: str, seen: Box, full: Box) -> None:
        """Move the view by hand, by the name of an arrow key, within the canvas."""
        dx, dy = ARROWS[arrow]
        self.x = max(0.0, min(self.x + dx * SHARE * seen.w, full.w - seen.w))
        self.y = max(0.0, min(self.y + dy * SHARE * seen.h, full.h - seen.h))
        self._by_hand = True


def canvas(window: tuple[int, int], size: int) -> tuple[float, Box]:
    """Return the scale for a window and an interface size, and the canvas in logical pixels."""
    fit = min(window[0] / theme.CANVAS_WIDTH, window[1] / theme.CANVAS_HEIGHT)
    scale = max(fit, theme.SCALE_MIN) * size / 100
    wide = max(window[0] / scale, theme.CANVAS_WIDTH)
    high = max(window[1] / scale, theme.CANVAS_HEIGHT)
    return scale, Box(0, 0, wide, high)


def out_of_view(screen: object, seen: Box, full: Box) -> bool:
    """Tell whether what a screen says at its foot may not be seen; without a foot, whether all."""
    foot = screen.foot if isinstance(screen, Footed) else None
    spot = foot or full
    return not (seen.x <= spot.x and spot.right <= seen.right
                and seen.y <= spot.y and spot.bottom <= seen.bottom)  # fmt: skip


def _moved(origin: float, low: float, high: float, seen: float, full: float) -> float:
    """Return the origin that brings low..high into view, moving as little as possible."""
    if seen >= full:
        return 0.0
    margin = max(min(theme.MARGIN, (seen - high + low) / 2), 0)
    wanted = max(origin, high + margin - seen)
    wanted = min(wanted, low - margin)  # of what is too large the beginning is seen
    return max(0.0, min(wanted, full - seen))

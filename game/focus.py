"""
One focus for keys, pointer and speech: which widget has it, and how it walks.

Tab goes from region to region and remembers the place in each; arrows are offered to the widget
first, then walk to the nearest neighbour. Every widget is reached either way.
"""

from typing import Protocol

from attrs import Factory, define, frozen

from game.box import Box
from game.inputs import ARROWS, Input, Key, Pointer, Signal, Wheel
from game.paint import Painter


@frozen
class Look:
    """How a widget is to be drawn now."""

    focus: bool = False
    hover: bool = False


class Widget(Protocol):
    """What every widget answers. Widgets are values, made anew at each drawing."""

    @property
    def id(self) -> str:
        """A stable name, used by tests, speech and the focus."""

    @property
    def box(self) -> Box:
        """Where it takes the pointer."""

    @property
    def ring(self) -> Box:
        """Where its focus ring runs."""

    @property
    def region(self) -> str:
        """The group that Tab stops at once."""

    @property
    def label(self) -> str:
        """Its name in words."""

    @property
    def open(self) -> bool:
        """Whether it can be used now; a closed one may still be looked at."""

    @property
    def hint(self) -> str:
        """What the foot line and the speech say about it."""

    def draw(self, p: Painter, look: Look, /) -> None:
        """Draw it; the focus ring comes on top."""

    def key(self, event: Key, /) -> Signal | None:
        """Answer a key while it has the focus."""

    def point(self, event: Pointer, /) -> Signal | None:
        """Answer the pointer while it is over it, or holds it."""

    def wheel(self, event: Wheel, /) -> Signal | None:
        """Answer the wheel over it."""


@define(eq=False)
class Focus:
    """The focus of one screen."""

    at: str = ""
    hover: str = ""
    held: str = ""
    shown: bool = True
    """Whether the ring is drawn; the pointer hides it, a key brings it back."""
    covered: bool = False
    """Whether another screen lies on top: the ring is not drawn then."""
    changed: bool = True
    widgets: tuple[Widget, ...] = ()
    _places: dict[str, str] = Factory(dict)

    def set(self, widgets: tuple[Widget, ...], first: str = "") -> None:
        """Take the widgets of a new drawing; keep the focus if its widget is still there."""
        self.widgets = widgets
        if self.find(self.at) is None:
            kept = self.find(first) or (widgets[0] if widgets else None)
            self.at = kept.id if kept else ""

    def find(self, name: str) -> Widget | None:
        """Return the widget of that id."""
        return next((widget for widget in self.widgets if widget.id == name), None)

    @property
    def current(self) -> Widget | None:
        """The widget that has the focus."""
        return self.find(self.at)

    def go(self, name: str) -> None:
        """Give the focus to a widget."""
        widget = self.find(name)
        if widget is None or name == self.at:
            return
        self.at = name
        self._places[widget.region] = name
        self.changed = True

    @property
    def ringed(self) -> bool:
        """Whether the ring is to be drawn now."""
        return self.shown and not self.covered

    def look(self, widget: Widget) -> Look:
        """Say how a widget is to be drawn."""
        return Look(
            focus=self.ringed and widget.id == self.at,
            hover=widget.open and widget.id == self.hover,
        )

    def take(self, event: Input) -> Signal | None:
        """Answer an input; nothing means that nobody here wanted it."""
        match event:
            case Key():
                return self._key(event)
            case Pointer():
                return self._point(event)
            case Wheel():
                over = self._under(event.x, event.y)
                return over.wheel(event) if over else None

    def _key(self, event: Key) -> Signal | None:
        if event.name == "tab":
            self._show()
            return self._next_region(-1 if event.shift else 1)
        current = self.current
        answer = current.key(event) if current else None
        if answer is not None:
            self._show()
            return answer
        if event.name in ARROWS and event.plain and current is not None:
            self._show()
            return self._walk(current, *ARROWS[event.name])
        return None

    def _show(self) -> None:
        self.changed = self.changed or not self.shown
        self.shown = True

    def _next_region(self, way: int) -> Signal | None:
        names = list(dict.fromkeys(widget.region for widget in self.widgets))
        if not names:
            return None
        current = self.current
        here = names.index(current.region) if current else 0
        name = names[(here + way) % len(names)]
        inside = [widget.id for widget in self.widgets if widget.region == name]
        kept = self._places.get(name, "")
        self.go(kept if kept in inside else inside[0])
        return Signal(kind="focus", id=self.at)

    def _walk(self, current: Widget, dx: int, dy: int) -> Signal | None:
        near = [widget for widget in self.widgets if widget.region == current.region]
        found = _nearest(current, near, dx, dy) or _nearest(current, list(self.widgets), dx, dy)
        if found is None:
            return None
        self.go(found.id)
        return Signal(kind="focus", id=found.id)

    def _under(self, x: float, y: float) -> Widget | None:
        """Return the topmost widget at a place; what is drawn last lies on top."""
        return next((widget for widget in reversed(self.widgets) if widget.box.has(x, y)), None)

    def _point(self, event: Pointer) -> Signal | None:
        over = self.find(self.held) or self._under(event.x, event.y)
        name = over.id if over else ""
        if name != self.hover:
            self.hover = name
            self.changed = True
        if event.kind == "down" and over is not None:
            self.held = over.id
            self.go(over.id)
            self.shown = False
            self.changed = True
        answer = over.point(event) if over and (event.kind != "move" or self.held) else None
        if event.kind == "up":
            self.held = ""
        return answer


def _nearest(current: Widget, among: list[Widget], dx: int, dy: int) -> Widget | None:
    """Return the widget that lies nearest in a direction, straight ahead before aside."""
    best: tuple[float, Widget] | None = None
    for widget in among:
        away = _distance(current.box, widget.box, dx, dy)
        if widget.id != current.id and away is not None and (best is None or away < best[0]):
            best = (away, widget)
    return best[1] if best else None


def _distance(here: Box, there: Box, dx: int, dy: int) -> float | None:
    ahead = (there.mid_x - here.mid_x) * dx + (there.mid_y - here.mid_y) * dy
    if dx:
        clear = there.x >= here.right - 1 if dx > 0 else there.right <= here.x + 1
        aside = max(here.y - there.bottom, there.y - here.bottom, 0)
    else:
        clear = there.y >= here.bottom - 1 if dy > 0 else there.bottom <= here.y + 1
        aside = max(here.x - there.right, there.x - here.right, 0)
    return ahead + 3 * aside if clear and ahead > 0 else None

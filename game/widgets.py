"""
The widgets that take input: tile, segments, slider, tabs, text entry, rows, plain area.

Each is a frozen value made from a view model at every drawing. It answers an input with a signal
or nothing and never changes anything itself; the screen does.
"""

from collections.abc import Callable

from attrs import Factory, frozen

from game import theme
from game.box import Box
from game.draw import bar
from game.focus import Look
from game.inputs import Key, Pointer, Signal, Wheel
from game.paint import Painter
from game.presenters.common import Choice
from game.theme import Colour

PRESS_KEYS = ("enter",)  # Space always waits
Hint = str | Callable[[], str]
"""What the foot line says of a control, or how to find it out when it is asked for."""


def _own_box(widget: "Area | Segments | Slider | Tabs | Entry | Rows") -> Box:
    return widget.box


@frozen(kw_only=True)
class Area:
    """A place that can be looked at or pressed, and that somebody else draws."""

    id: str
    box: Box
    region: str
    label: str
    hint: str = ""
    open: bool = True
    ring: Box = Factory(_own_box, takes_self=True)
    paint: Callable[[Painter, Box, Look], None] | None = None

    def draw(self, p: Painter, look: Look) -> None:
        """Let the owner draw it."""
        if self.paint is not None:
            self.paint(p, self.box, look)

    def key(self, event: Key) -> Signal | None:
        """Press with Enter or Space."""
        if event.name in PRESS_KEYS and event.plain and self.open:
            return Signal(kind="press", id=self.id)
        return None

    def point(self, event: Pointer) -> Signal | None:
        """Press when the button comes up inside."""
        if event.kind == "up" and self.open and self.box.has(event.x, event.y):
            return Signal(kind="press", id=self.id)
        return None

    def wheel(self, event: Wheel) -> Signal | None:
        """Leave the wheel alone."""


@frozen(kw_only=True)
class Segments:
    """A choice of one among a few, side by side."""

    id: str
    box: Box
    region: str
    label: str
    options: tuple[Choice, ...]
    chosen: int | None
    _hint: Hint = ""
    open: bool = True
    tint: Colour = theme.SEGMENT_ON
    ring: Box = Factory(_own_box, takes_self=True)
    over: Callable[[Painter], None] | None = None
    """Draws marks on top of the segments."""
    wants: tuple[float, ...] = ()
    """The width that each option's words need; empty shares the room evenly."""
    crowds: tuple[float, ...] = ()
    """The width that marks take at the right of each segment; the words keep clear of them."""
    alone: bool = False
    """Whether nothing changes below it by itself: then it can be copied from where it was."""

    @property
    def hint(self) -> str:
        """What the foot line says about it, found out when it is asked for."""
        return self._hint if isinstance(self._hint, str) else self._hint()

    def cells(self) -> tuple[Box, ...]:
        """Return where the options stand: evenly, or by their words where one needs more."""
        if self.wants:
            return self.box.shares(self.wants, 4)
        return self.box.cells(len(self.options), 4)

    def draw(self, p: Painter, look: Look) -> None:
        """Draw the choice."""
        if not self.alone:
            self._draw(p, look)
            return
        # Not the choice itself is kept: its hint holds all that it would be found out from.
        shown = (self.options, self.chosen, self.tint, self.over, self.wants, self.crowds, look)
        p.part(self.id, self.box, shown, lambda: self._draw(p, look))

    def _draw(self, p: Painter, look: Look) -> None:
        """Draw the segments, the chosen one filled."""
        shown = self._shown(p)
        for place, cell in enumerate(self.cells()):
            chosen = place == self.chosen
            fill = self.tint if chosen else theme.SEGMENT_HOVER if look.hover else theme.SEGMENT
            p.panel(cell, fill, radius=theme.RADIUS_CONTROL)
            style = theme.LABEL_BOLD if chosen else theme.LABEL
            ink = (255, 255, 255) if chosen else theme.SOFT
            if not self.options[place].open:
                ink = theme.DIM
            words = shown[place]
            half = p.width(words, style) / 2
            clear = cell.right - (self.crowds[place] if self.crowds else 0) - half
            x = max(min(cell.mid_x, clear), cell.x + 4 + half)
            p.text((x, cell.mid_y), words, style, ink, align="mid", limit=cell.w - 6)
        if self.over is not None:
            self.over(p)

    def _shown(self, p: Painter) -> tuple[str, ...]:
        """Return the options' words; where one is too wide, only their first: a figure."""
        words = tuple(option.label for option in self.options)
        short = tuple(one.split()[0] if one.split() else one for one in words)
        fits = all(
            p.width(one, theme.LABEL_BOLD) <= cell.w - 6
            for one, cell in zip(words, self.cells(), strict=True)
        )
        return words if fits or len(set(short)) < len(words) else short

    def key(self, event: Key) -> Signal | None:
        """Left and right change the value; Home and End take the ends."""
        if not self.open or not event.plain or not self.options:
            return None
        here = -1 if self.chosen is None else self.chosen
        ends = {"home": 0, "end": len(self.options) - 1}
        steps = {"left": max(here - 1, 0), "right": min(here + 1, len(self.options) - 1)}
        wanted = (ends | steps).get(event.name)
        return None if wanted is None else Signal(kind="choose", id=self.id, value=wanted)

    def point(self, event: Pointer) -> Signal | None:
        """Choose the segment under the pointer."""
        if event.kind != "down" or not self.open:
            return None
        for place, cell in enumerate(self.cells()):
            if cell.has(event.x, event.y) and self.options[place].open:
                return Signal(kind="choose", id=self.id, value=place)
        return None

    def wheel(self, event: Wheel) -> Signal | None:
        """Leave the wheel alone: a scroll must not change a paper."""


@frozen(kw_only=True)
class Slider:
    """A choice of one among many, on a line."""

    id: str
    box: Box
    region: str
    label: str
    count: int
    chosen: int
    value: str = ""
    """The chosen option in words."""
    _hint: Hint = ""
    open: bool = True
    zone: tuple[int, int] | None = None
    colour: Colour = theme.SEGMENT_ON
    filled: bool = False
    ring: Box = Factory(_own_box, takes_self=True)
    over: Callable[[Painter], None] | None = None
    """Draws marks between the line and the handle."""

    @property
    def hint(self) -> str:
        """What the foot line says about it, found out when it is asked for."""
        return self._hint if isinstance(self._hint, str) else self._hint()

    def x_of(self, place: int) -> float:
        """Return where an option lies on the line."""
        return self.box.x + self.box.w * place / max(self.count - 1, 1)

    def draw(self, p: Painter, look: Look) -> None:
        """Draw the line, the zone on it and the handle."""
        line = Box(self.box.x, self.box.mid_y - 2.5, self.box.w, 5)
        bar(p, line, 0, self.colour)
        low, high = self.zone or (0, self.chosen if self.filled else 0)
        left, right = self.x_of(low), self.x_of(high)
        if right > left:
            p.panel(Box(left, line.y, right - left, 5), self.colour, radius=2.5)
        if self.over is not None:
            self.over(p)
        if self.open:
            size = 8.5 if look.hover or look.focus else 7.5
            p.dot(self.x_of(self.chosen), self.box.mid_y, size, theme.WELL)
            p.dot(self.x_of(self.chosen), self.box.mid_y, size - 1, theme.PAPER)

    def key(self, event: Key) -> Signal | None:
        """Step left and right, five at once with Shift; Home and End take the ends."""
        if not self.open or not event.plain:
            return None
        wide = 5 if event.shift else 1
        wanted = {
            "left": self.chosen - wide,
            "right": self.chosen + wide,
            "pagedown": self.chosen - 10,
            "pageup": self.chosen + 10,
            "home": 0,
            "end": self.count - 1,
        }.get(event.name)
        return None if wanted is None else self._to(wanted)

    def point(self, event: Pointer) -> Signal | None:
        """Follow the pointer while it is held."""
        if not self.open or event.kind == "up":
            return None
        part = (event.x - self.box.x) / max(self.box.w, 1)
        return self._to(round(part * (self.count - 1)))

    def wheel(self, event: Wheel) -> Signal | None:
        """Leave the wheel alone: a scroll must not change a paper."""

    def _to(self, wanted: int) -> Signal:
        kept = max(0, min(wanted, self.count - 1))
        return Signal(kind="choose", id=self.id, value=kept)


@frozen(kw_only=True)
class Tabs:
    """Names of pages; the chosen one is underlined in gold."""

    id: str
    box: Box
    region: str
    label: str
    names: tuple[str, ...]
    chosen: int
    widths: tuple[float, ...]
    hint: str = ""
    open: bool = True
    ring: Box = Factory(_own_box, takes_self=True)

    def cells(self) -> tuple[Box, ...]:
        """Return the box of each name."""
        made, x = [], self.box.x
        for wide in self.widths:
            made.append(Box(x, self.box.y, wide, self.box.h))
            x += wide + 22
        return tuple(made)

    def draw(self, p: Painter, look: Look) -> None:
        """Draw the names and the underline."""
        for place, cell in enumerate(self.cells()):
            chosen = place == self.chosen
            style = theme.BODY_BOLD if chosen else theme.BODY
            ink = theme.INK if chosen else theme.SOFT if look.hover else theme.DIM
            p.text((cell.x, cell.mid_y), self.names[place], style, ink)
            if chosen:
                p.panel(Box(cell.x, cell.bottom - 3, cell.w, 3), theme.GOLD, radius=1.5)

    def key(self, event: Key) -> Signal | None:
        """Left and right change the page."""
        step = {"left": -1, "right": 1}.get(event.name)
        if step is None or not event.plain:
            return None
        wanted = self.chosen + step
        if not 0 <= wanted < len(self.names):
            return None
        return Signal(kind="choose", id=self.id, value=wanted)

    def point(self, event: Pointer) -> Signal | None:
        """Choose the name under the pointer."""
        for place, cell in enumerate(self.cells()):
            if event.kind == "down" and cell.has(event.x, event.y):
                return Signal(kind="choose", id=self.id, value=place)
        return None

    def wheel(self, event: Wheel) -> Signal | None:
        """Leave the wheel alone."""


@frozen(kw_only=True)
class Entry:
    """One line of typed text; what it may hold is said by `letters`, anything if there are none."""

    id: str
    box: Box
    region: str
    label: str
    value: str
    letters: str
    most: int = 12
    fresh: bool = False
    """Whether what stands there is not yet typed: the first letter takes its place."""
    hint: str = ""
    open: bool = True
    ring: Box = Factory(_own_box, takes_self=True)

    def draw(self, p: Painter, look: Look) -> None:
        """Draw the well, the text and, with the focus, a caret."""
        p.panel(self.box, theme.WELL, border=theme.LINE, radius=theme.RADIUS_CONTROL)
        x = self.box.x + 10
        end = x + p.text((x, self.box.mid_y), self.value, theme.BODY_MID)
        if look.focus:
            p.fill(Box(end + 2, self.box.mid_y - 8, 1.5, 16), theme.GOLD)

    def key(self, event: Key) -> Signal | None:
        """Take letters and Backspace."""
        if event.name == "backspace":
            return Signal(kind="type", id=self.id, text="" if self.fresh else self.value[:-1])
        typed = event.text.upper() if self.letters else event.text
        allowed = typed in self.letters if self.letters else typed.isprintable()
        if not event.plain or not typed or not allowed:
            return None
        held = "" if self.fresh else self.value
        return Signal(kind="type", id=self.id, text=(held + typed)[: self.most])

    def point(self, event: Pointer) -> Signal | None:
        """Only take the focus."""

    def wheel(self, event: Wheel) -> Signal | None:
        """Leave the wheel alone."""


@frozen(kw_only=True)
class Rows:
    """A list that scrolls; its owner draws each row."""

    id: str
    box: Box
    region: str
    label: str
    count: int
    high: float
    paint: Callable[[Painter, Box, int], None]
    first: int = 0
    chosen: int | None = None
    value: str = ""
    """The chosen row in words, or the first in view where none is chosen."""
    hint: str = ""
    open: bool = True
    ring: Box = Factory(_own_box, takes_self=True)

    @property
    def room(self) -> int:
        """How many whole rows the box shows."""
        return max(int(self.box.h // self.high), 1)

    def draw(self, p: Painter, _look: Look) -> None:
        """Draw the rows in view, and a thumb if there are more."""
        for place in range(self.first, min(self.first + self.room, self.count)):
            row = self.box.row(place - self.first, self.high)
            self.paint(p, row, place)
        if self.count > self.room:
            self._thumb(p)

    def _thumb(self, p: Painter) -> None:
        high = max(self.box.h * self.room / self.count, 24)
        top = (self.box.h - high) * self.first / max(self.count - self.room, 1)
        p.panel(Box(self.box.right - 4, self.box.y + top, 3, high), theme.GREY, radius=1.5)

    def key(self, event: Key) -> Signal | None:
        """Move through the rows; Enter presses the chosen one."""
        if event.name == "enter" and self.chosen is not None:
            return Signal(kind="press", id=self.id, value=self.chosen)
        reads = self.chosen is None
        here = self.first if self.chosen is None else self.chosen
        last = max(self.count - self.room, 0) if reads else self.count - 1
        wanted = {
            "up": here - 1,
            "down": here + 1,
            "pageup": here - self.room,
            "pagedown": here + self.room,
            "home": 0,
            "end": last,
        }.get(event.name)
        if wanted is None or not event.plain or not self.count:
            return None
        if event.name in ("up", "down") and not 0 <= wanted <= last:
            return None
        return Signal(kind="choose", id=self.id, value=max(0, min(wanted, last)))

    def point(self, event: Pointer) -> Signal | None:
        """Choose the row under the pointer, if rows are there to be chosen."""
        place = self.first + int((event.y - self.box.y) // self.high)
        if self.chosen is None or event.kind != "down" or not 0 <= place < self.count:
            return None
        return Signal(kind="choose", id=self.id, value=place)

    def wheel(self, event: Wheel) -> Signal | None:
        """Scroll three rows a notch."""
        wanted = self.first - 3 * event.lines
        kept = max(0, min(wanted, self.count - self.room))
        return Signal(kind="scroll", id=self.id, value=kept)

"""Tiles: what can be done, with its key, what it does and what it costs. One gold at a time."""

from attrs import Factory, frozen

from game import sprites, theme
from game.box import Box
from game.draw import cap_width, key_cap, pips
from game.focus import Look
from game.inputs import Key, Pointer, Signal, Wheel
from game.paint import Painter
from game.theme import Colour, Style

PRESS_KEYS = ("enter",)  # Space always waits
MOVE_HIGH = 56
BIG_HIGH = 76
SIGNS = {"+": theme.PAPER_PLUS, "\u2212": theme.PAPER_MINUS, "\u00b7": None}
"""What the lines of a press card begin with, and the colour of it where it has one."""


@frozen(kw_only=True)
class Inks:
    """The colours of one face of a tile."""

    fill: Colour
    hover: Colour
    border: Colour | None
    name: Colour
    line: Colour
    cap: tuple[Colour, Colour]
    pip: Colour


FACES = {
    "main": Inks(
        fill=theme.GOLD, hover=(0xF7, 0xD3, 0x7E), border=None, name=theme.GOLD_INK,
        line=(0x3A, 0x2F, 0x1C), cap=((0x7A, 0x5F, 0x22), theme.GOLD_INK), pip=theme.GOLD_INK,
    ),
    "plain": Inks(
        fill=theme.RAISED, hover=theme.RAISED_HOVER, border=theme.LINE, name=theme.INK,
        line=theme.SOFT, cap=(theme.CAP_LINE, theme.SOFT), pip=theme.GOLD,
    ),
    "press": Inks(
        fill=theme.PAPER, hover=theme.PAPER_HOVER, border=None, name=theme.PAPER_INK,
        line=theme.PAPER_INK, cap=(theme.PAPER_LINE, theme.PAPER_INK), pip=theme.PAPER_PIP,
    ),
    "locked": Inks(
        fill=theme.PANEL, hover=theme.PANEL, border=theme.LINE, name=theme.DIM,
        line=theme.DIM, cap=(theme.LINE, theme.DIM), pip=theme.GREY,
    ),
    "seat": Inks(
        fill=theme.GOLD_TINT, hover=theme.GOLD_TINT, border=theme.GOLD, name=theme.INK,
        line=theme.SOFT, cap=(theme.CAP_LINE, theme.SOFT), pip=theme.GOLD,
    ),
}  # fmt: skip


def _own_box(tile: "Tile") -> Box:
    return tile.box


@frozen(kw_only=True)
class Tile:
    """A button in one of the faces. `big` sets its name larger, for the one thing to do."""

    id: str
    box: Box
    region: str
    label: str
    cap: str = ""
    lines: tuple[str, ...] = ()
    pip_count: int = 0
    face: str = "plain"
    big: bool = False
    corner: str = ""
    gives_to: str = ""
    hint: str = ""
    open: bool = True
    ring: Box = Factory(_own_box, takes_self=True)
    alone: bool = False
    """Whether nothing changes below it by itself: then it can be copied from where it was."""

    def draw(self, p: Painter, look: Look) -> None:
        """Draw the tile."""
        if self.alone:
            p.part(self.id, self.box, (self, look), lambda: self._draw(p, look))
        else:
            self._draw(p, look)

    def _draw(self, p: Painter, look: Look) -> None:
        """Draw the ground, the name with its key, the lines and the price."""
        inks = FACES[self.face if self.open else "locked"]
        ground = inks.hover if look.hover else inks.fill
        p.panel(self.box, ground, border=inks.border, radius=theme.RADIUS_TILE)
        pad = 20 if self.big else 10
        top = self.box.y + self._name_y()
        cap_wide = cap_width(p, self.cap) if self.cap else 0
        if self.cap:
            key_cap(p, self.box.right - pad + (4 if self.big else 0), top, self.cap, inks.cap)
        x = self.box.x + pad
        if not self.open:
            p.stamp(sprites.lock(p.px(13), theme.DIM), x + 6, top - 1)
            x += 18
        room = self.box.right - pad - cap_wide - 8 - x
        p.text((x, top), self.label, self._name_style(), inks.name, limit=room)
        self._lines(p, inks, pad)

    def _name_style(self) -> Style:
        if self.big:
            return theme.HEAD
        return theme.NEWS_NAME if self.face == "press" else theme.BODY_BOLD

    def _name_y(self) -> float:
        if not self.lines:
            return self.box.h / 2
        if self.big:
            return self.box.h * 0.375
        return 18 if self.box.h >= MOVE_HIGH else self.box.h * 0.33

    def _line_y(self) -> float:
        if self.big:
            return self.box.h * 0.375 + 28
        return 41 if self.box.h >= MOVE_HIGH else self.box.h * 0.73

    def _lines(self, p: Painter, inks: Inks, pad: float) -> None:
        style = theme.BODY if self.big and self.box.h > BIG_HIGH else theme.LABEL
        first, lead, lines = self.box.y + self._line_y(), 17, self.lines
        right = self.box.right - pad
        if len(lines) == 1 and self.box.h >= MOVE_HIGH and not (self.corner or self.big):
            broken = p.setter.wrap(lines[0], style, right - self.box.x - pad)
            if len(broken) > 1:  # it takes the room below
                lines, lead = (broken[0], " ".join(broken[1:])), 14
                first -= 4
        for place, line in enumerate(lines):
            y = first + lead * place
            room = right - self.box.x - pad - self._taken(p, place)
            if self.face == "press" and line[:1] in SIGNS:
                tone = SIGNS[line[0]] or inks.line
                p.text((self.box.x + pad, y), line[0], theme.LABEL_BOLD, tone)
                p.text(
                    (self.box.x + pad + 12, y), line[1:].strip(), style, inks.line, limit=room - 12
                )
            else:
                p.text((self.box.x + pad, y), line, style, inks.line, limit=room)
        low = self.box.y + 58
        if self.corner and self.open:
            p.text((right, first), self.corner, theme.LABEL, theme.PAPER_SECOND, align="right")
        if self.pip_count:
            pips(p, right, low, self.pip_count, inks.pip)
        if self.gives_to and self.open:
            p.mark((right - 14 - 10 * self.pip_count, low), self.gives_to, 10, theme.PAPER_INK)

    def _taken(self, p: Painter, place: int) -> float:
        """Return the room at the right of a line that the price or the odds need."""
        if place == 0:
            return p.width(self.corner, theme.LABEL) + 8 if self.corner else 0
        return 10 * self.pip_count + 4 + (18 if self.gives_to else 0) if self.pip_count else 0

    def width(self, p: Painter) -> float:
        """Return the width that its words need; tiles are as wide as their text, not a table."""
        name = p.width(self.label, self._name_style()) + 28 + cap_width(p, self.cap)
        if not self.open:
            name += 18
        sides = 24 if self.face == "press" else 20  # a press card sets its sign apart
        grown = [
            p.width(line, theme.LABEL) + sides + self._taken(p, place)
            for place, line in enumerate(self.lines)
        ]
        return max([name, *grown])

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

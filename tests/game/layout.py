"""Follow what a screen sets: which words are cut, over each other, or outside of their panel."""

import attrs

from game.paint import Painter

CAPITALS = 0.72
"""The height of a capital, of the size of its letters."""


@attrs.frozen
class Line:
    """A line of text on the canvas: its words, and the box of its capitals."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def over(self, other):
        """Tell whether two lines lie over each other, or side by side without a gap."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > -APART and high > 1

    def within(self, box):
        """Tell whether a box holds the whole line."""
        return (box.x <= self.left + SLACK and self.right <= box.right + SLACK
                and box.y <= self.top + SLACK and self.bottom <= box.bottom + SLACK)  # fmt: skip

    def begins_in(self, box, align):
        """Tell whether the end of the line that was placed lies in a box."""
        ends = {"left": self.left, "right": self.right, "mid": (self.left + self.right) / 2}
        return box.has(ends[align], (self.top + self.bottom) / 2)


SLACK = 2
APART = 2
PANEL_LEAST = 18
"""Lower boxes are bars and marks, which words may stand across."""


class Setting:
    """Follows what is drawn: lines and panels; a later panel hides what it covers."""

    def __init__(self, patch):
        """Listen to every painter."""
        self.lines, self.panels, self.outside, self.halved = [], [], [], []
        text, panel, veil = Painter.text, Painter.panel, Painter.veil

        def text_(p, at, words, style, *rest, **more):
            wide = text(p, at, words, style, *rest, **more)
            self._line(at, words, style, wide, more.get("align", "left"))
            return wide

        def panel_(p, box, fill, **more):
            panel(p, box, fill, **more)
            if box.h >= PANEL_LEAST:
                self._panel(box, hides=fill is not None)

        def veil_(p, strength, box=None):
            veil(p, strength, box)
            if box is None:
                self._forget()

        patch.setattr(Painter, "text", text_)
        patch.setattr(Painter, "panel", panel_)
        patch.setattr(Painter, "veil", veil_)

    def _line(self, at, words, style, wide, align):
        if not words.strip():
            return
        left = at[0] - {"left": 0, "mid": wide / 2, "right": wide}[align]
        half = style.size * CAPITALS / 2
        line = Line(words, left, at[1] - half, left + wide, at[1] + half)
        self.lines.append(line)
        around = [box for box in self.panels if line.begins_in(box, align)]
        self.outside += [(words, box) for box in around if not line.within(box)]

    def _panel(self, box, *, hides):
        around = [one for one in self.panels if one.has(box.x + 1, box.mid_y)]
        self.outside += [(f"panel {box}", one) for one in around if box.right > one.right + SLACK]
        if hides:
            spot = Line("", box.x, box.y, box.right, box.bottom)
            left = [line for line in self.lines if not line.within(box)]
            self.halved += [line.words for line in left if line.over(spot)]
            self.lines = left
            self.panels = [one for one in self.panels if not _holds(box, one)]
        self.panels.append(box)

    def _forget(self):
        self.lines, self.panels, self.outside, self.halved = [], [], [], []

    def faults(self, person):
        """Draw a screen once; return what is cut, over each other, outside or half hidden."""
        person.app.dirty = True
        self._forget()
        person.app.painter.clipped.clear()
        person.app.step([], 0)
        room = person.app.room
        off = [line.words for line in self.lines if line.left < 0 or line.right > room.w]
        return {
            name: sorted(set(found))
            for name, found in (
                ("cut", person.app.painter.clipped), ("over", overlaps(self.lines)), ("off", off),
                ("outside", [words for words, _ in self.outside]), ("halved", self.halved),
            ) if found
        }  # fmt: skip


def _holds(box, other):
    return (box.x <= other.x and other.right <= box.right
            and box.y <= other.y and other.bottom <= box.bottom)  # fmt: skip


def overlaps(lines):
    """Return the pairs of lines that lie over each other."""
    ordered = sorted(lines, key=lambda line: line.left)
    found = []
    for place, line in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.left >= line.right + APART:
                break
            if line.over(other):
                found.append((line.words, other.words))
    return found

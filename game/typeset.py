"""
Setting text: fonts at the scaled size, and every rendered line kept in one bounded cache.

A line of 75 letters costs 0.2 ms to render and nothing to draw again; a whole session needs a
few hundred of them.
"""

from collections import OrderedDict
from functools import lru_cache

import pygame
from attrs import Factory, define

from game import assets, theme
from game.theme import Colour, Style

LINES_KEPT = 4096
STAND_IN = 1.15
"""How much larger pygame's own font is set to look as large as ours."""
missing: set[str] = set()
"""The font files that could not be opened, for the notice."""
ELLIPSIS = "\u2026"


@lru_cache(maxsize=64)
def font(family: str, weight: int, size: int) -> pygame.font.Font:
    """Open a font at `size` device pixels; the one of pygame stands in for a file that is lost."""
    name = theme.FONT_FILES.get((family, weight)) or theme.FONT_FILES[(family, 400)]
    try:
        return pygame.font.Font(str(assets.font(name)), size)
    except (OSError, pygame.error):
        missing.add(name)
        return pygame.font.Font(None, round(size * STAND_IN))


@define(eq=False)
class Setter:
    """Renders and measures lines at one scale."""

    scale: float
    _kept: OrderedDict[tuple[str, Style, Colour], pygame.Surface] = Factory(OrderedDict)
    _widths: dict[tuple[str, Style], float] = Factory(dict)
    _rises: dict[Style, float] = Factory(dict)
    _wrapped: dict[tuple[str, Style, float], tuple[str, ...]] = Factory(dict)

    def face(self, style: Style) -> pygame.font.Font:
        """Return the font of a style at this scale."""
        return font(style.family, style.weight, max(round(style.size * self.scale), 6))

    def rise(self, style: Style) -> float:
        """Return how far above the middle of its capitals a line's picture starts, in pixels."""
        found = self._rises.get(style)
        if found is None:
            cap = theme.CAP_HEIGHT[style.family] * style.size * self.scale
            found = self._rises[style] = self.face(style).get_ascent() - cap / 2
        return found

    def line(self, words: str, style: Style, colour: Colour) -> pygame.Surface:
        """Return a rendered line, from the cache if it was drawn before."""
        key = (words, style, colour)
        found = self._kept.get(key)
        if found is None:
            found = self.face(style).render(words, True, colour)  # noqa: FBT003 - pygame's own order
            self._kept[key] = found
            if len(self._kept) > LINES_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found

    def width(self, words: str, style: Style) -> float:
        """Return the width of a line in logical pixels."""
        key = (words, style)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > LINES_KEPT:
                self._widths.clear()
            found = self.face(style).size(words)[0] / self.scale
            self._widths[key] = found
        return found

    def fit(self, words: str, style: Style, limit: float) -> str:
        """Return the words, cut with an ellipsis if they are wider than `limit`."""
        if self.width(words, style) <= limit:
            return words
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(words[:middle].rstrip() + ELLIPSIS, style) <= limit:
                low = middle
            else:
                high = middle - 1
        return words[:low].rstrip() + ELLIPSIS

    def wrap(self, words: str, style: Style, limit: float) -> tuple[str, ...]:
        """Break the words into lines no wider than `limit`, at plain spaces only."""
        key = (words, style, limit)
        found = self._wrapped.get(key)
        if found is None:
            if len(self._wrapped) > LINES_KEPT:
                self._wrapped.clear()
            found = tuple(self._break(words, style, limit))
            self._wrapped[key] = found
        return found

    def _break(self, words: str, style: Style, limit: float) -> list[str]:
        lines: list[str] = []
        for word in words.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, style) <= limit:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

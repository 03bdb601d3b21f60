"""
The painter: logical pixels in, device pixels out.

It owns the surface of the window, the scale and where the canvas is panned to. Panels are cut
from cached corners, text comes from the setter's cache, shapes from `game.sprites`; a part of a
screen that shows the same as before is copied whole.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from math import hypot

import pygame
from attrs import Factory, define

from game import sprites, theme
from game.box import Box
from game.theme import Colour, Style
from game.typeset import Setter

GROUNDS_KEPT = 2
Shadows = tuple[Box, ...]
Laid = tuple[Shadows, tuple[float, float]]
"""The shadows of a ground, and where the canvas was panned to when it was made."""


@define(eq=False)
class Painter:
    """Draws on one surface at one scale. Made anew when the window or the scale changes."""

    surface: pygame.Surface
    scale: float
    origin: tuple[float, float] = (0.0, 0.0)
    clipped: list[str] = Factory(list)
    """Words that did not fit their room since the list was last emptied; tests read it."""
    setter: Setter = Factory(lambda self: Setter(self.scale), takes_self=True)
    _plain: pygame.Surface | None = None
    """The ground without any shadow, made once."""
    _grounds: OrderedDict[Laid, tuple[Shadows, pygame.Surface]] = Factory(OrderedDict)
    _below: Shadows = ()
    """The shadows of the ground that was laid last: what lies below every part."""
    _parts: dict[str, tuple[object, pygame.Surface]] = Factory(dict)

    def px(self, length: float) -> int:
        """Return a length in device pixels."""
        return round(length * self.scale)

    def hair(self) -> int:
        """Return the width of a hairline in device pixels."""
        return max(round(self.scale), 1)

    def rect(self, box: Box) -> pygame.Rect:
        """Return a box in device pixels; neighbours stay neighbours at every scale."""
        left = round((box.x - self.origin[0]) * self.scale)
        top = round((box.y - self.origin[1]) * self.scale)
        right = round((box.right - self.origin[0]) * self.scale)
        bottom = round((box.bottom - self.origin[1]) * self.scale)
        return pygame.Rect(left, top, right - left, bottom - top)

    # Grounds and panels

    def ground(self, shadows: Shadows) -> None:
        """Lay the ground of a screen, with the shadows of its panels, in one copy."""
        laid = shadows, self.origin
        kept = self._grounds.pop(laid, None) or (shadows, self._make_ground(shadows))
        self._grounds[laid] = kept  # the newest stands last
        self._below, made = kept
        self.surface.blit(made, (0, 0))

    def _make_ground(self, shadows: Shadows) -> pygame.Surface:
        """Draw a ground, on the sheet of one that was not wanted for long."""
        if len(self._grounds) >= GROUNDS_KEPT:
            made = self._grounds.popitem(last=False)[1][1]
        else:
            made = pygame.Surface(self.surface.get_size())
        self._plain = self._plain or self._make_plain()
        made.blit(self._plain, (0, 0))
        blur, drop = self.px(18), self.px(7)
        for box in shadows:
            rect = self.rect(box)
            soft = sprites.shadow((rect.w, rect.h), self.px(theme.RADIUS_PANEL), blur, 130)
            made.blit(soft, (rect.x - blur, rect.y - blur + drop))
        return made

    def _make_plain(self) -> pygame.Surface:
        wide, high = self.surface.get_size()
        made = pygame.Surface((wide, high))
        for row in range(high):
            shade = theme.mix(theme.GROUND_TOP, theme.GROUND_LOW, row / max(high - 1, 1))
            made.fill(shade, (0, row, wide, 1))
        return made

    def panel(
        self,
        box: Box,
        fill: Colour | None,
        *,
        border: Colour | None = None,
        radius: float = theme.RADIUS_PANEL,
        line: float = 1,
    ) -> None:
        """Draw a rounded rectangle, filled or only outlined; a small one is kept whole."""
        rect = self.rect(box)
        if rect.w < 1 or rect.h < 1:
            return
        size = min(self.px(radius), rect.w // 2, rect.h // 2)
        width = max(round(line * self.scale), 1) if border is not None else 0
        if rect.w * rect.h <= sprites.WHOLE_MOST:
            look = sprites.Look(fill, border, width)
            self.surface.blit(sprites.whole((rect.w, rect.h), size, look), rect)
        else:
            sprites.rounded(self.surface, rect, size, sprites.Look(fill, border, width))

    def fill(self, box: Box, colour: Colour) -> None:
        """Fill a plain rectangle."""
        self.surface.fill(colour, self.rect(box))

    def rule(self, x: float, y: float, length: float, colour: Colour = theme.LINE) -> None:
        """Draw a level hairline."""
        rect = self.rect(Box(x, y, length, 1))
        self.surface.fill(colour, (rect.x, rect.y, rect.w, self.hair()))

    def upright(self, x: float, y: float, length: float, colour: Colour = theme.LINE) -> None:
        """Draw an upright hairline."""
        rect = self.rect(Box(x, y, 1, length))
        self.surface.fill(colour, (rect.x, rect.y, self.hair(), rect.h))

    def veil(self, strength: int, box: Box | None = None) -> None:
        """Darken what was drawn so far, all of it or in a box: something comes on top."""
        rect = self.rect(box) if box is not None else self.surface.get_rect()
        shade = pygame.Surface(rect.size)
        shade.fill((0x0E, 0x12, 0x1B))
        shade.set_alpha(strength)
        self.surface.blit(shade, rect)

    def fade(self, box: Box, strength: int) -> None:
        """Let what was drawn in a box sink back into the plain ground."""
        plain = self._plain
        if plain is None:
            return
        rect = self.rect(box).clip(plain.get_rect())
        if not rect.w or not rect.h:
            return  # outside of a small window
        part = plain.subsurface(rect).copy()
        part.set_alpha(strength)
        self.surface.blit(part, rect)

    def part(self, name: str, box: Box, what: object, draw: Callable[[], None]) -> None:
        """
        Draw a part of the screen, or copy it as it was drawn last if it would look the same.

        `what` is all that the drawing hangs on, and all that was drawn below it but the ground.
        """
        rect = self.rect(box).clip(self.surface.get_rect())
        shown = (what, box, self._below, self.origin)
        if not rect.w or not rect.h:
            return  # outside of a small window
        kept, picture = self._parts.get(name, (None, None))
        if picture is not None and kept == shown:
            self.surface.blit(picture, rect)
            return
        draw()
        if picture is not None and picture.get_size() == rect.size:
            picture.blit(self.surface, (0, 0), rect)
        else:
            picture = self.surface.subsurface(rect).copy()
        self._parts[name] = (shown, picture)

    # Text

    def width(self, words: str, style: Style) -> float:
        """Return the width of a line in logical pixels."""
        return self.setter.width(words, style)

    def text(  # noqa: PLR0913 - place, words, style, ink; two options by name
        self,
        at: tuple[float, float],
        words: str,
        style: Style,
        colour: Colour = theme.INK,
        *,
        align: str = "left",
        limit: float | None = None,
    ) -> float:
        """
        Set one line, its capitals centred on the height `at[1]`; return its width.

        `align` says which end of the line stands at `at[0]`; what is wider than `limit` is cut.
        """
        if limit is not None and self.setter.width(words, style) > limit + 0.5:
            self.clipped.append(words)
            words = self.setter.fit(words, style, limit)
        line = self.setter.line(words, style, colour)
        top = (at[1] - self.origin[1]) * self.scale - self.setter.rise(style)
        left = (at[0] - self.origin[0]) * self.scale
        wide = line.get_width()
        if align != "left":
            left -= wide if align == "right" else wide / 2
        self.surface.blit(line, (round(left), round(top)))
        return wide / self.scale

    def run(
        self, x: float, y: float, pieces: tuple[tuple[str, Style, Colour], ...], gap: float = 6
    ) -> float:
        """Set pieces of different styles one after another; return where they end."""
        for words, style, colour in pieces:
            if words:
                x += self.text((x, y), words, style, colour) + gap
        return x - gap

    def lines(  # noqa: PLR0913 - as text, in a box
        self,
        box: Box,
        words: str,
        style: Style,
        colour: Colour = theme.INK,
        *,
        lead: float = 20,
        most: int = 99,
    ) -> float:
        """Set a paragraph from the top of `box`, at most `most` lines; return where it ends."""
        broken = self.setter.wrap(words, style, box.w)
        if len(broken) > most:
            self.clipped.append(words)
            rest = " ".join(broken[most - 1 :])
            broken = (*broken[: most - 1], self.setter.fit(rest, style, box.w))
        for place, line in enumerate(broken):
            self.text((box.x, box.y + lead * (place + 0.5)), line, style, colour)
        return box.y + lead * len(broken)

    # Shapes

    def stamp(self, sprite: pygame.Surface, x: float, y: float) -> None:
        """Copy a sprite with its centre at a logical place."""
        left = (x - self.origin[0]) * self.scale - sprite.get_width() / 2
        top = (y - self.origin[1]) * self.scale - sprite.get_height() / 2
        self.surface.blit(sprite, (round(left), round(top)))

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Draw a full disc."""
        size = max(self.px(radius * 2), 2)
        self.stamp(sprites.mark("circle", size, colour, 0), x, y)

    def mark(
        self,
        at: tuple[float, float],
        shape: str,
        size: float,
        colour: Colour,
        *,
        hollow: bool = False,
    ) -> None:
        """Draw a seat's mark, full or as an outline."""
        stroke = max(round(1.6 * self.scale), 1) if hollow else 0
        self.stamp(sprites.mark(shape, max(self.px(size), 4), colour, stroke), *at)

    def seat(self, at: tuple[float, float], shape: str, emblem: str, size: float, key: str) -> None:
        """Draw a seat's shape with its emblem."""
        sprite = sprites.seat(shape, emblem, max(self.px(size), 6), theme.seat_colour(key))
        self.stamp(sprite, *at)

    def shape(self, points: tuple[tuple[float, float], ...], colour: Colour) -> None:
        """Fill any polygon with soft edges."""
        left = min(x for x, _ in points)
        top = min(y for _, y in points)
        wide = self.px(max(x for x, _ in points) - left) + 2
        high = self.px(max(y for _, y in points) - top) + 2
        own = tuple(((x - left) * self.scale + 1, (y - top) * self.scale + 1) for x, y in points)
        sprite = sprites.polygon(own, (wide, high), colour)
        spot = self.rect(Box(left, top, 0, 0))
        self.surface.blit(sprite, (spot.x - 1, spot.y - 1))

    def stroke(
        self, start: tuple[float, float], end: tuple[float, float], width: float, colour: Colour
    ) -> None:
        """Draw a slanted line with soft edges."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = max((dx * dx + dy * dy) ** 0.5, 0.01)
        nx, ny = -dy / length * width / 2, dx / length * width / 2
        self.shape(
            (
                (start[0] + nx, start[1] + ny),
                (end[0] + nx, end[1] + ny),
                (end[0] - nx, end[1] - ny),
                (start[0] - nx, start[1] - ny),
            ),
            colour,
        )

    def strokes(self, spots: tuple[tuple[float, float], ...], width: float, colour: Colour) -> None:
        """Draw a line through places; each piece reaches into the next, so that none gapes."""
        for (x, y), (to_x, to_y) in pairwise(spots):
            part = width / 2 / max(hypot(to_x - x, to_y - y), 0.01)
            dx, dy = (to_x - x) * part, (to_y - y) * part
            self.stroke((x - dx, y - dy), (to_x + dx, to_y + dy), width, colour)

    def hatch(self, box: Box, colour: Colour, step: float = 4) -> None:
        """Fill a box with thin slanted lines: a range, not a value."""
        with self.clip(box):
            rect = self.rect(box)
            gap = max(self.px(step), 2)
            for left in range(rect.x - rect.h, rect.right, gap):
                pygame.draw.aaline(
                    self.surface, colour, (left, rect.bottom), (left + rect.h, rect.y)
                )

    @contextmanager
    def clip(self, box: Box) -> Iterator[None]:
        """Draw only inside `box` while the block lasts."""
        before = self.surface.get_clip()
        self.surface.set_clip(self.rect(box).clip(before))
        try:
            yield
        finally:
            self.surface.set_clip(before)

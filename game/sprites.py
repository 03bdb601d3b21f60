"""
Small shapes, drawn four times too large, shrunk once and kept: corners, marks, emblems, rings.

Everything here works in device pixels and is portable between pygame and pygame-ce. A sprite is
asked for by its whole description, so a cache lookup is all that drawing costs.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import pygame

from game.emblems import EMBLEMS
from game.theme import Colour

OVER = 4
Ink = tuple[int, int, int, int]
Point = tuple[float, float]


def shrunk(
    wide: int, high: int, ground: Colour, draw: Callable[[pygame.Surface], None]
) -> pygame.Surface:
    """
    Draw at four times the size on a clear sheet and shrink.

    The clear sheet carries the colour of the shape, so edges do not darken when averaged.
    """
    big = pygame.Surface((max(wide, 1) * OVER, max(high, 1) * OVER), pygame.SRCALPHA)
    big.fill((*ground, 0))
    draw(big)
    return pygame.transform.smoothscale(big, (max(wide, 1), max(high, 1)))


@lru_cache(maxsize=512)
def disc(radius: int, fill: Colour | None, border: Colour | None, line: int) -> pygame.Surface:
    """Return a disc of `radius` pixels, to be cut into four corners or used whole."""

    def draw(big: pygame.Surface) -> None:
        centre = (radius * OVER, radius * OVER)
        if border is not None:
            pygame.draw.circle(big, border, centre, radius * OVER)
        inner = radius * OVER - (line * OVER if border is not None else 0)
        ink: Ink = (*fill, 255) if fill is not None else (*(border or (0, 0, 0)), 0)
        pygame.draw.circle(big, ink, centre, max(inner, 0))

    return shrunk(2 * radius, 2 * radius, border or fill or (0, 0, 0), draw)


class Look(NamedTuple):
    """Fill and border of a panel, and the border's width; nothing leaves it out."""

    fill: Colour | None
    border: Colour | None
    line: int


WHOLE_MOST = 16_000
"""Panels of at most so many pixels are kept whole; larger ones are cut from their corners."""


@lru_cache(maxsize=384)
def whole(size: tuple[int, int], radius: int, look: Look) -> pygame.Surface:
    """Return a small panel as one sprite."""
    made = pygame.Surface(size, pygame.SRCALPHA)
    # The corners are laid on by their brighter parts, so nothing may lie below that outshines them.
    made.fill((0, 0, 0, 0))
    rounded(made, made.get_rect(), radius, look, clear=True)
    return made


def rounded(
    target: pygame.Surface,
    rect: pygame.Rect,
    radius: int,
    look: Look,
    *,
    clear: bool = False,
) -> None:
    """Draw a rounded rectangle; `clear` says that the target is a clear sheet."""
    fill, border, line = look
    if radius > 0:
        corner = disc(radius, fill, border, line)
        _corners(target, rect, radius, corner, clear=clear)
    if fill is not None:
        target.fill(fill, (rect.x, rect.y + radius, rect.w, rect.h - 2 * radius))
        for top in (rect.y, rect.bottom - radius):
            target.fill(fill, (rect.x + radius, top, rect.w - 2 * radius, radius))
    if border is not None:
        _edges(target, rect, radius, line, border)


def _corners(
    target: pygame.Surface, rect: pygame.Rect, size: int, corner: pygame.Surface, *, clear: bool
) -> None:
    how = pygame.BLEND_RGBA_MAX if clear else 0
    for right in (0, 1):
        for low in (0, 1):
            place = (rect.right - size if right else rect.x, rect.bottom - size if low else rect.y)
            target.blit(corner, place, (right * size, low * size, size, size), how)


def _edges(target: pygame.Surface, rect: pygame.Rect, size: int, line: int, colour: Colour) -> None:
    wide, high = rect.w - 2 * size, rect.h - 2 * size
    for spot in (
        (rect.x + size, rect.y, wide, line),
        (rect.x + size, rect.bottom - line, wide, line),
        (rect.x, rect.y + size, line, high),
        (rect.right - line, rect.y + size, line, high),
    ):
        target.fill(colour, spot)


@lru_cache(maxsize=1024)
def mark(shape: str, size: int, colour: Colour, hollow: int) -> pygame.Surface:
    """Return a seat's mark in a square of `size` pixels; `hollow` is a stroke width or 0."""

    def draw(big: pygame.Surface) -> None:
        full = size * OVER
        _shape(big, shape, full, (*colour, 255), 0.0)
        if hollow:
            _shape(big, shape, full, (*colour, 0), float(hollow * OVER))

    return shrunk(size, size, colour, draw)


def _shape(big: pygame.Surface, shape: str, full: int, ink: Ink, inset: float) -> None:
    """Draw one of the five shapes into a square of side `full`, `inset` from its edges."""
    half = full / 2
    reach = half - inset
    if shape == "circle":
        pygame.draw.circle(big, ink, (half, half), reach)
        return
    if shape == "square":
        side = 0.86 * full - 2 * inset
        rect = pygame.Rect(0, 0, round(side), round(side))
        rect.center = (round(half), round(half))
        pygame.draw.rect(big, ink, rect, border_radius=round(full * 0.05))
        return
    pygame.draw.polygon(big, ink, corners(shape, half, reach, inset))


def corners(shape: str, half: float, reach: float, inset: float) -> list[Point]:
    """Return the corners of a diamond, a triangle or a hexagon around the centre `half`."""
    if shape == "diamond":
        far = half - inset * 1.4
        return [(half, half - far), (half + far, half), (half, half + far), (half - far, half)]
    if shape == "triangle":
        top, low = half * 0.06 + inset * 2, half * 1.86 - inset
        wide = half - inset * 1.75
        return [(half, top), (half + wide, low), (half - wide, low)]
    return [
        (half + reach * math.cos(math.radians(turn)), half + reach * math.sin(math.radians(turn)))
        for turn in range(0, 360, 60)
    ]


@lru_cache(maxsize=256)
def seat(shape: str, emblem: str, size: int, colour: Colour) -> pygame.Surface:
    """Return a seat's shape with its emblem drawn inside, in a square of `size` pixels."""

    def draw(big: pygame.Surface) -> None:
        full = size * OVER
        _shape(big, shape, full, (*colour, 255), 0.0)
        part = EMBLEMS.get(emblem)
        if part is not None:
            middle, reach = _room(shape, full)
            part(big, middle, reach)

    return shrunk(size, size, colour, draw)


def _room(shape: str, full: int) -> tuple[Point, float]:
    """Return the centre and half-width that a shape leaves to its emblem."""
    half = full / 2
    if shape == "triangle":
        return (half, full * 0.64), full * 0.25
    if shape == "diamond":
        return (half, half), full * 0.235
    return (half, half), full * 0.30


@lru_cache(maxsize=64)
def ring(size: int, line: int, part: float, colours: tuple[Colour, Colour]) -> pygame.Surface:
    """Return a ring filled clockwise from the top to `part`, over its empty track."""
    colour, track = colours

    def draw(big: pygame.Surface) -> None:
        half = size * OVER / 2
        pygame.draw.circle(big, track, (half, half), half)
        steps = max(round(part * 120), 0)
        rim = [
            (
                half + half * math.sin(math.tau * part * k / max(steps, 1)),
                half - half * math.cos(math.tau * part * k / max(steps, 1)),
            )
            for k in range(steps + 1)
        ]
        if steps:
            pygame.draw.polygon(big, colour, [(half, half), *rim])
        pygame.draw.circle(big, (*track, 0), (half, half), half - line * OVER)

    return shrunk(size, size, track, draw)


@lru_cache(maxsize=64)
def lock(size: int, colour: Colour) -> pygame.Surface:
    """Return a closed padlock in a square of `size` pixels."""

    def draw(big: pygame.Surface) -> None:
        full = size * OVER
        body = pygame.Rect(
            round(full * 0.12), round(full * 0.44), round(full * 0.76), round(full * 0.5)
        )
        pygame.draw.rect(big, colour, body, border_radius=round(full * 0.16))
        bow = pygame.Rect(
            round(full * 0.26), round(full * 0.06), round(full * 0.48), round(full * 0.7)
        )
        pygame.draw.rect(
            big, colour, bow, max(round(full * 0.11), 1), border_radius=round(full * 0.24)
        )

    return shrunk(size, size, colour, draw)


@lru_cache(maxsize=128)
def polygon(points: tuple[Point, ...], size: tuple[int, int], colour: Colour) -> pygame.Surface:
    """Return any filled shape, its corners given in pixels of the sprite."""

    def draw(big: pygame.Surface) -> None:
        pygame.draw.polygon(big, colour, [(x * OVER, y * OVER) for x, y in points])

    return shrunk(size[0], size[1], colour, draw)


@lru_cache(maxsize=16)
def shadow(size: tuple[int, int], radius: int, blur: int, strength: int) -> pygame.Surface:
    """Return a soft shadow for a panel of `size`, `blur` pixels wider on every side."""
    wide, high = size[0] + 2 * blur, size[1] + 2 * blur
    sharp = pygame.Surface((wide, high), pygame.SRCALPHA)
    inner = pygame.Rect(blur, blur, size[0], size[1]).inflate(-blur, -blur)
    pygame.draw.rect(sharp, (0, 0, 0, strength), inner, border_radius=radius)
    for small in (blur // 3, blur // 2, blur // 3):
        part = (max(wide // max(small, 1), 2), max(high // max(small, 1), 2))
        sharp = pygame.transform.smoothscale(
            pygame.transform.smoothscale(sharp, part), (wide, high)
        )
    return sharp

"""
The emblems of the seats as plain vector shapes: places and ideas, no firm's mark, no flag.

A scenario names an emblem by its key; each is drawn around a centre, inside a half-width.
"""

import math
from collections.abc import Callable

import pygame

from game.theme import Colour

Point = tuple[float, float]
INK: Colour = (0x12, 0x17, 0x21)


def _fir(big: pygame.Surface, middle: Point, reach: float) -> None:
    x, y = middle
    trunk = pygame.Rect(0, 0, round(reach * 0.26), round(reach * 0.6))
    trunk.midbottom = (round(x), round(y + reach))
    pygame.draw.rect(big, INK, trunk)
    for top, low, wide in ((-1.0, 0.15, 0.5), (-0.45, 0.62, 0.68)):
        pygame.draw.polygon(
            big,
            INK,
            [
                (x, y + reach * top),
                (x + reach * wide, y + reach * low),
                (x - reach * wide, y + reach * low),
            ],
        )


def _nodes(big: pygame.Surface, middle: Point, reach: float) -> None:
    x, y = middle
    points = [
        (
            x + reach * math.sin(math.radians(turn)),
            y + reach * 0.12 - reach * math.cos(math.radians(turn)),
        )
        for turn in (0, 122, 238)
    ]
    for start, end in zip(points, points[1:] + points[:1], strict=True):
        pygame.draw.line(big, INK, start, end, max(round(reach * 0.17), 1))
    for point in points:
        pygame.draw.circle(big, INK, point, reach * 0.31)


def _portico(big: pygame.Surface, middle: Point, reach: float) -> None:
    x, y = middle
    pygame.draw.polygon(
        big,
        INK,
        [(x, y - reach), (x + reach, y - reach * 0.42), (x - reach, y - reach * 0.42)],
    )
    for step in (-0.66, 0.0, 0.66):
        column = pygame.Rect(0, 0, round(reach * 0.34), round(reach * 0.9))
        column.midtop = (round(x + reach * step), round(y - reach * 0.28))
        pygame.draw.rect(big, INK, column)
    base = pygame.Rect(0, 0, round(reach * 2.1), round(reach * 0.24))
    base.midtop = (round(x), round(y + reach * 0.7))
    pygame.draw.rect(big, INK, base)


def _sun(big: pygame.Surface, middle: Point, reach: float) -> None:
    x, y = middle
    level = y + reach * 0.18
    pygame.draw.circle(big, INK, (x, level), reach * 0.62, draw_top_left=True, draw_top_right=True)
    for step, wide in ((0.24, 2.0), (0.66, 1.3)):
        bar = pygame.Rect(0, 0, round(reach * wide), round(reach * 0.2))
        bar.midtop = (round(x), round(level + reach * (step - 0.1)))
        pygame.draw.rect(big, INK, bar)


def _bar(big: pygame.Surface, x: float, top: float, wide: float, high: float) -> None:
    """Fill an upright or level bar, centred on `x`."""
    bar = pygame.Rect(0, 0, max(round(wide), 1), max(round(high), 1))
    bar.midtop = (round(x), round(top))
    pygame.draw.rect(big, INK, bar)


def _tree(big: pygame.Surface, middle: Point, reach: float) -> None:
    x, y = middle
    _bar(big, x, y, reach * 0.28, reach)
    for dx, dy, size in ((0, -0.5, 0.52), (-0.42, -0.1, 0.44), (0.42, -0.1, 0.44)):
        pygame.draw.circle(big, INK, (x + reach * dx, y + reach * dy), reach * size)


def _leaf(big: pygame.Surface, middle: Point, reach: float) -> None:
    x, y = middle
    rim = []
    for step in range(-10, 11):
        part = step / 10
        rim.append((x + reach * 0.62 * (1 - part * part), y + reach * 0.95 * part))
    rim += [(2 * x - px, py) for px, py in reversed(rim)]
    pygame.draw.polygon(big, INK, rim)
    pygame.draw.line(big, INK, (x, y), (x, y + reach * 1.25), max(round(reach * 0.16), 1))


def _anchor(big: pygame.Surface, middle: Point, reach: float) -> None:
    x, y = middle
    line = max(round(reach * 0.2), 1)
    pygame.draw.circle(big, INK, (x, y - reach * 0.74), reach * 0.28, line)
    _bar(big, x, y - reach * 0.5, line, reach * 1.5)
    _bar(big, x, y - reach * 0.34, reach * 0.9, line)
    bow = pygame.Rect(0, 0, round(reach * 1.7), round(reach * 1.7))
    bow.midbottom = (round(x), round(y + reach * 1.02))
    pygame.draw.arc(big, INK, bow, math.radians(190), math.radians(350), line)


def _press(big: pygame.Surface, middle: Point, reach: float) -> None:
    x, y = middle
    for dx in (-0.72, 0.72):
        _bar(big, x + reach * dx, y - reach * 0.8, reach * 0.22, reach * 1.7)
    _bar(big, x, y - reach * 0.95, reach * 1.7, reach * 0.24)
    _bar(big, x, y - reach * 0.8, reach * 0.26, reach * 0.8)
    _bar(big, x, y - reach * 0.1, reach * 1.0, reach * 0.24)
    _bar(big, x, y + reach * 0.42, reach * 1.3, reach * 0.34)


def _wheel(big: pygame.Surface, middle: Point, reach: float) -> None:
    line = max(round(reach * 0.2), 1)
    pygame.draw.circle(big, INK, middle, reach * 0.82, line)
    pygame.draw.circle(big, INK, middle, reach * 0.26)
    for turn in range(0, 180, 45):
        dx, dy = math.cos(math.radians(turn)) * reach, math.sin(math.radians(turn)) * reach
        start, end = (middle[0] - dx, middle[1] - dy), (middle[0] + dx, middle[1] + dy)
        pygame.draw.line(big, INK, start, end, max(round(reach * 0.14), 1))


EMBLEMS: dict[str, Callable[[pygame.Surface, Point, float], None]] = {
    "fir": _fir,
    "nodes": _nodes,
    "portico": _portico,
    "sun": _sun,
    "tree": _tree,
    "leaf": _leaf,
    "anchor": _anchor,
    "press": _press,
    "wheel": _wheel,
}

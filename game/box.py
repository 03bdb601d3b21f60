"""
One rectangle in logical pixels, and the few cuts that layouts need.

Pure: screens compute boxes, the painter turns them into device pixels.
"""

from attrs import frozen


@frozen
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    @property
    def mid_x(self) -> float:
        """The horizontal centre."""
        return self.x + self.w / 2

    @property
    def mid_y(self) -> float:
        """The vertical centre."""
        return self.y + self.h / 2

    def inset(self, dx: float, dy: float | None = None) -> "Box":
        """Shrink by `dx` on both sides and `dy` (or `dx`) above and below."""
        down = dx if dy is None else dy
        return Box(self.x + dx, self.y + down, self.w - 2 * dx, self.h - 2 * down)

    def has(self, x: float, y: float) -> bool:
        """Say whether a point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def cells(self, count: int, gap: float) -> tuple["Box", ...]:
        """Cut into `count` columns of equal width with `gap` between them."""
        wide = (self.w - gap * (count - 1)) / max(count, 1)
        return tuple(
            Box(self.x + place * (wide + gap), self.y, wide, self.h) for place in range(count)
        )

    def shares(self, wants: tuple[float, ...], gap: float) -> tuple["Box", ...]:
        """Cut into columns: equal ones where each has the width it wants, else by those widths."""
        even = self.cells(len(wants), gap)
        if all(want <= cell.w for want, cell in zip(wants, even, strict=True)):
            return even
        spare = (self.w - gap * (len(wants) - 1) - sum(wants)) / len(wants)
        made, x = [], self.x
        for want in wants:
            made.append(Box(x, self.y, want + spare, self.h))
            x += want + spare + gap
        return tuple(made)

    def row(self, place: int, high: float, gap: float = 0) -> "Box":
        """Return the row at `place`, each `high` tall, from the top."""
        return Box(self.x, self.y + place * (high + gap), self.w, high)

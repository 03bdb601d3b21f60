"""Where the regions of the desk stand in a room of at least 1280 by 720. Pure."""

from attrs import frozen

from game import theme
from game.box import Box

OWN_HIGH = 164
OTHER_HIGH = 100
EXPECTED_HIGH = 70
SIDE_FULL = 500  # one own card and three others with their gutters


@frozen
class Grid:
    """The columns and bands of the desk."""

    room: Box
    barred: bool = False
    """Whether the expected surplus stands below the record."""

    @property
    def main_bottom(self) -> float:
        """Where the main band ends."""
        return self.room.h - 160

    def _column(self, left: float, right: float) -> Box:
        return Box(left, theme.MAIN_TOP, right - left, self.main_bottom - theme.MAIN_TOP)

    @property
    def side(self) -> Box:
        """The left column: who."""
        return self._column(theme.MARGIN, theme.MARGIN + theme.SIDE_WIDTH)

    @property
    def right(self) -> Box:
        """The right column: press and record; it takes a third of any extra width."""
        extra = (self.room.w - theme.CANVAS_WIDTH) / 3
        edge = self.room.w - theme.MARGIN
        return self._column(edge - theme.RECORD_WIDTH - extra, edge)

    @property
    def board(self) -> Box:
        """The middle column: the paper."""
        return self._column(self.side.right + theme.GUTTER, self.right.x - theme.GUTTER)

    @property
    def moves(self) -> Box:
        """The row of tiles."""
        wide = self.room.w - 2 * theme.MARGIN
        return Box(theme.MARGIN, self.main_bottom + theme.GUTTER, wide, theme.MOVES_HEIGHT)

    @property
    def strip(self) -> Box:
        """The strip of days."""
        top = self.room.h - theme.STRIP_HEIGHT - theme.GUTTER
        return Box(theme.MARGIN, top, self.room.w - 2 * theme.MARGIN, theme.STRIP_HEIGHT)

    def cards(self, others: int) -> tuple[Box, ...]:
        """Return the own card's box and the others', sharing extra height evenly."""
        extra = max(self.side.h - SIDE_FULL, 0) / 4 if others else 0
        boxes = [Box(self.side.x, self.side.y, self.side.w, OWN_HIGH + extra)]
        for _ in range(others):
            top = boxes[-1].bottom + theme.GUTTER
            boxes.append(Box(self.side.x, top, self.side.w, OTHER_HIGH + extra))
        return tuple(boxes)

    @property
    def expected(self) -> Box:
        """The foot of the right column: what to expect, just above the moves."""
        right = self.right
        return Box(right.x, right.bottom - EXPECTED_HIGH, right.w, EXPECTED_HIGH)

    def record(self, paper_high: float) -> tuple[Box, Box]:
        """Cut the right column into the front page and the record below it."""
        gap = theme.GUTTER if paper_high else 0
        paper = Box(self.right.x, self.right.y, self.right.w, paper_high)
        top = paper.bottom + gap
        foot = self.expected.y - theme.GUTTER if self.barred else self.right.bottom
        return paper, Box(self.right.x, top, self.right.w, foot - top)

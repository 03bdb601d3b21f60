"""The desk of a moment that is tried again: one move, then back to the review."""

from typing import cast

from attrs import define

from game import draw, theme
from game.box import Box
from game.inputs import Input, Key
from game.paint import Painter
from game.parts.grid import Grid
from game.ports import TryingPort
from game.screens.base import Answer, Context, Pop
from game.screens.desk import DeskScreen


@define(eq=False)
class TryingScreen(DeskScreen):
    """A desk with a line that says what it is for, in the place of the strip of days."""

    @property
    def _moment(self) -> TryingPort:
        return cast("TryingPort", self.port)

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the desk, then the line."""
        super().draw(p, context, room)
        text, box = context.text, Grid(room).strip
        title, then = self._moment.banner(text)
        p.panel(box, theme.GOLD_TINT, border=theme.GOLD)
        right = draw.key_cap(p, box.right - 16, box.mid_y, text("ui.key.escape")) - 8
        wide = p.text((right, box.mid_y), text("ui.trying.back"), theme.LABEL, theme.SOFT,
                      align="right")  # fmt: skip
        room_left = right - wide - 24 - box.x - 16
        p.text((box.x + 16, box.mid_y - 10), title, theme.BODY_BOLD, theme.GOLD, limit=room_left)
        # A whole paper may have been written then: cut by design, the review tells it in full.
        words = p.setter.fit(then, theme.LABEL, room_left)
        p.text((box.x + 16, box.mid_y + 11), words, theme.LABEL, theme.SOFT)

    def answer(self, event: Input, context: Context) -> Answer | None:
        """Answer as the desk does; Escape goes back to the review, and nothing is counted."""
        if isinstance(event, Key) and event.name == "escape":
            return Pop()
        return super().answer(event, context)

    def pass_time(self, seconds: float) -> Answer | None:
        """Go back once a move was tried."""
        if self._moment.tried:
            return Pop()
        return super().pass_time(seconds)

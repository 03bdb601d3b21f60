"""The call: whom to ask, what is known, what an answer would change; and how to answer."""

from collections.abc import Callable

from attrs import Factory, define, evolve, frozen

from game import draw, sprites, theme
from game.box import Box
from game.cues import Cue
from game.focus import Focus, Widget
from game.inputs import Input, Key
from game.paint import Painter
from game.parts.call import earlier, known, known_high, list_high, question_list
from game.ports import DeskPort
from game.presenters.call import CallModel, Question
from game.screens.base import Answer, Context, Pop, Stay, show
from game.tiles import Tile

WIDE = 1080
LEFT = 312
RIGHT = WIDE - LEFT - 68
TOP, LOW, NEWS = 60, 84, 38


@frozen(kw_only=True)
class Call:
    """What the call is opened with: the desk, what was pressed there, and where to tell it."""

    port: DeskPort
    tile: str = "ask"
    seat: str = ""
    """Whom to ask, if that is known already."""
    tell: Callable[[str], None] = lambda _words: None


@define(eq=False)
class CallScreen:
    """One call. A number or the arrows choose, Enter asks or answers, Escape leaves."""

    call: Call
    focus: Focus = Factory(Focus)
    cover: bool = True
    lively: bool = False
    keys: str = "call"
    chosen: str = ""
    reply: str = "reply.honest"
    refused: str = ""
    foot: Box | None = None
    _model: CallModel | None = None
    _due: list[Cue] = Factory(list)

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the questions, what is known of the chosen one, and the ways on."""
        p.veil(190)
        model = self._model = self.call.port.call(context.text)
        one = self._question(model)
        body = max(list_high(model), *(known_high(p, RIGHT, one) for one in model.questions))
        high = min(TOP + body + LOW + (NEWS if model.news else 0), room.h - 2 * theme.GUTTER)
        box = Box(room.mid_x - WIDE / 2, room.mid_y - high / 2, WIDE, high)
        p.panel(box, theme.PANEL_OWN, border=theme.CAP_LINE)
        end = box.x + 24 + p.text((box.x + 24, box.y + 32), model.title, theme.HEAD)
        p.text((end + 12, box.y + 33), model.aside, theme.BODY, theme.SOFT)
        for place in range(model.attention_most):
            spent = place < model.attention_most - model.attention
            ink = theme.GREY if spent else theme.GOLD
            p.dot(box.right - 32 - 20 * place, box.y + 33, 6, ink)
        top = box.y + TOP + _news(p, box, model.news)
        left = Box(box.x + 24, top, LEFT, box.bottom - LOW - top)
        right = Box(left.right + 20, top, RIGHT, left.h)
        widgets, below = question_list(p, left, model, one.id)
        rows = earlier(p, below, one)
        widgets += known(p, right, one, self.reply)
        widgets += [rows] if rows is not None else []
        widgets += self._ways(p, box, one, context)
        show(p, self.focus, tuple(widgets), first=one.id)

    def _question(self, model: CallModel) -> Question:
        """Return the chosen question; at first the one that the key of the desk meant."""
        meant = model.first_answer if self.call.tile == "answer" else model.first_ask
        found = {one.id: one for one in model.questions}
        if f"ask.{self.call.seat}" in found:
            meant = f"ask.{self.call.seat}"
        self.chosen = self.chosen if self.chosen in found else meant
        return found[self.chosen]

    def _ways(self, p: Painter, box: Box, one: Question, context: Context) -> list[Widget]:
        """Draw why it is refused, if it is; return the two ways on."""
        text, y = context.text, box.bottom - 66
        main = Tile(id="send", box=Box(0, y, 0, 44), region="ways", label=one.main,
                    cap=text("ui.key.enter"), face="main", open=one.open)  # fmt: skip
        back = Tile(id="back", box=Box(0, y, 0, 44), region="ways", label=text("ui.sheet.back"),
                    cap=text("ui.key.escape"))  # fmt: skip
        made: list[Widget] = []
        right = box.right - 24
        for tile, least in ((main, 240), (back, 120)):
            wide = max(tile.width(p) + 8, least)
            spot = Box(right - wide, y, wide, 44)
            made.append(evolve(tile, box=spot, ring=spot.inset(-3)))
            right = spot.x - 12
        self._foot(p, Box(box.x + 24, y, right - box.x - 36, 44), one, context)
        return made

    def _foot(self, p: Painter, box: Box, one: Question, context: Context) -> None:
        self.foot, words = box, self.refused or one.reason
        if not words:
            p.text((box.x, box.mid_y), context.text("ui.call.foot"), theme.LABEL, theme.DIM,
                   limit=box.w)  # fmt: skip
            return
        p.stamp(sprites.lock(p.px(15), theme.LOSS), box.x + 8, box.mid_y)
        area = Box(box.x + 26, box.y, box.w - 26, box.h)
        lines = len(p.setter.wrap(words, theme.BODY, area.w))
        top = area.mid_y - 10 * min(lines, 2)
        p.lines(Box(area.x, top, area.w, 0), words, theme.BODY, theme.LOSS, most=2)

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input; Enter anywhere but on Back asks, or answers."""
        if isinstance(event, Key) and event.plain:
            found = self._key(event)
            if found is not None:
                return found
        signal = self.focus.take(event)
        self._follow_focus()
        if signal is None:
            return None
        if signal.kind == "press" and signal.id in ("send", "back"):
            return Pop() if signal.id == "back" else self._send()
        return Stay()

    def _key(self, event: Key) -> Answer | None:
        if event.name == "escape" or (event.name == "enter" and self.focus.at == "back"):
            return Pop()
        if event.name == "enter":
            return self._send()
        questions = self._model.questions if self._model else ()
        if event.name.isdecimal() and 0 < int(event.name) <= len(questions):
            self.focus.go(questions[int(event.name) - 1].id)
            self._follow_focus()
            return Stay()
        return None

    def _follow_focus(self) -> None:
        """Choose what the focus came to: a question, or a way of answering."""
        known_ids = [one.id for one in self._model.questions] if self._model else []
        if self.focus.at in known_ids and self.focus.at != self.chosen:
            self.chosen, self.refused = self.focus.at, ""
        elif self.focus.at.startswith("reply."):
            self.reply = self.focus.at

    def _send(self) -> Answer:
        """Ask or answer; go back to the desk, which says what happens next."""
        if self._model is None:
            return Stay()
        one = self._question(self._model)
        reply = next((each for each in one.replies if each.id == self.reply), None)
        sends = one.sends if reply is None else reply.sends
        self.refused = self.call.port.send(one.tile, dict(sends)) if one.open else one.reason
        if self.refused:
            self._due.append(Cue("refusal", self.refused))
            return Stay()
        self.call.tell(one.after if reply is None else reply.after)
        return Pop()

    @property
    def words(self) -> str:
        """What the call says when it opens."""
        if self._model is None:
            return ""
        return f"{self._model.aside}. {self._model.news}"

    def cues(self) -> tuple[Cue, ...]:
        """Return a refusal that is to be heard."""
        due = tuple(self._due)
        self._due.clear()
        return due

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _news(p: Painter, box: Box, words: str) -> float:
    """Set what was answered since the last stop; return the height that it took."""
    if not words:
        return 0
    strip = Box(box.x + 24, box.y + TOP - 4, box.w - 48, NEWS - 8)
    p.panel(strip, theme.ROW_FOCUS, border=theme.LINE, radius=theme.RADIUS_CONTROL)
    draw.arrow(p, strip.x + 16, strip.mid_y, -1, theme.GAIN)
    p.text((strip.x + 30, strip.mid_y), words, theme.BODY_MID, theme.GAIN, limit=strip.w - 44)
    return NEWS

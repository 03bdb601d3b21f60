"""The end: how it ended, on which package, what each seat made of it, and where to go next."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus, Widget
from game.inputs import Input, Key, Pointer
from game.paint import Painter
from game.parts.figures import figure
from game.parts.press import front_page, paper_height
from game.parts.record import fact_row, panel_head
from game.ports import OutcomePort, ReplayPort
from game.presenters.desk import Paper
from game.presenters.outcome import OutcomeModel, SeatScore
from game.screens.base import Answer, Context, Home, Push, Replace, Stay, show
from game.text import Text
from game.tiles import Tile

FIGURES_HIGH = 84
TILES_HIGH = 60
LEFT_WIDE = 484
FACTS_FROM = 84
GUARD_SECONDS = 0.6
BADGES = {
    "gain": ((0x2E, 0x42, 0x28), theme.GAIN),
    "loss": ((0x4A, 0x2A, 0x2C), theme.LOSS),
}


@define(eq=False)
class OutcomeScreen:
    """The end of one game."""

    port: OutcomePort
    focus: Focus = Factory(Focus)
    cover: bool = False
    lively: bool = True
    """While a key may still have been meant for the desk; none is answered."""
    keys: str = "outcome"
    copied: bool = False
    """Whether the code of this start was copied."""
    begins: Box | None = None
    _quiet: float = 0.0
    """Seconds without a key or button, so that one that is held or repeated opens nothing."""

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the end."""
        text = context.text
        model = self.port.model(text)
        low = Box(16, room.h - TILES_HIGH - 12, room.w - 32, TILES_HIGH)
        top = theme.MAIN_TOP
        figures = Box(16, top, room.w - 32, FIGURES_HIGH).cells(max(len(model.figures), 1), 12)
        if model.figures:
            top += FIGURES_HIGH + 12
        body = Box(16, top, room.w - 32, low.y - 12 - top)
        page = Paper(
            masthead=text("ui.outcome.masthead"), tag="", headline=model.headline, body=model.story
        )
        paper = Box(body.x, body.y, LEFT_WIDE, min(paper_height(p, LEFT_WIDE, page), body.h * 0.6))
        package = Box(body.x, paper.bottom + 12, LEFT_WIDE, body.bottom - paper.bottom - 12)
        scores = Box(paper.right + 12, body.y, body.right - paper.right - 12, body.h)
        p.ground((*figures[: len(model.figures)], paper, package, scores))
        self.begins = room
        self._head(p, room, model, text)
        for box, one in zip(figures, model.figures, strict=False):
            figure(p, box, one)
        front_page(p, paper, page)
        _package(p, package, model)
        _scores(p, scores, model)
        show(p, self.focus, tuple(_ways(low, text)))

    def _head(self, p: Painter, room: Box, model: OutcomeModel, text: Text) -> None:
        x = draw.brand(p, text("ui.name"), 28)
        x += p.text((x, 28), model.title, theme.HEAD) + 12
        colours = BADGES.get(model.badge_tone, (theme.SEGMENT, theme.SOFT))
        badge = draw.badge(p, room.right - 16, 28, model.badge, colours)
        words = f"{model.subtitle}, {text('ui.outcome.copied')}" if self.copied else model.subtitle
        p.text((x, 29), words, theme.BODY, theme.SOFT, limit=badge.x - x - 16)

    def answer(self, event: Input, context: Context) -> Answer | None:
        """Answer an input: the tiles, then their letters; a new game only by its own key."""
        if self.lively:
            moved = isinstance(event, Pointer) and event.kind == "move"
            self._quiet = self._quiet if moved else 0.0
            return None
        if isinstance(event, Key) and event.ctrl and event.name == "n":
            return self._open("again", context.text)
        if isinstance(event, Key) and event.ctrl and event.name == "c":
            self.port.copy()
            self.copied = True
            return Stay()
        signal = self.focus.take(event)
        if signal is not None:
            return self._open(signal.id, context.text) if signal.kind == "press" else Stay()
        if not isinstance(event, Key) or not event.plain:
            return None
        ways = {"r": "replay", "v": "review", "f": "fork", "escape": "home"}
        name = ways.get(event.name)
        return self._open(name, context.text) if name else None

    def _open(self, name: str, text: Text) -> Answer:
        if name == "again":
            return Replace("seats", self.port.again())
        if name == "replay":
            return Push("replay", self.port.replay())
        if name == "review":
            return Push("review", self.port.review())
        if name == "fork":
            return Push("replay", self._at_the_last_stop(text))
        return Home()

    def _at_the_last_stop(self, text: Text) -> ReplayPort:
        """Return the replay where the person last decided something."""
        replay = self.port.replay()
        replay.seek(len(replay.model(text).lanes.events) - 1)
        replay.stop(-1)
        return replay

    def pass_time(self, seconds: float) -> Answer | None:
        """Stand still; after a moment without keys, listen."""
        self._quiet += seconds
        self.lively = self.lively and self._quiet < GUARD_SECONDS
        return None


def _package(p: Painter, box: Box, model: OutcomeModel) -> None:
    body = panel_head(p, box, model.package_title)
    high = min((body.h - 12) / max(len(model.package), 1), 32)
    for place, fact in enumerate(model.package):
        row = Box(body.x + 6, body.y + 6 + high * place, body.w - 12, high)
        fact_row(p, row, fact)


def _scores(p: Painter, box: Box, model: OutcomeModel) -> None:
    body = panel_head(p, box, model.scores_title, model.scores_note)
    high = min(body.h / max(len(model.scores), 1), 112)
    for place, score in enumerate(model.scores):
        _score(p, body.row(place, high), score)
        if place:
            p.rule(body.x + 16, body.y + high * place, body.w - 32, theme.LINE_FAINT)


def _score(p: Painter, box: Box, score: SeatScore) -> None:
    actor, left, right = score.actor, box.x + 56, box.right - 16
    p.seat((box.x + 32, box.y + 30), actor.shape, actor.emblem, 30, actor.colour)
    style = theme.BODY_BOLD if score.own else theme.BODY
    p.text((left, box.y + 22), actor.label, style)
    tone = {1: theme.GAIN, -1: theme.LOSS}.get(score.sign, theme.SOFT)
    p.text((right, box.y + 22), score.figure, theme.HEAD, tone, align="right")
    p.text((left, box.y + 41), score.caption, theme.LABEL, theme.DIM, limit=right - left)
    line = Box(left, box.y + 58, right - left, 6)
    p.panel(line, theme.WELL, radius=3)
    low, high = sorted((score.from_part, score.to_part))
    filled = Box(line.x + line.w * low, line.y, max(line.w * (high - low), 2), 6)
    p.panel(filled, theme.seat_colour(actor.colour), radius=3)
    p.fill(Box(line.x + line.w * score.mark - 1, line.y - 4, 2, 14), theme.INK)
    x = left
    for fact in score.facts if box.h > FACTS_FROM else ():
        pieces = ((fact.label, theme.LABEL, theme.DIM), (fact.figure, theme.LABEL_BOLD, theme.SOFT))
        x = p.run(x, box.y + 82, pieces, gap=5) + 18


def _ways(low: Box, text: Text) -> list[Widget]:
    ways = (
        ("review", "V", "main"),
        ("replay", "R", "plain"),
        ("fork", "F", "plain"),
        ("again", "Ctrl N", "plain"),
        ("home", "", "plain"),
    )
    made: list[Widget] = []
    for (name, key, face), box in zip(ways, low.cells(len(ways), 12), strict=True):
        made.append(
            Tile(id=name, box=box, ring=box.inset(-3), region="ways", face=face,
                 label=text(f"ui.outcome.{name}"), cap=key or text("ui.key.escape"),
                 lines=(text(f"ui.outcome.{name}_detail"),))
        )  # fmt: skip
    return made

"""The sheet of keys (F1), and the pause: both lie over the screen they were called from."""

from attrs import Factory, define

from game import draw, theme
from game.box import Box
from game.focus import Focus
from game.inputs import ARROWS, Input, Key, Pointer
from game.paint import Painter
from game.screens.base import Answer, Context, Home, Pop, Push, Quit, Stay, show
from game.screens.key_groups import GROUPS, TITLES, groups_for
from game.text import Text
from game.tiles import Tile
from game.widgets import Area

COLUMN = 300
ROW = 29
WALKING = ("tab", *ARROWS)


@define(eq=False)
class KeysScreen:
    """What every key does; any key closes it."""

    group: str
    focus: Focus = Factory(Focus)
    cover: bool = True
    lively: bool = False
    keys: str = "keys"

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the groups side by side, the screen's own first."""
        text = context.text
        p.veil(190)
        names = groups_for(self.group)
        rows = max(len(GROUPS[name]) for name in names)
        wide, high = COLUMN * len(names) + 48, 110 + ROW * rows
        box = Box(room.mid_x - wide / 2, room.mid_y - high / 2, wide, high)
        p.panel(box, theme.PANEL_OWN, border=theme.CAP_LINE)
        p.text((box.x + 32, box.y + 34), text("ui.keys.title"), theme.HEAD)
        p.text(
            (box.right - 32, box.y + 34),
            text("ui.keys.close"),
            theme.LABEL,
            theme.DIM,
            align="right",
        )
        first = Box(box.x + 32, box.y + 62, COLUMN - 24, ROW * rows + 40)
        widgets = []
        for place, name in enumerate(names):
            spot = Box(first.x + COLUMN * place, first.y, first.w, first.h)
            _group(p, spot, name, text)
            widgets.append(
                Area(id=f"keys.{name}", box=spot, ring=_ring(spot, name), region="keys",
                     label=text(TITLES[name]), hint=_told(name, text))
            )  # fmt: skip
        show(p, self.focus, tuple(widgets))

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Walk among the groups, for not all may be in view; any other key or a button closes."""
        if isinstance(event, Key) and event.name in WALKING:
            self.focus.take(event)
            return Stay()
        if isinstance(event, Key) or (isinstance(event, Pointer) and event.kind == "up"):
            return Pop()
        return None

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


def _ring(box: Box, name: str) -> Box:
    return Box(box.x - 12, box.y - 6, box.w + 12, 38 + ROW * len(GROUPS[name]))


def _told(name: str, text: Text) -> str:
    """Return a group as one line, for who cannot see it."""
    pairs = ((text(key) if key.startswith("ui.") else key, text(words))
             for key, words in GROUPS[name])  # fmt: skip
    return text.listed(text("ui.speech.value", label=cap, value=words) for cap, words in pairs)


def _group(p: Painter, box: Box, name: str, text: Text) -> None:
    p.text((box.x, box.y + 10), text(TITLES[name]), theme.LABEL_MID, theme.SOFT)
    for place, (key, words) in enumerate(GROUPS[name]):
        y = box.y + 38 + ROW * place
        cap = text(key) if key.startswith("ui.") else key
        right = box.x + draw.cap_width(p, cap)
        draw.key_cap(p, right, y, cap)
        x = max(right + 10, box.x + 92)
        room = Box(x, y - 15, box.right - x, 0)
        if p.width(text(words), theme.BODY) <= room.w:
            p.text((x, y), text(words), theme.BODY, theme.SOFT)
        else:
            p.lines(room, text(words), theme.LABEL, theme.SOFT, lead=15, most=2)


@define(eq=False)
class PauseScreen:
    """Go on, change settings, go to the title, or leave; the record keeps itself."""

    port: object = None
    focus: Focus = Factory(Focus)
    cover: bool = True
    lively: bool = False
    keys: str = "pause"

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the ways."""
        text = context.text
        p.veil(170)
        box = Box(room.mid_x - 190, room.mid_y - 165, 380, 330)
        p.panel(box, theme.PANEL_OWN, border=theme.CAP_LINE)
        p.text((box.x + 24, box.y + 34), text("ui.pause.title"), theme.HEAD)
        p.lines(Box(box.x + 24, box.y + 52, 332, 0), text("ui.pause.kept"), theme.BODY, theme.SOFT)
        tiles = []
        ways = (("resume", "ui.key.escape"), ("settings", "S"), ("home", "T"), ("quit", "Q"))
        for place, (name, key) in enumerate(ways):
            spot = Box(box.x + 24, box.y + 114 + 50 * place, 332, 42)
            cap = text(key) if key.startswith("ui.") else key
            tiles.append(
                Tile(id=name, box=spot, ring=spot.inset(-3), region="ways", cap=cap,
                     label=text(f"ui.pause.{name}"), face="plain" if place else "main")
            )  # fmt: skip
        show(p, self.focus, tuple(tiles))

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input."""
        signal = self.focus.take(event)
        name = signal.id if signal is not None and signal.kind == "press" else ""
        if isinstance(event, Key) and event.plain and signal is None:
            name = {"escape": "resume", "s": "settings", "t": "home", "q": "quit"}.get(
                event.name, ""
            )
        if not name:
            return Stay() if signal is not None else None
        ways: dict[str, Answer] = {
            "resume": Pop(), "settings": Push("settings"), "home": Home(), "quit": Quit(),
        }  # fmt: skip
        return ways[name]

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""


@define(eq=False)
class NoticeScreen:
    """One plain sentence over the screen below; Enter or Escape closes it."""

    words: str
    title: str = "ui.notice.title"
    focus: Focus = Factory(Focus)
    cover: bool = True
    lively: bool = False
    keys: str = "notice"

    def draw(self, p: Painter, context: Context, room: Box) -> None:
        """Draw the sentence and the way back."""
        text = context.text
        p.veil(190)
        area = Box(room.mid_x - 236, 0, 472, 0)
        high = 22 * len(p.setter.wrap(self.words, theme.BODY, area.w))
        box = Box(room.mid_x - 260, room.mid_y - (high + 132) / 2, 520, high + 132)
        p.panel(box, theme.PANEL_OWN, border=theme.CAP_LINE)
        p.text((box.x + 24, box.y + 32), text(self.title), theme.HEAD)
        p.lines(Box(area.x, box.y + 54, area.w, 0), self.words, theme.BODY, theme.SOFT, lead=22)
        spot = Box(box.x + 24, box.bottom - 58, box.w - 48, 42)
        back = Tile(id="back", box=spot, ring=spot.inset(-3), region="ways", face="main",
                    label=text("ui.notice.close"), cap=text("ui.key.enter"))  # fmt: skip
        show(p, self.focus, (back,))

    def answer(self, event: Input, _context: Context) -> Answer | None:
        """Answer an input."""
        signal = self.focus.take(event)
        if signal is not None:
            return Pop() if signal.kind == "press" else Stay()
        closes = isinstance(event, Key) and event.name in ("escape", "space")
        return Pop() if closes else None

    def pass_time(self, _seconds: float) -> Answer | None:
        """Stand still."""

"""
Somebody who presses, types, points, drags, turns and waits at random, and what must hold all along.

An input is a tuple that names itself, so that a counterexample can be read and run again.
"""

import math
from collections import Counter

import pygame
from driver import MODS, NAMED
from hypothesis import strategies as st

from sim.record.replay import read_log
from sim.record.store import rewinds
from sim.record.verify import verify

KEYS = (
    *NAMED, *"abcdefghijklmnopqrstuvwxyz0123456789", *".,/-=+[];'", "page up", "page down",
    "insert", "f2", "f5", "f9", "left shift", "caps lock", "print screen", "[5]", "menu",
)  # fmt: skip
LIKELY = ("enter", "space", "space", "tab", "up", "down", "left", "right", "escape", "a", "c", "t",
          "y", "u", ".", "backspace", "1", "2")  # fmt: skip
SIZES = ((1280, 720), (1920, 1080), (800, 600), (320, 240), (60, 40), (1, 1), (2200, 300))
FRAME = 0.016
REST_MOST = 250

_share = st.integers(-10, 110).map(lambda share: share / 100)
_mods = st.sampled_from(((), (), (), (), ("shift",), ("ctrl",), ("alt",), ("ctrl", "shift")))
INPUT = st.one_of(
    st.tuples(st.just("key"), st.sampled_from(LIKELY), st.just(())),
    st.tuples(st.just("key"), st.sampled_from(KEYS), _mods),
    st.tuples(st.just("type"), st.text(max_size=6)),
    st.tuples(st.just("click"), _share, _share),
    st.tuples(st.just("widget"), st.integers(0, 60), _share),
    st.tuples(st.just("drag"), _share, _share, _share, _share),
    st.tuples(st.just("wheel"), _share, _share, st.integers(-9, 9)),
    st.tuples(st.just("button"), _share, _share, st.integers(2, 7)),
    st.tuples(st.just("resize"), st.sampled_from(SIZES)),
    st.tuples(st.just("window"), st.sampled_from((
        pygame.WINDOWFOCUSLOST, pygame.WINDOWEXPOSED, pygame.WINDOWRESTORED, pygame.WINDOWLEAVE,
        pygame.KEYUP, pygame.TEXTINPUT))),
    st.tuples(st.just("language")),
    st.tuples(st.just("time"), st.integers(0, 30).map(lambda tenths: tenths / 10)),
    st.tuples(st.just("rest")),
)  # fmt: skip


class Anybody:
    """One window, what was done in it, and the checks after each input."""

    def __init__(self, person):
        """Take over a window; `met` counts the screens that were on top."""
        self.app = person.app
        self.app.context.dusk = True
        self.met = Counter()
        self._decided = {}
        self.check()

    def do(self, what, *rest):
        """Answer one input, then look at everything."""
        if not self.app.running:
            return
        getattr(self, f"_{what}")(*rest)
        if self.app.running:
            self.check()

    # Inputs

    def _event(self, kind, **fields):
        self.app.step([pygame.event.Event(kind, **fields)], FRAME)

    def _key(self, name, mods):
        code = NAMED.get(name) or pygame.key.key_code(name)
        typed = " " if name == "space" else name if len(name) == 1 else ""
        self._event(pygame.KEYDOWN, key=code, mod=sum(MODS[one] for one in mods), unicode=typed)

    def _type(self, words):
        for letter in words:
            self._event(pygame.KEYDOWN, key=pygame.K_UNKNOWN, mod=0, unicode=letter)

    def _at(self, x, y):
        wide, high = self.app.window.get_size()
        return math.floor(x * wide), math.floor(y * high)

    def _press(self, at, button=1):
        self._event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        self._event(pygame.MOUSEBUTTONDOWN, pos=at, button=button)
        self._event(pygame.MOUSEBUTTONUP, pos=at, button=button)

    def _click(self, x, y):
        self._press(self._at(x, y))

    def _widget(self, place, share):
        """Click a widget: random places hit too few of them."""
        widgets = self.app.stack[-1].focus.widgets
        if widgets:
            box, scale = widgets[place % len(widgets)].box, self.app.painter.scale
            x, y = box.x + box.w * min(max(share, 0), 1), box.mid_y
            left, top = self.app.painter.origin
            self._press((round((x - left) * scale), round((y - top) * scale)))

    def _button(self, x, y, button):
        self._press(self._at(x, y), button)

    def _drag(self, x, y, to_x, to_y):
        start, end = self._at(x, y), self._at(to_x, to_y)
        self._event(pygame.MOUSEBUTTONDOWN, pos=start, button=1)
        self._event(pygame.MOUSEMOTION, pos=end, rel=(1, 1), buttons=(1, 0, 0))
        self._event(pygame.MOUSEBUTTONUP, pos=end, button=1)

    def _wheel(self, x, y, lines):
        pygame.mouse.set_pos(self._at(max(x, 0), max(y, 0)))
        self._event(pygame.MOUSEWHEEL, x=0, y=lines)

    def _resize(self, size):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        self._event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])

    def _window(self, kind):
        fields = {"key": pygame.K_e, "mod": 0} if kind == pygame.KEYUP else {"text": "\u00e9"}
        self._event(kind, **fields)

    def _language(self):
        self._key("l", ("alt",))

    def _time(self, seconds):
        self.app.step([], seconds)

    def _rest(self):
        for _ in range(REST_MOST):
            self.app.step([], 0.1)
            if not self.app.running or not self.app.stack[-1].lively:
                return

    # What holds

    def check(self):
        """Draw once more, then look at the stack, the focus, the drafts and the decisions."""
        self.app.dirty = True
        self.app.step([], 0)
        assert self.app.stack
        top = self.app.stack[-1]
        self.met[type(top).__name__] += 1
        widgets = [widget.id for widget in top.focus.widgets]
        assert not widgets or top.focus.at in widgets, (top.focus.at, widgets)
        assert len(widgets) == len(set(widgets)), widgets
        for desk in self.desks():
            self._draft(desk)
            self._record(desk.session)

    def desks(self):
        """Return the desks of the stack."""
        ports = [getattr(screen, "port", None) for screen in self.app.stack]
        return [port for port in ports if hasattr(port, "session") and hasattr(port, "_draft")]

    def _draft(self, desk):
        draft, scenario = desk._draft, desk.session.scenario
        for issue in scenario.issues:
            place = issue.options.index(draft.package[issue.id])
            window = draft.windows.get(issue.id)
            assert window is None or 0 <= place - window.first < window.count, issue.id
        lever = desk.model(self.app.context.text).board.lever
        assert lever is None or 0 <= lever.chosen < len(lever.options)

    def _record(self, session):
        """Decisions are never lost, but for the one rewind, which begins a branch."""
        branch, before = self._decided.get(id(session.log), (session.branch, 0))
        now = len(session.decisions)
        assert now >= before or branch != session.branch
        assert rewinds(session.log) <= 1
        self._decided[id(session.log)] = (session.branch, now)

    def verified(self):
        """Check the records of the stack byte by byte; return how many there were."""
        desks = self.desks()
        for desk in desks:
            session = desk.session
            report = verify(read_log(session.log, session.branch), deep=True)
            assert report.ok, report.failure
            assert report.decisions == len(session.decisions)
        return len(desks)

"""Play the game as a person would: keys and pointer in, widgets found by their id."""

import pygame

from game import app, text
from game.inputs import ARROWS, Key
from game.screens.base import Context
from game.screens.table import SCREENS
from game.shell.title import Title

MODS = {"shift": pygame.KMOD_LSHIFT, "ctrl": pygame.KMOD_LCTRL, "alt": pygame.KMOD_LALT}
NAMED = {
    "enter": pygame.K_RETURN, "tab": pygame.K_TAB, "escape": pygame.K_ESCAPE,
    "space": pygame.K_SPACE, "left": pygame.K_LEFT, "right": pygame.K_RIGHT, "up": pygame.K_UP,
    "down": pygame.K_DOWN, "home": pygame.K_HOME, "end": pygame.K_END, "f1": pygame.K_F1,
    "backspace": pygame.K_BACKSPACE, "delete": pygame.K_DELETE, "f10": pygame.K_F10,
    "f11": pygame.K_F11,
}  # fmt: skip


def read_title(**fields):
    """
    Return a title behind which the real negotiation lies already, so that no frame comes late.
    """
    port = Title(**fields)
    while not port.arrived:
        port.fresh()
    return port


class Person:
    """Someone at the keyboard of one app."""

    def __init__(self, screen, port, lang="en", size=(1280, 720), scale=100):
        """Open a window on a screen; nothing is told at dusk, so that stop follows stop."""
        window = app.open_window(size)
        context = Context(text.load(lang), scale, dusk=False)
        self.app = app.make_app(SCREENS, SCREENS[screen](port), context, window)
        self.app.step([], 0)

    @property
    def screen(self):
        """The screen on top."""
        return self.app.stack[-1]

    @property
    def focus(self):
        """The id that has the focus."""
        return self.screen.focus.at

    def press(self, *keys):
        """Press keys one after another, each as `ctrl+z` or `a`."""
        for combination in keys:
            *mods, name = combination.split("+") if combination != "+" else ("+",)
            code = NAMED.get(name) or pygame.key.key_code(name)
            typed = " " if name == "space" else name if len(name) == 1 else ""
            mod = sum(MODS[one] for one in mods)
            event = pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=typed)
            self.app.step([event], 0.016)

    def point(self, kind, x, y):
        """Move, press or release the pointer at a logical place."""
        scale = self.app.painter.scale
        at = (round(x * scale), round(y * scale))
        if kind == "move":
            event = pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        else:
            code = pygame.MOUSEBUTTONDOWN if kind == "down" else pygame.MOUSEBUTTONUP
            event = pygame.event.Event(code, pos=at, button=1)
        self.app.step([event], 0.016)

    def click(self, name, at=0.5):
        """Click a widget, `at` its share of the width."""
        box = self.widget(name).box
        place = box.x + box.w * at, box.mid_y
        for kind in ("move", "down", "up"):
            self.point(kind, *place)

    def widget(self, name):
        """Find a widget by its id."""
        found = self.screen.focus.find(name)
        assert found is not None, [one.id for one in self.screen.focus.widgets]
        return found


def walked(person):
    """Return every widget that Tab and arrows come to, whatever they change on their way."""
    focus = person.screen.focus
    seen, queue = set(), [focus.at]
    while queue:
        at = queue.pop()
        if at in seen:
            continue
        seen.add(at)
        for key in (Key(name="tab"), Key(name="tab", shift=True), *map(_named, ARROWS)):
            focus.at = at
            focus.take(key)
            queue.append(focus.at)
    return seen


def _named(name):
    return Key(name=name)

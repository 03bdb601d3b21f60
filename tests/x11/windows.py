"""Open the game in a real window, press its keys, and read from the disk what became of it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from attrs import Factory, define

from sim.record.errors import RecordError
from sim.record.replay import open_record
from sim.words import load

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
CAPTIONS = {
    "title": "", "seats": "ui.seats.title", "desk": "ui.keys.group_desk",
    "replay": "ui.replay.title", "outcome": "ui.outcome.title", "library": "ui.library.title",
    "notice": "ui.notice.title", "pause": "ui.pause.title", "dusk": "ui.dusk.title",
}  # fmt: skip
NAMES = {"enter": "Return", "escape": "Escape", "tab": "Tab", "right": "Right", "left": "Left",
         "home": "Home", "end": "End", ".": "period"}  # fmt: skip


def caption(screen, lang):
    """Return the caption of the window on a screen."""
    key, words = CAPTIONS[screen], load(lang)
    return words("ui.name") + (f": {words(key)}" if key else "")


@define
class Home:
    """A machine with a screen and folders of its own."""

    folder: Path
    cache: Path
    display: str
    windows: list = Factory(list)

    @property
    def environment(self):
        """The environment of every program on this machine."""
        return os.environ | {
            "DISPLAY": self.display,
            "XDG_DATA_HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.cache),
            "SDL_VIDEODRIVER": "x11",
            "SDL_AUDIODRIVER": "dummy",
            "POURPARLERS_TRACE": "1",
        }

    def open(self, *arguments, lang="en"):
        """Start the game in a language and wait for its window."""
        window = Window(home=self, arguments=arguments, lang=lang)
        self.windows.append(window)
        return window

    def saves(self):
        """Return the saves, the oldest first."""
        found = (self.folder / "pourparlers" / "saves").glob("*.talks")
        return sorted(found, key=lambda path: path.stat().st_mtime_ns)

    def clear(self):
        """Close what is still open, by its own id."""
        for window in self.windows:
            if window.process.poll() is None:
                window.process.kill()
                window.process.wait(10)


class Window:
    """One running game, with the keyboard in its focus."""

    def __init__(self, home, arguments, lang):
        """Start it; the window must come within a quarter of a minute."""
        self.home, self.lang = home, lang
        self.process = subprocess.Popen(
            [sys.executable, "run_game.py", "--lang", lang, *arguments],
            cwd=ROOT,
            env=home.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        until(self._find, "the window opens", 15)
        self.id = self._find()
        self.focus()

    def _find(self):
        assert self.process.poll() is None, self.process.communicate()
        found = self.tool(
            "search", "--pid", str(self.process.pid), "--name", caption("title", "en")
        )
        return found.split()[-1] if found else ""

    def tool(self, *words):
        """Run xdotool on this display; return what it printed."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self.home.environment,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        return done.stdout.strip()

    def focus(self):
        """Give the keyboard to this window; there is no window manager to do it."""
        self.tool("windowfocus", "--sync", self.id)

    def press(self, *keys):
        """Press keys, one after another."""
        self.tool("key", "--delay", "25", *(NAMES.get(key, key) for key in keys))

    @property
    def caption(self):
        """The caption, which says where the person is."""
        assert self.process.poll() is None, self.process.communicate()
        return self.tool("getwindowname", self.id)

    def size(self):
        """Return width and height of the window, nothing while it is being made anew."""
        told = self.tool("getwindowgeometry", "--shell", self.id).split()
        found = dict(one.split("=") for one in told)
        return int(found.get("WIDTH", 0)), int(found.get("HEIGHT", 0))

    def on(self, screen):
        """Say whether a screen is shown."""
        return self.caption == caption(screen, self.lang)

    def wait_for(self, screen, seconds=PATIENCE):
        """Wait until a screen is shown."""
        until(lambda: self.on(screen), f"{screen} is shown, not {self.caption}", seconds)

    def go(self, key, screen):
        """
        Press a key until it leads to a screen; before the first picture nobody listens.

        A second press comes late: on a slow machine it would be answered by the screen it led to.
        """
        for _ in range(4):
            self.press(key)
            if self.comes(screen, 15):
                return
            self.focus()
        self.wait_for(screen, 1)

    def comes(self, screen, seconds):
        """Say whether a screen is shown before long."""
        return self.comes_true(lambda: self.on(screen), seconds)

    def comes_true(self, condition, seconds):
        """Say whether something holds before long, while the window lives."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def close(self):
        """Ask the window to close, as its frame's button does; return the exit code."""
        ask_to_close(self.home.display, self.id)
        return self.process.wait(20)

    def kill(self):
        """End it without a word, as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)


def until(condition, what, seconds=PATIENCE):
    """Wait until something holds, or fail with what did not."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def decisions(path):
    """Return how many decisions of a save are on the disk."""
    try:
        return len(open_record(path).decisions)
    except RecordError:
        return 0


def ask_to_close(display, window):
    """Send WM_DELETE_WINDOW by a small program of its own: xdotool cannot."""
    program = Path(__file__).with_name("close_window.py")
    subprocess.run(
        [sys.executable, str(program), window], env=os.environ | {"DISPLAY": display}, check=True
    )

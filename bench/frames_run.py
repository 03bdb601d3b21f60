"""
One scripted game in the window, every frame timed: `python -m bench.frames_run MINUTES FILE`.

A process of its own, so that start-up and memory are the game's. The script plays as a person does,
from the title to the review: looks, drags, walks the terms, sends, waits. Its clock is its own, so
that twenty minutes pass in half of one; the work of every turn is real, the save's writes included.
"""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time, sleep

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame
from attrs import Factory, define

from bench.memory import MB, held_kb
from game import app, text
from game.screens.base import Context
from game.screens.table import SCREENS
from game.shell import evaluating, start
from game.shell.title import Title

FRAME = 1 / 60
REST = 0.25
"""The longest sleep of the loop: at rest it wakes so often and must draw nothing."""
RESTS = 80
DRAGS = 90
TURNS_MOST = 4_000
SEED = 7
WINDOW = (1280, 720)
HEAD = "second,kind,screen,ms,processor_ms\n"


@define
class Watch:
    """
    The app, its clock, and every frame that was drawn: when, of which kind, where, how long.

    How long by the wall, which is what a person sees, and by the processor, which is our own part.
    """

    app: app.App
    frames: list[tuple[float, str, str, float, float]] = Factory(list)
    seconds: float = 0.0

    def turn(self, event: pygame.event.Event | None = None, kind: str = "step") -> None:
        """Let the loop turn once; a frame that changes the screen counts as such."""
        top, drawn = self.app.stack[-1], self.app.frames
        rest = event is None and not self.app.dirty and not top.lively
        passed = REST if rest else FRAME
        begun, worked = perf_counter(), process_time()
        self.app.step([] if event is None else [event], passed)
        spent, own = (perf_counter() - begun) * 1000, (process_time() - worked) * 1000
        self.seconds += passed
        if self.app.frames != drawn:
            if self.app.stack[-1] is not top:
                kind = "screen"
            elif rest and kind == "step":
                kind = "rest"
            self.frames.append((self.seconds, kind, self.app.stack[-1].keys, spent, own))

    def press(self, *codes: int) -> None:
        """Press keys one after another."""
        for code in codes:
            self.turn(pygame.event.Event(pygame.KEYDOWN, key=code, mod=0, unicode=""))

    def rest(self) -> None:
        """Read for a while, without touching anything."""
        for _ in range(RESTS):
            self.turn()

    def drag(self, name: str) -> None:
        """Drag a slider to and fro with the button held."""
        found = self.app.stack[-1].focus.find(name)
        if found is None:
            return
        box, button = found.box, pygame.MOUSEBUTTONDOWN
        for place in range(DRAGS):
            part = 0.05 + 0.9 * abs((place / DRAGS * 4 + 1) % 2 - 1)
            at = (round(box.x + box.w * part), round(box.mid_y))
            if place:
                event = pygame.event.Event(
                    pygame.MOUSEMOTION, pos=at, rel=(1, 0), buttons=(1, 0, 0)
                )
            else:
                event = pygame.event.Event(button, pos=at, button=1)
            self.turn(event, "drag")
        self.turn(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1))

    def settle(self) -> None:
        """Let the others play until something is asked of the person."""
        for _ in range(TURNS_MOST):
            self.turn()
            if not self.app.stack[-1].lively:
                return


def played(minutes: int) -> Watch:
    """Play the script and return what was seen."""
    evaluating.allow()
    window = app.open_window(WINDOW)
    title, context = Title(seed=SEED), Context(text.load("en"))
    watch = Watch(app.make_app(SCREENS, SCREENS["title"](title), context, window))
    while not title.arrived:  # a person reads the title for as long as the rest takes to load
        watch.turn(kind="load" if watch.frames else "screen")
        sleep(FRAME)
    for _ in range(120):
        watch.turn()
    watch.press(pygame.K_n)
    watch.rest()
    watch.press(pygame.K_RETURN)
    while watch.seconds < minutes * 60:
        if watch.app.stack[-1].keys == "desk":
            _stop(watch)
        elif watch.app.stack[-1].keys == "dusk":
            watch.settle()
            watch.press(pygame.K_SPACE)
        else:
            _after(watch)
    return watch


def _stop(watch: Watch) -> None:
    """One stop at the desk."""
    watch.settle()
    watch.rest()
    if watch.app.stack[-1].keys != "desk":
        return
    first = next(one.id for one in watch.app.stack[-1].focus.widgets if one.region == "board")
    watch.drag(first)
    watch.press(*[pygame.K_DOWN, pygame.K_RIGHT, pygame.K_LEFT] * 7, *[pygame.K_TAB] * 5)
    watch.app.stack[-1].focus.go(first)
    watch.press(pygame.K_RETURN)
    watch.press(pygame.K_SPACE)
    if watch.app.stack[-1].keys != "desk":
        watch.press(pygame.K_ESCAPE)
    watch.settle()


def _after(watch: Watch) -> None:
    """Read the end, its review and its replay, then begin again."""
    watch.settle()
    for _ in range(60):
        watch.turn()
    watch.rest()
    watch.press(pygame.K_v)
    for _ in range(600):  # the judgements come in meanwhile
        watch.turn()
    watch.press(pygame.K_DOWN, pygame.K_DOWN, pygame.K_ESCAPE, pygame.K_r)
    watch.drag("lanes")
    watch.press(*[pygame.K_RIGHT] * 40, pygame.K_ESCAPE)
    for _ in range(60):
        watch.turn()
    event = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_n, mod=pygame.KMOD_LCTRL, unicode="")
    watch.turn(event)
    watch.press(pygame.K_RETURN)


def bare_ms() -> float:
    """Return how long the bare work of a frame takes: one opaque copy of the whole, and a flip."""
    surface = pygame.display.get_surface()
    assert surface is not None
    copy = surface.copy()
    begun = perf_counter()
    for _ in range(100):
        surface.blit(copy, (0, 0))
        pygame.display.flip()
    return (perf_counter() - begun) * 10


def memory_mb() -> float:
    """Return the most memory that this process held."""
    return held_kb() / MB


def main() -> None:
    """Play, write every frame, and say how much memory it took and what a bare frame costs."""
    minutes, file = int(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        try:
            watch = played(minutes)
        finally:
            evaluating.let_go()
            start.let_go()
    lines = [
        f"{when:.3f},{kind},{screen},{spent:.3f},{own:.3f}\n"
        for when, kind, screen, spent, own in watch.frames
    ]
    file.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{memory_mb():.1f} {bare_ms():.4f}")
    pygame.quit()


if __name__ == "__main__":
    main()

"""The whole run of the window: what it opens with, how it ends, what a crash says."""

import os
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

import pygame
from attrs import evolve

from game import text
from game.app import App, make_app, open_window
from game.audio import Audio
from game.notice import Notice
from game.presenters.settings import Settings
from game.screens.base import Context
from game.screens.keys import NoticeScreen
from game.screens.table import SCREENS
from game.shell import evaluating, start
from game.shell.settings import (
    ALL,
    Found,
    keep_settings,
    merged,
    put_aside,
    read_settings,
)
from game.shell.title import Title
from game.typeset import font
from sim.errors import DONE, CannotError
from sim.play import minds_of
from sim.words import system_language

TRACE = "POURPARLERS_TRACE"
First = tuple[str, object]


def run_window(said: Namespace) -> int:
    """Open the window, play, keep the settings; whatever happens, let the save go."""
    _one_pygame()
    found = read_settings()
    try:
        first = _first(said, found.settings.level)
        app = _open(said, found.settings)
        if first is not None:
            app.stack.append(app.factories[first[0]](first[1]))
        _mend(app, found)
        _watched(app)
    finally:
        evaluating.let_go()
        start.let_go()
        pygame.quit()  # the sound device too
        font.cache_clear()  # a font of a closed window is of no use to the next
    return DONE


def _open(said: Namespace, kept: Settings) -> App:
    lang = said.lang or kept.lang or system_language()
    try:
        window = open_window()
    except pygame.error as error:
        remedy = "unset DISPLAY to play in the terminal, or use play --moves"
        raise CannotError("window", f"no window can be opened ({error})", remedy) from error
    context = Context(text.load(lang))
    level = said.level or kept.level
    context.choose(
        evolve(kept, lang=context.text.lang, speech=kept.speech or said.speak, level=level)
    )
    ways = Title(said.scenario, said.seed, {} if said.file else minds_of(said))
    app = make_app(SCREENS, SCREENS["title"](ways), context, window)
    begun = context.settings()
    app.voice.audio = Audio()
    app.keep = lambda now: keep_settings(merged(kept, begun, now))
    if context.full_screen:
        with suppress(Notice):  # a window is good enough to begin with
            app.fill_screen()
        app.fit()
    return app


def _mend(app: App, found: Found) -> None:
    """Say what of the settings could not be used, and keep the file that held it aside."""
    if not found.wrong:
        return
    words = app.context.text
    aside = put_aside()
    keep_settings(found.settings)
    if ALL in found.wrong:
        told = words("ui.notice.settings_all")
    else:
        names = ", ".join(words(f"ui.settings.{name}") for name in found.wrong)
        told = words("ui.notice.settings", names=names)
    told += " " + words("ui.notice.settings_aside", file=aside) if aside else ""
    app.stack.append(NoticeScreen(told, title="ui.notice.note"))


def _first(said: Namespace, kept: str | None = None) -> First | None:
    """Return the screen that the command line asked for above the title, or nothing."""
    if said.file is not None:
        return _of_file(said)
    if said.seat is None and said.scenario is None:
        return None
    from game.shell.seats import seat_choice
    from sim.games import checked_seat
    from sim.scenario import load_scenario

    checked_seat(load_scenario(said.scenario), said.seat)
    # A line that names the seat begins at once: it must mean the same game to whoever types it.
    level = said.level or (kept if said.seat is None else None)
    choice = seat_choice(
        said.scenario, seat=said.seat, seed=said.seed, level=level, strategies=minds_of(said)
    )
    return ("seats", choice) if said.seat is None else ("desk", choice.start())


def _of_file(said: Namespace) -> First:
    """Open a record at the desk of its person; one that is over, or nobody's, as a replay."""
    from game.shell.library import tell
    from game.shell.replay import replay_of_record
    from sim.games import checked_seat
    from sim.record.replay import open_record

    path = Path(said.file)
    record = open_record(path, said.branch)
    checked_seat(record.header.scenario, said.seat)
    kept = tell(record)
    if kept.outcome is None and (said.seat or kept.held):
        seat, minds = said.seat or kept.humans[0], minds_of(said)
        return "desk", start.resume(path, branch=said.branch, seat=seat, strategies=minds)
    return "replay", replay_of_record(record)


def _one_pygame() -> None:
    """Say plainly when two packages lie over each other under one name."""
    around = Path(pygame.__file__).parent.parent
    names = {path.name.partition("-")[0] for path in around.glob("pygame*.dist-info")}
    if {"pygame", "pygame_ce"} <= names:
        wrong = "pygame and pygame-ce are both installed and overwrite each other"
        remedy = "uninstall both, then install pygame-ce"
        raise CannotError("pygame", wrong, remedy)


def _watched(app: App) -> None:
    """Run; a mistake of ours is shown in one sentence, with the place of the record."""
    try:
        app.run()
    except Exception as mistake:
        if os.environ.get(TRACE):
            raise
        file = start.held_file()
        words = app.context.text("ui.notice.crash", file=file or "-")
        _show_last(app, words)
        sys.stderr.flush()
        wrong = f"our mistake, {mistake!r}; everything decided is kept"
        remedy = f"set {TRACE}=1 to see where; the record is {file}" if file else f"set {TRACE}=1"
        raise CannotError("play", wrong, remedy) from mistake


def _show_last(app: App, words: str) -> None:
    """Show the sentence alone until a key is pressed; a window that is gone is no obstacle."""
    try:
        app.stack = [app.factories["notice"](words)]
        app.stack[0].cover = False  # type: ignore[misc]
        app.running = app.dirty = True
        app.run()
    except Exception:  # noqa: BLE001 - the sentence goes to the terminal anyway
        return

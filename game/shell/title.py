"""The title's port: the last unfinished game, a new one, the real negotiation, the list."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from attrs import Factory, define

from game.notice import Notice
from game.ports import DeskPort, LessonsPort, LibraryPort, ReplayPort, SeatsPort
from game.presenters.make_title import Standing, make_title
from game.presenters.replay import Lanes
from game.presenters.title import TitleModel
from game.shell import daily
from game.shell.saves import saved_files
from game.text import Text

if TYPE_CHECKING:  # the title must not wait for the engine
    from sim.engine.seating import Seating


_counted: list[tuple[int, int]] = []
"""How many rows of the real negotiation became moves, of how many; read once, aside."""


@define(eq=False)
class Title:
    """The ways in. The real negotiation is read behind the first picture, not before it."""

    scenario: str | None = None
    seed: int | None = None
    strategies: Seating = Factory(dict)
    _thread: Thread | None = None
    arrived: bool = False
    """Whether all that the title loads is there."""

    def model(self, text: Text) -> TitleModel:
        """Return the title as the disk stands now."""
        kept = len(saved_files())
        where, stands = _unfinished(text) if kept else ("", "")
        rows = _counted[0] if self.arrived and _counted else None
        known = Standing(where=where, stands=stands, kept=kept, daily=daily.detail(text), rows=rows)
        return make_title(known, text, self._backdrop(text))

    def _backdrop(self, text: Text) -> Lanes | None:
        if not self.arrived:
            return None
        from game.shell.replay import history_lanes

        return history_lanes(text)

    def fresh(self) -> bool:
        """Fetch the real negotiation once, aside; say when it has come."""
        if self.arrived:
            return False
        if self._thread is None:
            self._thread = Thread(target=_prepare, daemon=True)
            self._thread.start()
        self.arrived = not self._thread.is_alive()
        return self.arrived

    def resume(self) -> DeskPort:
        """Return the last unfinished game."""
        from pathlib import Path

        from game.shell.library import latest_unfinished
        from game.shell.start import resume

        kept = latest_unfinished()
        if kept is None:
            raise Notice("ui.title.no_record")
        return resume(Path(kept.path))

    def daily(self, text: Text) -> DeskPort:
        """Return today's deal, begun or gone on with; once it is over its result is told."""
        return daily.play(text)

    def seats(self, level: str) -> SeatsPort:
        """Return the choice of a seat, with a level preset."""
        from game.shell.seats import seat_choice

        return seat_choice(self.scenario, seed=self.seed, level=level, strategies=self.strategies)

    def replay(self, _entry: str) -> ReplayPort:
        """Return the replay of the real negotiation."""
        from game.shell.replay import history_replay

        if self._thread is not None:
            self._thread.join()
        return history_replay()

    def library(self) -> LibraryPort:
        """Return the kept records."""
        from game.shell.library import Library

        return Library()

    def lessons(self) -> LessonsPort:
        """Return the lessons."""
        from game.shell.lesson import Lessons

        return Lessons()


def _unfinished(text: Text) -> tuple[str, str]:
    """Tell of the game to go on with and of what stands on its table, or nothing."""
    from game.presenters.make_library import where_of
    from game.shell.library import latest_unfinished
    from game.shell.standing import standing
    from game.shell.words import words_of

    kept = latest_unfinished()
    if kept is None or kept.scenario is None:
        return "", ""
    where = where_of(kept, kept.scenario, words_of(kept.scenario.id, text.lang), text)
    return where, standing(kept, text)


def _prepare() -> None:
    """
    Load the screens, read or make the real negotiation, and its picture.

    A fault shows when it is asked for.
    """
    from contextlib import suppress

    from game.shell.replay import history_lanes
    from game.shell.warming import settle, warm
    from game.text import load
    from sim.history_rows import count_rows
    from sim.words import languages

    with suppress(Exception):
        warm()
        _counted[:] = [count_rows()]
        for lang in languages():
            history_lanes(load(lang))
    settle()

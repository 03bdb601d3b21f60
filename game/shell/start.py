"""
Begin, resume and fork games for the window; one session is held at a time, with the save's lock.

Every desk of the window comes from here, so that leaving a game always lets its save go.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.notice import Notice
from game.shell import evaluating

if TYPE_CHECKING:  # the title must not wait for the engine
    from collections.abc import Mapping

    from game.ports import DeskPort
    from game.shell.desk import SessionDesk
    from sim.domain.setting import Scenario
    from sim.engine.seating import Seating
    from sim.engine.session import Session
    from sim.record.replay import Record

_held: list[Session] = []


def desk_of(session: Session, seat: str) -> DeskPort:
    """Return the desk of a seat; the session before it is let go."""
    from game.shell.daily import is_daily
    from game.shell.desk import SessionDesk

    if session not in _held:
        let_go()
        _held.append(session)
    hinted = not is_daily(session.log)
    return SessionDesk(session, seat, evaluating.evaluator() if hinted else None)


def hold(desk: SessionDesk) -> DeskPort:
    """Hold the session of a desk that was made elsewhere; the one before it was let go."""
    _held.append(desk.session)
    return desk


def let_go() -> None:
    """Close the session under way; its record keeps everything that was decided."""
    while _held:
        _held.pop().log.close()


def held_file() -> str:
    """Return where the record under way lies, or nothing."""
    return str(Path(_held[-1].log.file).resolve()) if _held else ""


def begin(  # noqa: PLR0913 - a game is begun with all its settings, by keyword
    scenario: Scenario | str | None,
    seed: int,
    seat: str,
    *,
    level: str | None = None,
    tempers: Mapping[str, str] | None = None,
    strategies: Seating | None = None,
    path: Path | None = None,
    note: str = "",
) -> DeskPort:
    """Begin a game in a new save, with a note of this kind if one is given; take its seat."""
    from sim.games import new_game
    from sim.record.store import Note

    let_go()
    session = new_game(
        scenario, seed, seat=seat, level=level, tempers=tempers, strategies=strategies, path=path
    )
    if note:
        session.log.note(Note(branch=session.branch, decision=0, kind=note, json="{}"))
    return desk_of(session, seat)


def resume(
    path: Path,
    *,
    branch: int | None = None,
    seat: str | None = None,
    strategies: Seating | None = None,
) -> DeskPort:
    """Go on with a save, or with an archive in a new save, in the seat that a person holds."""
    from sim.games import open_game
    from sim.record.replay import is_save

    let_go()
    if is_save(path) and is_busy(path):
        raise Notice("ui.notice.busy", file=path.name)
    session = open_game(path, branch=branch, seat=seat, strategies=strategies)
    chosen = seat or next(iter(session.talks.humans), None)
    if chosen is None:
        session.log.close()
        raise Notice("ui.notice.nobody", file=path.name)
    return desk_of(session, chosen)


def fork(record: Record, at: int, seat: str) -> DeskPort:
    """Keep the first decisions of a record in a new save and take a seat there."""
    from sim.games import fork_game

    let_go()
    return desk_of(fork_game(record, at, seat=seat), seat)


def is_busy(path: Path) -> bool:
    """Tell whether another program plays this save."""
    from sim.record.locks import seize

    try:
        lock = seize(path)
    except OSError:
        return False
    if lock is None:
        return True
    lock.release()
    return False

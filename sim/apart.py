"""
A game with strategies from files, played on in a process of its own.

What they do to that process is not done to the command: one that never answers, ends the program or
leaves a thread behind is told by its seat, and nothing of it stays.
"""

from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from sim.engine.session import Session
from sim.errors import FINDINGS, KeyedError
from sim.record.store import TRUNK, MemoryLog
from sim.strangers import seated
from sim.sweeps.alone import why_of, why_said
from sim.sweeps.watch import DECISION_SECONDS, ENDLESS, WATCH, begin_worker
from sim.words import load, system_language

_PLACE_BYTES = 256


class EndedError(KeyedError):
    """A strategy never answered, or ended the process that asked it."""

    code = FINDINGS


def played_on(session: Session, strategies: Mapping[str, str]) -> Session:
    """
    Return the session played on to its end; where `strategies` names files, in another process.

    Raises:
        EndedError: naming the seat that was asked when its process ended or had to be ended.

    """
    if all(isinstance(mind, str) for mind in session.seating.values()):
        session.advance()
        return session
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    place = context.RawArray("c", _PLACE_BYTES)
    lines = tuple(session.log.read(session.branch))
    job = (theirs, place, session.log.header, lines, dict(strategies))
    process = context.Process(target=_play, args=job)
    process.start()
    theirs.close()
    try:
        found = ours.recv()
    except EOFError:
        process.join()
        raise _ended(session, place.value.decode(), process.exitcode) from None
    finally:
        # Its result is here; a thread that a strategy began would let it never end.
        process.kill()
    if isinstance(found, BaseException):
        raise found
    return _taken(session, *found)


def _taken(session: Session, lines: list[bytes], faults: dict[tuple[str, str], str]) -> Session:
    """Return the session with the decisions that were taken elsewhere."""
    for number, line in enumerate(lines, len(session.decisions)):
        session.log.append(session.branch, number, line)
    made = Session.resume(session.log, session.seating, branch=session.branch)
    made.faults = faults
    return made


def _ended(session: Session, place: str, code: int | None) -> KeyedError:
    from sim.commands import date_of

    if not place:
        return KeyedError("workers", "workers.start", code=code)
    minute, _, seat = place.partition(" ")
    date = date_of(session.scenario.opens, int(minute))
    if code == ENDLESS:
        return EndedError(seat, "mind.endless", seconds=f"{DECISION_SECONDS:.0f}", date=date)
    why = why_said(why_of(code), load(system_language()))
    return EndedError(seat, "mind.ended", date=date, why=why)


def _play(
    theirs: Connection, place: Any, header: bytes, lines: tuple[bytes, ...], names: dict[str, str]
) -> None:
    begin_worker()
    try:
        log = MemoryLog(header)
        for number, line in enumerate(lines):
            log.append(TRUNK, number, line)
        session = Session.resume(log, seated(names))
        with WATCH:
            _advance(session, place)
        theirs.send((list(log.read(TRUNK, len(lines) + 1)), session.faults))
    except Exception as error:  # noqa: BLE001 - told to the command, which knows how to say it
        theirs.send(error)


def _advance(session: Session, place: Any) -> None:
    """Play to the end; who is asked and when stands where the other process can read it."""

    def note(*_: object) -> None:
        WATCH.heard()
        if session.head is not None:
            minute, actor = session.head
            place.value = f"{minute} {actor}".encode()[: _PLACE_BYTES - 1]

    note()
    session.listeners.append(note)
    session.advance()

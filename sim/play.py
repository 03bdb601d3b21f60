"""The command `play`: in a window, in the terminal where there is none, or by lines of moves."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from sim.commands import checked_seating, fresh_seed, print_json, summary
from sim.domain import moves as m
from sim.domain.decider import Refusal
from sim.domain.rules.legal import legal_kinds
from sim.engine.run import Run
from sim.engine.seating import Seating
from sim.engine.session import NO_MOVE, Session
from sim.errors import CANNOT, DONE, CannotError
from sim.failures import failures, warn_of_failures
from sim.games import new_game, open_game
from sim.paths import reading_trouble
from sim.record.errors import RecordError
from sim.record.replay import open_record
from sim.record.requests import move_from_json, move_to_json
from sim.scenario import load_scenario
from sim.seen import reckoned_json, seen_json
from sim.terminal import Teller, no_screen_line
from sim.words import load, system_language


def has_screen() -> bool:
    """Tell whether a window can be opened: elsewhere than on Linux there always is one."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    return any(os.environ.get(name) for name in names)


def play(said: Namespace) -> int:
    """Open the game where it can be played."""
    _refuse_another_start(said)
    if said.moves is not None:
        return _play_moves(said, said.moves)
    if said.window is not None and has_screen():
        code: int = said.window(said)
        return code
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    if at_terminal and (said.seat is not None or said.file is not None):
        return _play_at_prompt(said)
    return _play_in_terminal(said) if said.seat is None else _play_moves(said, "-")


def _refuse_another_start(said: Namespace) -> None:
    """Refuse to name what a record already holds: it would be passed over without a word."""
    for name in ("scenario", "seed", "level"):
        if said.file is not None and getattr(said, name) is not None:
            wrong = "a game that goes on has its own"
            raise CannotError(f"--{name}", wrong, "leave it out, or leave out the record")


def _play_at_prompt(said: Namespace) -> int:
    """Let the person at the terminal play the seat they named, or the one they held."""
    from sim.prompt import Prompt

    lang = said.lang or system_language()
    session = begin(said, seat=said.seat)
    began = len(session.decisions)
    seat = said.seat or next(iter(session.talks.humans), None)
    if seat is None:
        session.log.close()
        return _play_in_terminal(said)
    for other in session.talks.humans:
        if other != seat:
            session.release(other)
    try:
        return Prompt(session, seat, lang).play()
    finally:
        warn_of_failures(failures(Run.of(session), began), lang)
        session.log.close()


def begin(said: Namespace, *, seat: str | None) -> Session:
    """Begin a new game or go on with the named one."""
    minds = minds_of(said)
    if said.file is not None:
        return open_game(said.file, branch=said.branch, seat=seat, strategies=minds)
    seed = fresh_seed() if said.seed is None else said.seed
    return new_game(said.scenario, seed, seat=seat, level=said.level, strategies=minds)


def minds_of(said: Namespace) -> Seating:
    """Return the strategies that the command line seats in its record or scenario."""
    if not said.strategy:
        return {}
    named = said.file is not None
    scenario = open_record(said.file, said.branch).header.scenario if named else None
    return checked_seating(load_scenario(scenario or said.scenario), said.strategy)


def _play_in_terminal(said: Namespace) -> int:
    """Play one game of strategies to its end and tell it as it goes."""
    lang = said.lang or system_language()
    sys.stdout.write(no_screen_line(load(lang)) + "\n")
    session = begin(said, seat=None)
    for seat in session.talks.humans:
        session.release(seat)
    began = len(session.decisions)
    teller = Teller(session.scenario, lang)
    for decision in session.decisions:
        sys.stdout.writelines(line + "\n" for line in teller.lines(decision))
    session.listeners.append(
        lambda decision, _: sys.stdout.writelines(line + "\n" for line in teller.lines(decision))
    )
    session.advance()
    run = Run.of(session)
    session.log.close()
    warn_of_failures(failures(run, began), lang)
    sys.stdout.writelines(line + "\n" for line in teller.ending(run))
    sys.stdout.write(f"{Path(session.log.file).resolve()}\n")
    return DONE


def view_json(session: Session, seat: str) -> dict[str, Any]:
    """Return a seat's view in a session as plain values."""
    return seen_json(session.view(seat))


def _play_moves(said: Namespace, name: str) -> int:
    """At each stop print what the seat sees and may do, and read one move a line."""
    with _source(name) as stream:
        session = begin(said, seat=said.seat)
        if said.moves is None:
            words = load(said.lang or system_language())
            sys.stderr.write(words("terminal.lines", seat=said.seat) + "\n")
        if said.seat is None and not session.talks.humans and not session.over:
            session.take(next(actor.id for actor in session.scenario.actors if actor.is_seat))
        began = len(session.decisions)
        try:
            return _converse(session, _Lines(name, stream), load(said.lang or "en"))
        finally:
            warn_of_failures(failures(Run.of(session), began), said.lang)
            session.log.close()


def _source(name: str) -> TextIO:
    """Return the moves' stream; what is no text in it is a line like any other."""
    if name == "-":
        try:
            again = os.dup(0)
        except OSError as error:
            wrong, remedy = "standard input is closed", "give moves there, or name a file of them"
            raise CannotError("play", wrong, remedy) from error
        return os.fdopen(again, encoding="utf-8", errors="surrogateescape")
    trouble = reading_trouble(name, "file of moves")
    if trouble is not None and not _is_stream(name):
        raise CannotError(name or "moves", *trouble)
    return Path(name).open(encoding="utf-8", errors="surrogateescape")


def _is_stream(name: str) -> bool:
    """Tell whether lines come out of a pipe or a terminal, as `--moves <(bot)` gives one."""
    path = Path(name)
    return path.exists() and not path.is_dir() and not path.is_file()


class _Lines:
    """The lines of moves with their numbers; empty ones are passed over."""

    def __init__(self, name: str, stream: TextIO) -> None:
        self.name = name
        self.number = 0
        self.sound = 0
        """How many of them were moves, legal or not."""
        self._lines: Iterator[str] = iter(stream)

    def next(self) -> str | None:
        """Return the next line that says something, or None at the end."""
        for line in self._lines:
            self.number += 1
            if line.strip():
                return line
        return None

    def move(self, line: str) -> m.Move:
        """Return the move of the newest line, or raise RecordError with its number."""
        if any("\ud800" <= sign <= "\udfff" for sign in line):
            wrong, remedy = "the line is no UTF-8 text", "write the moves as UTF-8 text"
            raise RecordError(self.name, wrong, remedy, self.number)
        return move_from_json(line, self.name, self.number)


def _converse(session: Session, lines: _Lines, words: Any) -> int:
    seat = session.advance()
    while seat is not None:
        legal = [move_to_json(move) for move in session.legal_moves(seat)]
        reckoned = reckoned_json(session.view(seat))
        print_json({"view": view_json(session, seat), "legal": legal, "reckoned": reckoned})
        sys.stdout.flush()
        if not _answer(session, seat, lines, words):
            path = str(Path(session.log.file).resolve())
            print_json({"stopped": "no more moves", "path": path})
            return CANNOT if lines.number and not lines.sound else DONE
        seat = session.advance()
    told = summary(Run.of(session))
    print_json({**told, "path": str(Path(session.log.file).resolve())})
    return DONE


def _answer(session: Session, seat: str, lines: _Lines, words: Any) -> bool:
    """Take lines until one is a legal move; return False when there are no more."""
    while (line := lines.next()) is not None:
        try:
            move = lines.move(line)
        except RecordError as error:
            sys.stderr.write(f"error: {error}\n")
            legal = legal_kinds(session.view(seat))
            _refuse(Refusal(code=NO_MOVE, kind="", legal=legal), words, why=str(error))
            continue
        lines.sound += 1
        refusal = session.submit(move, seat)
        if refusal is None:
            return True
        _refuse(refusal, words)
    return False


def _refuse(refusal: Refusal, words: Any, **more: str) -> None:
    """Answer a move that was not taken with a stable code, and the kinds that would be legal."""
    said = {"code": refusal.code, "kind": refusal.kind, "legal": refusal.legal}
    print_json({"refusal": {**said, "text": words(f"refusal.{refusal.code}"), **more}})
    sys.stdout.flush()

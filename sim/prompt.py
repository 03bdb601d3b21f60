"""
A seat played in the terminal where there is no window: what it saw, its moves by number, a prompt.

The moves are those of `play --moves`; a number takes one as it is listed, and `1 price=40` with
another option. Everything shown is the seat's own view.
"""

import json
import re
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from sim.commands import date_of
from sim.domain import moves as m
from sim.domain.decision import Decision
from sim.domain.rules.legal import legal_kinds
from sim.engine.run import Run
from sim.engine.session import Session
from sim.errors import DONE
from sim.projections.move_words import move_words
from sim.record.errors import RecordError
from sim.record.requests import move_from_json, move_to_json
from sim.terminal import Teller
from sim.words import load, vocabulary

_NUMBER = re.compile(r"-?[0-9]{1,18}")
_HELP = "?"
_OPTIONS_MOST = 9


class Prompt:
    """One person at one seat of a session, line by line."""

    def __init__(self, session: Session, seat: str, lang: str) -> None:
        self._session = session
        self._seat = seat
        self._text = load(lang)
        self._words = vocabulary(session.scenario.id, lang)
        self._teller = Teller(session.scenario, lang, seat)
        self._name = self._words.get(f"actors.{seat}.label", seat)

    def play(self) -> int:
        """Play to the end, or until the person leaves; the record keeps what was decided."""
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        self._print(self._text("terminal.seat", seat=self._name))
        for decision in self._session.decisions:
            self._tell(decision)
        self._session.listeners.append(lambda decision, _: self._tell(decision))
        while self._session.advance() is not None:
            if not self._stop():
                self._print(self._text("terminal.left"))
                break
        else:
            self._print(*self._teller.ending(Run.of(self._session)))
        self._print(str(Path(self._session.log.file).resolve()))
        return DONE

    def _tell(self, decision: Decision) -> None:
        self._print(*self._teller.lines(decision))

    def _print(self, *lines: str) -> None:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()

    def _stop(self) -> bool:
        """Ask until a move was taken; return False when the person leaves."""
        legal = self._session.legal_moves(self._seat)
        self._list(legal)
        while True:
            try:
                line = input("> ").strip()
            except EOFError:
                self._print("")
                return False
            if line in ("", _HELP):
                self._list(legal)
            elif self._answered(line, legal):
                return True

    def _list(self, legal: Sequence[m.Move]) -> None:
        view = self._session.view(self._seat)
        date = date_of(self._session.scenario.opens, view.minute)
        left = self._text.count("terminal.attention", view.attention_left)
        self._print(self._text("terminal.your_move", date=date, seat=self._name, left=left))
        for number, move in enumerate(legal, 1):
            words = move_words(self._session.scenario, move, self._words)
            self._print(f"{number:>4}  {words}")

    def _answered(self, line: str, legal: Sequence[m.Move]) -> bool:
        """Submit what a line means; say why not if it is no move or not a legal one."""
        try:
            move = self._meant(line, legal)
        except RecordError as error:
            self._print(f"{error.reason}; {error.remedy}")
            return False
        if move is None:
            return False
        refusal = self._session.submit(move, self._seat)
        if refusal is None:
            return True
        kinds = ", ".join(legal_kinds(self._session.view(self._seat)))
        said = self._text(f"refusal.{refusal.code}")
        self._print(self._text("terminal.refused", why=said, kinds=kinds))
        return False

    def _meant(self, line: str, legal: Sequence[m.Move]) -> m.Move | None:
        """Return the move of a line of JSON, or a listed one with its changes."""
        if line.startswith("["):
            return move_from_json(line)
        first, *changes = line.split()
        if not first.isdecimal() or not 0 < int(first) <= len(legal):
            self._print(self._text("terminal.no_number", n=len(legal)))
            return None
        move = legal[int(first) - 1]
        if changes == [_HELP]:
            self._explain(move)
            return None
        return changed(move, changes)

    def _explain(self, move: m.Move) -> None:
        """Show a move as JSON, and the options of a package."""
        kind, body = move_to_json(move)
        fields = {**body, **(body.get("package") or {})}
        fields.pop("package", None)
        self._print(f"{kind}: " + " ".join(f"{name}={value}" for name, value in fields.items()))
        for issue in self._session.scenario.issues if "package" in body else ():
            options = [str(option) for option in issue.options]
            if len(options) > _OPTIONS_MOST:
                options[2:-1] = ["..."]
            self._print(f"      {issue.id}: {' '.join(options)}")


def changed(move: m.Move, changes: Sequence[str]) -> m.Move:
    """Return a move with `name=value` put into its package or its fields, or raise RecordError."""
    kind, body = move_to_json(move)
    for change in changes:
        name, _, value = change.partition("=")
        package = body.get("package") or {}
        into = package if name in package else body
        into[name] = int(value) if _NUMBER.fullmatch(value) else value
    # By way of the text: what cannot be written as JSON is refused like any other line.
    return move_from_json(json.dumps([kind, body]))

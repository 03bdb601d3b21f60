"""
A seat played in the terminal where there is no window: what it saw, its moves by number, a prompt.

The moves are those of `play --moves`; a number takes one as it is listed, and `1 price=40` with
another option. Everything shown is the seat's own view. How values are typed: `prompt_values`.
"""

import json
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from attrs import fields

from sim.domain import moves as m
from sim.domain.deal import Issue
from sim.domain.decision import Decision
from sim.domain.rules.legal import code_of, legal_kinds
from sim.domain.units import MILLI, POINT
from sim.domain.views import reservation, signing_utility
from sim.engine.run import Run
from sim.engine.session import Session
from sim.errors import DONE
from sim.projections.dates import local_moment
from sim.projections.move_words import choice_words
from sim.projections.transcript import Count, said, simple_value
from sim.prompt_values import typed_value
from sim.record.errors import RecordError
from sim.record.requests import move_from_json, move_to_json
from sim.terminal import Teller
from sim.words import load, vocabulary

Read = Callable[[str, str, Any], Any]
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
        self._asked: m.Move | None = None
        """The final move that was asked about last."""

    def play(self) -> int:
        """Play to the end, or until the person leaves; the record keeps what was decided."""
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        self._print(self._text("terminal.seat", seat=self._name))
        for decision in self._session.decisions:
            self._tell(decision)
        self._session.listeners.append(lambda decision, _: self._tell(decision))
        try:
            while self._session.advance() is not None:
                if not self._stop():
                    self._print(self._text("terminal.left"))
                    break
            else:
                self._print(*self._teller.ending(Run.of(self._session)))
        finally:  # whoever stops it in the middle wants to know where the game is too
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
                self._asked = None
                self._list(legal)
            elif self._answered(line, legal):
                return True

    def _list(self, legal: Sequence[m.Move]) -> None:
        view = self._session.view(self._seat)
        date = local_moment(view.scenario, self._seat, view.minute).iso
        left = self._text.count("terminal.attention", view.attention_left)
        self._print(self._text("terminal.your_move", date=date, seat=self._name, left=left))
        for number, move in enumerate(legal, 1):
            words = choice_words(self._session.scenario, move, self._words, self._seat)
            self._print(f"{number:>4}  {words}")

    def _answered(self, line: str, legal: Sequence[m.Move]) -> bool:
        """Submit what a line means; say why not if it is no move or not a legal one."""
        asked, self._asked = self._asked, None
        try:
            move = self._meant(line, legal)
        except RecordError:
            self._print(self._wrong(line, legal))
            return False
        misfit = "" if move is None else self._misfit(move)
        if move is None or misfit:
            self._print(*filter(None, (misfit,)))
            return False
        if move != asked and self._asks_about(move):
            return False
        refusal = self._session.submit(move, self._seat)
        if refusal is None:
            return True
        kinds = ", ".join(map(self._kind, refusal.legal))
        said = self._text(f"refusal.{refusal.code}")
        self._print(self._text("terminal.refused", why=said, kinds=kinds))
        return False

    def _asks_about(self, move: m.Move) -> bool:
        """Ask before a legal move that is final: once more does it, any other line does not."""
        view = self._session.view(self._seat)
        if not isinstance(move, m.FINAL) or code_of(view, move) is not None:
            return False
        terms = gain = ""
        if isinstance(move, m.Accept):
            offers = {offer.id: offer.package for offer in view.channels[move.table].offers}
            if move.offer not in offers:
                return False  # a changed paper: it is signed already
            package = simple_value(view.scenario, "package", offers[move.offer])
            terms = said(package, self._words)
            lead = signing_utility(view, offers[move.offer], view.minute) - reservation(view)
            tenths = round(lead * 10 / POINT)
            gain = said(Count(tenths * MILLI // 10, "points", signed=True), self._words)
        asks = self._text(f"ui.desk.confirm.{m.move_kind(move)}", terms=terms, gain=gain)
        self._print(self._text("terminal.again", asks=asks))
        self._asked = move
        return True

    def _misfit(self, move: m.Move) -> str:
        """Say which value of a package is no option of its issue, and what would be; or nothing."""
        package = move.package if isinstance(move, m.Propose) else None
        for issue in self._session.scenario.issues if package is not None else ():
            if package is not None and package[issue.id] not in issue.options:
                return self._text("terminal.no_option", name=issue.id,
                                  value=str(package[issue.id])[:60],
                                  options=_options(issue))  # fmt: skip
        return ""

    def _kind(self, kind: str) -> str:
        return self._text(f"move.{kind}")

    def _wrong(self, line: str, legal: Sequence[m.Move]) -> str:
        """Say in the person's language what is wrong with a line that is no move."""
        kind, names = _named(line, legal)
        if kind is None:
            return self._text("terminal.malformed")
        if kind not in m.MOVES:
            kinds = ", ".join(legal_kinds(self._session.view(self._seat)))
            return self._text("terminal.no_move", kind=kind[:60], kinds=kinds)
        known = [field.name for field in fields(m.MOVES[kind])]
        issues = self._session.scenario.issues if "package" in known else ()
        fitting = [*known, *(issue.id for issue in issues)]
        strange = next((name for name in names if name not in fitting), None)
        if "package" in known:  # a listed offer is changed issue by issue
            known = [*known[: known.index("package")], *fitting[len(known) :]]
        told = ", ".join(known) or "-"
        if strange is None:
            return self._text("terminal.bad_field", kind=self._kind(kind), fields=told)
        return self._text("terminal.no_field", name=strange[:60], fields=told)

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
        view = self._session.view(self._seat)
        return changed(move, changes, lambda *told: typed_value(view, *told))

    def _explain(self, move: m.Move) -> None:
        """Show a move as JSON, and the options of a package."""
        kind, body = move_to_json(move)
        values = {**body, **(body.get("package") or {})}
        values.pop("package", None)
        told = " ".join(f"{name}={value}" for name, value in values.items() if value is not None)
        self._print(f"{self._kind(kind)} ({kind}): {told}")
        for issue in self._session.scenario.issues if "package" in body else ():
            self._print(f"      {issue.id}: {_options(issue)}")


def _options(issue: Issue) -> str:
    """Return the options of an issue, of many only the first ones and the last."""
    options = [str(option) for option in issue.options]
    if len(options) > _OPTIONS_MOST:
        options[2:-1] = ["..."]
    return " ".join(options)


def _named(line: str, legal: Sequence[m.Move]) -> tuple[str | None, list[str]]:
    """Return the kind that a line names, or None, and the fields it gives."""
    if not line.startswith("["):
        number, *changes = line.split()
        kind = m.move_kind(legal[int(number) - 1])
        return kind, [change.partition("=")[0] for change in changes]
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None, []
    match found:
        case [str(kind), dict(body)]:
            return kind, list(body)
        case _:
            return None, []


def changed(move: m.Move, changes: Sequence[str], read: Read) -> m.Move:
    """
    Return a move with `name=value` put into its package or its fields, or raise RecordError.

    `read` turns a name, a text and the value of the listed move into the value that is meant.
    """
    kind, body = move_to_json(move)
    for change in changes:
        name, _, value = change.partition("=")
        package = body.get("package") or {}
        into = package if name in package else body
        into[name] = read(name, value, into.get(name))
    # By way of the text: what cannot be written as JSON is refused like any other line.
    return move_from_json(json.dumps([kind, body]))

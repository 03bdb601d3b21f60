"""
The real negotiation as a record: a script makes the historical moves, the rules work them out.

Every decision goes through the session's ordinary path with source "script"; between its rows an
actor waits. Luck that history decided is pinned in the header. Which row a decision stands for is a
note outside the chain, and can be found again in any copy or fork of the record.
"""

import argparse
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from sim.domain.decision import SCRIPT, Decision
from sim.domain.draws import Draws
from sim.domain.events import OfferTabled
from sim.domain.lookup import index_of
from sim.domain.moves import Move, Say, Wait, move_kind
from sim.domain.rules.agenda import has_business
from sim.domain.setting import Scenario
from sim.domain.talks import Talks
from sim.domain.units import MINUTES_DAY
from sim.domain.views import View
from sim.engine.run import Run
from sim.engine.session import Session
from sim.history_rows import Entry, History, Row, folder, history_name, load_history, texts
from sim.record.archive import write_archive
from sim.record.errors import RecordError
from sim.record.requests import move_from_json
from sim.record.store import Note
from sim.scenario import load_scenario

NOTE_ROW = "row"
"""Kind of the note that names the row of the facts for which a decision stands."""
LOOK_MINUTES = 7 * MINUTES_DAY
"""Nobody with business sleeps longer, so that in a fork every seat soon looks at the talks."""
ANYBODY = "*"
CALIBRATION = "calibration"
"""The part of the page that another command writes stands between two marks of this name."""


@frozen(kw_only=True)
class Played:
    """The history as played: the session at its end, and the row of each decision that has one."""

    history: History
    session: Session
    rows: Mapping[int, int]


class Script:
    """The source of all moves: at each stop of an actor its next row if it is due, else a wait."""

    def __init__(self, history: History) -> None:
        self._due: dict[str, deque[Entry]] = defaultdict(deque)
        for entry in history.entries:
            self._due[entry.actor].append(entry)
        self._offers: dict[int, int] = {}
        self._asked: Entry | None = None
        self._session: Session | None = None
        self.rows: dict[int, int] = {}

    def attach(self, session: Session) -> None:
        """Follow a session whose script this is."""
        self._session = session
        session.listeners.append(self._heard)

    def choose(self, view: View, draws: Draws) -> Move:  # noqa: ARG002 - history draws nothing
        """Return the move that history made at this minute, or a wait until it made one."""
        mine = self._due[view.seat]
        if mine and mine[0].minute <= view.minute:
            self._asked = mine.popleft()
            return self._move(self._asked)
        self._asked = None
        horizon = view.scenario.horizon
        return self._wait(view, min(mine[0].minute, horizon) if mine else horizon)

    def _move(self, entry: Entry) -> Move:
        fields = dict(entry.fields)
        if isinstance(fields.get("offer"), Mapping):
            fields["offer"] = self._offers[fields["offer"]["row"]]
        return move_from_json([entry.kind, fields], f"history, row {entry.row}")

    def _wait(self, view: View, until: int) -> Move:
        assert self._session is not None
        talks = self._session.talks
        if view.actor is index_of(view.scenario).order[-1] or view.minute >= until:
            return Wait()
        if has_business(talks, view.actor):
            until = min(until, view.minute + LOOK_MINUTES)
        return Wait(until=until)

    def _heard(self, decision: Decision, _: Talks) -> None:
        """Note which row a decision stands for, and which offer the row tabled."""
        if self._asked is None:
            return
        if isinstance(decision.move, Wait):
            raise _refused(self._asked, f"the move cannot be built ({decision.move.failed})")
        entry, self._asked = self._asked, None
        assert self._session is not None
        self.rows[decision.number] = entry.row
        note = Note(
            branch=self._session.branch,
            decision=decision.number,
            kind=NOTE_ROW,
            json=str(entry.row),
        )
        self._session.log.note(note)
        for event in decision.events:
            if isinstance(event, OfferTabled):
                self._offers[entry.row] = event.offer

    def missed(self) -> tuple[Entry, ...]:
        """Return the moves that found no stop."""
        return tuple(entry for due in self._due.values() for entry in due)

    @property
    def asked(self) -> Entry | None:
        """Return the move under way, for whoever reports that it failed."""
        return self._asked


def shipped_history() -> History:
    """Return the rows of the shipped history on the minutes of its scenario."""
    scenario = load_scenario(history_name())
    return load_history(datetime.fromisoformat(scenario.opens))


def play_history() -> Played:
    """
    Play the real negotiation through the rules.

    Raises:
        RecordError: naming the row that the rules refuse or that found no stop.

    """
    history = shipped_history()
    script = Script(history)
    scenario = _as_it_was(load_scenario(history.name))
    session = Session(
        scenario,
        history.seed,
        tempers=history.tempers,
        pinned=history.pinned,
        scripts={actor.id: script for actor in scenario.actors},
    )
    script.attach(session)
    try:
        session.advance()
    except RuntimeError as error:
        raise _refused(script.asked, str(error)) from error
    for entry in script.missed():
        raise _refused(entry, f"{entry.actor} had no stop at minute {entry.minute}")
    return Played(history=history, session=session, rows=script.rows)


def _as_it_was(scenario: Scenario) -> Scenario:
    """Return the scenario without the house's reading of silence: nobody took it for a word."""
    return evolve(scenario, numbers={**scenario.numbers, "silence_days": 0})


def _refused(entry: Entry | None, reason: str) -> RecordError:
    place = f"row {entry.row}: " if entry else ""
    return RecordError("history", f"{place}{reason}", "mend the row in assets/history")


def history_record(out: str | Path | None = None) -> Run:
    """Return the real negotiation as a run; `out` gets the record as an archive."""
    session = play_history().session
    if out is not None:
        write_archive(out, session.log.header, session.log.read(session.branch))
    return Run.of(session)


def rows_of(decisions: Iterable[Decision], history: History | None = None) -> dict[int, int]:
    """Return the row by decision number in a copy or a fork of the history, without its notes."""
    known = history or shipped_history()
    due: dict[tuple[str, int, str, str], deque[int]] = defaultdict(deque)
    for entry in known.entries:
        due[entry.actor, entry.minute, entry.kind, entry.fields.get("topic", "")].append(entry.row)
    found = {}
    for decision in decisions:
        move = decision.move
        topic = move.topic if isinstance(move, Say) else ""
        waiting = due.get((decision.actor, decision.minute, move_kind(move), topic))
        if decision.source == SCRIPT and waiting:
            found[decision.number] = waiting.popleft()
    return found


# --- the page that tells what became of every row


def page(former: str = "") -> str:
    """
    Return the page of the history: what each row became, or why it is no move.

    Of its former self it keeps the calibration, which takes many games to make.
    """
    played = play_history()
    history = played.history
    decisions: dict[int, list[int]] = defaultdict(list)
    for number, row in played.rows.items():
        decisions[row].append(number)
    template = (folder() / "page.md").read_text(encoding="utf-8")
    blanks = {
        "rows": str(len(history.rows)),
        "moved": str(sum(bool(row.entries) for row in history.rows)),
        "decisions": str(len(played.session.decisions)),
        "classes": _classes(history),
        "kinds": _kinds(history),
        "table": _table(played, decisions),
        "calibration": kept_calibration(former),
    }
    for name, text in blanks.items():
        template = template.replace("{" + name + "}", text)
    return template


def kept_calibration(former: str) -> str:
    """Return the calibration of a page between its marks, empty where there is none yet."""
    start, end = f"<!-- {CALIBRATION} -->", f"<!-- end of {CALIBRATION} -->"
    _, found, rest = former.partition(start)
    body, closed, _ = rest.partition(end)
    return f"{start}{body}{end}" if found and closed else f"{start}\n{end}"


def _classes(history: History) -> str:
    counts: dict[str, int] = defaultdict(int)
    for row in history.rows:
        counts[row.why_not] += 1
    lines = [f"- `{name}` ({counts[name]}): {why}" for name, why in history.because.items()]
    return "\n".join(lines)


def _kinds(history: History) -> str:
    counts: dict[str, int] = defaultdict(int)
    for entry in history.entries:
        counts[entry.kind] += 1
    ordered = sorted(counts, key=lambda kind: (-counts[kind], kind))
    return ", ".join(f"`{kind}` {counts[kind]}" for kind in ordered)


def _table(played: Played, decisions: Mapping[int, list[int]]) -> str:
    opens = datetime.fromisoformat(played.session.scenario.opens)
    lines = [
        "| row | date | actor | what it became | confidence | source |",
        "|---|---|---|---|---|---|",
    ]
    for row in played.history.rows:
        became = _became(row, decisions[row.number], opens) if row.entries else f"— {row.why_not}"
        cells = (row.number, row.date, row.actor, became, row.confidence, row.source)
        lines.append("| " + " | ".join(str(cell).replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines)


def _became(row: Row, decisions: Iterable[int], opens: datetime) -> str:
    """Tell a row's moves with the numbers of their decisions, then its text and assumption."""
    moves = [
        f"{number}: {entry.actor} `{entry.kind}`{_told(entry, opens)}"
        for number, entry in zip(decisions, row.entries, strict=True)
    ]
    said = texts("en")[row.text_key] + (" †" if row.dramatised else "")
    assumed = f" *Assumed: {row.assumption}*" if row.assumption else ""
    return f"{'; '.join(moves)}. {said}.{assumed}"


def _told(entry: Entry, opens: datetime) -> str:
    """Tell a move's fields, minutes as moments and an offer by the row that tabled it."""
    parts = []
    for name, value in entry.fields.items():
        if name != "topic":
            parts.append(_field(name, value, opens))
    return f" ({', '.join(parts)})" if parts else ""


def _field(name: str, value: Any, opens: datetime) -> str:
    if name in ("minute", "deadline"):
        return f"{opens + timedelta(minutes=value):%Y-%m-%d %H:%M} UTC"
    if name == "offer":
        return f"the offer of row {value['row']}" if value else "the amended paper"
    if isinstance(value, Mapping):
        return ", ".join(f"{issue} {option}" for issue, option in value.items())
    return f"{name} {value}"


def main(arguments: list[str] | None = None) -> None:
    """Write the page of the history; its calibration stays as it is."""
    parser = argparse.ArgumentParser(prog="python -m sim.history", description=main.__doc__)
    parser.add_argument("--doc", type=Path, required=True, help="the page to write")
    page_file: Path = parser.parse_args(arguments).doc
    former = page_file.read_text(encoding="utf-8") if page_file.exists() else ""
    page_file.write_text(page(former), encoding="utf-8")


if __name__ == "__main__":
    main()

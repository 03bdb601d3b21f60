"""
The rows of a real negotiation: dated facts with sources, and the moves they became.

Everything lies in `assets/history/`: the facts as a table, what became of each row, and the texts.
Names of actors and the places they act from are data there; this module only reads and orders them.
"""

import csv
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen

from sim.domain.decision import Pinned
from sim.places import assets_folder
from sim.record.errors import RecordError

WHY_NOT = (
    "before_opening",
    "after_closing",
    "outside_the_model",
    "doubled_by_another_row",
    "market_or_media_reaction",
)
"""The five classes of rows that are no move; the file of the rows says what each means."""
ROW_KEYS = frozenset({"row", "actor", "move", "then", "after", "assumption", "dramatised"})


@frozen(kw_only=True)
class Entry:
    """One move that a row brings, at its minute, with its fields as they stand in the file."""

    row: int
    actor: str
    minute: int
    kind: str
    fields: Mapping[str, Any]


@frozen(kw_only=True)
class Row:
    """One fact: where it comes from, and either its moves or the class of why it has none."""

    number: int
    date: str
    time_utc: str
    actor: str
    kind: str
    source: str
    confidence: str
    entries: tuple[Entry, ...] = ()
    why_not: str = ""
    assumption: str = ""
    dramatised: bool = False

    @property
    def text_key(self) -> str:
        """Return the key of the row's text."""
        return text_key(self.number)


@frozen(kw_only=True)
class History:
    """A real negotiation, ready to be played by a script."""

    name: str
    """That of its scenario."""
    seed: int
    rows: tuple[Row, ...]
    because: Mapping[str, str]
    """What each class of why-not means, in the order of the file."""
    tempers: Mapping[str, str] = field(factory=dict)
    pinned: tuple[Pinned, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return all moves in the order of their minutes, then of the rows."""
        found = [entry for row in self.rows for entry in row.entries]
        return tuple(sorted(found, key=lambda entry: (entry.minute, entry.row)))


def text_key(row: int) -> str:
    """Return the key of a row's text in the catalogues."""
    return f"history.row.{row}"


def folder() -> Path:
    """Return the folder that holds the facts, the rows and their texts."""
    return assets_folder() / "history"


def history_name() -> str:
    """Return the name of the shipped history, which is that of its scenario."""
    names = sorted(path.stem for path in folder().glob("*.toml") if "." not in path.stem)
    if len(names) != 1:
        raise _wrong(folder().name, f"{len(names)} histories where one is expected")
    return names[0]


@lru_cache(maxsize=8)
def texts(language: str) -> Mapping[str, str]:
    """Return the rows' texts of a language by key, the English ones if it has none."""
    path = folder() / f"texts.{language}.toml"
    if not path.is_file():
        path = folder() / "texts.en.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def count_rows() -> tuple[int, int]:
    """Return how many rows of the facts became moves, and how many rows there are."""
    told = tomllib.loads((folder() / f"{history_name()}.toml").read_text(encoding="utf-8"))
    return len(told["rows"]), len(_facts())


def load_history(opens: datetime) -> History:
    """
    Return the shipped history with every minute counted from an opening.

    Raises:
        RecordError: naming the row that is missing, doubled or misspelt.

    """
    name = history_name()
    told = tomllib.loads((folder() / f"{name}.toml").read_text(encoding="utf-8"))
    facts = _facts()
    classes = _classes(told)
    mapped = {entry["row"]: entry for entry in told["rows"]}
    _check_complete(name, told, facts, classes)
    minutes = _Minutes(opens, told["places"], facts)
    return History(
        name=name,
        seed=told["seed"],
        because={name: group["because"] for name, group in told["why_not"].items()},
        tempers=told.get("tempers", {}),
        pinned=tuple(Pinned(**pin) for pin in told.get("pinned", ())),
        rows=tuple(
            _row(fact, mapped.get(number), classes.get(number, ""), minutes)
            for number, fact in facts.items()
        ),
    )


def _facts() -> dict[int, dict[str, str]]:
    """Return the table of facts by row number, in file order."""
    with (folder() / "timeline.csv").open(encoding="utf-8", newline="") as file:
        return {int(fact["row"]): fact for fact in csv.DictReader(file)}


def _classes(told: Mapping[str, Any]) -> dict[int, str]:
    """Return the class of why-not by row number."""
    found: dict[int, str] = {}
    for name, group in told["why_not"].items():
        for number in group["rows"]:
            if name not in WHY_NOT or number in found:
                raise _wrong(f"row {number}", f"class {name!r} is unknown, or the second one")
            found[number] = name
    return found


def _check_complete(
    name: str, told: Mapping[str, Any], facts: Mapping[int, Any], classes: Mapping[int, str]
) -> None:
    """Raise unless every row of the table is told once, in known words."""
    times = Counter(entry["row"] for entry in told["rows"]) + Counter(list(classes))
    for number in (*facts, *times):
        if times[number] != 1 or number not in facts:
            raise _wrong(f"{name}.toml", f"row {number} is told {times[number]} times, not once")
    for entry in told["rows"]:
        unknown = set(entry) - ROW_KEYS
        if unknown:
            raise _wrong(f"{name}.toml", f"row {entry['row']}: unknown key {min(unknown)!r}")


class _Minutes:
    """The minute of each row: its time if it has one, else local noon and its place in the day."""

    def __init__(
        self, opens: datetime, places: Mapping[str, str], facts: Mapping[int, Mapping[str, str]]
    ) -> None:
        self._opens = opens.astimezone(UTC)
        self._places = places
        self._facts = facts
        self._ends: dict[int, int] = {}
        self._order = _order_of_day(facts)

    def of_row(self, number: int, told: Mapping[str, Any]) -> int:
        """Return the minute of a row's first move."""
        if "after" in told:
            return self._ends[told["after"]] + 1
        date = datetime.fromisoformat(self._facts[number]["date"]).date()
        given = self._facts[number]["time_utc"]
        if given:
            return self.of_moment(datetime.combine(date, time.fromisoformat(given), UTC))
        noon = datetime.combine(date, time(12), ZoneInfo(self._places[told["actor"]]))
        return self.of_moment(noon) + self._order[number]

    def of_moment(self, moment: datetime) -> int:
        """Return the minute of a moment with its zone."""
        return (moment - self._opens) // timedelta(minutes=1)

    def ends(self, number: int, minute: int) -> None:
        """Note the minute of a row's last move, for rows that follow it."""
        self._ends[number] = minute


def _order_of_day(facts: Mapping[int, Mapping[str, str]]) -> dict[int, int]:
    """Return each row's place among the rows of its date, from 0."""
    seen: Counter[str] = Counter()
    order = {}
    for number, fact in facts.items():
        order[number] = seen[fact["date"]]
        seen[fact["date"]] += 1
    return order


def _row(
    fact: Mapping[str, str], told: Mapping[str, Any] | None, why_not: str, minutes: _Minutes
) -> Row:
    number = int(fact["row"])
    return Row(
        number=number,
        date=fact["date"],
        time_utc=fact["time_utc"],
        actor=fact["actor"],
        kind=fact["kind"],
        source=fact["source"],
        confidence=fact["confidence"],
        entries=_entries(number, told, minutes) if told else (),
        why_not=why_not,
        assumption=told.get("assumption", "") if told else "",
        dramatised=told.get("dramatised", False) if told else False,
    )


def _entries(number: int, told: Mapping[str, Any], minutes: _Minutes) -> tuple[Entry, ...]:
    """Return a row's moves, each a minute after the one before."""
    first = minutes.of_row(number, told)
    if first < 0:
        raise _wrong(f"row {number}", "it lies before the opening")
    moves = (told, *told.get("then", ()))
    minutes.ends(number, first + len(moves) - 1)
    return tuple(
        Entry(
            row=number,
            actor=move["actor"],
            minute=first + at,
            kind=move["move"][0],
            fields=_fields(number, move["move"], minutes),
        )
        for at, move in enumerate(moves)
    )


def _fields(number: int, move: Sequence[Any], minutes: _Minutes) -> dict[str, Any]:
    """Return a move's fields with its dates as minutes; a bare `say` says the row's text."""
    given = dict(move[1]) if len(move) > 1 else {}
    if move[0] == "say":
        given.setdefault("topic", text_key(number))
    return {
        key: minutes.of_moment(value) if isinstance(value, datetime) else value
        for key, value in given.items()
    }


def _wrong(place: str, reason: str) -> RecordError:
    return RecordError("history", f"{place}: {reason}", "mend the rows in assets/history")

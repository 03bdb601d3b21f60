"""
Typed access to a scenario's document, with all its faults collected.

`sim.scenario` asks for keys and gives them their meaning; a key nobody asks for is a fault.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches

from attrs import define, field, frozen

from sim.domain.units import MINUTES_DAY, MINUTES_HOUR

Keys = tuple[str | int, ...]
"""Where a value stands in the document: keys, and positions in arrays from 0."""

SOURCE_KEYS = ("source", "assumption")
_LARGEST = 10**12
_DIGITS_MAX = 18


@frozen(kw_only=True)
class Problem:
    """One fault of a file: where, what is wrong and what to do."""

    path: str
    line: int
    """0 where the file as a whole is meant."""
    wrong: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.wrong}; {self.remedy}"


class ScenarioError(ValueError):
    """A scenario cannot be used. `problems` holds every fault found, in the order of lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@define
class Reader:
    """What is known of one file while it is read: its lines and the faults so far."""

    file: str
    lines: Mapping[Keys, int]
    problems: list[Problem] = field(factory=list)
    nodes: dict[Keys, "Node"] = field(factory=dict)

    def node(self, keys: Keys, table: Mapping[str, object]) -> "Node":
        """Return the table at a place, always the same one, so that it knows what was asked."""
        return self.nodes.setdefault(keys, Node(self, keys, table))

    def say(self, keys: Keys, wrong: str, remedy: str) -> None:
        """Note a fault at the line of a place, or of the nearest table around it."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        problem = Problem(path=self.file, line=self.lines.get(keys, 1), wrong=wrong, remedy=remedy)
        if problem not in self.problems:
            self.problems.append(problem)

    def finish(self) -> None:
        """Refuse every key nobody asked for, then raise if there was any fault."""
        for node in self.nodes.values():
            node.refuse_unread()
        if self.problems:
            raise ScenarioError(tuple(sorted(self.problems, key=lambda found: found.line)))


@define
class Node:
    """One table of the document with typed access; what nobody asks for counts as unknown."""

    reader: Reader
    keys: Keys
    table: Mapping[str, object]
    asked: set[str] = field(factory=lambda: set(SOURCE_KEYS))

    def say(self, key: str, wrong: str, remedy: str) -> None:
        """Note a fault at one key of this table."""
        self.reader.say((*self.keys, key), wrong, remedy)

    def get(self, key: str) -> object | None:
        """Return a raw value, or None; the key counts as known."""
        self.asked.add(key)
        return self.table.get(key)

    def missing(self, key: str, kind: str) -> None:
        """Note that a required key is absent."""
        self.say(key, f"`{key}` is missing", f"add {key} = ... ({kind})")

    def mistyped(self, key: str, kind: str) -> None:
        """Note that a value has another type."""
        self.say(key, f"`{key}` is no {kind}", f"write {KIND_EXAMPLES[kind]}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text."""
        value = self.get(key)
        if isinstance(value, str):
            return value
        if value is not None:
            self.mistyped(key, "text")
        elif default is None:
            self.missing(key, "a text")
        return default or ""

    def word(self, key: str, known: Collection[str], default: str | None = None) -> str:
        """Return a text that must be one of the known words."""
        value = self.text(key, default)
        if value not in known and key in self.table and isinstance(self.table[key], str):
            self.unknown(key, value, known)
        return value

    def unknown(self, key: str, value: str, known: Collection[str]) -> None:
        """Note a word that names nothing."""
        place = f"`{key}`" if key == value else f'`{key}`: "{value}"'
        self.say(key, f"{place} is not known", suggestion(value, known))

    def allows(self, key: str, known: Collection[str]) -> bool:
        """Tell whether a free key is one of the known words; note a fault if it is not."""
        if key not in known:
            self.unknown(key, key, known)
        return key in known

    def words(self, key: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts, each one of the known words; empty when absent."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.mistyped(key, "list of texts")
            return ()
        for position, item in enumerate(value):
            if known is not None and item not in known:
                place = (*self.keys, key, position)
                self.reader.say(place, f'`{key}`: "{item}" is not known', suggestion(item, known))
        return tuple(item for item in value if known is None or item in known)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            self.mistyped(key, "flag")
            return default
        return default if value is None else value

    def number(
        self,
        key: str,
        scale: int = 1,
        default: int | None = None,
        bounds: tuple[int, int] | None = None,
    ) -> int:
        """Return a quantity times `scale` as an exact integer; bounds hold before scaling."""
        value = self.get(key)
        if value is None:
            if default is None:
                self.missing(key, "a number")
            return default or 0
        known = isinstance(value, int | Decimal) and not isinstance(value, bool)
        if not known or (isinstance(value, Decimal) and value.is_nan()):
            self.mistyped(key, "number")
            return default or 0
        assert isinstance(value, int | Decimal)
        if bounds is not None and not bounds[0] <= value <= bounds[1]:
            self.say(
                key, f"`{key}` = {value} is outside {bounds[0]}..{bounds[1]}", "correct the number"
            )
            return default or 0
        return self.exact(key, value, scale)

    def exact(self, key: str, value: int | Decimal, scale: int) -> int:
        """Return value times scale if that is a whole number of fair size, else note a fault."""
        number = Decimal(value)
        digits = number.as_tuple().digits
        if not number.is_finite() or abs(number) > _LARGEST or len(digits) > _DIGITS_MAX:
            self.say(
                key, f"`{key}` is no fair number", "use at most 18 digits and 12 before the point"
            )
            return 0
        scaled = number * scale
        if scaled != scaled.to_integral_value():
            self.say(key, f"`{key}` = {value} is finer than 1/{scale}", "use fewer decimals")
        return int(scaled)

    def child(self, key: str) -> "Node":
        """Return an inner table, empty when absent."""
        value = self.get(key)
        if value is not None and not isinstance(value, dict):
            self.mistyped(key, "table")
            value = None
        return self.reader.node((*self.keys, key), value or {})

    def children(self, key: str) -> tuple["Node", ...]:
        """Return the elements of an array of tables, none when absent."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.mistyped(key, "list of tables")
            return ()
        return tuple(
            self.reader.node((*self.keys, key, position), item)
            for position, item in enumerate(value)
        )

    def names(self) -> Iterator[str]:
        """Yield the keys of a table whose keys are free, sources apart."""
        self.asked.update(self.table)
        return (key for key in self.table if key not in SOURCE_KEYS)

    def refuse_unread(self) -> None:
        """Note the keys nobody asked for."""
        for key in self.table:
            if key not in self.asked:
                known = sorted(self.asked)
                self.say(key, f"`{key}` is not a key of this table", suggestion(key, known))


KIND_EXAMPLES = {
    "text": 'it in quotes, as "text"',
    "number": "a plain number, as 0.15 or 12",
    "flag": "true or false",
    "list of texts": 'a list, as ["one", "two"]',
    "list of tables": "each element under its own [[header]]",
    "table": "a table, as { key = 1 }",
}


def suggestion(word: str, known: Collection[str]) -> str:
    """Return what to write instead of an unknown word."""
    near = get_close_matches(word, known, n=1)
    return f'did you mean "{near[0]}"?' if near else f"known are: {', '.join(sorted(known)) or '-'}"


# --- time


def opening(root: Node) -> datetime:
    """Return the opening in UTC."""
    value = root.get("opens")
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    root.say("opens", "`opens` is no moment with its zone", "write opens = 2020-07-31T04:00:00Z")
    return datetime(2000, 1, 1, tzinfo=UTC)


def moment(node: Node, key: str, opens: datetime, *, required: bool = True) -> int | None:
    """Return a minute given as a moment with its zone or as a number of days since the opening."""
    value = node.get(key)
    if isinstance(value, datetime) and value.tzinfo is not None:
        minute = (value - opens) // timedelta(minutes=1)
        if minute < 0:
            node.say(key, f"`{key}` lies before the opening", "give a later moment")
        return minute
    if value is None and not required:
        return None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return node.number(key, MINUTES_DAY, bounds=(0, 3660))
    node.say(key, f"`{key}` is no moment", "give days since the opening, or 2020-09-15T04:00:00Z")
    return 0


def office(node: Node) -> tuple[int, int]:
    """Return the office hours given as two clock times, in minutes of the local day."""
    value = node.words("office")
    if not value and "office" not in node.table:
        return (9 * MINUTES_HOUR, 18 * MINUTES_HOUR)
    clock = [
        int(hour) * MINUTES_HOUR + int(minute)
        for hour, _, minute in (item.partition(":") for item in value)
        if (hour + minute).isascii() and hour.isdigit() and minute.isdigit()
    ]
    if len(clock) != 2 or not 0 <= clock[0] < clock[1] <= MINUTES_DAY:  # noqa: PLR2004
        node.say("office", "`office` is no pair of clock times", 'write ["09:00", "18:00"]')
        return (0, MINUTES_DAY)
    return (clock[0], clock[1])

"""
Typed access to a scenario's document, with all its faults collected, and what a whole must hold.

`sim.scenario` asks for keys and gives them their meaning; a key nobody asks for is a fault.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches

from attrs import define, field, frozen

from sim.domain.actors import HOUSE, Actor, Personality
from sim.domain.setting import Scenario
from sim.domain.units import MILLI, MINUTES_DAY, MINUTES_HOUR, PPM

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
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong}; {self.remedy}"


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
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.mistyped(key, "number")
            return default or 0
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


# --- what only the whole file shows


def check_whole(root: Node, scenario: Scenario, knobs: Collection[str]) -> None:
    """Note every fault that needs more than one place of the file to be seen."""
    for array in ("issues", "actors", "gauges", "tables", "cards"):
        _check_ids(root, (array,), root.table.get(array))
    for array in ("preferences", "consents", "readings"):
        _check_ids(root, (array,), root.table.get(array), key="actor")
    for position, actor in enumerate(scenario.actors):
        _check_tempers(root, ("actors", position), actor, knobs, scenario)
    _check_ranks(root, scenario)
    _check_times(root, scenario)
    _check_gauges(root, scenario)
    _check_tables(root, scenario)


def _check_ids(root: Node, keys: Keys, found: object, key: str = "id") -> None:
    """Ids are plain words and stand once."""
    known: set[str] = set()
    for position, item in enumerate(found if isinstance(found, list) else ()):
        name = item.get(key) if isinstance(item, dict) else None
        if not isinstance(name, str):
            continue
        place = (*keys, position, key)
        if name in known:
            root.reader.say(place, f'"{name}" stands twice', "give every one its own id")
        if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
            wrong = f'"{name}" is no id'
            root.reader.say(place, wrong, "use small letters, digits, _ and -, a letter first")
        known.add(name)


def _check_tempers(
    root: Node, keys: Keys, actor: Actor, knobs: Collection[str], scenario: Scenario
) -> None:
    """Priors sum to one, and all personalities of an actor bring the same parameters."""
    tempers = actor.personalities
    table = root.table["actors"]
    assert isinstance(table, list)
    _check_ids(root, (*keys, "personalities"), table[int(keys[1])].get("personalities"))
    total = sum(temper.prior_ppm for temper in tempers)
    if tempers and total != PPM:
        wrong = f"the priors of `{actor.id}` sum to {Decimal(total) / PPM}"
        root.reader.say((*keys, "personalities", 0, "prior"), wrong, "make them sum to 1")
    read = set(knobs)
    if actor.id in scenario.preferences:
        wants = scenario.preferences[actor.id]
        read |= {term.scale for term in wants.terms}
        read |= {worth.parameter for worth in wants.outcomes.values()}
    every = {name for temper in tempers for name in temper.parameters}
    for position, temper in enumerate(tempers):
        _check_parameters(root, (*keys, "personalities", position), temper, every, read)


def _check_parameters(
    root: Node, place: Keys, temper: Personality, every: set[str], read: set[str]
) -> None:
    for name in sorted(every - set(temper.parameters)):
        wrong = f"`{temper.id}` lacks the parameter `{name}` its siblings have"
        root.reader.say((*place, "parameters"), wrong, f"add {name.removesuffix('_ppm')} = ...")
    for name in sorted(set(temper.parameters) - read):
        if not name.startswith("x_"):
            bare = name.removesuffix("_ppm")
            wrong = f"nothing reads the parameter `{bare}`"
            remedy = f"{suggestion(name, read)}; names for strategies of your own begin with x_"
            root.reader.say((*place, "parameters", bare), wrong, remedy)
    for name in sorted(set(temper.spread) - set(temper.parameters)):
        wrong = f"`spread` names `{name}`, which is no parameter here"
        remedy = suggestion(name, temper.parameters)
        root.reader.say((*place, "spread", name.removesuffix("_ppm")), wrong, remedy)


def _check_ranks(root: Node, scenario: Scenario) -> None:
    """Ranks are unique, and the house acts last."""
    known: dict[int, str] = {}
    for position, actor in enumerate(scenario.actors):
        if actor.rank in known:
            wrong = f"rank {actor.rank} belongs to `{known[actor.rank]}` already"
            root.reader.say(("actors", position, "rank"), wrong, "give every actor its own rank")
        known[actor.rank] = actor.id
    houses = [actor for actor in scenario.actors if actor.kind == HOUSE]
    if len(houses) != 1 or houses[0].rank != max(known):
        wrong = "the last rank belongs to no house, or there are several houses"
        root.say("actors", wrong, 'add one actor of kind "house" with the largest rank')


def _check_times(root: Node, scenario: Scenario) -> None:
    """Note moments after the horizon."""
    moments = {"closes": scenario.closes, "deadline_latest": scenario.deadline_latest}
    for key, minute in moments.items():
        if minute is not None and minute > scenario.horizon:
            days = scenario.horizon // MINUTES_DAY
            root.say(key, f"`{key}` lies after the horizon (day {days})", "move one of them")
    if scenario.horizon <= 0:
        root.say("horizon", "the game has no time", "put the horizon after the opening")


def _check_gauges(root: Node, scenario: Scenario) -> None:
    """Note gauges that start outside their range."""
    for position, gauge in enumerate(scenario.gauges):
        if not gauge.low <= gauge.start <= gauge.high:
            wrong = f"`{gauge.id}` starts outside {gauge.low // MILLI}..{gauge.high // MILLI}"
            root.reader.say(("gauges", position, "start"), wrong, "correct start, low or high")


def _check_tables(root: Node, scenario: Scenario) -> None:
    """Whoever signs has preferences, and a consent names tables there are."""
    if not scenario.tables or not scenario.issues:
        root.say("tables", "nothing can be signed here", "give at least one table and one issue")
    wanting = {actor.id for actor in scenario.actors if actor.is_seat}
    wanting |= {member for table in scenario.tables for member in table.members}
    for position, actor in enumerate(scenario.actors):
        if actor.id in wanting and actor.id not in scenario.preferences:
            wrong = f"`{actor.id}` has no preferences"
            root.reader.say(("actors", position, "id"), wrong, "add its [[preferences]]")

"""The text side of scenarios: where files lie, the line of every key, sources, names in words."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from attrs import define, field

from sim.domain.units import MINUTES_DAY, MINUTES_HOUR
from sim.paths import other_kind, reading_trouble
from sim.places import assets_folder
from sim.scenario_check import (
    SOURCE_KEYS,
    Keys,
    Node,
    Problem,
    Reader,
    ScenarioError,
    suggestion,
)
from sim.scenario_theory import PREFIX, lesson_path, list_theory, theory_path
from sim.scenario_units import Knob

_ARTICLED = (".subject", ".to")
_PROSE = ("subtitle", "brief", "role", "aim", "means", "hint", "headline", "story")


def list_scenarios() -> tuple[str, ...]:
    """Return the ids of the shipped scenarios, in alphabetical order."""
    folder = assets_folder() / "scenarios"
    return tuple(sorted(path.stem for path in folder.glob("*.toml") if "." not in path.stem))


def default_scenario() -> str:
    """Return the scenario that is played when none is named; its name is data."""
    return read_file(assets_folder() / "scenarios" / "default.txt").strip()


def find_scenario(name_or_path: str | Path | None) -> Path:
    """Return the file of a name or a path, of the default for None, or raise `ScenarioError`."""
    name = default_scenario() if name_or_path is None else str(name_or_path)
    if name in list_scenarios():
        return assets_folder() / "scenarios" / f"{name}.toml"
    theory = name.startswith(PREFIX)
    path = (theory_path(name) if theory else lesson_path(name)) or Path(name)
    if path.suffix or path.is_file() or (len(path.parts) > 1 and not theory):
        return path
    remedy = f"{_nearest(name)}; a path to a .toml file works too"
    wrong = "no such scenario"
    raise ScenarioError((Problem(path=name or "scenario", line=0, wrong=wrong, remedy=remedy),))


def _nearest(name: str) -> str:
    """Return which shipped scenario was meant, or all of them; theory by its bare names."""
    bare = {known.rpartition("/")[2]: known for known in (*list_scenarios(), *list_theory())}
    word = name.rpartition("/")[2]
    near = get_close_matches(word, bare, n=1)
    return suggestion(bare[near[0]] if near else word, bare.values())


def read_file(path: Path) -> str:
    """Return a file's text; raise `ScenarioError` if it cannot be read."""
    line, trouble = 0, reading_trouble(str(path), "scenario")
    try:
        data = b"" if trouble else path.read_bytes()
        if (trouble := trouble or other_kind(data)) is None:
            return data.decode("utf-8-sig")
    except OSError as error:
        trouble = f"the file cannot be read: {error.strerror}", "check your rights there"
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        trouble = "this is not UTF-8 text", "save the file as UTF-8"
    problem = Problem(path=str(path), line=line, wrong=trouble[0], remedy=trouble[1])
    raise ScenarioError((problem,))


def filled_template(name: str) -> str:
    """Return the commented template with an id made from a name of any kind."""
    plain = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-_") or "scenario"
    return read_file(assets_folder() / "scenarios" / "template.txt").replace("{id}", plain)


def texts(name_or_path: str | Path, lang: str) -> Mapping[str, str]:
    """
    Return all texts of a scenario by dotted key, such as `actors.<id>.label`.

    A key without a text in the language falls back to English, then to the id it names, so that a
    foreign scenario has a name for everything; other texts are then empty.
    """
    return texts_beside(find_scenario(name_or_path), lang)


def texts_beside(path: Path, lang: str, *, fall_back: bool = True) -> Mapping[str, str]:
    """Return the texts that lie beside a file, with the English ones where a language has none."""
    own, english = _read(path, lang), {"title": path.stem} | _read(path, "en") if fall_back else {}
    # An English article before a name of another language would be of neither.
    named = {key: text for key, text in english.items() if not (own and key.endswith(_ARTICLED))}
    return MappingProxyType(Texts(named | own))


class Texts(dict[str, str]):
    """Texts by dotted key; what nobody wrote is named by its id."""

    def __missing__(self, key: str) -> str:
        """Return the id for a label and for an option, nothing for a longer text."""
        before, _, last = key.rpartition(".")
        return before.rpartition(".")[2] if last == "label" else "" if last in _PROSE else last


def _read(path: Path, lang: str) -> dict[str, str]:
    """Return the texts beside a scenario's file, none if there is no such file."""
    beside = path.with_name(f"{path.stem}.{lang}.toml")
    if not beside.is_file():
        return {}
    try:
        table = tomllib.loads(read_file(beside))
    except tomllib.TOMLDecodeError as error:
        problem = Problem(path=str(beside), line=1, wrong=str(error), remedy="correct the syntax")
        raise ScenarioError((problem,)) from None
    return dict(_flat(table, ""))


def _flat(value: object, key: str) -> list[tuple[str, str]]:
    """Return (dotted key, text) of everything in a table; a list counts its elements from 0."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = [(str(position), item) for position, item in enumerate(value)]
    else:
        return [(key, str(value))]
    return [pair for name, item in inner for pair in _flat(item, f"{key}.{name}" if key else name)]


# --- sources


def check_sources(root: Node) -> None:
    """Note every number without a source or an assumption, and every source that leads nowhere."""
    facts = Path(root.reader.file).parent / "facts", assets_folder() / "facts"
    _check_block(root, (), root.table, facts, covered=False)


def _check_block(
    root: Node, keys: Keys, table: Mapping[str, object], facts: tuple[Path, ...], *, covered: bool
) -> None:
    """Check one table; what stands in it is covered by its own source or that of a table around."""
    here = covered or any(key in table for key in SOURCE_KEYS)
    if not here:
        bare = [key for key, value in table.items() if _has_number(value)]
        if bare:
            wrong = f"`{'`, `'.join(bare)}` without a source"
            remedy = 'add source = "parameters.csv#name" or assumption = "why" to this table'
            root.reader.say((*keys, bare[0]), wrong, remedy)
    _check_source(root, keys, table, facts)
    # The root's own source speaks for its own numbers only: every block says where it comes from.
    inherited = here and bool(keys)
    for place, inner in _tables(keys, table):
        _check_block(root, place, inner, facts, covered=inherited)


def _tables(keys: Keys, value: object) -> Iterator[tuple[Keys, Mapping[str, object]]]:
    """Yield the tables directly inside a value, with their places."""
    pairs: list[tuple[str | int, object]] = []
    if isinstance(value, Mapping):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    for key, inner in pairs:
        if isinstance(inner, dict):
            yield (*keys, key), inner
        else:
            yield from _tables((*keys, key), inner)


def _has_number(value: object) -> bool:
    if isinstance(value, list):
        return any(map(_has_number, value))
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _check_source(
    root: Node, keys: Keys, table: Mapping[str, object], facts: tuple[Path, ...]
) -> None:
    value = table.get("source")
    for source in value if isinstance(value, list) else [] if value is None else [value]:
        file, _, name = source.partition("#") if isinstance(source, str) else ("", "", "")
        if not any(name in fact_names(folder / file) for folder in facts):
            wrong = f"the source {source!r} leads nowhere"
            root.reader.say((*keys, "source"), wrong, "name a fact as parameters.csv#NAME")
    why = table.get("assumption")
    if why is not None and not (isinstance(why, str) and why.strip()):
        root.reader.say((*keys, "assumption"), "`assumption` says nothing", "say why in a text")


@lru_cache(maxsize=32)
def fact_names(path: Path) -> frozenset[str]:
    """
    Return the names by which a facts file may be cited; none if it cannot be read.

    A row of quantities is cited by its first column, a row of the timeline by its `id`.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return frozenset(row[0] for row in csv.reader(file) if row)
    except (OSError, UnicodeDecodeError, csv.Error):
        return frozenset()


# --- names of strategies and of parameters


def is_strategy(name: str) -> bool:
    """Tell whether a strategy of this name, and version if it names one, is here."""
    from sim.strategies.base import UnknownStrategyError, entry_of

    try:
        entry_of(name)
    except UnknownStrategyError:
        return False
    return True


@lru_cache(maxsize=1)
def knobs() -> Mapping[str, Knob]:
    """Return the parameters of personalities that strategies read, with what they may be."""
    lines = read_file(assets_folder() / "scenarios" / "parameters.txt").splitlines()
    found = (line.split(maxsplit=2) for line in lines if line and line[0] != "#")
    return {name: Knob.of(span, meaning) for name, span, meaning in found}


# --- time zones


def offsets(zone: ZoneInfo, opens: datetime, horizon: int) -> tuple[tuple[int, int], ...]:
    """
    Return (from minute, minutes to add for the local clock) from the opening to the horizon.

    Minute plus offset counts from midnight UTC of the opening's date in local time, so a local
    minute of day is the sum modulo 1440.
    """
    base = opens.hour * MINUTES_HOUR + opens.minute

    def offset(minute: int) -> int:
        delta = (opens + timedelta(minutes=minute)).astimezone(zone).utcoffset()
        return base + (delta or timedelta()) // timedelta(minutes=1)

    found = [(0, offset(0))]
    for dawn in range(MINUTES_DAY, min(horizon, 10 * 366 * MINUTES_DAY) + MINUTES_DAY, MINUTES_DAY):
        if offset(dawn) != found[-1][1]:
            low, high = dawn - MINUTES_DAY, dawn
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if offset(middle) == offset(dawn) else (middle, high)
            found.append((high, offset(high)))
    return tuple(found)


def zone(node: Node) -> ZoneInfo:
    """Return the time zone of an actor, UTC if it has none."""
    name = node.text("zone", "UTC")
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        node.say("zone", f'"{name}" is no time zone', 'write one as "Europe/Paris"')
        return ZoneInfo("UTC")


# --- the line of every key


def parse(text: str, file: str) -> Node:
    """Return the root of a document; raise `ScenarioError` with the line of a syntax error."""
    text = text.replace("\r\n", "\n")
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else text.count("\n") + 1
        wrong = f"this is not TOML: {error}"
        problem = Problem(path=file, line=line, wrong=wrong, remedy="correct the syntax")
        raise ScenarioError((problem,)) from None
    return Reader(file, line_index(text)).node((), table)


def line_index(text: str) -> Mapping[Keys, int]:
    """Return the line of every table, key and element of a document that `tomllib` accepts."""
    return _Lines(list(_tokens(text))).document()


_TOKEN = re.compile(
    r'(?P<blank>[ \t\r]+|#[^\n]*)|(?P<mark>[\[\]{}=,\n])|(?P<bare>[^\s\[\]{}=,#"\']+)|'
    r'(?P<string>"""(?:\\.|[^\\])*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*')",
    re.DOTALL,
)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield (kind, text, line) of everything but blanks and comments."""
    line = 1
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "blank":
            yield str(found.lastgroup), found.group(), line
        line += found.group().count("\n")


@define
class _Lines:
    """Walks the tokens of a document and notes where its keys stand; its syntax is right."""

    tokens: list[tuple[str, str, int]]
    at: int = 0
    found: dict[Keys, int] = field(factory=dict)
    newest: dict[Keys, int] = field(factory=dict)
    """The position of the newest element of every array of tables."""

    def document(self) -> Mapping[Keys, int]:
        """Walk everything."""
        here: Keys = ()
        while self.at < len(self.tokens):
            match self.tokens[self.at][1]:
                case "\n":
                    self.at += 1
                case "[":
                    here = self.header()
                case _:
                    self.pair(here)
        return self.found

    def names(self, end: str) -> tuple[list[str], int]:
        """Read a dotted key up to a mark, and the mark; return its parts and its line."""
        names: list[str] = []
        line = self.tokens[self.at][2]
        while self.tokens[self.at][1] != end:
            kind, text, _ = self.tokens[self.at]
            if kind == "string":
                names.append(str(tomllib.loads(f"k = {text}")["k"]))
            else:
                names += [part for part in text.split(".") if part]
            self.at += 1
        self.at += 1
        return names, line

    def header(self) -> Keys:
        """Read `[a.b]` or `[[a.b]]` and return the place it opens."""
        many = self.tokens[self.at + 1][1] == "["
        self.at += 2 if many else 1
        names, line = self.names("]")
        self.at += 1 if many else 0
        keys: Keys = ()
        for depth, name in enumerate(names, 1):
            keys = (*keys, name)
            if many and depth == len(names):
                self.newest[keys] = self.newest.get(keys, -1) + 1
            self.found.setdefault(keys, line)
            if keys in self.newest:
                keys = (*keys, self.newest[keys])
                self.found.setdefault(keys, line)
        return keys

    def pair(self, here: Keys) -> None:
        """Read `key = value` inside a table."""
        names, line = self.names("=")
        for depth in range(len(names)):
            self.found.setdefault((*here, *names[: depth + 1]), line)
        self.value((*here, *names))

    def value(self, here: Keys) -> None:
        """Read any value; inner keys and elements are noted."""
        opener = self.tokens[self.at][1]
        if opener in ("{", "["):
            self.at += 1
            self.inside(here, "}" if opener == "{" else "]")
            return
        while self.at < len(self.tokens) and self.tokens[self.at][0] != "mark":
            self.at += 1

    def inside(self, here: Keys, closer: str) -> None:
        """Read an inline table or an array up to its end."""
        position = 0
        while (token := self.tokens[self.at])[1] != closer:
            if token[1] in (",", "\n"):
                self.at += 1
            elif closer == "}":
                self.pair(here)
            else:
                self.found.setdefault((*here, position), token[2])
                self.value((*here, position))
                position += 1
        self.at += 1

"""
What a sweep plays: cells of a grid, the same seeds in each, cut into chunks.

A chunk is named by all that decides its content: the engine's code, the compiled scenario, who
plays, the seeds and the tables asked for. So a folder may hold chunks of several plans, a sweep
that grows keeps what it has, and nothing made by other code is ever mixed in.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path

from attrs import define, frozen

from sim.commands import checked_seating
from sim.domain.setting import Scenario
from sim.engine.seating import opening_header
from sim.errors import CannotError, KeyedError
from sim.record.codec import canonical, encode_header
from sim.scenario import load_scenario
from sim.scenario_check import ScenarioError
from sim.seeds import SEED_END, checked_seed
from sim.strangers import path_of
from sim.sweeps import axes as ax
from sim.sweeps.axes import Axis

CHUNK = 25
"""Games in a chunk: a cluster's two milliseconds a task are then less than a hundredth."""
TABLES = ("events", "decisions")
"""Tables written only where they are asked for."""
GAMES_MAX = 10_000_000
_NAME_BYTES = 12


@frozen(slots=False)
class Cell:
    """One cell of the grid: what it varies, and who plays what."""

    values: tuple[str, ...]
    header: bytes
    """A record's header with seed 0: the compiled scenario, who plays and fixed personalities."""
    seating: tuple[tuple[str, str], ...]
    """By actor the strategies in place of the scenario's own, by name or as FILE.py:CLASS."""
    tempers: tuple[tuple[str, str], ...]

    @cached_property
    def identity(self) -> str:
        """Return what tells this cell from all others whatever it is called."""
        files = [self.files.get(name, "") for _, name in self.seating]
        return _hashed([self.header.decode(), *files])

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Return the digests of strangers' files as they were planned, by the strategy's name."""
        found = {name: _file_digest(name) for _, name in self.seating}
        return {name: digest for name, digest in found.items() if digest}


@frozen
class Chunk:
    """Some games of one cell: consecutive seeds."""

    name: str
    cell: int
    seeds: range


@define(slots=False)
class Plan:
    """A whole sweep."""

    scenario: str
    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]
    runs: int
    """Games in each cell."""
    seed: int
    """The first seed; the others follow."""
    tables: tuple[str, ...] = ()
    source: str = ""
    """How a command names the scenario: as one of the house, or its file without the folder."""

    @property
    def games(self) -> int:
        """Return how many games there are in all."""
        return self.runs * len(self.cells)

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """Return the chunks, cell by cell, in the order of seeds."""
        end = self.seed + self.runs
        return tuple(
            Chunk(self._named(at, seeds), at, seeds)
            for at in range(len(self.cells))
            for first in range(self.seed, end, CHUNK)
            for seeds in (range(first, min(end, first + CHUNK)),)
        )

    def _named(self, cell: int, seeds: range) -> str:
        what = [cell, self.cells[cell].identity, seeds.start, len(seeds), list(self.tables)]
        return _hashed([engine_digest(), *what])

    def values_of(self, cell: int) -> Mapping[str, str]:
        """Return what a cell varies, by key."""
        return dict(zip((axis.key for axis in self.axes), self.cells[cell].values, strict=True))


def planned(  # noqa: PLR0913 - a sweep is asked for with all of it, by keyword
    scenario: "Scenario | str | Path | None",
    runs: int,
    *,
    seed: int = 0,
    vary: Sequence[Axis] = (),
    strategies: Mapping[str, str] | None = None,
    tables: Sequence[str] = (),
) -> Plan:
    """
    Return the plan of a sweep, every cell compiled and checked.

    Raises:
        CannotError: for a key, a value, an actor or a strategy that is not there.
        ScenarioError: with every fault of the scenario's file as it stands.

    """
    if isinstance(runs, bool) or not isinstance(runs, int):
        raise KeyedError("--runs", "runs.whole", runs=repr(runs))
    if runs < 1:
        raise KeyedError("--runs", "runs.none")
    checked_seed(seed)
    _check_names(strategies or {}, tables)
    given = ax.checked(vary)
    loaded = load_scenario(scenario)
    cells = tuple(_cell(scenario, loaded, given, values, strategies) for values in ax.grid(given))
    if runs * len(cells) > GAMES_MAX or seed + runs > SEED_END:
        raise KeyedError("--runs", "runs.many", games=runs * len(cells), most=GAMES_MAX)
    _check_apart(given, cells)
    kept = tuple(name for name in TABLES if name in tables)
    return Plan(loaded.id, given, cells, runs, seed, kept, _source(scenario, loaded))


def _check_names(strategies: Mapping[str, object], tables: Sequence[str]) -> None:
    """Raise CannotError for a strategy that has no name to travel by, or a table there is not."""
    live = next((actor for actor, mind in strategies.items() if not isinstance(mind, str)), None)
    if live is not None:
        raise KeyedError(live, "mind.live")
    if isinstance(tables, str) or not set(tables) <= set(TABLES):
        raise KeyedError("tables", "tables.unknown", tables=repr(tables), names=", ".join(TABLES))


def _source(scenario: "Scenario | str | Path | None", loaded: Scenario) -> str:
    """Return how a command names a scenario on any machine."""
    named = loaded.id if scenario is None or isinstance(scenario, Scenario) else str(scenario)
    return named if Path(named).suffix != ".toml" else Path(named).name


def _check_apart(axes: Sequence[Axis], cells: Sequence[Cell]) -> None:
    """Raise CannotError where two cells of the grid play the very same games."""
    known: dict[str, Cell] = {}
    for cell in cells:
        twin = known.setdefault(cell.identity, cell)
        if twin is not cell:
            one, other = (" ".join(map("=".join, _pairs(axes, some))) for some in (twin, cell))
            raise KeyedError("--vary", "vary.same", one=one, other=other)


def _pairs(axes: Sequence[Axis], cell: Cell) -> list[tuple[str, str]]:
    return [(axis.key, value) for axis, value in zip(axes, cell.values, strict=True)]


def _cell(
    source: "Scenario | str | Path | None",
    loaded: Scenario,
    axes: Sequence[Axis],
    values: tuple[str, ...],
    strategies: Mapping[str, str] | None,
) -> Cell:
    changes: list[tuple[str, str]] = []
    seating, tempers = dict(strategies or {}), {}
    for axis, value in zip(axes, values, strict=True):
        what = f"--vary {axis.key}={value}"
        if axis.kind == ax.STRATEGY:
            if axis.actor in (strategies or {}):
                raise KeyedError(what, "vary.seated")
            seating[axis.actor] = value
        elif axis.kind == ax.TEMPER:
            known = ax.personalities_of(loaded, axis.actor, what)
            if value not in known:
                raise KeyedError(what, "temper", names=", ".join(known))
            tempers[axis.actor] = value
        elif axis.kind == ax.MIX:
            changes += ax.mixed(loaded, axis.actor, value)
        else:
            changes.append((axis.key, value))
    varied = _varied(source, loaded, changes)
    placed = {actor: _placed(name) for actor, name in seating.items()}
    minds = checked_seating(varied, tuple(placed.items()))
    header = encode_header(opening_header(varied, 0, minds, tempers=tempers))
    return Cell(values, header, tuple(sorted(placed.items())), tuple(sorted(tempers.items())))


def _varied(
    source: "Scenario | str | Path | None", loaded: Scenario, changes: Sequence[tuple[str, str]]
) -> Scenario:
    """Return the scenario with its changes; a fault that they bring is told as theirs."""
    if not changes:
        return loaded
    said = " ".join(f"{key}={text}" for key, text in changes)
    if isinstance(source, Scenario):
        raise KeyedError(f"--vary {said}", "vary.compiled")
    try:
        return load_scenario(source, tuple(changes))
    except ScenarioError as error:
        first = error.problems[0]
        raise CannotError(f"--vary {said}", first.wrong, first.remedy) from None


def _placed(strategy: str) -> str:
    """Return a strategy's name; of a file with its whole path, for workers that stand elsewhere."""
    path = path_of(strategy)
    return strategy if path is None else str(path.resolve()) + strategy[len(str(path)) :]


def _hashed(value: object) -> str:
    return blake2b(canonical(value), digest_size=_NAME_BYTES).hexdigest()


def _file_digest(strategy: str) -> str:
    """Return the digest of a stranger's file, so that a changed one is another mind."""
    path = path_of(strategy)
    return "" if path is None else blake2b(path.read_bytes(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def engine_digest() -> str:
    """Return the digest of the engine's own code: what every machine of a cluster must share."""
    folder = Path(__file__).parent.parent
    made = blake2b(digest_size=16)
    for path in sorted(
        folder.rglob("*.py"), key=lambda found: found.relative_to(folder).as_posix()
    ):
        made.update(f"{path.relative_to(folder).as_posix()}\n".encode() + path.read_bytes())
    return made.hexdigest()

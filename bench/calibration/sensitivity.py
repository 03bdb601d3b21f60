"""
One number at a time: by how much each row of the table of bands moves when a number does.

Every cell is a scenario with one key moved and plays the same seeds as the base, so shares are
compared pair by pair. Cells and games lie in the folder of a sweep: what is there is not played
again. Compiling a cell takes a quarter of a second, so compiled ones are kept there too.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from hashlib import blake2b
from pathlib import Path
from statistics import NormalDist

from attrs import evolve, frozen

from bench.balance.figures import Z_95, Figure, paired
from bench.calibration.bands import column
from bench.calibration.forking import is_retained
from bench.calibration.keeping import Tell
from bench.calibration.keys import Key, Side
from sim.domain.deal import Package
from sim.record.codec import canonical
from sim.record.whole import write_whole
from sim.scenario import load_scenario
from sim.scenario_text import find_scenario, read_file
from sim.sweeps.axes import Axis
from sim.sweeps.driving import Drive
from sim.sweeps.ledger import Game, Ledger
from sim.sweeps.plan import Cell, Plan, engine_digest, planned
from sim.sweeps.pools import Place

BASE = "base"
_ERROR = 0.05


@frozen
class Moved:
    """What one side of a key does to one row."""

    key: Key
    side: Side
    row: str
    change: Figure
    """Paired difference of the row's share from the base, from -1 to 1."""

    @property
    def is_clear(self) -> bool:
        """Tell whether the 95 % interval leaves nothing out."""
        return abs(self.change.mean) > Z_95 * self.change.error


@frozen(kw_only=True)
class Sensitivity:
    """All that was tried."""

    keys: Sequence[Key]
    runs: int
    base: dict[str, float]
    """Share by row in the base."""
    moved: Sequence[Moved]

    @property
    def threshold(self) -> float:
        """Return the standard errors that one of all tries passes by luck one time in twenty."""
        return NormalDist().inv_cdf(1 - _ERROR / (2 * max(1, len(self.moved))))

    def by_key(self) -> list[tuple[Key, list[Moved]]]:
        """Return the keys with their moves, whoever moves any row most first."""
        found: dict[str, list[Moved]] = {key.name: [] for key in self.keys}
        for one in self.moved:
            found[one.key.name].append(one)
        pairs = [(key, found[key.name]) for key in self.keys]
        return sorted(pairs, key=lambda pair: -max(abs(one.change.mean) for one in pair[1]))


def measured(folder: Path, keys: Sequence[Key], runs: int, place: Place, tell: Tell) -> Sensitivity:
    """Play the base and both sides of every key, and compare."""
    with place.open() as pool:
        plan = plan_of(pool, folder / "cells", keys, runs, tell)
    digest = blake2b(canonical([cell.identity for cell in plan.cells]), digest_size=6).hexdigest()
    ledger = Ledger.open(folder / digest, plan)
    Drive(ledger, place, lambda done, whole: tell(f"sensitivity: {done} of {whole} games")).run()
    return compared(keys, runs, rows_by_cell(plan, ledger.games()))


def plan_of(pool: Executor, folder: Path, keys: Sequence[Key], runs: int, tell: Tell) -> Plan:
    """Return the plan of a sweep with a cell for the base and for every side of a key."""
    sides = [(f"{key.name}={side.value}", side.changes) for key in keys for side in key.sides]
    named = [(BASE, ()), *sides]
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [(str(folder), changes) for _, changes in named]
    cells = []
    for at, ((name, _), header) in enumerate(zip(named, pool.map(_header, jobs), strict=True), 1):
        cells.append(Cell((name,), header, (), ()))
        tell(f"cells: {at} of {len(named)}")
    axis = Axis("moved", tuple(name for name, _ in named))
    return evolve(planned(None, runs), axes=(axis,), cells=tuple(cells))


def _header(job: tuple[str, tuple[tuple[str, str], ...]]) -> bytes:
    """Return the header of the scenario with its changes, compiled or found in the folder."""
    folder, changes = job
    text = read_file(find_scenario(None))
    name = blake2b(canonical([engine_digest(), text, changes]), digest_size=12).hexdigest()
    path = Path(folder, f"{name}.json")
    if not path.is_file():
        (cell,) = planned(load_scenario(None, changes), 1).cells
        write_whole(path, cell.header)
    return path.read_bytes()


def rows_by_cell(plan: Plan, games: Iterator[tuple[int, Game]]) -> list[dict[int, str]]:
    """Return by cell and seed the row of the table of bands into which a game falls."""
    scenario, asked = load_scenario(None), column()
    found: list[dict[int, str]] = [{} for _ in plan.cells]
    for cell, game in games:
        package = None if game["package"] is None else Package(game["package"])
        retained = is_retained(scenario, package)
        found[cell][game["seed"]] = asked.row_of(game["outcome"], retained=retained)
    return found


def compared(keys: Sequence[Key], runs: int, rows: Sequence[dict[int, str]]) -> Sensitivity:
    """Compare every side of every key with the base; `rows` has the base first."""
    base, *others = rows
    sides = [(key, side) for key in keys for side in key.sides]
    bands = [band.key for band in column().bands]
    moved = [
        Moved(key, side, band, difference(base, other, band))
        for (key, side), other in zip(sides, others, strict=True)
        for band in bands
    ]
    shares = {band: sum(row == band for row in base.values()) / len(base) for band in bands}
    return Sensitivity(keys=keys, runs=runs, base=shares, moved=moved)


def difference(base: dict[int, str], other: dict[int, str], band: str) -> Figure:
    """Return by how much a row's share exceeds the base's, over the seeds that both played."""
    seeds = sorted(base.keys() & other.keys())
    return paired([other[seed] == band for seed in seeds], [base[seed] == band for seed in seeds])

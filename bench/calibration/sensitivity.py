"""
One number at a time: by how much each row of the table of bands moves when a number does.

Every cell is a scenario with one key moved and plays the same seeds as the base, so shares are
compared pair by pair. Cells and games lie in a folder: what is there is not made again.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from statistics import NormalDist

from attrs import frozen

from bench.balance.figures import Z_95, Figure, paired
from bench.calibration.bands import column
from bench.calibration.cells import cells_of, play
from bench.calibration.keeping import Game, Task, Tell, kept
from bench.calibration.keys import Key, Side

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


def measured(
    pool: Executor, folder: Path, keys: Sequence[Key], runs: int, tell: Tell
) -> Sensitivity:
    """Play the base and both sides of every key, and compare."""
    cells = cells_of(pool, folder.resolve() / "cells", keys, tell)
    tasks = [Task(play, str(cell), runs) for cell in cells]
    found = kept(pool, folder / "games", tasks, tell)
    return compared(keys, runs, [_rows(games) for games in found])


def _rows(found: Sequence[Game]) -> dict[int, str]:
    """Return by seed the row of the table of bands into which a game falls."""
    asked = column()
    return {game["seed"]: asked.row_of(game["kind"], retained=game["retained"]) for game in found}


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

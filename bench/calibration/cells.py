"""
Scenarios with a key moved, compiled once each, and games of them.

Compiling takes a quarter of a second, so a cell is a file. Games are played without a record and
without scores, which would take two thirds of the time.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from bench.balance import games
from bench.calibration.forking import ended
from bench.calibration.keeping import Game, Tell
from bench.calibration.keys import Key
from sim.domain.decider import initial
from sim.domain.decision import Header
from sim.engine.seating import opening_header
from sim.estimates import minds_of
from sim.record.codec import canonical, decode_header, encode_header
from sim.record.whole import write_whole
from sim.scenario import load_scenario
from sim.scenario_text import find_scenario, read_file
from sim.sweeps.plan import engine_digest

Changes = tuple[tuple[str, str], ...]


def cells_of(pool: Executor, folder: Path, keys: Sequence[Key], tell: Tell) -> list[Path]:
    """Return the files with the base's compiled scenario and that of every side of a key."""
    folder.mkdir(parents=True, exist_ok=True)
    changes = [(), *(side.changes for key in keys for side in key.sides)]
    cells = []
    for cell in pool.map(_compiled, [(folder, some) for some in changes]):
        cells.append(cell)
        tell(f"cells: {len(cells)} of {len(changes)}")
    return cells


def _compiled(job: tuple[Path, Changes]) -> Path:
    """Return the file with the header of the scenario with its changes, named by its content."""
    folder, changes = job
    text = read_file(find_scenario(None))
    name = blake2b(canonical([engine_digest(), text, changes]), digest_size=12).hexdigest()
    path = folder / f"{name}.json"
    if not path.is_file():
        write_whole(path, encode_header(opening_header(load_scenario(None, changes))))
    return path


def play(what: str, seeds: Sequence[int]) -> list[Game]:
    """Play the scenario of a cell's file with these seeds."""
    found = []
    for seed in seeds:
        header = _with_seed(what, seed)
        end = ended(games.played_out(initial(header), minds_of(header)))
        found.append({"seed": seed, "kind": end.kind, "retained": end.retained})
    return found


def _with_seed(cell: str, seed: int) -> Header:
    return opening_header(_header(cell).scenario, seed)


@lru_cache(maxsize=8)
def _header(cell: str) -> Header:
    return decode_header(Path(cell).read_bytes())

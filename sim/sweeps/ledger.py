"""
The folder of a sweep: which chunks are there, whole, and which games are put aside.

    plan.json                     what is played; written before the first game
    cells/<cell>.json             the header of every cell's records: its compiled scenario
    chunks/<name>.jsonl           a row a game, and a last line with the sums of all files of it
    chunks/<name>.events.parquet  the same chunk's events, where asked for; decisions likewise
    quarantine.json               games that ended their worker twice, by chunk and seed
    runs.parquet sweep.json       the results, written when every game is played
    sums.json                     the sums of plan, cells and results (`sums`)

A chunk's closing line is written last and by rename: a file that is there is whole, and one that a
disk has damaged since is set aside and played again.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from sim.errors import KeyedError, one_line
from sim.record.codec import canonical
from sim.record.errors import RecordError, disk_error
from sim.record.whole import clear_parts, write_whole
from sim.sweeps.plan import TABLES, Chunk, Plan, engine_digest
from sim.sweeps.sums import sum_of
from sim.words import Text, load, system_language

FORMAT = 1
_SUM = "sum"
"""The key in a plan's file that holds the sum of all others."""
_SAME = ("format", "scenario", "seed", "vary", "cells")
"""What two plans must share to be one sweep, grown or not."""
_KEYS = {*_SAME, "source", "engine", "runs", "strategies", "tables"}
Game = Mapping[str, Any]


@define
class Ledger:
    """What is on the disk of one sweep."""

    folder: Path
    plan: Plan
    quarantined: dict[tuple[str, int], str] = field(factory=dict)
    """By chunk and seed, why."""
    notices: list[str] = field(factory=list)
    """What was found damaged, each in one line."""

    @classmethod
    def open(cls, folder: str | Path, plan: Plan) -> "Ledger":
        """
        Open the folder of a plan, made if need be; raise KeyedError where another's lies there.

        A sweep that only grew, by games or tables, goes on in its old folder; tables that are not
        asked for any more are kept, since nothing finished is played twice or lost.
        """
        path = Path(folder)
        _check_place(str(folder), path)
        ledger = cls(path, plan)
        try:
            for name in ("chunks", "cells"):
                (path / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise disk_error(str(path), error) from error
        ledger._keep_tables(ledger._check_same(_plan_json(plan)))
        for there in (path, path / "chunks", path / "cells"):
            clear_parts(there)
        write_whole(path / "plan.json", canonical(_plan_json(ledger.plan)) + b"\n")
        for at, cell in enumerate(plan.cells):
            write_whole(path / "cells" / f"{at}.json", cell.header + b"\n")
        ledger.quarantined = _read_quarantine(path / "quarantine.json")
        return ledger

    def _keep_tables(self, there: Sequence[str]) -> None:
        """Go on with the tables that a folder has, asked for again or not."""
        more = [name for name in there if name not in self.plan.tables]
        if more:
            tables = tuple(name for name in TABLES if name in (*self.plan.tables, *more))
            self.plan = evolve(self.plan, tables=tables)
            self._note("kept", path=self.folder, tables=", ".join(more))

    def _check_same(self, told: Mapping[str, Any]) -> Sequence[str]:
        """
        Return the tables that a folder has; raise KeyedError where another sweep lies there.

        A chunk is named by all that decides its content, so where only the plan is lost, those of
        this sweep are known by their names: its command heals its folder.
        """
        path = self.folder / "plan.json"
        there = _read_plan(path)
        if there is not None:
            if any(there[key] != told[key] for key in _SAME):
                raise KeyedError(str(self.folder), "out.another")
            return [name for name in TABLES if name in there["tables"]]
        names = {file.stem for file in (self.folder / "chunks").glob("*.jsonl")}
        games = sum(len(chunk.seeds) for chunk in self.plan.chunks if chunk.name in names)
        if games:
            self._note("damaged.plan", path=path, games=games)
        elif path.exists() or names:
            raise KeyedError(str(path), "out.strange" if path.exists() else "out.gone")
        return ()

    def missing(self) -> list[Chunk]:
        """Return the chunks that are not there, or not whole any more."""
        return [chunk for chunk in self.plan.chunks if not self._is_whole(chunk)]

    def _is_whole(self, chunk: Chunk) -> bool:
        path = self._path(chunk)
        if not path.is_file():
            return False
        wrong = self._fault(chunk, path.read_bytes())
        if wrong is None:
            return True
        aside = path.with_suffix(".bad")
        path.replace(aside)
        self._note("damaged.again", path=path, wrong=wrong, name=aside.name)
        return False

    def _note(self, key: str, **values: object) -> None:
        self.notices.append(one_line(_words()(f"sweep.{key}", **values)))

    def _fault(self, chunk: Chunk, data: bytes) -> str | None:
        """Return what is wrong with a chunk's files, or None."""
        body, _, last = data.removesuffix(b"\n").rpartition(b"\n")
        try:
            end = json.loads(last)["end"]
            sums, skipped = end["sums"], end["skipped"]
        except (ValueError, KeyError, TypeError):
            return _words()("sweep.damaged.end")
        if sums.get("rows") != sum_of(body):
            return _words()("sweep.damaged.rows")
        if any((chunk.name, seed) not in self.quarantined for seed in skipped):
            return _words()("sweep.damaged.skipped")
        for table in self.plan.tables:
            path = self.table(table, chunk)
            if not path.is_file() or sums.get(table) != sum_of(path.read_bytes()):
                return _words()("sweep.damaged.table", table=table)
        return None

    def keep(self, chunk: Chunk, rows: Sequence[bytes], tables: Mapping[str, bytes]) -> None:
        """Write a finished chunk; what it names is on the disk before its closing line."""
        body = b"\n".join(rows)
        sums = {"rows": sum_of(body), **{name: sum_of(data) for name, data in tables.items()}}
        for name, data in tables.items():
            write_whole(self.table(name, chunk), data)
        skipped = [seed for seed in chunk.seeds if (chunk.name, seed) in self.quarantined]
        end = canonical({"end": {"games": len(rows), "skipped": skipped, "sums": sums}})
        write_whole(self._path(chunk), body + b"\n" + end + b"\n")

    def put_aside(self, chunk: Chunk, seed: int, why: str) -> None:
        """Note a game that ended its worker twice."""
        self.quarantined[chunk.name, seed] = why
        rows = [[*place, said] for place, said in sorted(self.quarantined.items())]
        write_whole(self.folder / "quarantine.json", canonical(rows) + b"\n")

    def games(self) -> Iterator[tuple[int, Game]]:
        """Yield (cell, row) of every finished game in the order of the plan."""
        for chunk in self.plan.chunks:
            for line in self._path(chunk).read_bytes().splitlines()[:-1]:
                if line:
                    yield chunk.cell, json.loads(line)

    def _path(self, chunk: Chunk) -> Path:
        return self.folder / "chunks" / f"{chunk.name}.jsonl"

    def table(self, table: str, chunk: Chunk) -> Path:
        """Return where a chunk's part of an optional table lies."""
        return self.folder / "chunks" / f"{chunk.name}.{table}.parquet"

    def put_asides(self) -> list[tuple[int, int, str]]:
        """Return cell, seed and reason of every game of the plan that is put aside."""
        return [
            (chunk.cell, seed, self.quarantined[chunk.name, seed])
            for chunk in self.plan.chunks
            for seed in chunk.seeds
            if (chunk.name, seed) in self.quarantined
        ]


def digest_of(games: Iterator[tuple[int, Game]]) -> str:
    """Return the digest of a sweep's results: of cell, seed and record's digest of every game."""
    made = blake2b(b"pourparlers-sweep/1\n", digest_size=32)
    for cell, game in games:
        made.update(f"{cell} {game['seed']} {game['digest']}\n".encode())
    return made.hexdigest()


def _plan_json(plan: Plan) -> dict[str, Any]:
    told: dict[str, Any] = {
        "format": FORMAT,
        "scenario": plan.scenario,
        "source": plan.source,
        "engine": engine_digest(),
        "runs": plan.runs,
        "seed": plan.seed,
        "vary": [[axis.key, list(axis.values)] for axis in plan.axes],
        "cells": [cell.identity for cell in plan.cells],
        "strategies": [dict(cell.seating) for cell in plan.cells],
        "tables": list(plan.tables),
    }
    return {**told, _SUM: sum_of(canonical(told))}


def _check_place(name: str, path: Path) -> None:
    """Raise KeyedError where a sweep would be strewn among other things."""
    if not name.strip():
        raise KeyedError("--out", "out.empty")
    ours = (path / "plan.json").exists() or (path / "chunks").is_dir()
    if path.is_dir() and not ours and any(path.iterdir()):
        raise KeyedError(name, "out.others")


def _read_plan(path: Path) -> Mapping[str, Any] | None:
    """Return a folder's plan, None where it is missing or damaged; older ones have no sum."""
    try:
        there = dict(json.loads(path.read_bytes()))
        kept = there.pop(_SUM, None)
        whole = set(there) <= _KEYS if kept is None else kept == sum_of(canonical(there))
        there["tables"] = list(there["tables"])
        return there if whole and set(_SAME) <= set(there) else None
    except (ValueError, KeyError, TypeError, OSError, RecordError):
        return None


def _words() -> Text:
    return load(system_language())


def _read_quarantine(path: Path) -> dict[tuple[str, int], str]:
    try:
        rows = json.loads(path.read_bytes())
        return {(str(name), int(seed)): str(why) for name, seed, why in rows}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, OSError):
        # Whoever is put aside wrongly would be missed for ever; whoever is not is found again.
        return {}

"""
Sums of what a finished sweep wrote, in `sums.json`: what a disk has changed since is known by them.

Chunks carry their own; here are those of the plan, the cells, the tables and `sweep.json`.
"""

import json
import re
from collections.abc import Mapping
from hashlib import blake2b, file_digest
from pathlib import Path

from sim.record.codec import canonical
from sim.record.whole import write_whole

SUMS = "sums.json"
_SUM_BYTES = 16
_NAMES = re.compile(r"(?:plan|sweep|cells/\d+)\.json|(?:runs|events|decisions)\.parquet")


def sum_of(data: bytes) -> str:
    """Return the sum of some bytes."""
    return _fresh(data).hexdigest()


def write_sums(folder: Path, told: bytes, tables: tuple[str, ...], cells: int) -> None:
    """Write the sums of a finished folder, of its `sweep.json` before that is written."""
    names = ["plan.json", *(f"cells/{at}.json" for at in range(cells)), "runs.parquet"]
    names += [f"{table}.parquet" for table in tables]
    sums = {name: _file_sum(folder / name) for name in names} | {"sweep.json": sum_of(told)}
    write_whole(folder / SUMS, canonical(sums) + b"\n")


def has_sums(folder: Path) -> bool:
    """Tell whether a sweep kept sums; those of older releases did not."""
    return (folder / SUMS).is_file()


def damaged(folder: Path) -> Path | None:
    """Return the first file that is not as the sweep wrote it; one that is missing is none."""
    sums = _read(folder / SUMS) if has_sums(folder) else {}
    if sums is None:
        return folder / SUMS
    there = ((folder / name, kept) for name, kept in sums.items() if (folder / name).is_file())
    return next((path for path, kept in there if _file_sum(path) != kept), None)


def _read(path: Path) -> Mapping[str, str] | None:
    """Return the sums by name, None where they are damaged themselves."""
    try:
        sums = json.loads(path.read_bytes())
    except (ValueError, OSError):
        return None
    whole = isinstance(sums, dict) and all(map(_NAMES.fullmatch, sums))
    return sums if whole and {"plan.json", "runs.parquet", "sweep.json"} <= set(sums) else None


def _file_sum(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, _fresh).hexdigest()


def _fresh(data: bytes = b"") -> "blake2b":
    return blake2b(data, digest_size=_SUM_BYTES)

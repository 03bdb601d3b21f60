"""
An unsent draft, kept in a small file beside its save, so that a crash does not lose it.

It is no part of the record: nobody has said it yet. The file is written whole and renamed, and a
disk that refuses costs the draft only.
"""

import json
from contextlib import suppress
from pathlib import Path

from sim.domain.deal import Package, is_complete, options_by_issue
from sim.domain.setting import Scenario
from sim.record.store import MEMORY, Log

ENDING = "-draft"
Kept = tuple[Package, int | None]


def keep_draft(log: Log, seat: str, package: Package, lever: int | None) -> None:
    """Keep the draft of a seat; nothing is kept of a game that lives in memory."""
    path = _file(log)
    if path is None:
        return
    held = {"seat": seat, "package": dict(package.items), "lever": lever}
    with suppress(OSError):
        part = path.with_name(path.name + ".part")
        part.write_text(json.dumps(held), encoding="utf-8")
        part.replace(path)


def kept_draft(log: Log, seat: str, scenario: Scenario) -> Kept | None:
    """Return the draft that a seat left, or None; a file nobody can read is as good as none."""
    path = _file(log)
    if path is None:
        return None
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        package, lever = Package(held["package"]), held["lever"]
        fits = held["seat"] == seat and is_complete(options_by_issue(scenario.issues), package)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return (package, lever if isinstance(lever, int) else None) if fits else None


def _file(log: Log) -> Path | None:
    if log.file == MEMORY:
        return None
    path = Path(log.file)
    return path.with_name(path.name + ENDING)

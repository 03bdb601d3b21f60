"""
An unsent draft, kept in a small file beside its save, so that a crash does not lose it.

It is no part of the record: nobody has said it yet. The file is written whole and renamed, and a
disk that refuses costs the draft only. A drag changes the draft at every frame, and a rename may
wait for the disk: while changes follow each other they are kept some times a second, and the last.
"""

from contextlib import suppress
from pathlib import Path
from time import perf_counter

from attrs import define

from game.shell.small_files import look, put
from sim.domain.deal import Package, is_complete, options_by_issue
from sim.domain.setting import Scenario
from sim.record.store import MEMORY, Log

ENDING = "-draft"
Kept = tuple[Package, int | None]
KEEP_SECONDS = 0.1
"""What of a drag that still goes on a crash may cost."""


@define
class Unsent:
    """The draft of one desk that is not on the disk yet, if there is one."""

    seat: str
    _held: tuple[Log, Package, int | None] | None = None
    _last: float = 0.0

    def put(self, log: Log, package: Package, lever: int | None) -> None:
        """Take a changed draft; the first of a drag is kept at once."""
        self._held = (log, package, lever)
        self.in_time()

    def in_time(self) -> None:
        """Keep what waits, unless something was kept just now."""
        if perf_counter() - self._last >= KEEP_SECONDS:
            self.now()

    def now(self) -> None:
        """Keep what waits."""
        if self._held is not None:
            log, package, lever = self._held
            keep_draft(log, self.seat, package, lever)
            self._held, self._last = None, perf_counter()


def keep_draft(log: Log, seat: str, package: Package, lever: int | None) -> None:
    """Keep the draft of a seat; nothing is kept of a game that lives in memory."""
    path = _file(log)
    if path is None:
        return
    held = {"seat": seat, "package": dict(package.items), "lever": lever}
    with suppress(OSError):
        put(path, held)


def kept_draft(log: Log, seat: str, scenario: Scenario) -> Kept | None:
    """Return the draft that a seat left, or None; a file nobody can read is as good as none."""
    path = _file(log)
    if path is None:
        return None
    held = look(path)
    try:
        package, lever = Package(held["package"]), held["lever"]
        fits = held["seat"] == seat and is_complete(options_by_issue(scenario.issues), package)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return (package, lever if isinstance(lever, int) else None) if fits else None


def _file(log: Log) -> Path | None:
    if log.file == MEMORY:
        return None
    path = Path(log.file)
    return path.with_name(path.name + ENDING)

"""
Every table as an ordinary record beside the store: `CODE/table-NN.jsonl`, which all commands read.

The store is the truth; archives follow it, whole by rename, a few seconds after a table changed and
at once when it ended.
"""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from classroom.room import Room
from sim.record.errors import RecordError
from sim.record.replay import export_save

EVERY_SECONDS = 10.0


def place_of(folder: Path, code: str, table: int) -> Path:
    """Return where the record of a table lies."""
    return folder / code / f"table-{table:02d}.jsonl"


class Archives:
    """Follows the tables of all rooms; only the writer's thread writes."""

    def __init__(self, folder: Path, rooms: Mapping[str, Room]) -> None:
        self.folder = folder
        self.rooms = rooms
        self.trouble: str | None = None
        """Why the last archive could not be written, or None."""
        self._dirty: set[tuple[str, int]] = set()
        self._last = 0.0

    def changed(self, code: str, tables: Iterable[int]) -> None:
        """Note that tables changed."""
        self._dirty.update((code, table) for table in tables)

    def write(self, *, everything: bool = False) -> None:
        """Write what is due: tables that ended, and now and then all that changed."""
        late = everything or time.monotonic() - self._last >= EVERY_SECONDS
        for code, table in tuple(self._dirty):
            if late or self.rooms[code].cohort.places[table].status:
                self._write(code, table)
        if late:
            self._last = time.monotonic()

    def _write(self, code: str, table: int) -> None:
        place = place_of(self.folder, code, table)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            export_save(self.rooms[code].tables[table].session.log, place)
        except (OSError, RecordError) as error:
            self.trouble = str(error)
            return
        self.trouble = None
        self._dirty.discard((code, table))

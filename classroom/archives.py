"""
Every table as an ordinary record beside the store: `CODE/table-NN.jsonl`, which all commands read.

The store is the truth; archives follow it, whole by rename, some seconds after a table changed and
at once when it ended.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from classroom.room import Room
from sim.record.errors import RecordError
from sim.record.replay import export_save

AT_ONCE = 3
"""Tables a second: fifty are followed within seventeen seconds."""


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
        self._dirty: dict[tuple[str, int], None] = {}

    def changed(self, code: str, tables: Iterable[int]) -> None:
        """Note that tables changed."""
        self._dirty.update(dict.fromkeys((code, table) for table in tables))

    def leave(self, code: str) -> None:
        """Forget what is to be written of a class: whoever holds it next writes all its tables."""
        for one in tuple(self._dirty):
            if one[0] == code:
                self._dirty.pop(one, None)

    def write(self, *, everything: bool = False) -> None:
        """Write tables that ended, and a few of those that changed: moves wait meanwhile."""
        dirty = tuple(self._dirty)  # at once: streams note changes meanwhile
        due = [one for one in dirty if everything or self._has_ended(*one)]
        due += [one for one in dirty if one not in due][:AT_ONCE]
        for code, table in due:
            self._write(code, table)

    def _has_ended(self, code: str, table: int) -> bool:
        return bool(self.rooms[code].cohort.places[table].status)

    def _write(self, code: str, table: int) -> None:
        place = place_of(self.folder, code, table)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            export_save(self.rooms[code].tables[table].session.log, place)
        except (OSError, RecordError) as error:
            self.trouble = str(error)
            return
        self.trouble = None
        self._dirty.pop((code, table), None)

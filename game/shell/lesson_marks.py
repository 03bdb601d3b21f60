"""Which lessons were done, kept beside the settings."""

import json
from contextlib import suppress
from pathlib import Path

from sim.places import data_folder

FILE = "lessons.json"


def done_lessons() -> frozenset[str]:
    """Return the lessons that were done; a file nobody can read is as good as none."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    named = isinstance(found, list) and all(isinstance(one, str) for one in found)
    return frozenset(found) if named else frozenset()


def mark_done(lesson: str) -> None:
    """Keep that a lesson was done; a disk that refuses costs the mark only."""
    names = sorted(done_lessons() | {lesson})
    with suppress(OSError):
        part = _file().with_suffix(".part")
        part.write_text(json.dumps(names), encoding="utf-8")
        part.replace(_file())


def _file() -> Path:
    return data_folder() / FILE

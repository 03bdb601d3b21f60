"""Which lessons were done, kept beside the settings."""

from contextlib import suppress

from game.shell.small_files import look, put
from sim.places import data_folder

FILE = "lessons.json"


def done_lessons() -> frozenset[str]:
    """Return the lessons that were done; a file nobody can read is as good as none."""
    found = look(data_folder() / FILE)
    named = isinstance(found, list) and all(isinstance(one, str) for one in found)
    return frozenset(found) if named else frozenset()


def mark_done(lesson: str) -> None:
    """Keep that a lesson was done; a disk that refuses costs the mark only."""
    names = sorted(done_lessons() | {lesson})
    with suppress(OSError):
        put(data_folder() / FILE, names)

"""
Where the saves lie, the latest first; their names, and the bin that deleted ones are moved to.

Light, for the title looks before the engine is there. A name lies beside the saves and not in
them: to name a game must not make it the one that was played last.
"""

from collections.abc import Mapping
from pathlib import Path

from game.shell.small_files import look, put
from sim.places import saves_folder

PATTERN = "*.talks"
NAMES = "names.json"
BIN = "bin"
BESIDE = ("", "-draft", "-wal", "-shm")
"""What belongs to a save: itself, an unsent draft, what a crash may have left of its journal."""
NAME_MOST = 40


def saved_files() -> tuple[Path, ...]:
    """Return the saves, the latest first."""
    return tuple(sorted(saves_folder().glob(PATTERN), key=changed, reverse=True))


def changed(path: Path) -> int:
    """Return when a save last changed; what was decided last stands in the journal beside it."""
    beside = (path, path.with_name(path.name + "-wal"))
    return max((one.stat().st_mtime_ns for one in beside if one.exists()), default=0)


def names() -> Mapping[str, str]:
    """Return what people called their saves, by file name; a file nobody can read names none."""
    found = look(saves_folder() / NAMES)
    items = found.items() if isinstance(found, dict) else ()
    return {str(file): str(name)[:NAME_MOST] for file, name in items}


def rename(path: Path, name: str) -> None:
    """Call a save something; an empty name takes its own back."""
    known = {**names(), path.name: " ".join(name.split())[:NAME_MOST]}
    kept = {file: called for file, called in known.items() if called}
    put(saves_folder() / NAMES, kept)


def delete(path: Path) -> Path:
    """Move a save to the bin beside the saves; return where it lies now."""
    bin_ = saves_folder() / BIN
    bin_.mkdir(exist_ok=True)
    return _moved(path, _free(bin_ / path.name))


def restore(gone: Path) -> Path:
    """Move a save out of the bin to where it lay."""
    return _moved(gone, _free(saves_folder() / gone.name))


def _free(wanted: Path) -> Path:
    """Return a path that nothing lies at, as close to the wanted one as can be."""
    path, number = wanted, 1
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return path


def _moved(path: Path, to: Path) -> Path:
    """Move a save; its journal first, so that a save never stands without what belongs to it."""
    for ending in reversed(BESIDE):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(to.with_name(to.name + ending))
    return to

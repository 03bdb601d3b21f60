"""Where the saves lie, the latest first. Light, for the title looks before the engine is there."""

from pathlib import Path

from sim.places import saves_folder

PATTERN = "*.talks"


def saved_files() -> tuple[Path, ...]:
    """Return the saves, the latest first."""
    return tuple(sorted(saves_folder().glob(PATTERN), key=changed, reverse=True))


def changed(path: Path) -> int:
    """Return when a save last changed; what was decided last stands in the journal beside it."""
    beside = (path, path.with_name(path.name + "-wal"))
    return max((one.stat().st_mtime_ns for one in beside if one.exists()), default=0)

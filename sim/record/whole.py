"""A file written whole or not at all: beside its place first, to the disk, then renamed."""

import os
from contextlib import suppress
from pathlib import Path

from sim.record.errors import RecordError, disk_error

_PART = ".part"


def write_whole(path: Path, data: bytes, name: str | None = None) -> None:
    """
    Write a file so that it is there whole after a power cut, or as it was before.

    Raises:
        RecordError: with what the disk says, under `name` if one is given.

    """
    if path.exists() and not path.is_file():
        wrong = "it is no file, but a folder, a device or a pipe"
        raise RecordError(name or str(path), wrong, "name a file")
    part = path.with_name(f"{path.name}.{os.getpid()}{_PART}")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise disk_error(name or str(path), error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def clear_parts(folder: Path) -> None:
    """Remove what writers that were killed left beside the files of a folder, its own not."""
    for part in folder.glob(f"*{_PART}"):
        pid = part.name.removesuffix(_PART).rpartition(".")[2]
        if pid.isascii() and pid.isdigit() and not _lives(int(pid)):
            with suppress(OSError):
                part.unlink()


def _lives(pid: int) -> bool:
    """Tell whether a process is there; elsewhere than on POSIX an open file cannot be removed."""
    if os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True

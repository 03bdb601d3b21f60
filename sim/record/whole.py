"""A file written whole or not at all: beside its place first, to the disk, then renamed."""

import os
from contextlib import suppress
from pathlib import Path

from sim.record.errors import RecordError, disk_error


def write_whole(path: Path, data: bytes, name: str | None = None) -> None:
    """
    Write a file so that it is there whole after a power cut, or as it was before.

    Raises:
        RecordError: with what the disk says, under `name` if one is given.

    """
    if path.exists() and not path.is_file():
        wrong = "it is no file, but a folder, a device or a pipe"
        raise RecordError(name or str(path), wrong, "name a file")
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
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

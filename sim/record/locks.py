"""
One writer a save: a lock file beside it that the system lets go when the process dies.

The save itself is never opened here: closing any handle of a file drops the locks SQLite holds on
it in the same process.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _seize(handle: int) -> None:
        """Lock a file at once or raise OSError."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(handle: int) -> None:
        """Lock a file at once or raise OSError."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_ATTEMPTS = 100


class WriterLock:
    """The right to write one save, held until `release` or the end of the process."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle: int | None = handle

    def release(self) -> None:
        """Let the next writer in; safe to call twice."""
        if self._handle is None:
            return
        # Removed before it is unlocked, so that whoever waits finds its file gone and starts over.
        with suppress(OSError):
            self._path.unlink()
        os.close(self._handle)
        self._handle = None


def seize(save: Path) -> WriterLock | None:
    """Return the lock of a save, or None if another holds it; OSError if none can be made."""
    path = save.with_name(save.name + ".lock")
    for _ in range(_ATTEMPTS):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(handle)
        except (BlockingIOError, PermissionError):
            os.close(handle)
            return None
        except OSError:
            os.close(handle)
            raise
        if _is_same(path, handle):
            return WriterLock(path, handle)
        os.close(handle)
    return None


def _is_same(path: Path, handle: int) -> bool:
    """Tell whether the path still names the file that was locked."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False

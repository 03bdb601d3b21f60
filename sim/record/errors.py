"""
The one exception family of the record: whatever the bytes, a reader raises `RecordError`.

Its text has the form `FILE[:LINE]: what is wrong; what to do`, always on one line.
"""

import errno


class RecordError(Exception):
    """
    A record cannot be read, written or believed.

    The arguments are positional so that the error survives pickling between processes.
    """

    def __init__(self, file: str, reason: str, remedy: str, line: int | None = None) -> None:
        super().__init__(file, reason, remedy, line)
        self.file = file
        self.reason = reason
        self.remedy = remedy
        self.line = line

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return " ".join(f"{where}: {self.reason}; {self.remedy}".splitlines())

    def at(self, file: str, line: int | None = None, about: str = "") -> "RecordError":
        """Return the same finding, placed in a file, at a line, about one decision."""
        reason = f"{about}: {self.reason}" if about else self.reason
        return type(self)(file, reason, self.remedy, line)


class Conflict(RecordError):
    """Another writer appended first: the expected number of decisions no longer holds."""


class NewerFormat(RecordError):
    """The record was written by a newer version of the program."""


_DISK_WORDS = {
    errno.ENOSPC: ("the disk is full", "free some space or save elsewhere; nothing was lost"),
    errno.EDQUOT: ("the disk quota is used up", "free some space or save elsewhere"),
    errno.EFBIG: ("the file may not grow further", "save elsewhere; nothing was lost"),
    errno.EROFS: ("the folder is read-only", "choose a folder that can be written"),
    errno.EACCES: ("access is denied", "choose a file and folder you may use"),
    errno.EPERM: ("access is denied", "choose a file and folder you may use"),
    errno.ENOENT: ("there is no such file or folder", "check the path"),
    errno.EISDIR: ("it is a folder, not a file", "name a file in it"),
    errno.ENOTDIR: ("a part of the path is no folder", "check the path"),
    errno.EEXIST: ("the file is already there", "choose another name"),
}


def disk_error(file: str, error: OSError) -> RecordError:
    """Return what the system says about a file in words with a remedy."""
    known = _DISK_WORDS.get(error.errno or 0)
    reason, remedy = known or (f"the disk says: {error.strerror or error}", "save elsewhere")
    return RecordError(file, reason, remedy)

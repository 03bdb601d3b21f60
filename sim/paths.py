"""What lies at a path that was named, in words: why nothing can be read or written there."""

import os
from pathlib import Path

DATABASE = b"SQLite format 3\0"
RECORD = b'{"format":"pourparlers-record/'
"""How every archive of a record begins."""

Trouble = tuple[str, str]
"""What is wrong, and what to do."""


def reading_trouble(name: str, what: str) -> Trouble | None:
    """Return why no such thing as a record can be read here, or None where there is a file."""
    path = Path(name)
    if not name.strip():
        return "the name is empty", f"name a {what}"
    if path.is_file():
        denied = "access is denied", "choose a file you may read"
        return None if os.access(path, os.R_OK) else denied
    if path.is_dir():
        return f"it is a folder, not a {what}", "name a file in it"
    if path.exists():
        return "it is a device or a pipe, not a file", "name a file"
    return _parent_trouble(path) or ("there is no such file", "check the path")


def writing_trouble(name: str) -> Trouble | None:
    """Return why no file can be put here, or None where its folder is there."""
    path = Path(name)
    if not name.strip():
        return "the name is empty", "name a file"
    if name.endswith(("/", os.sep)) or path.is_dir():
        return "it is a folder, not a file", "name a file in it"
    found = _parent_trouble(path)
    return None if found is None else (found[0], "make the folder first, or choose another place")


def _parent_trouble(path: Path) -> Trouble | None:
    """Return which part of a path is missing or no folder."""
    parent = path.parent
    if parent.is_dir():
        return None
    there = next(one for one in (parent, *parent.parents) if one.exists())
    if not there.is_dir():
        return f"{there} is a file, not a folder", "check the path"
    return f"there is no folder {parent}", "check the path"


def other_kind(data: bytes) -> Trouble | None:
    """Return what these bytes are, where a text for people was expected."""
    if data.startswith(DATABASE):
        return "it is a saved game, not a scenario", "go on with it: play FILE"
    if data.startswith(RECORD):
        return "it is a record, not a scenario", "read it: replay FILE"
    return None

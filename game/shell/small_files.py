"""Small facts of a person's, each a JSON file of its own: written by rename, read without trust."""

import json
from pathlib import Path
from typing import Any


def put(path: Path, value: object) -> None:
    """Write a value; whoever dies meanwhile leaves the old file. Raises what the disk does."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def look(path: Path) -> Any:
    """Return the value of a file; None if there is none, or none that can be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None

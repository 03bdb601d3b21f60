"""
The most memory that a process held, of its own.

`ru_maxrss` is no measure of it: on Linux a program takes over the figure of whoever started it, so
a small one begun by a large one looks as large.
"""

import resource
from pathlib import Path

_STATUS = "VmHWM:"
MB = 1024
"""Kilobytes in a megabyte."""


def held_kb(process: str = "self") -> int:
    """Return the most memory in kB that a process ever held; 0 where it cannot be told."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if process == "self" else 0
    return next((int(line.split()[1]) for line in lines if line.startswith(_STATUS)), 0)

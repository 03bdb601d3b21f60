"""
The hash chain over stored bytes: header first, then one link a decision line.

A link covers everything before it, so the last one, the digest, names the whole record.
"""

from collections.abc import Iterable
from hashlib import blake2b

from sim.domain.decision import FORMAT

_MAGIC = FORMAT.encode() + b"\n"
LINK_BYTES = 32


def first_link(header: bytes) -> bytes:
    """Return H0, the link of a header line given without its newline."""
    return blake2b(_MAGIC + header + b"\n", digest_size=LINK_BYTES).digest()


def next_link(link: bytes, line: bytes) -> bytes:
    """Return the link after one more decision line, given without its newline."""
    return blake2b(link + line + b"\n", digest_size=LINK_BYTES).digest()


def last_link(header: bytes, lines: Iterable[bytes]) -> bytes:
    """Return the link after all lines; its hex text is the record's digest."""
    link = first_link(header)
    for line in lines:
        link = next_link(link, line)
    return link

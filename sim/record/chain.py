"""
The hash chain over stored bytes: header first, then one link a decision line.

A link covers everything before it, so the last one, the digest, names the whole record.
"""

from collections.abc import Iterable
from hashlib import blake2b

from sim.domain.decision import FORMAT

_MAGIC = FORMAT.encode() + b"\n"
LINK_BYTES = 32
_fresh = blake2b(digest_size=LINK_BYTES).copy
"""Return a new hash; a copy of an empty one costs half of what its keyword does."""


def first_link(header: bytes) -> bytes:
    """Return H0, the link of a header line given without its newline."""
    return blake2b(_MAGIC + header + b"\n", digest_size=LINK_BYTES).digest()


def next_link(link: bytes, line: bytes) -> bytes:
    """Return the link after one more decision line, given without its newline."""
    made = _fresh()
    made.update(link + line + b"\n")
    return made.digest()


def last_link(header: bytes, lines: Iterable[bytes]) -> bytes:
    """Return the link after all lines; its hex text is the record's digest."""
    return all_links(header, lines)[-1]


def all_links(header: bytes, lines: Iterable[bytes]) -> list[bytes]:
    """Return the links of a record: that of the header, then one after each line."""
    links = [first_link(header)]
    for line in lines:
        links.append(next_link(links[-1], line))
    return links

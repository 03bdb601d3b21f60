"""Names that anybody may have given, as ids of ours: readable, the same every time, never twice."""

import re
import unicodedata
from collections.abc import Collection, Sequence

_LENGTH_MAX = 40
_MINUS = re.compile(r"(?<!\w)[-\N{MINUS SIGN}](?=[.,]?\d)")
"""A dash before a number that follows no word: it is a sign."""


def identifiers(
    names: Sequence[str], word: str, *, taken: Collection[str] = (), letter: bool = True
) -> tuple[str, ...]:
    """
    Return an id for every name, in small letters, digits and `_`.

    What has no such letter is called by `word` and its place; with `letter` an id begins with one,
    else only numbers get `word` before them. Who comes second under one id is `_2`.
    """
    used = set(taken)
    found = []
    for place, name in enumerate(names, 1):
        plain = _plain(name) or f"{word}_{place}"
        if plain.isdigit() or (letter and not plain[0].isalpha()):
            plain = f"{word}_{plain}"
        free = plain
        count = 1
        while free in used:
            count += 1
            free = f"{plain}_{count}"
        used.add(free)
        found.append(free)
    return tuple(found)


def _plain(name: str) -> str:
    """Return what is left of a name in small letters of the alphabet, digits and `_`."""
    bare = unicodedata.normalize("NFKD", _MINUS.sub("minus ", name)).casefold()
    marks = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", marks).strip("_")[:_LENGTH_MAX].rstrip("_")
